"""Series under watch: which weeks held more than a place and a category usually do, and how often chance says so.

Each series is judged by two charts: one week against the usual (Poisson chart) finds a burst, the smoothed weeks (EWMA)
find a rise that lasts. Their run lengths grow with the number of series, so that chance alone rings about once in
`CALM_WEEKS` in the whole municipality.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

import placestats

from .scoped import Period, Scoped
from .weeks import WEEK, last_sunday

NEWEST = 4  # weeks that can ring
JUDGED = 8  # weeks that the charts walk; what is usual is taken from those before
LEAST_WEEKS = 26
MOST_WEEKS = 104
LEAST_EVENTS = 8  # in the weeks before: what is rarer is no series to watch
CALM_WEEKS = 13  # weeks between false alarms of all series together
WEIGHT = 0.3  # of the newest week in the smoothed ones
BURST, LASTING = "burst", "lasting"


@dataclass(frozen=True)
class Found:
    """A week out of the usual: its Monday, what kind, the count, the usual per week, and since when the rise lasts."""

    week: date
    kind: str
    count: int
    usual: float
    limit: float
    since: date


@dataclass(frozen=True)
class Watched:
    """One series: what was found in its newest weeks, and the weeks between false alarms that its charts have."""

    found: tuple[Found, ...]
    run_length: float


def weeks_until(first: date, until: date) -> Period | None:
    """The whole weeks that can be watched, at most two years and the newest; None when too few."""
    last = last_sunday(until)
    start = first + timedelta(days=-first.weekday() % WEEK)
    weeks = ((last - start).days + 1) // WEEK
    if weeks < LEAST_WEEKS + JUDGED:
        return None
    return Period(last - timedelta(days=WEEK * min(weeks, MOST_WEEKS + JUDGED) - 1), last)


def weekly(scoped: Scoped) -> NDArray[np.int64]:
    """Events per whole week of a period that begins on a Monday; only those known to the day."""
    used = scoped.take(scoped.dated())
    day = np.datetime64(scoped.period.first, "D")
    at = (used.start.astype("datetime64[D]") - day).astype(np.int64) // WEEK
    return np.bincount(at, weights=used.count, minlength=scoped.period.days // WEEK).astype(np.int64)


def is_dated(scoped: Scoped) -> bool:
    """Whether nearly all events are known to the day: a month in one week would look like a burst."""
    return scoped.n > 0 and scoped.n_of(scoped.dated()) >= 0.9 * scoped.n


def can_be_watched(counts: NDArray[np.int64]) -> bool:
    """Whether the weeks before those that are judged hold enough to know what is usual."""
    return len(counts) >= LEAST_WEEKS + JUDGED and int(counts[:-JUDGED].sum()) >= LEAST_EVENTS


def run_length_for(n_series: int) -> float:
    """Weeks between false alarms that each chart is set to, so that all together ring about once in `CALM_WEEKS`."""
    return float(CALM_WEEKS * 2 * max(1, n_series))


def watch(counts: NDArray[np.int64], monday: date, *, run_length: float) -> Watched | None:
    """Judge the newest weeks; `monday` is the first week's, `run_length` each chart's. None where nothing can be said.

    The usual is taken as known from the weeks before, so the true run length varies around the stated one.
    """
    history, newest = counts[:-JUDGED], counts[-JUDGED:]
    burst = placestats.poisson_chart(newest, history=history, run_length=run_length)
    if isinstance(burst, placestats.CannotSay):
        return None
    spread = burst.overdispersion
    width = _width(*_rounded(burst.target, spread), run_length)
    lasting = placestats.ewma(newest, target=burst.target, overdispersion=spread, lam=WEIGHT, width=width)
    assert isinstance(lasting, placestats.Chart)
    begins = [monday + timedelta(days=WEEK * (len(history) + at)) for at in range(JUDGED)]
    found = [
        Found(begins[at], kind, int(newest[at]), chart.target, chart.upper, _since(chart, begins, at))
        for kind, chart in ((BURST, burst), (LASTING, lasting))
        for at in range(JUDGED - NEWEST, JUDGED)
        if chart.high[at] and (kind == BURST or not chart.high[at - 1])
    ]
    return Watched(tuple(found), 1 / (1 / burst.run_length + 1 / lasting.run_length))


def _since(chart: placestats.Chart, begins: list[date], at: int) -> date:
    """The first of the weeks in a row that lie above the usual, up to and with this one."""
    while at > 0 and chart.method == "EWMA" and chart.values[at - 1] > chart.target:
        at -= 1
    return begins[at]


def _rounded(mean: float, spread: float) -> tuple[float, float]:
    """A mean in steps of a twelfth and an overdispersion in tenths: near series share one search for their limit."""
    return round(1.08 ** round(np.log(mean) / np.log(1.08)), 6), round(max(spread, 1.0), 1)


@lru_cache(maxsize=4096)
def _width(mean: float, spread: float, run_length: float) -> float:
    """The width of EWMA limits that chance passes once in so many weeks."""
    chart = placestats.ewma([0], target=mean, overdispersion=spread, lam=WEIGHT, run_length=run_length)
    assert isinstance(chart, placestats.Chart)
    return float(chart.parameters["width"])
