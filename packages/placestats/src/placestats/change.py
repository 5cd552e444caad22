"""Has it become more or less? Two periods compared, with an interval that allows for a restless series."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placestats import checks
from placestats.daily import Daily, Day, daily_counts
from placestats.dispersion import Overdispersion, along, between_pairs, within_groups
from placestats.errors import CannotSay, InputError
from placestats.ratios import METHODS, rate_ratio
from placestats.results import Result, hash_of

Floats = NDArray[np.float64]
YEAR = 364  # days: whole weeks, so that weekdays match
LEAST_FREEDOM = 6  # that an estimate from earlier periods must rest on; with fewer, shorter parts are used


@dataclass(frozen=True, kw_only=True)
class Change(Result):
    """Rate of one period over the rate of another.

    `ratio` = (now / exposure now) / (before / exposure before), infinite when nothing happened before;
    `low`, `high`: interval at `level`; `p`: two-sided, for no change. `overdispersion`: variance over mean that the
    interval allows for (1 = pure chance), `overdispersion_source` where it comes from: "history", "parts", "given" or
    "assumed". `verdict`: "increase", "decrease" (the interval leaves out 1) or "uncertain".
    """

    now: float
    before: float
    exposure_now: float
    exposure_before: float
    ratio: float
    low: float
    high: float
    p: float
    level: float
    overdispersion: float
    overdispersion_freedom: int
    overdispersion_source: str
    verdict: str
    periods: tuple[tuple[str, str], tuple[str, str]] | None = None

    @property
    def percent(self) -> float:
        """Change in per cent: 0 = no change."""
        return 100 * (self.ratio - 1)

    def plot(self, ax: Any = None) -> Any:
        """Draw the ratio with its interval (needs matplotlib)."""
        from placestats.pictures import change

        return change(self, ax)


def compare_periods(
    now: ArrayLike,
    before: ArrayLike,
    *,
    exposure: tuple[float, float] | None = None,
    history: ArrayLike | None = None,
    overdispersion: float | None = None,
    level: float = 0.95,
    method: str = "exact",
) -> Change | CannotSay:
    """Compare how often something happened in two periods.

    now, before: events in each period: one number each, or counts per equal part (days, weeks), which then also tell
    how restless the series is. exposure: (now, before), how long or how many each stands for; default equal, or the
    number of parts. history: counts of earlier periods as long as `now`, oldest first, without a gap; each is compared
    with the one before it. overdispersion: variance over mean, given instead of estimated (1 = Poisson).
    level: confidence. method: "exact", "midp" or "wald" for the interval.

    Counts are divided by the overdispersion before the interval is made, so that a restless series is judged on fewer
    effective events; with an estimated factor the normal quantile becomes Student's t. The factor is never below 1.
    Returns CannotSay("nothing_counted") when both periods are empty.

    Sources: Clopper & Pearson (1934) conditional interval as in R's poisson.test; quasi-likelihood: McCullagh &
    Nelder (1989), Generalized Linear Models, 4.5 and 9; t instead of normal as in quasi-Poisson regression.
    """
    parts_now, parts_before = _parts("now", now), _parts("before", before)
    if exposure is None:
        exposure = (float(parts_now.size), float(parts_before.size))
    checks.one_of("method", method, METHODS)
    earlier = None if history is None else checks.not_negative("history", history)
    spread = _spread([parts_now, parts_before], earlier, overdispersion)
    given = {"exposure": exposure, "history": earlier is not None, "overdispersion": overdispersion}
    given |= {"level": level, "method": method}
    totals = (float(parts_now.sum()), float(parts_before.sum()))
    return _change(totals, exposure, spread, given, hash_of(parts_now, parts_before, earlier))


def change_28_days(
    dates: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    as_of: Day,
    days: int = 28,
    against: str = "previous",
    known_from: Day | None = None,
    level: float = 0.95,
    method: str = "exact",
) -> Change | CannotSay:
    """Compare the 28 days that end with `as_of` with the 28 days before them, or with the same weekdays a year ago.

    dates: (n,) local dates or times, in any order; later ones than `as_of` are left out. weights: events per row.
    as_of: the last complete day. days: length of the period. against: "previous", or "year" (364 days earlier, so that
    weekdays match). known_from: first day from which the data are complete; default the first date.

    How restless the series is comes from the same comparison made on every earlier period in the data; with fewer
    than 6 of them, from the weeks within the two periods.
    Returns CannotSay: "needs_day" (dates are months), "needs_history" (data do not reach back), "nothing_counted".
    """
    checks.one_of("against", against, ("previous", "year"))
    length = checks.whole_number("days", days)
    daily = daily_counts(dates, weights, as_of, known_from)
    if isinstance(daily, CannotSay):
        return daily
    lag = length if against == "previous" else -(-length // YEAR) * YEAR
    if daily.counts.size < lag + length:
        return CannotSay("needs_history", {"days": daily.counts.size, "least": lag + length})
    now, before = daily.ending(0, length), daily.ending(lag, length)
    spread = _lagged_spread(daily.counts, length, lag, method_parts=[now, before])
    given = {**daily.asked(), "days": length, "against": against, "level": level, "method": method}
    periods = (daily.period(0, length), daily.period(lag, length))
    totals = (float(now.sum()), float(before.sum()))
    return _change(totals, (length, length), spread, given, daily.fingerprint, periods)


def change_year_to_date(
    dates: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    as_of: Day,
    known_from: Day | None = None,
    level: float = 0.95,
    method: str = "exact",
) -> Change | CannotSay:
    """Compare this year until `as_of` with the same dates of the year before.

    Input as in `change_28_days`. 29 February is matched with 28 February; rates are per day, so a leap year does not
    tilt the ratio. How restless the series is comes from the 28-day blocks of the last year, each paired with the block
    364 days earlier, allowing for one common ratio; with less than two years of data from this year's blocks (weeks,
    while there are fewer than 7 blocks), which misses what hangs together for longer than a week.
    Returns CannotSay: "needs_day", "needs_history", "nothing_counted".
    """
    daily = daily_counts(dates, weights, as_of, known_from)
    if isinstance(daily, CannotSay):
        return daily
    length, lag, length_before = _year_to_date(daily.last)
    if daily.counts.size < lag + length_before:
        return CannotSay("needs_history", {"days": daily.counts.size, "least": lag + length_before})
    now, before = daily.ending(0, length), daily.ending(lag, length_before)
    spread = _year_spread(daily, length)
    given = {**daily.asked(), "level": level, "method": method}
    periods = (daily.period(0, length), daily.period(lag, length_before))
    totals = (float(now.sum()), float(before.sum()))
    return _change(totals, (length, length_before), spread, given, daily.fingerprint, periods)


def _parts(name: str, counts: ArrayLike) -> Floats:
    found = checks.not_negative(name, np.atleast_1d(np.asarray(counts)))
    if found.size == 0:
        raise InputError(name, "is an empty period", "give the number of events, 0 if there were none")
    return found


def _spread(parts: list[Floats], history: Floats | None, given: float | None) -> Overdispersion:
    if given is not None:
        factor = checks.positive("overdispersion", given)
        if factor < 1:
            raise InputError("overdispersion", f"is {factor}", "give 1 (pure chance) or more")
        return Overdispersion(factor, 0, "given", factor)
    if history is not None:
        if history.size < 3:
            raise InputError("history", f"holds {history.size} periods", "give at least 3, or leave it out")
        return along(history)
    return within_groups(parts)


def _lagged_spread(counts: Floats, length: int, lag: int, *, method_parts: list[Floats]) -> Overdispersion:
    """Every earlier comparison of the same kind, the newest first; weeks within the periods while there are few."""
    earlier = counts[: counts.size - length]
    periods = earlier.size // length
    blocks = earlier[earlier.size - periods * length :].reshape(periods, length).sum(axis=1)
    step = max(1, lag // length)
    found = along(blocks, step)
    if found.freedom >= LEAST_FREEDOM:
        return found
    return within_groups([_blocks(part, 7) for part in method_parts])


def _year_spread(daily: Daily, length: int) -> Overdispersion:
    """28-day blocks paired with those 364 days before, over a whole year where there are two, else this year so far."""
    days = YEAR if daily.counts.size >= 2 * YEAR else min(length, daily.counts.size - YEAR)
    block = 28 if days >= 28 * (LEAST_FREEDOM + 1) else 7
    now, before = _blocks(daily.ending(0, days), block), _blocks(daily.ending(YEAR, days), block)
    return between_pairs(now, before, common_ratio=True)


def _blocks(counts: Floats, length: int) -> Floats:
    whole = counts.size // length
    return np.asarray(counts[counts.size - whole * length :].reshape(whole, length).sum(axis=1))


def _year_to_date(last: np.datetime64) -> tuple[int, int, int]:
    """Return days so far this year, days back to the same date last year, days until then last year."""
    today = date.fromisoformat(str(last))
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    same = today.replace(year=today.year - 1, day=day)
    length = (today - date(today.year, 1, 1)).days + 1
    length_before = (same - date(same.year, 1, 1)).days + 1
    return length, (today - same).days, length_before


def _change(
    totals: tuple[float, float],
    exposure: tuple[float, float],
    spread: Overdispersion,
    given: dict[str, Any],
    fingerprint: str,
    periods: tuple[tuple[str, str], tuple[str, str]] | None = None,
) -> Change | CannotSay:
    level, method = given["level"], given["method"]
    if not 0 < level < 1:
        raise InputError("level", f"is {level}", "give a confidence between 0 and 1, such as 0.95")
    checks.one_of("method", method, METHODS)
    long_now, long_before = (checks.positive("exposure", part) for part in exposure)
    now, before = totals
    if now + before == 0:
        return CannotSay("nothing_counted", {"n": 0})
    found = rate_ratio(
        now / spread.factor, before / spread.factor, long_now, long_before, level=spread.level(level), method=method
    )
    return Change(
        n=round(now + before),
        parameters=given,
        data_hash=fingerprint,
        now=now,
        before=before,
        exposure_now=long_now,
        exposure_before=long_before,
        ratio=found.ratio,
        low=found.low,
        high=found.high,
        p=spread.p(found.p),
        level=level,
        overdispersion=spread.factor,
        overdispersion_freedom=spread.freedom,
        overdispersion_source=spread.source,
        verdict=_verdict(found.low, found.high),
        periods=periods,
    )


def _verdict(low: float, high: float) -> str:
    if low > 1:
        return "increase"
    return "decrease" if high < 1 else "uncertain"
