"""When it happens and whether it became more: hour × weekday, the series, 28 days, the year so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

import placestats

from .precision import TimePrecision
from .runs import Run, cannot, refused
from .scoped import Scoped, left_out
from .shown import LEAST, withheld

LEAST_TIMED = 50
BAND_HOURS = (2, 3, 4, 6)
MOST_HIDDEN = 0.34
NEWEST = {"week": 4, "month": 1, "quarter": 1}
WINDOW = {"week": 52, "month": 24, "quarter": 12}
LEAST_HISTORY = 8
DAYS_OF_TWO_YEARS = 730
MOST_YEARS = 5  # that a development goes back


@dataclass(frozen=True)
class HourTable:
    """Events per weekday (rows, Monday first) and band of hours (columns); hidden passes hold 0."""

    band_hours: int
    counts: NDArray[np.int64]
    shown: NDArray[np.bool_]
    total: int
    share_guessed: float
    peak: tuple[tuple[int, ...], int, int] | None
    """Weekdays, first hour and last hour (exclusive) that stand out."""
    peak_share: float
    peak_time_share: float

    @property
    def n_hidden(self) -> int:
        """How many passes are hidden."""
        return int((~self.shown).sum())


def hour_table(scoped: Scoped) -> Run[HourTable]:
    """Spread events over the hours of the week; needs times of day."""
    kind, method = "hours", "aoristic"
    timed = scoped.timed()
    n = scoped.n_of(timed)
    if not n:
        finest = TimePrecision(int(scoped.time_precision.min())).name.lower() if len(scoped.count) else "none"
        return cannot(kind, method, scoped, "needs_time_of_day", precision=finest, n=scoped.n)
    if n < LEAST_TIMED:
        return cannot(kind, method, scoped, "too_few", n=n, least=LEAST_TIMED)
    used = scoped.take(timed)
    found = placestats.aoristic(used.start, used.end, weights=used.count.astype(float))
    if isinstance(found, placestats.CannotSay):
        return refused(kind, method, scoped, found)
    figures = _banded(found.table, n, found.share_guessed)
    if figures is None:
        return cannot(kind, method, scoped, "too_few_to_show", n=n, least=LEAST)
    why = left_out(scoped, [("without_time_of_day", ~timed)])
    parameters = {"band_hours": figures.band_hours, **found.parameters}
    return Run(kind, method, scoped.source, scoped.scope.key(), n, figures, left_out=why, parameters=parameters)


def _banded(table: NDArray[np.float64], n: int, share_guessed: float) -> HourTable | None:
    """The finest bands that leave most passes visible."""
    for hours in BAND_HOURS:
        sums = whole_numbers(table.reshape(7, 24 // hours, hours).sum(axis=2), n)
        hide = hidden_passes(sums)
        if hide.mean() <= MOST_HIDDEN:
            peak, share, time_share = _peak(table, n)
            return HourTable(hours, np.where(hide, 0, sums), ~hide, n, share_guessed, peak, share, time_share)
    return None


def hidden_passes(sums: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which passes to hide: 1 to 4, and one more where the total would give a single one away."""
    flat = sums.ravel()
    return withheld(flat).reshape(sums.shape)


def whole_numbers(values: NDArray[np.float64], total: int) -> NDArray[np.int64]:
    """Round to whole numbers that still add up to the total (largest remainders up)."""
    floor = np.floor(values).astype(np.int64)
    missing = total - int(floor.sum())
    order = np.argsort(-(values - floor).ravel(), kind="stable")
    flat = floor.ravel()
    flat[order[: max(0, missing)]] += 1
    return flat.reshape(values.shape)


