"""Compiled loops of the conditional permutation test.

Site i keeps its value; the values of the others are dealt anew. As in esda one set of permuted positions serves all
sites; position j stands for site j when j < i, else for j + 1. From site i - 1 to site i only the permutations that
hold position i - 1 change, so the reference sums are patched, not computed again. Sums are whole numbers: exact ties.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from placestats.chance import mixed_word
from placestats.checks import Floats, Integers
from placestats.compiled import compiled

Ids = NDArray[np.int32]


@compiled
def lags(values: Integers, starts: Integers, others: Ids, first: int, last: int, out: Integers) -> None:
    """Sum of the neighbours' values."""
    for i in range(first, last):
        total = np.int64(0)
        for e in range(starts[i], starts[i + 1]):
            total += values[others[e]]
        out[i] = total


@compiled
def weighted_lags(values: Floats, starts: Integers, others: Ids, weights: Floats) -> Any:  # Floats
    """Weighted sum of the neighbours' values."""
    out = np.zeros(starts.size - 1)
    for i in range(out.size):
        for e in range(starts[i], starts[i + 1]):
            out[i] += weights[e] * values[others[e]]
    return out


@compiled
def draw_positions(sites: int, most: int, permutations: int, state: np.uint64) -> Any:  # Ids (permutations, most)
    """Draw positions among the other sites, without replacement; the first k of a row are a draw of k."""
    deck = np.arange(sites - 1).astype(np.int32)
    drawn = np.empty((permutations, most), dtype=np.int32)
    for p in range(permutations):
        for c in range(most):
            state += np.uint64(0x9E3779B97F4A7C15)
            word = mixed_word(state) >> np.uint64(32)
            j = c + np.int64((word * np.uint64(deck.size - c)) >> np.uint64(32))
            deck[c], deck[j] = deck[j], deck[c]
            drawn[p, c] = deck[c]
    return drawn


@compiled
def by_position(drawn: Ids, sites: int) -> Any:  # (starts, permutation, column)
    """List for each position where it was drawn: which permutation, and as which of its draws."""
    starts = np.zeros(sites, dtype=np.int64)
    for p in range(drawn.shape[0]):
        for c in range(drawn.shape[1]):
            starts[drawn[p, c] + 1] += 1
    for i in range(1, sites):
        starts[i] += starts[i - 1]
    place = starts.copy()
    permutation, column = np.empty(drawn.size, dtype=np.int32), np.empty(drawn.size, dtype=np.int32)
    for p in range(drawn.shape[0]):
        for c in range(drawn.shape[1]):
            at = place[drawn[p, c]]
            permutation[at], column[at] = p, c
            place[drawn[p, c]] += 1
    return starts, permutation, column


@compiled
def sums_at(values: Integers, drawn: Ids, size: int, site: int) -> Any:  # Integers
    """Reference sums of one site, written out."""
    sums = np.zeros(drawn.shape[0], dtype=np.int64)
    for p in range(drawn.shape[0]):
        for c in range(size):
            j = drawn[p, c]
            sums[p] += values[j + 1] if j >= site else values[j]
    return sums


@compiled
def count_by_table(
    values: Integers,
    lag: Integers,
    sites: Integers,
    size: int,
    low: int,
    width: int,
    drawn: Ids,
    index: Any,
    greater: Integers,
    lesser: Integers,
) -> None:
    """Count reference sums of at least, and at most, each site's own; for values of a small range (counts).

    at_most[s] holds how many sums are at most low + s - 1, so a site needs two look-ups.
    """
    starts, permutation, column = index
    sums = sums_at(values, drawn, size, sites[0])
    at_most = np.zeros(width + 2, dtype=np.int64)
    for p in range(sums.size):
        at_most[sums[p] - low + 1] += 1
    for s in range(1, width + 2):
        at_most[s] += at_most[s - 1]
    here = sites[0]
    for k in range(sites.size):
        for e in range(starts[here], starts[sites[k]]):
            if column[e] < size:
                p = permutation[e]
                moved = drawn[p, column[e]]
                old = sums[p] - low
                new = old + values[moved] - values[moved + 1]
                sums[p] = new + low
                for s in range(old + 1, new + 1):
                    at_most[s] -= 1
                for s in range(new + 1, old + 1):
                    at_most[s] += 1
        here = sites[k]
        own = min(max(lag[here] - low, -1), width)
        lesser[here] = at_most[own + 1]
        greater[here] = sums.size - at_most[max(own, 0)]


