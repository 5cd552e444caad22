"""Compiled loops for a cell that edges touch, as 8 x 8 squares: which of them edges touch, who holds the others."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from placestats.checks import Floats
from placestats.compiled import compiled

Ids = NDArray[np.int32]
Bits = NDArray[np.uint64]
SQUARES = 8  # along each side of a cell; the 64 of them are the bits of a word, row after row
HALF = 4.0
MARGIN = 1e-6  # in squares: an edge this near touches, so that rounding loses none
TOUCHED, HELD, OWNERS, LIST = range(4)  # columns of the words of a cell
ALL, ROW, ONE, NOTHING = np.uint64(0xFFFF_FFFF_FFFF_FFFF), np.uint64(0xFF), np.uint64(1), np.uint64(0)
THIRTY_TWO, LOWER = np.uint64(32), np.uint64(0xFFFF_FFFF)


@compiled
def is_left(run: float, rise: float, east: float, north: float) -> bool:
    """Say on which side of an upward edge a place lies; on the edge it counts as a hair to the east, then north."""
    cross = run * north - rise * east
    return (cross > 0.0) | ((cross == 0.0) & (rise == 0.0))


@compiled
def write_words(words: Bits, near: Floats, head: int, left: int, bottom: int) -> None:
    """Write the four words of a cell (its column, its row) whose list in `near` begins at `head`.

    TOUCHED: squares where only the list tells; HELD: the others that the first polygon holds; OWNERS: who owns those
    (upper half) and the rest (lower), each plus one; LIST: `head`.
    """
    first, best = int(near[head, 1]) >> 1, int(near[head, 3])
    touched, held, second = NOTHING, NOTHING, int(near[head, 2])
    at, many, more = head, 0, True
    while more:
        count = int(near[at, 0])
        more, end = count < 0, at + 1 + abs(count)
        along, inside = squares_of(near, at, end, left, bottom)
        touched |= along
        if many == 0:
            held = inside
        elif many == 1:  # what neither or both hold is left to the list
            touched, second = touched | ~(held ^ inside), int(near[at, 1]) >> 1
        else:
            touched |= inside
        at, many = end, many + 1
    words[TOUCHED], words[HELD], words[LIST] = touched, held, np.uint64(head)
    words[OWNERS] = (np.uint64(either(first, best) + 1) << THIRTY_TWO) | np.uint64(either(second, best) + 1)


@compiled
def squares_of(near: Floats, head: int, end: int, left: int, bottom: int) -> Any:  # (np.uint64, np.uint64)
    """Squares that the edges of a polygon touch, and those whose middle it holds."""
    touched, held = NOTHING, ALL if int(near[head, 1]) & 1 else NOTHING
    for e in range(head + 1, end):
        ax, ay = (near[e, 0] - left) * SQUARES, (near[e, 1] - bottom) * SQUARES
        bx, by = (near[e, 2] - left) * SQUARES, (near[e, 3] - bottom) * SQUARES
        along, parted = squares_along(ax, ay, bx, by)
        touched |= along
        held ^= parted
    return touched, held


@compiled
def either(one: int, other: int) -> int:
    """Return the lower of two polygons, where less than 0 is none."""
    return one if other < 0 or 0 <= one < other else other


@compiled
def squares_along(ax: float, ay: float, bx: float, by: float) -> Any:  # (np.uint64, np.uint64)
    """Squares that an upward edge touches, and those that it parts from the middle of the cell: it crosses the path
    that goes up or down from there to the middle of their row and then sideways. All rows alike, without branches."""
    touched, parted = NOTHING, NOTHING
    run, rise = bx - ax, by - ay
    flat = rise <= 1e-9
    slope = 0.0 if flat else run / rise
    west, east = min(ax, bx), max(ax, bx)
    upright = (ax > HALF) != (bx > HALF)  # may cross the way up or down
    start = is_left(run, rise, HALF - ax, HALF - ay)
    for row in range(SQUARES):
        shift, middle = np.uint64(SQUARES * row), row + 0.5
        low, high = max(ay, row - MARGIN), min(by, row + 1.0 + MARGIN)
        one, two = ax + (low - ay) * slope, bx if flat else ax + (high - ay) * slope
        first, last = max(west, min(one, two)) - MARGIN, min(east, max(one, two)) + MARGIN
        begin = np.uint64(np.int32(min(max(first, 0.0), 8.0)))
        end = np.uint64(np.int32(min(max(last + 1.0, 0.0), 8.0)))
        meets = (low <= high) & (begin < end)
        touched |= (((ONE << end) - (ONE << begin)) << shift) if meets else NOTHING
        beyond = np.uint64(np.int32(min(max(ax + (middle - ay) * slope + 0.5, 0.0), 8.0)))
        corner = is_left(run, rise, HALF - ax, middle - ay)
        sideways = ((ONE << beyond) - ONE) ^ (ROW if corner else NOTHING)
        parted ^= (sideways << shift) if (ay <= middle) & (middle < by) else NOTHING
        parted ^= (ROW << shift) if upright & (corner != start) else NOTHING
    return touched, parted