def _peak(table: NDArray[np.float64], n: int) -> tuple[tuple[tuple[int, ...], int, int], float, float]:
    """The one to three days in a row and four to six hours in a row that hold most beyond their share of the week."""
    best: tuple[tuple[int, ...], int, int] = ((0,), 0, 4)
    best_gain = -1.0
    week = np.concatenate([table.ravel(), table.ravel()])
    for hours in (4, 5, 6):
        starts = np.array(
            [[week[day * 24 + hour : day * 24 + hour + hours].sum() for hour in range(24)] for day in range(7)]
        )
        for days in (1, 2, 3):
            together = sum(np.roll(starts, -shift, axis=0) for shift in range(days))
            gain = np.asarray(together) / n - days * hours / 168
            day, hour = np.unravel_index(int(np.argmax(gain)), gain.shape)
            if gain[day, hour] > best_gain:
                best_gain = float(gain[day, hour])
                best = (tuple(int(day + shift) % 7 for shift in range(days)), int(hour), int(hour + hours))
    time_share = len(best[0]) * (best[2] - best[1]) / 168
    return best, best_gain + time_share, time_share


@dataclass(frozen=True)
class Series:
    """Events per week, month or quarter; hidden counts hold 0."""

    unit: str
    starts: tuple[date, ...]
    counts: NDArray[np.int64]
    shown: NDArray[np.bool_]
    low: NDArray[np.float64] | None = None
    high: NDArray[np.float64] | None = None
    newest: int = 0
    """How many of the last counts are judged against `low` and `high`."""

    def alarms(self) -> list[int]:
        """The newest counts that lie outside the expected range, as positions."""
        if self.low is None or self.high is None:
            return []
        outside = self.shown & ((self.counts < self.low) | (self.counts > self.high))
        return [int(at) for at in np.flatnonzero(outside) if at >= len(self.counts) - self.newest]


@dataclass(frozen=True)
class FourWeeks:
    """The last 28 days against the place's own earlier periods of 28 days.

    `low` and `high` hold nineteen periods in twenty when nothing has changed. When `now` is hidden (1 to 4) it is None
    and the others are told in round numbers: the total less the earlier periods would give it back.
    """

    now: int | None
    usual: float
    low: float
    high: float
    periods: int
    verdict: str
    """"more", "fewer" or "usual"."""


@dataclass(frozen=True)
class Development:
    """The series and the two comparisons, each a change or a reason."""

    series: Series
    change_28: placestats.Change | placestats.CannotSay
    year_to_date: placestats.Change | placestats.CannotSay
    four_weeks: FourWeeks | None = None


def development(scoped: Scoped) -> Run[Development]:
    """The series of one source with its two comparisons."""
    kind, method = "development", "compare_periods"
    known = scoped.time_precision <= TimePrecision.MONTH
    n = scoped.n_of(known)
    if n < LEAST:
        return cannot(kind, method, scoped, "too_few", n=n, least=LEAST)
    used = scoped.take(known)
    series = _series(used)
    if series is None:
        return cannot(kind, method, scoped, "period_too_short", days=scoped.period.days)
    change_28, year_to_date = (_shown_change(change) for change in _changes(used))
    why = left_out(scoped, [("without_month", ~known)])
    parameters = {"unit": series.unit, "as_of": scoped.period.last.isoformat(), **_older_facts(scoped)}
    return Run(
        kind,
        method,
        scoped.source,
        scoped.scope.key(),
        n,
        Development(series, change_28, year_to_date, four_weeks=four_weeks(used)),
        left_out=why,
        parameters=parameters,
    )


def _older_facts(scoped: Scoped) -> dict[str, str]:
    if scoped.older is None:
        return {}
    return {"months_from": scoped.older.starts[0].isoformat(), "months_until": scoped.older.erased_until.isoformat()}


def _changes(used: Scoped) -> list[placestats.Change | placestats.CannotSay]:
    dated = used.take(used.dated())
    if not len(dated.count) or dated.n < used.n * 0.9:
        reason = placestats.CannotSay("needs_day", {"precision": "month", "n": used.n})
        return [reason, reason if used.older is None else by_whole_months(used)]
    first = used.period.first
    weights = dated.count.astype(float)
    last_year = date(used.period.last.year - 1, 1, 1)
    needs_months = used.older is not None and first > last_year
    return [
        placestats.change_28_days(dated.start, weights, as_of=used.period.last, known_from=first),
        by_whole_months(used)
        if needs_months
        else placestats.change_year_to_date(dated.start, weights, as_of=used.period.last, known_from=first),
    ]


