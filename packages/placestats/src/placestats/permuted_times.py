"""Count pairs that are close in time as well, for the times as they are and for many shuffles of them."""

from queue import LifoQueue
from typing import Any

import numpy as np
from numpy.typing import NDArray

from placestats.chance import mixed_word, shuffle
from placestats.compiled import compiled
from placestats.lanes import LANES, SQUARE, count_lanes, turn_square
from placestats.near_pairs import Indices, Integers, NearPairs
from placestats.threads import in_chunks, spans, thread_count

Times = NDArray[Any]  # uint16 or uint32 days (or seconds) since the first event, or float64
SEGMENT = 1 << 14  # events whose pairs are counted together; their times, side by side, stay in cache
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
    parts = _segments(pairs)
    desks = _desks(small, max(top - first for first, _, top in parts))
    lay = lay_days if small.dtype == np.uint16 else lay_times

    def work(first: int) -> Integers:
        rows, laid = desks.get()
        shuffle_rows(small, rows, first, min(LANES, permutations + 1 - first), np.uint64(seed))
        sums = np.zeros((bands, live.size, LANES), dtype=np.int64)
        for begin, end, top in parts:
            lay(rows, laid, begin, top)
            count_segment(laid, pairs.starts, pairs.others, limits, begin, end, sums)
        desks.put((rows, laid))
        return sums

    for first, sums in zip(starts := range(0, permutations + 1, LANES), in_chunks(work, starts), strict=True):
        width = min(LANES, permutations + 1 - first)
        counts[first : first + width, :, live] = np.moveaxis(sums[:, :, :width], 2, 0)
    return counts


def _segments(pairs: NearPairs) -> list[tuple[int, int, int]]:
    """Cut the events into segments: first, last + 1, and one more than the highest partner of any of them."""
    found = []
    for begin, end in spans(pairs.order.size, SEGMENT):
        lists = (pairs.others[band[begin] : band[end]] for band in pairs.starts)
        found.append((begin, end, max([end, *(int(others.max()) + 1 for others in lists if others.size)])))
    return found


def _desks(times: Times, longest: int) -> "LifoQueue[tuple[Times, Times]]":
    """Return room for 64 shuffles and for a segment of them side by side, for each thread that memory allows."""
    each = times.size * times.itemsize * LANES
    desks: LifoQueue[tuple[Times, Times]] = LifoQueue()
    for _ in range(max(1, min(thread_count(), MOST_BYTES // each))):
        desks.put((np.zeros((LANES, times.size), times.dtype), np.zeros((longest, LANES), times.dtype)))
    return desks


@compiled
def stream(seed: np.uint64, number: int) -> np.uint64:
    """Start of the random numbers of one shuffle: its own stream, whoever computes it."""
    return mixed_word(
        mixed_word(seed + np.uint64(0x9E3779B97F4A7C15)) + np.uint64(number) * np.uint64(0xD1342543DE82EF95)
    )


@compiled
def shuffle_rows(times: Times, rows: Times, first: int, many: int, seed: np.uint64) -> None:
    """Fill each row with the times, shuffled by its own stream; number 0 stays as it is."""
    for q in range(many):
        rows[q, :] = times
        if first + q > 0:
            shuffle(rows[q], stream(seed, first + q))


@compiled
def lay_times(rows: Times, laid: Times, begin: int, end: int) -> None:
    """Lay the shuffled times of events begin..end side by side: laid[i - begin, lane] = rows[lane, i]."""
    for i in range(begin, end):
        for lane in range(LANES):
            laid[i - begin, lane] = rows[lane, i]


@compiled
def lay_days(rows: NDArray[np.uint16], laid: NDArray[np.uint16], begin: int, end: int) -> None:
    """`lay_times` for 16-bit times, a square of 16 events and lanes at a time, in vector registers."""
    squares = (end - begin) // SQUARE
    for square in range(squares):
        for lane in range(0, LANES, SQUARE):
            turn_square(rows, laid, begin + square * SQUARE, square * SQUARE, lane)
    for i in range(begin + squares * SQUARE, end):
        for lane in range(LANES):
            laid[i - begin, lane] = rows[lane, i]


@compiled
def count_segment(
    laid: Times, starts: Integers, others: Indices, reaches: Times, begin: int, end: int, sums: Integers
) -> None:
    """Add to sums (bands, reaches, 64) the pairs of events begin..end within each reach, for 64 shuffles at once."""
    short = np.zeros((reaches.size, LANES), dtype=np.uint16)
    for band in range(starts.shape[0]):
        row = begin
        for low in range(starts[band, begin], starts[band, end], STRIDE):
            high = min(low + STRIDE, starts[band, end])
            while starts[band, row + 1] <= low:
                row += 1
            reached = row
            for k in range(reaches.size):
                reached = count_lanes(laid, starts[band], others, begin, row, low, high, reaches[k], short[k])
            row = reached
            empty_into(short, sums[band])


@compiled
def empty_into(short: NDArray[np.uint16], sums: Integers) -> None:
    """Move the 16-bit counts into the long ones before they can overflow."""
    for k in range(short.shape[0]):
        for lane in range(LANES):
            sums[k, lane] += short[k, lane]
            short[k, lane] = 0
