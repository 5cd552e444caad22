"""The sheet as content: what a page, a print and a document show, with nothing left to decide. Kept when it closes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samplats.analyses.rules.stored import from_json
from samplats.analyses.rules.weeks import USUAL, Compared, Weeks, whole_weeks
from samplats.foundation.access.actors import Actor
from samplats.foundation.ui.numbers import number
from samplats.meetings import queries as meetings
from samplats.meetings.models import Decision
from samplats.meetings.rules import State
from samplats.situation.rules.sections import in_language, section_kinds
from samplats.situation.sentences import times
from samplats.situation.sentences.reasons import reason_words
from samplats.weekly import queries
from samplats.weekly.models import Sheet
from samplats.weekly.rules.periods import Span
from samplats.weekly.sentences import words
from samplats.weekly.sentences.suggesting import is_nothing_new, is_suspended, nothing_new_words

Content = dict[str, Any]  # plain JSON
MOST_STABLE = 6


def paper(actor: Actor, sheet: Sheet, on: date) -> Content:
    """Everything a counted sheet says, in the language that is active."""
    assert sheet.figures is not None
    span = Span(sheet.weeks, sheet.last_on)
    name = sheet.place.name if sheet.place else sheet.tenant.name
    language = (get_language() or "sv").split("-")[0]
    title = _("Veckans läge, %(name)s") % {"name": name}
    texts = {section: _paragraphs(one.text) for section, one in queries.passages(actor, sheet).items()}
    earlier = queries.before(actor, sheet.place, sheet)
    since = earlier.closed_at if earlier else None
    return {
        "language": language,
        "title": title,
        "author": sheet.tenant.name,
        "description": _("Underlag till lägesmötet, med källor och osäkerhet"),
        "kind": _("Veckans läge"),
        "heading": name,
        "meeting": _("Möte %(day)s") % {"day": times.day(sheet.meeting.held_on)},
        "subtitle": words.when_words(span.first_on, span.last_on),
        "footer": f"{sheet.tenant.name} · {title}",
        "sections": {kind.id: in_language(kind.title, language) for kind in section_kinds("weekly_situation")},
        "texts": texts,
        **figure_parts(sheet.figures, span),
        "done": decision_rows(meetings.carried_to(actor, sheet.meeting, since), on),
        "decisions": decision_rows(meetings.made_at(actor, sheet.meeting), on),
        "words": _heads(),
    }


def figure_parts(figures: dict[str, Any], span: Span) -> Content:
    """What is counted: changes per source, places, times and reporting."""
    return {
        "sources": [_source(one, figures, span) for one in figures["sources"]],
        "spots": _spots(figures),
        "times": _times(figures),
        "effort": _effort(figures["effort"]),
    }


def _heads() -> dict[str, str]:
    return {
        "what": _("Vad"),
        "state": _("Läge"),
        "n": _("Antal"),
        "usual": _("Vanligt"),
        "time": _("Tid"),
        "before": _("Förra gången"),
        "who": _("Vem"),
        "when": _("När"),
        "none_said": _("Inget noterat."),
        "none_before": _("Inga beslut från tidigare möten."),
        "none_now": _("Inga beslut."),
        "places": _("Platser"),
        "times": _("Tider"),
        "in_fives": _(
            "Källorna beskriver delvis samma händelser och läggs aldrig ihop. Antalen visas i femtal. Spannet rymmer"
            " det vanliga 19 gånger av 20. Bladet säger bara det som alla i mötet får veta."
        ),
    }


def _source(one: dict[str, Any], figures: dict[str, Any], span: Span) -> Content:
    weeks: Weeks | None = from_json(one["weeks"])
    until = date.fromisoformat(one["until"])
    made: Content = {"name": one["name"], "reach": _reach(one, span), "rows": [], "stable": "", "note": ""}
    if weeks is None:
        made["note"] = nothing_new_words()
        return made
    told = [*([weeks.total] if weeks.total else []), *weeks.rows]
    suspended = is_suspended(one, figures)
    shown = [row for row in told if not row.label or row.verdict != USUAL]
    made["rows"] = [_row(row, one["before"], until, suspended=suspended) for row in shown]
    made["stable"] = _stable([row for row in told if row not in shown], suspended=suspended)
    made["note"] = _note(weeks, suspended=suspended)
    return made


def _reach(one: dict[str, Any], span: Span) -> str:
    reach, until = date.fromisoformat(one["reach"]), date.fromisoformat(one["until"])
    if until >= span.last_on:
        return _("Når till och med %(day)s.") % {"day": words.short_day(span.last_on)}
    return _("Når bara till %(reach)s; här räknas veckorna till och med %(until)s.") % {
        "reach": words.short_day(reach),
        "until": words.short_day(until),
    }


def _row(row: Compared, before: dict[str, str], until: date, *, suspended: bool) -> Content:
    period = whole_weeks(until, row.days // 7)
    known = before.get(row.label)
    return {
        "what": row.label or _("Alla händelser"),
        "is_total": not row.label,
        "word": _("Går inte att säga") if suspended else words.verdict_words(row.verdict),
        "tone": "unmeasured" if suspended else words.TONES[row.verdict],
        "n": words.band_words(row.found.now),
        "usual": words.usual_words(row),
        "time": words.days_words(row.days),
        "period": words.span_words(period.first, period.last),
        "before": words.verdict_words(known) if known else "–",
    }


def _stable(rows: Sequence[Compared], *, suspended: bool) -> str:
    """The categories that are as usual, the most frequent by name."""
    if not rows or suspended:
        return ""
    shown, left = rows[:MOST_STABLE], len(rows) - len(rows[:MOST_STABLE])
    told = [
        _stable_over(days, [row for row in shown if row.days == days]) for days in sorted({row.days for row in shown})
    ]
    if left:
        told.append(ngettext("%(n)s slag till är stabilt.", "%(n)s slag till är stabila.", left) % {"n": number(left)})
    return " ".join(told)


def _stable_over(days: int, rows: Sequence[Compared]) -> str:
    """Counts over one week and over four are told apart: side by side they look like parts of one whole."""
    named = "; ".join(f"{row.label} {words.band_words(row.found.now)}" for row in rows)
    return _("Stabilt, räknat på %(time)s: %(rows)s.") % {"time": words.days_words(days), "rows": named}


def _note(weeks: Weeks, *, suspended: bool) -> str:
    if weeks.reason is not None:
        return reason_words(weeks.reason.code, weeks.reason.facts)
    if suspended:
        return _(
            "Antalet rapportörer har ändrats med mer än en fjärdedel. Då säger antalet rapporter lite om vad som"
            " har hänt."
        )
    if not weeks.rows and weeks.total is None:
        return _("För få händelser för att säga något.")
    return _("Övriga slag har för få händelser för att säga något.")


def _recent(source: str, until: str) -> str:
    last = date.fromisoformat(until)
    facts = {"source": source, "period": words.span_words(last - timedelta(days=27), last)}
    return _("%(source)s, de fyra veckorna %(period)s.") % facts


def _spots(figures: dict[str, Any]) -> Content:
    rows = [_spot(one, figures) for one in figures["spots"]["rows"]]
    if not rows:
        none = _("Ingen plats har minst fem händelser på fyra veckor.")
        return {"rows": [], "note": nothing_new_words() if is_nothing_new(figures) else none}
    return {"rows": rows, "note": _("Fyra veckor, den källa som säger mest om varje plats.")}


def _spot(one: dict[str, Any], figures: dict[str, Any]) -> Content:
    found: Compared | None = from_json(one["compared"])
    name = one["name"] if "side" not in one else _around(one["name"], one["side"])
    if found is None or is_suspended(one, figures):
        return {"name": name, "n": words.band_words(one["count"]), "word": "", "tone": "", "source": one["source"]}
    said = words.changed_words(found).partition(", ")[2]
    word, tone = words.verdict_words(found.verdict), words.TONES[found.verdict]
    return {"name": name, "n": said, "word": word, "tone": tone, "source": one["source"]}


def _around(name: str, side: float) -> str:
    if not name:
        return _("Ruta utan namn")
    return _("%(name)s med omnejd (%(side)s m)") % {"name": name, "side": number(side)}


def _times(figures: dict[str, Any]) -> Content:
    part: dict[str, Any] | None = figures["times"]
    if part is None:
        none = _("Inget pass har minst fem händelser med klockslag på fyra veckor.")
        return {"rows": [], "note": nothing_new_words() if is_nothing_new(figures) else none}
    rows = [{"name": words.pass_words(one), "n": words.band_words(one["count"])} for one in part["rows"]]
    return {"rows": rows, "note": _recent(part["source"], part["until"])}


def _effort(part: dict[str, Any] | None) -> Content:
    if part is None:
        return {"said": _("Ingen rapporterar än."), "warning": ""}
    week = date.fromisoformat(part["week"])
    said = _(
        "Vecka %(week)s rapporterade %(active)s av %(members)s, %(calm)s av dem att det inte fanns något att"
        " rapportera."
    )
    facts = {
        "week": week.isocalendar().week,
        "active": number(part["active"]),
        "members": number(part["members"]),
        "calm": number(part["calm"]),
    }
    text = said % facts
    if part["of_place"]:
        text = _("I hela kommunen:") + " " + text[0].lower() + text[1:]
    if part["before"] is not None:
        text += " " + _("Veckan före var de %(n)s.") % {"n": number(part["before"])}
    warning = _("Antalet rapportörer har ändrats: jämför inte antalet rapporter med tidigare veckor.")
    return {"said": text, "warning": warning if part["changed"] else ""}


def decision_rows(found: Iterable[Decision], on: date) -> list[Content]:
    """Decisions with their state in words, as they are on a day."""
    return [decision_row(one, on) for one in found]


def decision_row(one: Decision, on: date) -> Content:
    """One decision in words."""
    state = State(one.state)
    late = words.late_words(state, one.due_on, on)
    owner = f"{one.owner} ({one.user.name})" if one.user else one.owner
    return {
        "text": one.text,
        "who": owner,
        "due": words.short_day(one.due_on),
        "place": one.place.name if one.place and one.place_id != one.meeting.place_id else "",
        "state": words.state_words(state),
        "glyph": words.state_glyph(state, late=bool(late)),
        "late": late,
        "note": one.note,
        "from": _("från %(day)s") % {"day": words.short_day(one.meeting.held_on)},
    }


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n") if part.strip()]
