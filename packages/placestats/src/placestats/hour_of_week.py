"""Hour of the week for events that are only known to lie between two times (aoristic analysis)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placestats import checks
from placestats.compiled import compiled
from placestats.errors import CannotSay, InputError
from placestats.localtimes import MISSING, as_seconds, local_times, precision
from placestats.results import Result, hash_of
from placestats.threads import in_chunks, spans

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

HOUR = 3600
DAY = 86_400
WEEK = 7 * DAY
FAR_MONDAY = 3 * DAY + 10_000_000 * WEEK  # 1970-01-01 was a Thursday; far enough to keep sums positive
ONE = np.uint64(1)  # unsigned places need no check for a negative one
CHUNK = 125_000  # events per unit of work; part of the result's last bits, so never derived from the thread count

# rows of the sums that a chunk returns
SPREAD, CERTAIN, TALLY = 0, 1, 2
# places in the tally row
TOTAL, GUESSED, OPEN, WEEKLONG, TIMED = range(5)


@dataclass(frozen=True, kw_only=True)
class HourOfWeek(Result):
    """Weighted events per local hour of the week; rows are days (Monday first), columns hours 0–23.

    `table` (7, 24) sums to `total`, the sum of the weights. `certain` (7, 24) is the part of it whose hour is known.
    `share_guessed`: share of the weight that belongs to events spread over more than one hour.
    `share_open`: share with no end, placed in the hour of their start.
    `share_weeklong`: share known to a week or less precisely, spread evenly over all 168 hours.
    """

    table: Floats
    certain: Floats
    total: float
    share_guessed: float
    share_open: float
    share_weeklong: float

    @property
    def by_hour(self) -> Floats:
        """Events per hour of the day, (24,)."""
        return np.asarray(self.table.sum(axis=0))

    @property
    def by_weekday(self) -> Floats:
        """Events per weekday, (7,), Monday first."""
        return np.asarray(self.table.sum(axis=1))

    def plot(self, ax: Any = None) -> Any:
        """Draw the table as a heat map (needs matplotlib)."""
        from placestats.pictures import hour_of_week

        return hour_of_week(self, ax)


def aoristic(
    start: ArrayLike,
    end: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    end_before_start: str = "error",
    least_timed: float = 0.1,
) -> HourOfWeek | CannotSay:
    """Spread each event evenly over the local hours in which it may have happened.

    start, end: (n,) naive local times (datetime64, datetime or ISO text). `end` may be NaT: the event then counts in
    the hour of its start, as it does when both times are equal. A span of a week or more gives 1/168 to every hour.
    weights: (n,) events that each row stands for, default 1.
    end_before_start: "error", or "start" to count such a row in the hour of its start (as the R package does).
    least_timed: share of the weight that must have a time of day, or the answer is CannotSay.

    Local clock times are used as they stand. In the night when the clock goes forward the hour 02–03 does not exist
    and a span across it is one hour shorter in truth; when it goes back, an hour happens twice and is counted once.

    Returns CannotSay("needs_time_of_day") when times are months, weeks or days, or when fewer than `least_timed` are
    known better than to the day. Raises InputError for a missing start, unequal lengths, an end before its start.

    Source: Ratcliffe, J. H. (2002). Aoristic signatures and the spatio-temporal analysis of high volume crime
    patterns. Journal of Quantitative Criminology 18(1), 23–43.
    """
    first, last = local_times("start", start), local_times("end", end)
    checks.one_of("end_before_start", end_before_start, ("error", "start"))
    coarse = precision(first)
    if coarse != "time":
        return CannotSay("needs_time_of_day", {"precision": coarse, "share_timed": 0.0, "n": int(first.size)})
    begins, ends, load = _checked(as_seconds(first), as_seconds(last), weights)
    sums = _summed(begins, ends, load, end_before_start == "start")
    tally = sums[TALLY]
    timed = float(tally[TIMED] / tally[TOTAL])
    if timed < least_timed:
        return CannotSay("needs_time_of_day", {"precision": "day", "share_timed": timed, "n": int(begins.size)})
    return HourOfWeek(
        n=int(begins.size),
        parameters={"end_before_start": end_before_start, "least_timed": least_timed},
        data_hash=hash_of(begins, ends, load),
        table=_tidy(sums[SPREAD], tally[TOTAL]),
        certain=_tidy(sums[CERTAIN], tally[TOTAL]),
        total=float(tally[TOTAL]),
        share_guessed=float(tally[GUESSED] / tally[TOTAL]),
        share_open=float(tally[OPEN] / tally[TOTAL]),
        share_weeklong=float(tally[WEEKLONG] / tally[TOTAL]),
    )


def _checked(begins: Integers, ends: Integers, weights: ArrayLike | None) -> tuple[Integers, Integers, Floats | None]:
    if begins.size == 0:
        raise InputError("start", "holds no events", "give at least one event")
    if ends.size != begins.size:
        raise InputError("end", f"has {ends.size} values but start has {begins.size}", "give one end per event, or NaT")
    return begins, ends, None if weights is None else checks.weights_for(begins.size, weights)


def _summed(begins: Integers, ends: Integers, weights: Floats | None, forgiving: bool) -> Floats:
    load = np.ones(1) if weights is None else weights

    def work(span: tuple[int, int]) -> tuple[int, Floats]:
        sums = np.zeros((3, 2 * 168 + 1))
        return spread_over_hours(begins, ends, load, span[0], span[1], forgiving, sums), sums

    done = in_chunks(work, spans(begins.size, CHUNK))
    for bad, _ in done:
        _refuse(bad, begins)
    total = np.zeros((3, 2 * 168 + 1))
    for _, sums in done:
        total += sums
    return total


def _refuse(bad: int, begins: Integers) -> None:
    if bad < 0:
        return
    if begins[bad] == MISSING:
        raise InputError("start", f"is missing (NaT) for event {bad}", "leave out events without a start")
    raise InputError("end", f"comes before start for event {bad}", "swap them, or give end_before_start='start'")


def _tidy(two_weeks: Floats, total: float) -> Floats:
    """Sum the differences, fold the second week onto the first and drop rounding dust."""
    running = np.cumsum(two_weeks[:-1])
    table = running[:168] + running[168:]
    table[np.abs(table) < 1e-11 * total] = 0.0
    return table.reshape(7, 24)


@compiled
def spread_over_hours(
    begins: Integers, ends: Integers, weights: Floats, first: int, last: int, forgiving: bool, sums: Floats
) -> int:
    """Add events first..last to difference arrays over two weeks of hours; return the row of a bad event, or -1."""
    one_weight = weights.size == 1
    total = guessed = unended = weeklong = timed = 0.0
    bad = -1
    spread, certain = sums[SPREAD], sums[CERTAIN]
    for k in range(first, last):
        weight = weights[0] if one_weight else weights[k]
        begin, end = begins[k], ends[k]
        length = end - begin if end != MISSING else 0
        if begin == MISSING or (length < 0 and not forgiving):
            bad = k
            break
        length = max(length, 0)
        second = np.int64(np.uint64(begin + FAR_MONDAY) % np.uint64(WEEK))
        until = second + length
        total += weight
        unended += weight * (end == MISSING)
        timed += weight * (length < DAY and not (length == 0 and second % DAY == 0))
        if length >= WEEK:
            weeklong += weight
            guessed += weight
            spread[0] += weight / 168
            spread[168] -= weight / 168
            continue
        hour = np.uint64(second) // np.uint64(HOUR)
        last_hour = np.uint64(max(until - 1, second)) // np.uint64(HOUR)
        if hour == last_hour:
            spread[hour] += weight
            spread[hour + ONE] -= weight
            certain[hour] += weight
            certain[hour + ONE] -= weight
            continue
        guessed += weight
        rate = weight / length
        in_first = (HOUR * np.int64(hour + ONE) - second) * rate
        in_last = (until - HOUR * np.int64(last_hour)) * rate
        full = HOUR * rate
        spread[hour] += in_first
        spread[hour + ONE] += full - in_first
        spread[last_hour] += in_last - full
        spread[last_hour + ONE] -= in_last
    sums[TALLY, TOTAL], sums[TALLY, GUESSED], sums[TALLY, OPEN] = total, guessed, unended
    sums[TALLY, WEEKLONG], sums[TALLY, TIMED] = weeklong, timed
    return bad
