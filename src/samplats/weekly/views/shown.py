"""What the pages of an open sheet are made of: texts, decisions and the line for the next one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samplats.foundation.actions.page import ActorRequest
from samplats.foundation.ui.components.frame import Link
from samplats.meetings import queries as meetings
from samplats.meetings.queries import Decision
from samplats.meetings.rules import State
from samplats.situation.rules.sections import in_language, section_kinds
from samplats.weekly import forms, queries
from samplats.weekly.queries import Passage, Sheet
from samplats.weekly.rules.periods import Span, sundays
from samplats.weekly.rules.texts import WRITTEN, is_untouched
from samplats.weekly.sentences import words
from samplats.weekly.sentences.paper import decision_row, figure_parts

DUE_IN = timedelta(weeks=1)


def url(request: ActorRequest, name: str, sheet: Sheet | None = None, **more: object) -> str:
    """An address of the app, of one sheet when given."""
    given: dict[str, object] = {"tenant": request.tenant.slug, **more}
    if sheet is not None:
        given["public_id"] = sheet.public_id
    return reverse(f"weekly:{name}", kwargs=given)


def name_of(request: ActorRequest, sheet: Sheet) -> str:
    """What the sheet is about."""
    return sheet.place.name if sheet.place else request.tenant.name


def crumbs_of(request: ActorRequest, sheet: Sheet) -> list[Link]:
    """The way back to the list."""
    here = _("%(name)s, %(day)s") % {"name": name_of(request, sheet), "day": words.short_day(sheet.meeting.held_on)}
    return [Link(_("Veckans läge"), url(request, "index")), Link(here, url(request, "sheet", sheet), current=True)]


def open_context(request: ActorRequest, sheet: Sheet) -> dict[str, Any]:
    """Everything of an open sheet but its decisions: figures, texts, weeks."""
    span = Span(sheet.weeks, sheet.last_on)
    language = (get_language() or "sv").split("-")[0]
    kinds = section_kinds("weekly_situation")
    texts = queries.passages(request.actor, sheet)
    initial = {
        "last_on": sheet.last_on.isoformat(),
        "weeks": sheet.weeks,
        "held_on": sheet.meeting.held_on,
        "revision": sheet.revision,
    }
    days = sorted({*sundays(timezone.localdate()), sheet.last_on}, reverse=True)
    return {
        "sheet": sheet,
        "name": name_of(request, sheet),
        "way_back": crumbs_of(request, sheet),
        "titles": {one.id: in_language(one.title, language) for one in kinds},
        "guidance": {one.id: in_language(one.guidance, language) for one in kinds},
        "subtitle": words.when_words(span.first_on, span.last_on),
        "parts": figure_parts(sheet.figures, span) if sheet.figures is not None else None,
        "texts": {section: text_row(request, sheet, texts[section]) for section in WRITTEN if section in texts},
        "weeks_form": forms.Weeks(initial=initial, days=days),
        "is_behind": sheet.last_on < days[0],
        "is_old": bool(sheet.figures) and sheet.counted_from != queries.state_of_incidents(request.actor),
        "urls": {
            name: url(request, name, sheet)
            for name in ("sheet", "weeks", "count_again", "close", "discard", "progress", "note", "document")
        },
    }


def text_row(
    request: ActorRequest, sheet: Sheet, found: Passage, form: forms.WritePassage | None = None
) -> dict[str, Any]:
    """A text with its form."""
    kind = next(one for one in section_kinds("weekly_situation") if one.id == found.section)
    initial = {"text": found.text, "revision": found.revision}
    return {
        "passage": found,
        "title": in_language(kind.title, (get_language() or "sv").split("-")[0]),
        "form": form or forms.WritePassage(initial=initial, auto_id=f"{found.section}_%s"),
        "by_system": bool(found.suggested) and is_untouched(found.text, found.suggested),
        "url": url(request, "write", sheet, section=found.section),
    }


def decisions_context(
    request: ActorRequest, sheet: Sheet, form: forms.DecisionLine | None = None, *, focus: bool = False
) -> dict[str, Any]:
    """What this meeting has decided, and the line for the next decision."""
    line = form or new_line(request, sheet)
    if focus or line.errors:
        first = next((one.name for one in line if one.errors), "text")
        line.fields[first].widget.attrs["autofocus"] = True
    made = [decision(request, sheet, one) for one in meetings.made_at(request.actor, sheet.meeting)]
    return {
        "sheet": sheet,
        "decisions": made,
        "line": line,
        "owners": meetings.owners(request.actor),
        "note_url": url(request, "note", sheet),
    }


def carried_context(request: ActorRequest, sheet: Sheet) -> list[dict[str, Any]]:
    """What earlier meetings decided and this one takes up."""
    earlier = queries.before(request.actor, sheet.place, sheet)
    since = earlier.closed_at if earlier else None
    return [decision(request, sheet, one) for one in meetings.carried_to(request.actor, sheet.meeting, since)]


def new_line(request: ActorRequest, sheet: Sheet, data: Any = None) -> forms.DecisionLine:
    """The line for a decision: due a week after the meeting unless something else is said."""
    return forms.DecisionLine(
        data,
        places=[] if sheet.place else queries.to_prepare(request.actor),
        people=meetings.people(request.actor),
        initial={"due_on": sheet.meeting.held_on + DUE_IN},
        auto_id="line_%s",
    )


def decision(
    request: ActorRequest,
    sheet: Sheet,
    found: Decision,
    mark: forms.Mark | None = None,
    change: forms.DecisionLine | None = None,
) -> dict[str, Any]:
    """One decision with the forms that mark, change and take it back."""
    key = found.public_id.hex[:12]
    initial = {"state": found.state, "note": found.note, "revision": found.revision}
    told = {"text": found.text, "owner": found.owner, "due_on": found.due_on, "revision": found.revision}
    of = {name: url(request, name, sheet, decision=found.public_id) for name in ("mark", "change", "take_back")}
    return {
        "record": found,
        "key": f"beslut-{key}",
        "row": decision_row(found, timezone.localdate()),
        "mark": mark or forms.Mark(initial=initial, auto_id=f"m{key}_%s"),
        "change": change or forms.DecisionLine(initial=told, places=[], people=[], auto_id=f"c{key}_%s"),
        "states": [(one.value, words.state_words(one)) for one in State],
        "is_new": found.meeting_id == sheet.meeting_id,
        "urls": of,
    }
