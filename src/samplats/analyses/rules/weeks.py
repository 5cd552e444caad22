"""The latest weeks against the usual, for a paper that everybody at a meeting reads: always in bands of five.

A row is judged on the weeks themselves where they usually hold at least five events, else on the last four weeks: a few
events a week say nothing. Which of the two is never decided by the newest count.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

import placestats

from .runs import Reason
from .scoped import Period, Scoped
from .shown import LEAST, band, told_cells
from .telling import told_weeks
from .when import LEAST_PERIODS, ONE_IN, FourWeeks, against_usual, whole_numbers, windows
from .where import cells, snapping

WEEK = 7
LONG = 28
PASS_HOURS = 6
MOST_TOLD = 3
NEW, MORE, FEWER, USUAL = "new", "more", "fewer", "usual"
ORDER = (NEW, MORE, FEWER, USUAL)


@dataclass(frozen=True)
class Compared:
    """One series' latest days against its own earlier periods of as many days, in bands; a blank label is all."""

    label: str
    days: int
    found: FourWeeks
    is_new: bool = False

    @property
    def verdict(self) -> str:
        """ "new", "more", "fewer" or "usual"."""
        return NEW if self.is_new else self.found.verdict


@dataclass(frozen=True)
class Spot:
    """The middle of a square cell in metres of the municipality's system, its side and its band of events."""

    x: float
    y: float
    side: float
    count: int


@dataclass(frozen=True)
class Pass:
    """A weekday (Monday 0) and its hours, with the band of events."""

    weekday: int
    first: int
    last: int
    count: int


@dataclass(frozen=True)
class Weeks:
    """What one source says: all of it, its categories, its three busiest cells and passes of the last four weeks."""

    total: Compared | None
    rows: tuple[Compared, ...]
    n_recent: int
    """Events of the last four weeks, as the lower edge of their band."""
    spots: tuple[Spot, ...]
    passes: tuple[Pass, ...]
    reason: Reason | None = None
    """Why nothing is compared."""


def last_sunday(day: date) -> date:
    """The last day of the latest whole week that ends on the day or before."""
    return day - timedelta(days=(day.weekday() + 1) % WEEK)


def whole_weeks(until: date, weeks: int) -> Period:
    """So many whole weeks that end on a Sunday."""
    return Period(until - timedelta(days=WEEK * weeks - 1), until)


def weeks_of(scoped: Scoped, *, weeks: int) -> Weeks:
    """Compare the last weeks of a period that ends on a Sunday with what is usual, and find where and when it was."""
    recent = recent_of(scoped)
    dated = scoped.take(scoped.dated())
    total, reason = None, None
    rows: tuple[Compared, ...] = ()
    if not scoped.n:
        reason = Reason("nothing_counted")
    elif dated.n < scoped.n * 0.9:
        reason = Reason("needs_day", {"precision": "month"})
    elif dated.period.days < LONG * (LEAST_PERIODS + 1):
        reason = Reason("needs_history", {"days": dated.period.days, "least": LONG * (LEAST_PERIODS + 1)})
    else:
        total = _compared("", dated, weeks, ONE_IN)
        rows = _by_category(dated, weeks)
    return Weeks(total, rows, band(recent.n), _spots(scoped, recent), _passes(recent), reason)


def total_of(scoped: Scoped) -> Compared | None:
    """All events of the last four weeks against the usual; None when they are too few or cannot be compared."""
    dated = scoped.take(scoped.dated())
    if not scoped.n or dated.n < scoped.n * 0.9:
        return None
    return _compared("", dated, LONG // WEEK, ONE_IN)


def recent_of(scoped: Scoped) -> Scoped:
    """The last four weeks of the period."""
    period = Period(scoped.period.last - timedelta(days=LONG - 1), scoped.period.last)
    start, end = period.bounds()
    return replace(scoped.take((scoped.start >= start) & (scoped.start < end)), period=period)


def told_n(scoped: Scoped) -> int:
    """How many events, as the lower edge of their band; 0 for all that is less than five."""
    return band(scoped.n)


def _by_category(dated: Scoped, weeks: int) -> tuple[Compared, ...]:
    """Every category that can be compared, what is new or worse first.

    They are many, so each is judged more strictly: chance alone lets one of them stand out in one paper of twenty.
    """
    labels = dated.category
    if labels is None:
        return ()
    held = [code for code in range(len(labels.words)) if (labels.codes == code).any()]
    made = [_compared(labels.words[code], dated.take(labels.codes == code), weeks, ONE_IN * len(held)) for code in held]
    return tuple(sorted((one for one in made if one), key=_order))


def _order(one: Compared) -> tuple[int, int, float, str]:
    return ORDER.index(one.verdict), -(one.found.now or 0), -one.found.usual, one.label


def _compared(label: str, dated: Scoped, weeks: int, run_length: float) -> Compared | None:
    """The comparison, or None when there are too few events to say anything."""
    for days in dict.fromkeys((weeks * WEEK, max(weeks * WEEK, LONG))):
        counts = windows(dated, days)
        if len(counts) > LEAST_PERIODS and float(np.mean(counts[1:])) >= LEAST:
            return _judged(label, days, counts, run_length)
    return _rare(label, dated, max(weeks * WEEK, LONG), run_length)


def _rare(label: str, dated: Scoped, days: int, run_length: float) -> Compared | None:
    """What usually has fewer than five is told only when it now has five or more."""
    counts = windows(dated, days)
    if len(counts) <= LEAST_PERIODS or counts[0] < LEAST:
        return None
    if not counts[1:].sum():
        return Compared(label, days, FourWeeks(band(counts[0]), 0.0, 0.0, 0.0, len(counts) - 1, MORE), is_new=True)
    return _judged(label, days, counts, run_length)


def _judged(label: str, days: int, counts: NDArray[np.float64], run_length: float) -> Compared | None:
    """Zero is hidden like one to four: in a band nothing tells them apart."""
    found = against_usual(counts, hides=bool(counts[0] < LEAST), run_length=run_length)
    return None if found is None else Compared(label, days, told_weeks(found))


def _spots(scoped: Scoped, recent: Scoped) -> tuple[Spot, ...]:
    """The three cells with most events of the last four weeks, five or more in each."""
    rounded = snapping(scoped).figures
    found = cells(recent, snapped=rounded is not None and bool(rounded.snapped)).figures
    if found is None:
        return ()
    told = told_cells(found)
    order = np.lexsort((told.x0, told.y0, -told.count))[:MOST_TOLD]
    return tuple(
        Spot(
            float(told.x0[at] + told.side[at] / 2),
            float(told.y0[at] + told.side[at] / 2),
            float(told.side[at]),
            int(told.count[at]),
        )
        for at in order
    )


def _passes(recent: Scoped) -> tuple[Pass, ...]:
    """The three passes of six hours with most events of the last four weeks, five or more in each."""
    used = recent.take(recent.timed())
    if used.n < LEAST:
        return ()
    found = placestats.aoristic(used.start, used.end, weights=used.count.astype(float))
    if isinstance(found, placestats.CannotSay):
        return ()
    sums = whole_numbers(found.table.reshape(7, 24 // PASS_HOURS, PASS_HOURS).sum(axis=2), used.n).ravel()
    order = [int(at) for at in np.argsort(-(sums // LEAST), kind="stable")[:MOST_TOLD] if sums[at] >= LEAST]
    per_day = 24 // PASS_HOURS
    return tuple(
        Pass(at // per_day, at % per_day * PASS_HOURS, (at % per_day + 1) * PASS_HOURS, band(sums[at])) for at in order
    )
