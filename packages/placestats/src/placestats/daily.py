"""A series of daily counts without gaps, made from dated events."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placestats import checks
from placestats.errors import CannotSay, InputError
from placestats.localtimes import as_days, local_times, one_day, precision
from placestats.results import hash_of

Floats = NDArray[np.float64]
Day = date | np.datetime64 | str


@dataclass(frozen=True)
class Daily:
    """Events per day without gaps, up to and with `last`."""

    counts: Floats
    last: np.datetime64
    fingerprint: str

    def asked(self) -> dict[str, str]:
        """Return the first and the last day that were counted, for the record."""
        first = self.last - (self.counts.size - 1)
        return {"as_of": str(self.last), "known_from": str(first)}

    def ending(self, lag: int, length: int) -> Floats:
        """Return the counts of `length` days that end `lag` days before `last`."""
        stop = self.counts.size - lag
        return self.counts[max(0, stop - length) : stop]

    def period(self, lag: int, length: int) -> tuple[str, str]:
        """Return the first and last day of the same days as ISO dates."""
        return str(self.last - (lag + length - 1)), str(self.last - lag)


def daily_counts(dates: ArrayLike, weights: ArrayLike | None, as_of: Day, known_from: Day | None) -> Daily | CannotSay:
    """Count events per calendar day from `known_from` (default: the first) to `as_of`; quiet days are 0."""
    times = local_times("dates", dates)
    if times.size == 0:
        raise InputError("dates", "holds no events", "give at least one event")
    if precision(times) not in ("day", "time"):
        return CannotSay("needs_day", {"precision": precision(times), "n": int(times.size)})
    days, load = as_days("dates", times), checks.weights_for(times.size, weights)
    last = one_day("as_of", as_of)
    first = one_day("known_from", known_from) if known_from is not None else np.datetime64(int(days.min()), "D")
    if first > last:
        raise InputError("as_of", f"{last} comes before the first date {first}", "give a day within the data")
    start, stop = int(first.astype(np.int64)), int(last.astype(np.int64))
    inside = (days >= start) & (days <= stop)
    counts: Floats = np.bincount(days[inside] - start, weights=load[inside], minlength=stop - start + 1).astype(
        np.float64
    )
    return Daily(counts, last, hash_of(days, load))
