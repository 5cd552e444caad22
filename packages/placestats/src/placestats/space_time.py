"""What the tests of interaction between place and time share: checked events, bands, chances."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placestats import checks
from placestats.checks import Floats, Integers
from placestats.compiled import compiled
from placestats.errors import CannotSay, InputError
from placestats.localtimes import as_days, local_times, precision
from placestats.results import hash_of

SHARED = 0.5  # of the events may share their point with another record before the coordinates count as snapped
MOST_EVENTS = 5_000_000
LEAST = 3


@dataclass(frozen=True)
class Events:
    """Events in place and time, one row each (a row with weight 3 has become three rows)."""

    x: Floats
    y: Floats
    times: NDArray[Any]  # int64 days, or float64 where fractions were given
    fingerprint: str

    @property
    def n(self) -> int:
        return self.x.size


def events(
    x: ArrayLike, y: ArrayLike, t: ArrayLike, weights: ArrayLike | None, *, distance: float, snapped: str
) -> Events | CannotSay:
    """Check the input of a test of interaction, or say why the data cannot bear one."""
    checks.one_of("snapped", snapped, ("refuse", "allow"))
    east, north = checks.points(x, y)
    times = _times(t)
    if isinstance(times, CannotSay):
        return times
    if times.size != east.size:
        raise InputError("t", f"has {times.size} values but x has {east.size}", "give one time per event")
    checks.metres(east, north, distance)
    load = None if weights is None else _repeats(weights, east.size)
    fingerprint = hash_of(east, north, times, load)
    if east.size > 1:
        checks.not_one_spot(east, north)
    share = share_on_shared_points(east, north)
    if load is not None:
        east, north, times = (np.repeat(each, load) for each in (east, north, times))
    if east.size < LEAST:
        return CannotSay("too_few", {"n": int(east.size), "least": LEAST})
    if share >= SHARED and snapped == "refuse":
        return CannotSay("snapped", {"share_shared": share, "n": int(east.size)})
    return Events(east, north, times, fingerprint)


def _times(t: ArrayLike) -> NDArray[Any] | CannotSay:
    found = np.asarray(t)
    if found.dtype.kind in "MOUS":
        dates = local_times("t", found)
        known = precision(dates)
        if known not in ("day", "time"):
            return CannotSay("needs_day", {"precision": known, "n": int(dates.size)})
        return as_days("t", dates)
    values = checks.numbers("t", found)
    whole = values.astype(np.int64)
    return whole if bool((whole == values).all()) else values


def _repeats(weights: ArrayLike, n: int) -> Integers:
    load = checks.whole_counts("weights", checks.weights_for(n, weights))
    if load.sum() > MOST_EVENTS:
        raise InputError("weights", f"stand for {load.sum()} events", f"give at most {MOST_EVENTS}, or a sample")
    return load


def share_on_shared_points(x: Floats, y: Floats) -> float:
    """Return the share of the records that have another record on exactly their point."""
    order = np.sort(x + 1j * y)
    same = order[1:] == order[:-1]
    shared = np.zeros(x.size, dtype=np.bool_)
    shared[1:] |= same
    shared[:-1] |= same
    return float(shared.mean()) if x.size else 0.0


def reach(limit: float, times: NDArray[Any], *, closed: bool) -> float:
    """Return the largest difference that lies below `limit` (closed: at or below), in the numbers that times have."""
    if times.dtype.kind == "f":
        return float(limit if closed else np.nextafter(limit, -np.inf))
    return float(np.floor(limit) if closed else np.ceil(limit) - 1)


def pairs_within(times: NDArray[Any], reaches: Floats) -> Integers:
    """Return how many of all pairs differ in time by at most each reach; no shuffle changes that."""
    ordered = np.sort(times)
    return np.array([int(later_within(ordered, most).sum()) if most >= 0 else 0 for most in reaches], dtype=np.int64)


def neighbours_in_time(times: Floats, most: float) -> Integers:
    """Return for each event how many others differ from it by at most `most`."""
    order = np.argsort(times, kind="stable")
    later = later_within(times[order], most)
    ends = np.arange(times.size) + later
    earlier = np.arange(times.size) - np.searchsorted(ends, np.arange(times.size), side="left")
    found = np.empty(times.size, dtype=np.int64)
    found[order] = later + earlier
    return found if most >= 0 else np.zeros_like(found)


@compiled
def later_within(ordered: NDArray[Any], most: float) -> Integers:
    """Return for each of the ordered times how many later ones lie within reach, by their difference itself."""
    n = ordered.size
    found = np.empty(n, dtype=np.int64)
    end = 0
    for i in range(n):
        end = max(end, i)
        while end + 1 < n and ordered[end + 1] - ordered[i] <= most:
            end += 1
        found[i] = end - i
    return found


def upper_p(counts: NDArray[Any]) -> Any:
    """Return (1 + shuffles at or above the data) / (1 + shuffles) along the first axis; row 0 is the data."""
    return (1 + (counts[1:] >= counts[0]).sum(axis=0)) / counts.shape[0]


def ascending(name: str, breaks: ArrayLike) -> Floats:
    """Return the breaks of bands: at least two, rising, from 0 or more."""
    found = checks.not_negative(name, breaks)
    if found.size < 2 or (np.diff(found) <= 0).any():
        raise InputError(name, f"is {found.tolist()}", "give rising breaks such as (0, 100, 200)")
    return found


def intervals(breaks: Floats, unit: str) -> tuple[str, ...]:
    """Name each band in interval notation."""
    return tuple(f"[{a:g}, {b:g}) {unit}" for a, b in pairwise(breaks))
