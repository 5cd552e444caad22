"""Near-repeat table: how much more often events follow each other, by distance and time."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placestats import checks
from placestats.errors import CannotSay
from placestats.near_pairs import METRICS, near_pairs
from placestats.permuted_times import counts_within
from placestats.results import Result
from placestats.space_time import ascending, events, intervals, pairs_within, reach, upper_p

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class NearRepeat(Result):
    """Pairs of events by distance band (rows) and time band (columns), against what chance would give.

    `observed`, `expected`, `ratio`, `low`, `high`, `p`, `raw_p`: (distance bands, time bands). `expected`: exact mean
    over all shuffles of the times. `low`, `high`: 2.5 and 97.5 % points of the ratio when chance alone rules.
    `raw_p`: share of the shuffles with at least as many pairs in that cell; `p`: corrected for looking at all cells
    (share of the shuffles whose most extreme cell is as extreme). `table` has one more row and column for pairs
    beyond the last break: its rows and columns add up to what place and time give alone, all cells to n(n-1)/2.
    """

    observed: Integers
    expected: Floats
    ratio: Floats
    low: Floats
    high: Floats
    p: Floats
    raw_p: Floats
    table: Integers
    distance_bands: tuple[str, ...]
    time_bands: tuple[str, ...]

    def plot(self, ax: Any = None) -> Any:
        """Draw the ratios as a table of coloured cells (needs matplotlib)."""
        from placestats.pictures import near_repeat

        return near_repeat(self, ax)


def near_repeat(
    x: ArrayLike,
    y: ArrayLike,
    t: ArrayLike,
    *,
    distance_bands: ArrayLike,
    time_bands: ArrayLike,
    permutations: int = 999,
    seed: int | np.random.Generator | None = None,
    weights: ArrayLike | None = None,
    metric: str = "euclidean",
    snapped: str = "refuse",
) -> NearRepeat | CannotSay:
    """Count pairs by distance and time bands, and shuffle the times to see what chance gives.

    distance_bands, time_bands: rising breaks in metres and days; each band includes its lower and leaves out its
    upper break, so (0, 1, 8) days are the same day and one to seven days. Other input and refusals as in `knox`.
    Bands are right-open as in the Near Repeat Calculator, whose labels suggest otherwise.

    Sources: Knox (1964); Ratcliffe, J. H. & Rengert, G. F. (2008). Near-repeat patterns in Philadelphia shootings.
    Security Journal 21, 58–76; correction over cells: Westfall & Young (1993), step 1 of max-T.
    """
    checks.one_of("metric", metric, METRICS)
    checks.whole_number("permutations", permutations, least=1)
    far, late = ascending("distance_bands", distance_bands), ascending("time_bands", time_bands)
    found = events(x, y, t, weights, distance=float(far[-1]), snapped=snapped)
    if isinstance(found, CannotSay):
        return found
    seeded = checks.seed_of(seed)
    pairs = near_pairs(found.x, found.y, far, metric=metric)
    reaches = np.array([reach(limit, found.times, closed=False) for limit in late])
    within = counts_within(pairs, found.times, reaches, permutations=permutations, seed=seeded)
    counts = np.diff(within, axis=2)
    in_place, in_time = pairs.per_band, np.diff(pairs_within(found.times, reaches))
    every = found.n * (found.n - 1) // 2
    expected = in_place[:, None] * (in_time[None, :] / every)
    low, high = np.quantile(counts[1:], [0.025, 0.975], axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio, low, high = counts[0] / expected, low / expected, high / expected
    return NearRepeat(
        n=found.n,
        parameters={
            "permutations": permutations,
            "metric": metric,
            "snapped": snapped,
            "distance_bands": far,
            "time_bands": late,
        },
        data_hash=found.fingerprint,
        seed=seeded,
        observed=counts[0],
        expected=expected,
        ratio=ratio,
        low=low,
        high=high,
        p=corrected(counts),
        raw_p=upper_p(counts),
        table=_with_the_rest(counts[0], in_place, in_time, every),
        distance_bands=intervals(far, "m"),
        time_bands=intervals(late, "days"),
    )


def corrected(counts: Integers) -> Floats:
    """Return p per cell, corrected by the largest standardised cell of each shuffle; row 0 is the data."""
    spread = counts.std(axis=0)
    scale = np.where(spread > 0, spread, 1.0)
    z = (counts - counts.mean(axis=0)) / scale
    largest = z.reshape(z.shape[0], -1).max(axis=1)
    above = (largest[1:, None, None] >= z[0][None] - 1e-12).sum(axis=0)
    return np.asarray((1 + above) / counts.shape[0], dtype=np.float64)


def _with_the_rest(observed: Integers, in_place: Integers, in_time: Integers, every: int) -> Integers:
    rows, columns = observed.shape
    table = np.zeros((rows + 1, columns + 1), dtype=np.int64)
    table[:rows, :columns] = observed
    table[:rows, columns] = in_place - observed.sum(axis=1)
    table[rows, :columns] = in_time - observed.sum(axis=0)
    table[rows, columns] = every - table.sum()
    return table