@compiled
def count_by_search(
    values: Integers,
    lag: Integers,
    sites: Integers,
    size: int,
    drawn: Ids,
    index: Any,
    greater: Integers,
    lesser: Integers,
) -> None:
    """As count_by_table, for values of any range: the sums are kept sorted and searched."""
    starts, permutation, column = index
    sums = sums_at(values, drawn, size, sites[0])
    rising = np.sort(sums)
    here = sites[0]
    for k in range(sites.size):
        for e in range(starts[here], starts[sites[k]]):
            if column[e] < size:
                p = permutation[e]
                moved = drawn[p, column[e]]
                old = sums[p]
                sums[p] = old + values[moved] - values[moved + 1]
                replace(rising, old, sums[p])
        here = sites[k]
        below = first_from(rising, lag[here])
        greater[here] = sums.size - below
        lesser[here] = first_from(rising, lag[here] + 1)


@compiled
def first_from(rising: Integers, value: int) -> int:
    """Where the first number of at least `value` stands."""
    low, count = 0, rising.size
    while count > 0:
        half = count // 2
        if rising[low + half] < value:
            low += half + 1
            count -= half + 1
        else:
            count = half
    return low


@compiled
def replace(rising: Integers, old: int, new: int) -> None:
    """Take one number out of a sorted list and put another in."""
    at = first_from(rising, old)
    while at + 1 < rising.size and rising[at + 1] < new:
        rising[at] = rising[at + 1]
        at += 1
    while at > 0 and rising[at - 1] > new:
        rising[at] = rising[at - 1]
        at -= 1
    rising[at] = new


@compiled
def count_weighted(
    values: Floats,
    lag: Floats,
    starts: Integers,
    weights: Floats,
    drawn: Ids,
    sites: Any,  # (first, last)
    greater: Integers,
    lesser: Integers,
) -> None:
    """Count for weights that differ within a row: written out; sums within 1e-12 of their size count as equal."""
    for i in range(sites[0], sites[1]):
        size = starts[i + 1] - starts[i]
        for p in range(drawn.shape[0]):
            total, scale = 0.0, 0.0
            for c in range(size):
                j = drawn[p, c]
                term = weights[starts[i] + c] * (values[j + 1] if j >= i else values[j])
                total += term
                scale += abs(term)
            slack = 1e-12 * scale
            greater[i] += total >= lag[i] - slack
            lesser[i] += total <= lag[i] + slack


@compiled
def moran_products(
    values: Floats, starts: Integers, others: Ids, weights: Floats, state: np.uint64, out: Floats
) -> None:
    """Sum of w z z for permuted values; weights of size 0 stand for 1."""
    own = values.copy()
    for p in range(out.size):
        for i in range(own.size - 1, 0, -1):
            state += np.uint64(0x9E3779B97F4A7C15)
            j = np.int64(((mixed_word(state) >> np.uint64(32)) * np.uint64(i + 1)) >> np.uint64(32))
            own[i], own[j] = own[j], own[i]
        total = 0.0
        for i in range(own.size):
            near = 0.0
            for e in range(starts[i], starts[i + 1]):
                near += own[others[e]] * (weights[e] if weights.size else 1.0)
            total += own[i] * near
        out[p] = total


@compiled
def moran_of(
    values: Floats,
    lag: Floats,
    sums: Floats,
    squares: Floats,
    cardinalities: Integers,
    sign: Integers,
    totals: Any,  # mean, sum of squares about it, sum, sum of squares
    least: float,
    first: int,
    last: int,
    statistic: Floats,
    expected: Floats,
    z: Floats,
    quadrant: NDArray[np.int8],
) -> None:
    """Local Moran with row-standardised weights and its quadrant; z of the lag given the place's own value."""
    mean, about, total, square_total = totals
    rest = values.size - 1
    for i in range(first, last):
        centred = values[i] - mean
        near = (lag[i] - sums[i] * mean) / sums[i] if sums[i] != 0 else np.nan
        statistic[i] = rest * centred * near / about
        expected[i] = -(centred**2) / about if sums[i] != 0 else np.nan
        other = (total - values[i]) / rest
        spread = (square_total - values[i] ** 2) / rest - other**2
        variance = spread * (rest * squares[i] - sums[i] ** 2) / (rest - 1)
        known = cardinalities[i] > 0 and variance > least
        z[i] = sign[i] * (lag[i] - sums[i] * other) / np.sqrt(variance) if known else np.nan
        if cardinalities[i] == 0 or sign[i] == 0:
            quadrant[i] = 0
        elif near > 0:
            quadrant[i] = 1 if sign[i] > 0 else 2
        else:
            quadrant[i] = 4 if sign[i] > 0 else 3