def by_whole_months(used: Scoped) -> placestats.Change | placestats.CannotSay:
    """This year's whole months against the same months last year, some of which are only counts by now."""
    assert used.older is not None
    last = used.period.last + timedelta(days=1)
    starts = [date(last.year - 1, month, 1) for month in range(1, 13)]
    starts += [date(last.year, month, 1) for month in range(1, last.month + 1)]
    if last.month == 1 or used.older.starts[0] > starts[0]:
        return placestats.CannotSay("needs_history", {"days": used.period.days, "least": DAYS_OF_TWO_YEARS})
    counts = _counted(used, "month", starts).counts
    whole = last.month - 1
    before, now = counts[:whole], counts[12 : 12 + whole]
    days = [(starts[at + whole] - starts[at]).days for at in (12, 0)]
    return placestats.compare_periods(now, before, exposure=(float(days[0]), float(days[1])))


def _shown_change(change: placestats.Change | placestats.CannotSay) -> placestats.Change | placestats.CannotSay:
    """A comparison with fewer than five in either period is not shown."""
    if isinstance(change, placestats.Change) and min(change.now, change.before) < LEAST:
        return placestats.CannotSay("too_few_to_compare", {"least": LEAST})
    return change


def _series(used: Scoped) -> Series | None:
    """Per week inside, per month for everyone; coarser while many counts are small. Whole units only."""
    units = ["month", "quarter"]
    if not used.public and used.older is None and used.n_of(used.dated()) == used.n:
        units = ["week", *units]
    first = used.period.first if used.older is None else max(used.older.starts[0], _years_before(used.period.last))
    chosen: Series | None = None
    for unit in units:
        starts = unit_starts(first, used.period.last, unit)
        if len(starts) < 3:
            break
        chosen = _counted(used, unit, starts)
        if np.median(chosen.counts) >= (10 if unit == "week" else LEAST):
            break
    return None if chosen is None else _hide_small(_expected(chosen))


def _years_before(last: date) -> date:
    return date(last.year - MOST_YEARS, last.month, 1)


def unit_starts(first: date, last: date, unit: str) -> list[date]:
    """The first days of the whole units in a period, and the day after the last one."""
    starts: list[date] = []
    day = _first_start(first, unit)
    while day <= last + timedelta(days=1):
        starts.append(day)
        day = _next_start(day, unit)
    return starts


def _first_start(first: date, unit: str) -> date:
    if unit == "week":
        return first + timedelta(days=(7 - first.weekday()) % 7)
    start = first.replace(day=1)
    while start < first or (unit == "quarter" and start.month % 3 != 1):
        start = _next_start(start, "month")
    return start


