"""Kernels of the smaller tests of interaction: one shuffle after the other, each from its own random stream."""

import numpy as np
from numpy.typing import NDArray

from placestats.chance import shuffle
from placestats.compiled import compiled
from placestats.near_pairs import Floats, Indices, Integers
from placestats.permuted_times import stream


def inverse_power(gaps: Floats, constant: float, power: float) -> Floats:
    """Return (gaps + constant) ** power."""
    return np.asarray((gaps + constant) ** power)


@compiled
def reordered(order: Integers, number: int, seed: np.uint64) -> None:
    """Write shuffle `number` of 0..n-1 into order; number 0 leaves them in place."""
    for i in range(order.size):
        order[i] = i
    if number > 0:
        shuffle(order, stream(seed, number))


@compiled
def modified_counts(
    times: Floats,
    reach: float,
    in_place: Integers,
    in_time: Integers,
    starts: Integers,
    others: Indices,
    first: int,
    seed: np.uint64,
    out: Floats,
) -> None:
    """Baker's statistic for shuffles first, first + 1, …"""
    n = times.size
    order = np.empty(n, dtype=np.int64)
    for q in range(out.size):
        reordered(order, first + q, seed)
        close, by_chance = 0, 0
        for i in range(n):
            own = times[order[i]]
            by_chance += in_place[i] * in_time[order[i]]
            for k in range(starts[i], starts[i + 1]):
                close += abs(own - times[order[others[k]]]) <= reach
        out[q] = close - by_chance / (2.0 * (n - 1))


@compiled
def mantel_sums(code: Integers, closeness: Floats, near: Floats, first: int, seed: np.uint64, out: Floats) -> None:
    """Sum over pairs of near × closeness for shuffles first, first + 1, …; near lists the pairs row by row."""
    n = code.size
    order = np.empty(n, dtype=np.int64)
    shuffled = np.empty(n, dtype=np.int64)
    for q in range(out.size):
        reordered(order, first + q, seed)
        for i in range(n):
            shuffled[i] = code[order[i]]
        at, total = 0, 0.0
        for i in range(n):
            row = closeness[shuffled[i]]
            part = 0.0
            for j in range(i + 1, n):
                part += near[at] * row[shuffled[j]]
                at += 1
            total += part
        out[q] = total


@compiled
def shared_neighbours(
    in_place: NDArray[np.int64], in_time: NDArray[np.int64], first: int, seed: np.uint64, out: Floats
) -> None:
    """Neighbours in place that are neighbours in time as well, for shuffles first, first + 1, …"""
    n, k = in_place.shape
    order = np.empty(n, dtype=np.int64)
    for q in range(out.size):
        reordered(order, first + q, seed)
        found = 0
        for i in range(n):
            for a in range(k):
                other = order[in_place[i, a]]
                for b in range(k):
                    found += in_time[order[i], b] == other
        out[q] = found
