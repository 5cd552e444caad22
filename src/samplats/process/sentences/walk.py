"""Where a place stands, in words: done, now, next, late."""

from __future__ import annotations

from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samplats.foundation.ui.numbers import number
from samplats.process.models import Process
from samplats.process.reading import document_names, guide, role_names
from samplats.process.rules.guide import Text
from samplats.process.rules.walk import Part, StageStanding, Standing, Walk, WalkedStage
from samplats.process.sentences.dates import day, month, month_and_year, month_number, months_of
from samplats.vocabulary.rules import language_of_content

SHAPES = {
    Standing.DONE: "done",
    Standing.LATE: "late",
    Standing.NOW: "underway",
    Standing.NEXT: "planned",
    Standing.LATER: "proposed",
}


def told(text: Text) -> str:
    """A text of the content in the reader's language."""
    return text.within(language_of_content(get_language()))


def standing_words(standing: Standing) -> str:
    """Done, late, now, next or later."""
    return {
        Standing.DONE: _("Klar"),
        Standing.LATE: _("Försenad"),
        Standing.NOW: _("Nu"),
        Standing.NEXT: _("Härnäst"),
        Standing.LATER: _("Senare"),
    }[standing]


def date_words(part: Part, today: date) -> str:
    """When an activity was done, is due or begins."""
    if part.mark.done_on is not None:
        return day(part.mark.done_on, today)
    due = {"day": day(part.due_on, today)}
    if part.standing is Standing.LATE:
        return _("Skulle vara klar %(day)s") % due
    if part.standing is Standing.NOW:
        return _("Klar senast %(day)s") % due
    return _("%(begins)s till %(day)s") % {"begins": day(part.begins_on, today), **due}


def planned_words(part: Part, planned_on: date, today: date) -> str:
    """The plan's own last day, when the place has another one."""
    if part.mark.due_on is None or part.is_done:
        return ""
    return _("Flyttad. Enligt planen: %(day)s.") % {"day": day(planned_on, today)}


def stage_words(stage: WalkedStage, today: date) -> str:
    """What stands under a step on the path."""
    if stage.standing is StageStanding.DONE:
        return _("Klar %(month)s") % {"month": month_and_year(stage.done_on)} if stage.done_on else _("Klar")
    if stage.standing is StageStanding.AHEAD:
        words = _("Börjar i %(month)s") if stage.begins_on > today else _("Enligt planen från %(month)s")
        return words % {"month": month(stage.begins_on, today)}
    if stage.standing is StageStanding.LEFT:
        return _left_words(stage)
    words = _("Pågår, %(done)s av %(all)s klara") % counts(stage)
    return f"{words}, {late_words(len(stage.late))}" if stage.late else words


def counts(stage: WalkedStage) -> dict[str, str]:
    """How many activities of a stage are done, of how many."""
    return {"done": number(stage.n_done), "all": number(len(stage.parts))}


def late_words(late: int) -> str:
    """2 försenade."""
    return ngettext("%(n)s försenad", "%(n)s försenade", late) % {"n": number(late)}


def nobody_words(part: Part, walk: Walk) -> str:
    """What it means that no member is named: the project leader has it, where the model says so."""
    if walk.leader and LEADER in part.activity.lead:
        return _("Projektledaren, %(name)s") % {"name": walk.leader}
    return ""


def _left_words(stage: WalkedStage) -> str:
    left = len(stage.parts) - stage.n_done
    words = ngettext("%(n)s kvar", "%(n)s kvar", left) % {"n": number(left)}
    return f"{words}, {late_words(len(stage.late))}" if stage.late else words


def headline(walk: Walk) -> str:
    """Where the place stands in one or two sentences; stars mark what matters."""
    if walk.at is None:
        return _("*Alla steg är gångna.* Det som återstår är det löpande arbetet.")
    facts = {"at": number(walk.at.number), "steps": number(len(walk.stages)), "name": told(walk.at.planned.stage.name)}
    words = _("*Steg %(at)s av %(steps)s: %(name)s.*") % facts
    words += " " + _("%(done)s av %(all)s aktiviteter är klara.") % counts(walk.at)
    if walk.late:
        late = number(len(walk.late))
        words += " " + ngettext("%(n)s är försenad.", "%(n)s är försenade.", len(walk.late)) % {"n": late}
    return words


def head_words(process: Process) -> list[SafeString | str]:
    """What stands at the far end of a place's head: who leads, and which month it is in."""
    weeks = guide().variants[process.variant].weeks
    month = _months(process.starts_on, weeks, localdate())
    words: list[SafeString | str] = [month[:1].upper() + month[1:]]
    if process.leader:
        words.insert(0, format_html("{} <b>{}</b>", _("Projektledare"), process.leader.name))
    return words


def month_words(walk: Walk) -> str:
    """Which month of how many: månad 7 av 12."""
    return _months(walk.starts_on, walk.plan.variant.weeks, walk.today)


def _months(starts_on: date, weeks: int, today: date) -> str:
    now, length = month_number(starts_on, today), months_of(weeks)
    if not now:
        return _("börjar %(day)s") % {"day": day(starts_on, today)}
    if now > length:
        return _("månad %(now)s, planen var %(all)s") % {"now": number(now), "all": number(length)}
    return _("månad %(now)s av %(all)s") % {"now": number(now), "all": number(length)}


def role_words(code: str) -> str:
    """What a role is called."""
    return told(role_names()[code])


def document_words(code: str) -> str:
    """What a document is called."""
    return told(document_names()[code])


def short_role(code: str) -> str:
    """A role within a sentence: its first name, in lower case."""
    name = role_words(code).split(",")[0]
    return name[:1].lower() + name[1:]


LEADER = "project_leader"


def who(part: Part, leader: str = "") -> str:
    """Who is responsible: the member, or whoever holds the role that the model names while nobody is."""
    if part.mark.responsible:
        return part.mark.responsible
    if leader and LEADER in part.activity.lead:
        return leader
    if part.is_done:
        return ""
    if not part.activity.lead:
        return _("Ingen utsedd")
    return _("Ingen utsedd, leds av %(role)s") % {"role": ", ".join(map(short_role, part.activity.lead))}
