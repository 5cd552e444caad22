"""Conditional permutation counts for all places: the part that Getis-Ord and local Moran share."""

from dataclasses import dataclass, replace

import numpy as np

from placestats.association_kernels import (
    Ids,
    by_position,
    count_by_search,
    count_by_table,
    count_weighted,
    draw_positions,
    lags,
    weighted_lags,
)
from placestats.chance import stream
from placestats.checks import Flags, Floats, Integers
from placestats.neighbours import Neighbours
from placestats.threads import in_chunks, spans
from placestats.whole_values import as_whole

NARROW = 1 << 15  # sums of a smaller range are counted in a table
CHUNK = 1 << 15  # places per chunk


@dataclass(frozen=True)
class Counted:
    """Per place: the neighbours' weighted sum, and how many reference sums are at least and at most as large.

    whole: the values as whole numbers.
    """

    lag: Floats
    whole: Integers
    weight_sums: Floats
    greater: Integers
    lesser: Integers
    alone: Flags
    permutations: int

    def shares(self) -> tuple[Floats, Floats]:
        """One-sided p of each place; 1 for places without neighbours."""
        greater, less = ((count + 1) / (self.permutations + 1) for count in (self.greater, self.lesser))
        return np.where(self.alone, 1.0, greater), np.where(self.alone, 1.0, less)

    def turned(self, sign: Integers) -> "Counted":
        """The counts for the sum times a sign: tails change sides where it is negative; at 0 everything ties."""
        below, level = sign < 0, sign == 0
        greater, lesser = (
            np.where(level, self.permutations, np.where(below, turned, straight))
            for straight, turned in ((self.greater, self.lesser), (self.lesser, self.greater))
        )
        return replace(self, greater=greater, lesser=lesser)


def conditional_counts(values: Floats, near: Neighbours, permutations: int, seed: int) -> Counted:
    """Count for each place the permutations of the other places' values that give a sum at least, at most, as large."""
    cardinalities = near.cardinalities
    whole = as_whole(values)
    greater, lesser = np.zeros(near.n, dtype=np.int64), np.zeros(near.n, dtype=np.int64)
    most = int(cardinalities.max(initial=0))
    drawn = draw_positions(near.n, most, permutations, stream(seed, 0))
    if near.weights is None:
        own = np.empty(near.n, dtype=np.int64)
        in_chunks(lambda s: lags(whole, near.starts, near.others, s[0], s[1], own), spans(near.n, CHUNK))
        if permutations and most:
            _count_plain(whole, own, cardinalities, drawn, greater, lesser)
        scale = float(np.abs(values).max() / max(int(np.abs(whole).max()), 1))
        lag: Floats = own.astype(np.float64) * scale
    else:
        lag = weighted_lags(values, near.starts, near.others, near.weights)
        fixed = (near.starts, near.weights, drawn)
        if permutations and most:
            in_chunks(lambda s: count_weighted(values, lag, *fixed, s, greater, lesser), spans(near.n, 1024))
    return Counted(lag, whole, near.row_sums[0], greater, lesser, cardinalities == 0, permutations)


def _count_plain(
    whole: Integers, own: Integers, cardinalities: Integers, drawn: Ids, greater: Integers, lesser: Integers
) -> None:
    """Count for weights of 1: one walk over the places for each number of neighbours, in chunks of places."""
    index = by_position(drawn, whole.size)
    low, high = int(whole.min()), int(whole.max())

    def work(task: tuple[int, Integers]) -> None:
        size, sites = task
        width = size * (high - low)
        if width <= NARROW:
            count_by_table(whole, own, sites, size, size * low, width, drawn, index, greater, lesser)
        else:
            count_by_search(whole, own, sites, size, drawn, index, greater, lesser)

    tasks = []
    for size in (np.flatnonzero(np.bincount(cardinalities)[1:]) + 1).tolist():
        sites = np.flatnonzero(cardinalities == size)
        tasks += [(size, sites[a:b]) for a, b in spans(sites.size, CHUNK)]
    in_chunks(work, tasks)


def mean_sign(whole: Integers) -> Integers:
    """Sign of the distance from the mean, in whole numbers throughout."""
    total = (int((whole >> 25).sum()) << 25) + int((whole & ((1 << 25) - 1)).sum())
    mean, rest = divmod(total, whole.size)
    return np.where(whole > mean, 1, np.where((whole < mean) | (rest > 0), -1, 0))