def _next_start(day: date, unit: str) -> date:
    if unit == "week":
        return day + timedelta(days=7)
    months = day.month - 1 + (3 if unit == "quarter" else 1)
    return date(day.year + months // 12, months % 12 + 1, 1)


def _counted(used: Scoped, unit: str, starts: list[date]) -> Series:
    edges = np.array(starts, dtype="datetime64[D]").astype("datetime64[s]")
    at = np.searchsorted(edges, used.start.astype("datetime64[s]"), side="right") - 1
    inside = (at >= 0) & (at < len(starts) - 1)
    counts = np.bincount(at[inside], weights=used.count[inside], minlength=len(starts) - 1).astype(np.int64)
    if used.older is not None:
        months = np.array(used.older.starts, dtype="datetime64[D]").astype("datetime64[s]")
        at = np.searchsorted(edges, months, side="right") - 1
        inside = (at >= 0) & (at < len(starts) - 1)
        np.add.at(counts, at[inside], np.array(used.older.counts, dtype=np.int64)[inside])
    return Series(unit, tuple(starts[:-1]), counts, np.ones(len(counts), dtype=bool))


def _expected(series: Series) -> Series:
    """Limits that chance alone passes once in 370 periods, from the counts of about a year before the newest ones."""
    newest = NEWEST[series.unit]
    if len(series.counts) < newest + LEAST_HISTORY:
        return series
    history = series.counts[:-newest][-WINDOW[series.unit] :]
    chart = placestats.poisson_chart(series.counts[-newest:], history=history)
    if isinstance(chart, placestats.CannotSay):
        return series
    low = 0.0 if np.isnan(chart.lower) else chart.lower
    judged = np.arange(len(series.counts)) >= len(series.counts) - newest - len(history)
    return replace(
        series,
        low=np.where(judged, low, np.nan),
        high=np.where(judged, chart.upper, np.nan),
        newest=newest,
    )


def _hide_small(series: Series) -> Series:
    hide = withheld(series.counts)
    return replace(series, counts=np.where(hide, 0, series.counts), shown=~hide)


FOUR_WEEKS = 28
LEAST_PERIODS = 8
ROUGHLY = 5.0
ONE_IN = 20.0  # the expected range holds nineteen periods in twenty


def four_weeks(used: Scoped) -> FourWeeks | None:
    """The last 28 days against all earlier whole periods of 28 days; None when there are fewer than eight of them."""
    dated = used.take(used.dated())
    if not len(dated.count) or dated.n < used.n * 0.9:
        return None
    counts = windows(dated, FOUR_WEEKS)
    return against_usual(counts, hides=0 < counts[:1].sum() < LEAST)


def against_usual(counts: NDArray[np.float64], *, hides: bool, run_length: float = ONE_IN) -> FourWeeks | None:
    """The first of the counts (the newest) against the later ones; None when they are fewer than eight, or all zero.

    `hides`: tell nothing that the newest count could be worked out from.
    """
    if len(counts) <= LEAST_PERIODS:
        return None
    chart = placestats.poisson_chart([counts[0]], history=counts[:0:-1], run_length=run_length)
    if isinstance(chart, placestats.CannotSay):
        return None
    if hides:
        return _without_now(counts, chart.overdispersion, run_length)
    usual = float(np.mean(counts[1:]))
    return FourWeeks(int(counts[0]), usual, *_limits(chart), len(counts) - 1, _verdict(chart, 0))


def _without_now(windows: NDArray[np.float64], overdispersion: float, run_length: float) -> FourWeeks:
    """What may be told when the last count is hidden: only what every count of 1 to 4 would give.

    The usual is taken over all periods, whose sum everyone knows, and the verdict is the one that 1 and 4 share.
    """
    usual, spread = float(np.mean(windows)), float(np.ceil(overdispersion))
    chart = placestats.poisson_chart([1, LEAST - 1], target=usual, overdispersion=spread, run_length=run_length)
    low, high = (0.0, usual) if isinstance(chart, placestats.CannotSay) else _limits(chart)
    both = {"usual"} if isinstance(chart, placestats.CannotSay) else {_verdict(chart, at) for at in (0, 1)}
    usual, low, high = ROUGHLY * round(usual / ROUGHLY), *(ROUGHLY * float(one) for one in _out(low, high))
    verdict = both.pop() if len(both) == 1 else "usual"
    return FourWeeks(None, usual, low, high, len(windows) - 1, verdict)


def _out(low: float, high: float) -> tuple[float, float]:
    return np.floor(low / ROUGHLY), np.ceil(high / ROUGHLY)


def _limits(chart: placestats.Chart) -> tuple[float, float]:
    return 0.0 if np.isnan(chart.lower) else float(chart.lower), float(chart.upper)


def _verdict(chart: placestats.Chart, at: int) -> str:
    return "more" if bool(chart.high[at]) else "fewer" if bool(chart.low[at]) else "usual"


def windows(dated: Scoped, days: int) -> NDArray[np.float64]:
    """Events in each whole period of so many days, the last one first."""
    periods = dated.period.days // days
    last = np.datetime64(dated.period.last, "D")
    back = (last - dated.start.astype("datetime64[D]")).astype(np.int64) // days
    inside = (back >= 0) & (back < periods)
    return np.bincount(back[inside], weights=dated.count[inside], minlength=periods).astype(float)
