"""The sheet's figures in words: bands, verdicts, days and reasons."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samplats.analyses.rules.shown import LEAST, band_top
from samplats.analyses.rules.weeks import FEWER, MORE, NEW, USUAL, WEEK, Compared
from samplats.foundation.ui.numbers import number
from samplats.meetings.rules import State, is_late
from samplats.situation.sentences import times

NO_BREAK = "\u00a0"
FAR = 300  # days
TONES = {NEW: "worse", MORE: "worse", FEWER: "better", USUAL: "unchanged"}


def verdict_words(verdict: str) -> str:
    """How a row stands; up always means more harm."""
    return {NEW: _("Nytt"), MORE: _("Värre"), FEWER: _("Bättre"), USUAL: _("Stabilt")}[verdict]


def band_words(edge: int | None) -> str:
    """A band of five as it is read: 10–14, or fewer than five."""
    if not edge or edge < LEAST:
        return _("färre än 5")
    return f"{number(edge)}–{number(band_top(edge))}"


def usual_words(one: Compared) -> str:
    """What is usual, with the range that chance explains."""
    if one.is_new:
        return _("inga tidigare")
    facts = {"usual": number(one.found.usual), "low": number(one.found.low), "high": number(one.found.high)}
    if one.found.usual < LEAST:
        return _("färre än 5 (%(low)s–%(high)s)") % facts
    return _("omkring %(usual)s (%(low)s–%(high)s)") % facts


def changed_words(one: Compared) -> str:
    """How a row stands, with its numbers: värre, 35–39 på 4 veckor, vanligt är omkring 20 (10–30)."""
    return _("%(verdict)s, %(n)s på %(time)s; vanligt är %(usual)s") % {
        "verdict": verdict_words(one.verdict).lower(),
        "n": band_words(one.found.now),
        "time": days_words(one.days),
        "usual": usual_words(one),
    }


def days_words(days: int) -> str:
    """How many weeks a comparison covers."""
    weeks = days // WEEK
    return ngettext("%(n)s vecka", "%(n)s veckor", weeks) % {"n": number(weeks)}


def short_day(value: date) -> str:
    """12 nov; with its year when it is far away, where a slip of the pen would not be seen."""
    is_far = abs((value - localdate()).days) > FAR
    return date_format(value, "j b Y" if is_far else "j b").replace(" ", NO_BREAK)


def span_words(first: date, last: date) -> str:
    """9–15 november 2026, or both months when they differ."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{times.day(last)}"
    return f"{date_format(first, 'j F').replace(' ', NO_BREAK)} – {times.day(last)}"


def when_words(first: date, last: date) -> str:
    """The week numbers and the days of a period."""
    return f"{weeks_words(first, last)}, {span_words(first, last)}"


def weeks_words(first: date, last: date) -> str:
    """The week numbers of a period."""
    start, end = first.isocalendar().week, last.isocalendar().week
    if start == end:
        return _("vecka %(week)s") % {"week": start}
    return _("vecka %(first)s–%(last)s") % {"first": start, "last": end}


def pass_words(row: dict[str, Any]) -> str:
    """Fredag kl. 18–24."""
    day = str(times.WEEKDAYS[row["weekday"]])
    return _("%(day)s kl. %(first)02d–%(last)02d") % {
        "day": day.capitalize(),
        "first": row["first"],
        "last": row["last"],
    }


def state_words(state: State) -> str:
    """How a decision stands."""
    return {
        State.OPEN: _("Öppet"),
        State.UNDER_WAY: _("Pågår"),
        State.DONE: _("Klart"),
        State.NOT_DONE: _("Inte gjort"),
        State.DROPPED: _("Avskrivet"),
    }[state]


def state_glyph(state: State, *, late: bool) -> str:
    """The shape that stands before a decision's state."""
    if late:
        return "late"
    return {
        State.OPEN: "planned",
        State.UNDER_WAY: "underway",
        State.DONE: "done",
        State.NOT_DONE: "planned",
        State.DROPPED: "dropped",
    }[state]


def late_words(state: State, due_on: date, on: date) -> str:
    """That a decision is late, in words; empty when it is not."""
    if not is_late(state, due_on, on):
        return ""
    return _("Försenat, skulle vara klart %(day)s") % {"day": short_day(due_on)}
