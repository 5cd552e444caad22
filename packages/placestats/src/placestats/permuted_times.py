"""Count pairs that are close in time as well, for the times as they are and for many shuffles of them."""

from queue import LifoQueue
from typing import Any

import numpy as np
from numpy.typing import NDArray

from placestats.compiled import compiled
from placestats.lanes import LANES, count_lanes
from placestats.near_pairs import Indices, Integers, NearPairs
from placestats.threads import in_chunks, thread_count

Unsigned = NDArray[np.uint64]
Times = NDArray[Any]  # uint16 or uint32 days (or seconds) since the first event, or float64
GROUP = 16  # shuffles written into the lanes together; more is little faster and takes memory
STRIDE = 65_535 // 4  # pairs between two emptyings of the 16-bit counts; few enough for their times to stay in cache
MOST_BYTES = 400_000_000  # of shuffled times at a time


def compact(times: NDArray[Any], reaches: NDArray[Any]) -> tuple[Times, Times]:
    """Return times since the first event in the smallest type that holds them and the widest reach."""
    if times.dtype.kind == "f":
        return times, reaches.astype(np.float64)
    since = times - times.min()
    span = int(since.max())
    reaches = np.minimum(reaches, span)
    kind = np.uint16 if 2 * span < 2**16 - 1 else np.uint32
    return since.astype(kind), reaches.astype(kind)


def counts_within(
    pairs: NearPairs, times: NDArray[Any], reaches: NDArray[Any], *, permutations: int, seed: int
) -> Integers:
    """Return counts (1 + permutations, bands, reaches) of pairs whose times differ by at most each reach.

    Row 0 is the data; row k the k-th shuffle, which depends on seed and k only. A negative reach counts nothing.
    """
    bands = pairs.starts.shape[0]
    counts = np.zeros((permutations + 1, bands, reaches.size), dtype=np.int64)
    live = np.flatnonzero(reaches >= 0)
    if pairs.others.size == 0 or live.size == 0:
        return counts
    small, limits = compact(times[pairs.order], reaches[live])
    desks = _desks(small)

    def work(first: int) -> Integers:
        laid, rows = desks.get()
        lay_shuffles(small, laid, rows, first, min(first + LANES, permutations + 1), seed)
        sums = np.zeros((bands, live.size, LANES), dtype=np.int64)
        count_block(laid, pairs.starts, pairs.others, limits, sums)
        desks.put((laid, rows))
        return sums

    for first, sums in zip(starts := range(0, permutations + 1, LANES), in_chunks(work, starts), strict=True):
        width = min(LANES, permutations + 1 - first)
        counts[first : first + width, :, live] = np.moveaxis(sums[:, :, :width], 2, 0)
    return counts


def _desks(times: Times) -> "LifoQueue[tuple[Times, Times]]":
    """Return room to lay out shuffles in, one for each thread that memory allows; used again, since new pages cost."""
    each = times.size * times.itemsize * (LANES + GROUP)
    desks: LifoQueue[tuple[Times, Times]] = LifoQueue()
    for _ in range(max(1, min(thread_count(), MOST_BYTES // each))):
        desks.put((np.zeros((times.size, LANES), times.dtype), np.zeros((GROUP, times.size), times.dtype)))
    return desks


@compiled
def mixed(state: np.uint64) -> np.uint64:
    """One output of SplitMix64 (Steele, Lea & Flood 2014)."""
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return state ^ (state >> np.uint64(31))


@compiled
def stream(seed: np.uint64, number: int) -> np.uint64:
    """Start of the random numbers of one shuffle: its own stream, whoever computes it."""
    return mixed(mixed(seed + np.uint64(0x9E3779B97F4A7C15)) + np.uint64(number) * np.uint64(0xD1342543DE82EF95))


@compiled
def shuffle(values: NDArray[Any], state: np.uint64) -> None:
    """Fisher–Yates, two draws per random number: 32-bit multiply-shift, uneven by less than n / 2³²."""
    step, low, half = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xFFFFFFFF), np.uint64(32)
    one = np.uint64(1)
    left = np.uint64(values.size)
    while left > one:
        state += step
        bits = mixed(state)
        at = ((bits & low) * left) >> half
        left -= one
        kept = values[left]
        values[left] = values[at]
        values[at] = kept
        if left > one:
            at = ((bits >> half) * left) >> half
            left -= one
            kept = values[left]
            values[left] = values[at]
            values[at] = kept


def lay_shuffles(times: Times, laid: Times, rows: Times, first: int, last: int, seed: int) -> None:
    """Write shuffles first..last side by side into laid (n, 64); shuffle 0 is the data."""
    for begin in range(first, last, GROUP):
        shuffle_rows(times, rows, begin, min(GROUP, last - begin), np.uint64(seed))
        if times.dtype == np.uint16:
            turn_days(rows, laid.view(np.uint64), (begin - first) // 4)
        else:
            turn(rows, laid, begin - first)


@compiled
def shuffle_rows(times: Times, rows: Times, first: int, many: int, seed: np.uint64) -> None:
    """Fill each row with the times, shuffled by its own stream; number 0 stays as it is."""
    for q in range(many):
        rows[q, :] = times
        if first + q > 0:
            shuffle(rows[q], stream(seed, first + q))


@compiled
def turn(rows: Times, laid: Times, lane: int) -> None:
    """Transpose rows (GROUP, n) into laid[:, lane : lane + GROUP]."""
    for i in range(rows.shape[1]):
        for q in range(GROUP):
            laid[i, lane + q] = rows[q, i]


@compiled
def turn_days(rows: NDArray[np.uint16], laid: Unsigned, lane: int) -> None:
    """Transpose 16-bit rows, four to a 64-bit word (little-endian): three times as fast as one by one."""
    one, two, three = np.uint64(16), np.uint64(32), np.uint64(48)
    for i in range(rows.shape[1]):
        for q in range(GROUP // 4):
            pair = np.uint64(rows[4 * q, i]) | (np.uint64(rows[4 * q + 1, i]) << one)
            rest = (np.uint64(rows[4 * q + 2, i]) << two) | (np.uint64(rows[4 * q + 3, i]) << three)
            laid[i, lane + q] = pair | rest


@compiled
def count_block(laid: Times, starts: Integers, others: Indices, reaches: Times, sums: Integers) -> None:
    """Add to sums (bands, reaches, 64) the pairs of each band within each reach, for 64 shuffles at once."""
    short = np.zeros((reaches.size, LANES), dtype=np.uint16)
    n = laid.shape[0]
    for band in range(starts.shape[0]):
        row = 0
        for low in range(starts[band, 0], starts[band, n], STRIDE):
            high = min(low + STRIDE, starts[band, n])
            while starts[band, row + 1] <= low:
                row += 1
            reached = row
            for k in range(reaches.size):
                reached = count_lanes(laid, starts[band], others, row, low, high, reaches[k], short[k])
            row = reached
            empty_into(short, sums[band])


@compiled
def empty_into(short: NDArray[np.uint16], sums: Integers) -> None:
    """Move the 16-bit counts into the long ones before they can overflow."""
    for k in range(short.shape[0]):
        for lane in range(LANES):
            sums[k, lane] += short[k, lane]
            short[k, lane] = 0
