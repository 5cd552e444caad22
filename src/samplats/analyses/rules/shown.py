"""Small numbers: what may be shown of cells and tables under a scope; nothing leaves the analyses unsuppressed."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

import placestats
from samplats.foundation.access.scope import Grain, Scope

from .scoped import Period

LEAST = 5
BAND = 5
MEMBER_CELL = 100.0
PLACE_CELL = 50.0
SNAPPED_CELL = 250.0
SNAPPED_PLACE_CELL = 100.0
PUBLIC_CELL = 250.0


@dataclass(frozen=True)
class Cells:
    """Square cells with at least one event: south-west corner, side, count (0 where hidden) and whether it is shown."""

    x0: NDArray[np.float64]
    y0: NDArray[np.float64]
    side: NDArray[np.float64]
    count: NDArray[np.int64]
    shown: NDArray[np.bool_]
    smallest: float

    def __len__(self) -> int:
        return len(self.count)

    @property
    def n_hidden(self) -> int:
        """How many cells are hidden."""
        return int((~self.shown).sum())


def in_bands(scope: Scope) -> bool:
    """Whether figures under the scope are told in bands: to all who may not see rows, unless the file is their own."""
    return scope.grain is Grain.PUBLIC or (scope.grain is Grain.CELLS and bool(scope.tenant))


def band(n: float) -> int:
    """The lower edge of the band of five that a count lies in; 0 for all that is less than five."""
    return int(n) // BAND * BAND


def band_top(edge: int) -> int:
    """The highest count of the band that begins at an edge."""
    return edge + BAND - 1


def told_cells(cells: Cells) -> Cells:
    """The cells that are shown, each with its band; where there are fewer than five nothing tells them from none."""
    kept = cells.shown & (cells.count >= LEAST)
    sides = cells.side[kept]
    return Cells(
        cells.x0[kept], cells.y0[kept], sides, cells.count[kept] // BAND * BAND, cells.shown[kept], cells.smallest
    )


def told_period(asked: Period, until: date) -> Period:
    """The period that is told in place of the one asked for: a calendar year, else two years with the month of a day.

    Whole calendar months only, and few periods: what two of them have in common cannot be cut down to a small piece.
    """
    usual = two_years(until.replace(day=monthrange(until.year, until.month)[1]))
    year = Period(date(asked.first.year, 1, 1), min(date(asked.first.year, 12, 31), usual.last))
    return year if asked.first.year == asked.last.year and year.first <= year.last else usual


def two_years(until: date) -> Period:
    """The 24 whole calendar months that end on a day, or last before it."""
    after = until + timedelta(days=1)
    last = after.replace(day=1) - timedelta(days=1)
    return Period(date(last.year - 2 + last.month // 12, last.month % 12 + 1, 1), last)


def cell_side(scope: Scope, *, inside_place: bool, snapped: bool) -> float:
    """The side of the cells that a scope may see; snapped positions bear only coarse ones.

    Where figures are told in bands there is one grid, so that no finer one can be taken from it, and a coarse one of
    its whole cells.
    """
    if scope.grain is Grain.PUBLIC:
        return PUBLIC_CELL
    if in_bands(scope):
        return 2 * MEMBER_CELL if snapped else MEMBER_CELL
    if snapped:
        return SNAPPED_PLACE_CELL if inside_place else SNAPPED_CELL
    return PLACE_CELL if inside_place else MEMBER_CELL


def withheld(counts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which counts of a list with a published sum to hide: 1 to 4, and more when the sum would give one away.

    A sum of 1 to 4 is itself never told, see `runs.told`; then all that is not zero is hidden.
    """
    small = (counts > 0) & (counts < LEAST)
    if counts.sum() < LEAST:
        return small
    if not small.any() or (small.sum() > 1 and counts[small].sum() >= LEAST):
        return small  # each hidden count may be anything from 0 to their sum, which is wide enough
    known = np.zeros(len(counts) + 1, dtype=bool)
    known[-1] = True
    found = placestats.suppress(counts, minimum=LEAST, known=known)
    if isinstance(found, placestats.CannotSay):
        return np.ones(len(counts), dtype=bool)
    return np.asarray(~found.shown[:-1], dtype=bool)


def member_cells(x: NDArray[np.float64], y: NDArray[np.float64], count: NDArray[np.int32], side: float) -> Cells:
    """Counts per cell, those under five hidden."""
    column, row, sums = _sums(x, y, count, side)
    hide = withheld(sums)
    sides = np.full(len(sums), side, dtype=np.float64)
    return Cells(column * sides, row * sides, sides, np.where(hide, 0, sums), ~hide, side)


def public_cells(
    x: NDArray[np.float64], y: NDArray[np.float64], count: NDArray[np.int32], side: float = PUBLIC_CELL
) -> Cells:
    """Counts per 250 m cell; those with 1 to 4 join their 500 m, then 1 000 m parent, whole, else they are hidden.

    A parent is shown instead of all its cells, so that no difference gives a small one away.
    """
    sides = (side, 2 * side, 4 * side)
    fine, middle, coarse = (_sums(x, y, count, one) for one in sides)
    middle_of_fine, top_of_fine, top_of_middle = _parents(fine, 2), _parents(fine, 4), _parents(middle, 2)
    middle_keys, top_keys = _keys(*middle[:2]), _keys(*coarse[:2])
    joined = np.isin(middle_keys, middle_of_fine[fine[2] < LEAST])
    joined_twice = np.isin(top_keys, top_of_middle[joined & (middle[2] < LEAST)])
    in_top = np.isin(top_of_middle, top_keys[joined_twice])
    lone = ~np.isin(middle_of_fine, middle_keys[joined]) & ~np.isin(top_of_fine, top_keys[joined_twice])
    taken = (lone, joined & ~in_top, joined_twice)
    levels = (fine, middle, coarse)
    columns, rows, sums = (
        np.concatenate([level[part][take] for level, take in zip(levels, taken, strict=True)]) for part in range(3)
    )
    drawn = np.concatenate([np.full(int(take.sum()), one) for one, take in zip(sides, taken, strict=True)])
    hide = withheld(sums)
    return Cells(columns * drawn, rows * drawn, drawn, np.where(hide, 0, sums), ~hide, side)


def _sums(
    x: NDArray[np.float64], y: NDArray[np.float64], count: NDArray[np.int32], side: float
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    column, row = np.floor(x / side).astype(np.int64), np.floor(y / side).astype(np.int64)
    keys, inverse = np.unique(_keys(column, row), return_inverse=True)
    sums = np.bincount(inverse, weights=count, minlength=len(keys)).astype(np.int64)
    return keys >> 32, (keys & 0xFFFFFFFF) - (1 << 31), sums


def _keys(column: NDArray[np.int64], row: NDArray[np.int64]) -> NDArray[np.int64]:
    return (column << 32) | (row + (1 << 31))


def _parents(level: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]], times: int) -> NDArray[np.int64]:
    return _keys(level[0] // times, level[1] // times)
