"""Small numbers: what may be shown of cells and tables under a scope; nothing leaves the analyses unsuppressed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samplats.foundation.access.scope import Grain, Scope

LEAST = 5
MEMBER_CELL = 100.0
PLACE_CELL = 50.0
SNAPPED_CELL = 250.0
SNAPPED_PLACE_CELL = 100.0
PUBLIC_CELL = 250.0
PUBLIC_LEVELS = (250.0, 500.0, 1000.0)


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


def cell_side(scope: Scope, *, inside_place: bool, snapped: bool) -> float:
    """The side of the cells that a scope may see; snapped positions bear only coarse ones."""
    if scope.grain is Grain.PUBLIC:
        return PUBLIC_CELL
    if snapped:
        return SNAPPED_PLACE_CELL if inside_place else SNAPPED_CELL
    return PLACE_CELL if inside_place else MEMBER_CELL


def one_alone(counts: NDArray[np.int64], hide: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Hide one more when the total would give the hidden ones away: they must be two or more and hold five or more."""
    result = hide.copy()
    while result.any() and (result.sum() < 2 or counts[result].sum() < LEAST):
        rest = np.flatnonzero(~result & (counts > 0))
        if not len(rest):
            return result
        result[rest[np.argmin(counts[rest])]] = True
    return result


def member_cells(x: NDArray[np.float64], y: NDArray[np.float64], count: NDArray[np.int32], side: float) -> Cells:
    """Counts per cell, those under five hidden."""
    column, row, sums = _sums(x, y, count, side)
    hide = one_alone(sums, sums < LEAST)
    sides = np.full(len(sums), side, dtype=np.float64)
    return Cells(column * sides, row * sides, sides, np.where(hide, 0, sums), ~hide, side)


def public_cells(x: NDArray[np.float64], y: NDArray[np.float64], count: NDArray[np.int32]) -> Cells:
    """Counts per 250 m cell; cells with 1 to 4 join their 500 m, then their 1 000 m parent, else they are hidden."""
    fine, middle, coarse = (_sums(x, y, count, side) for side in PUBLIC_LEVELS)
    top_of_fine, top_of_middle = _parents(fine, 4), _parents(middle, 2)
    middle_of_fine = _parents(fine, 2)
    keys = {
        side: _keys(column, row) for side, (column, row, _) in zip(PUBLIC_LEVELS, (fine, middle, coarse), strict=True)
    }
    bad_middle = np.isin(keys[500.0], middle_of_fine[fine[2] < LEAST])
    bad_top = np.isin(keys[1000.0], top_of_middle[bad_middle & (middle[2] < LEAST)])
    in_top = np.isin(top_of_middle, keys[1000.0][bad_top])
    take_middle = bad_middle & ~in_top
    take_fine = ~np.isin(middle_of_fine, keys[500.0][bad_middle]) & ~np.isin(top_of_fine, keys[1000.0][bad_top])
    parts = [
        (side, level[0][taken], level[1][taken], level[2][taken])
        for side, level, taken in zip(
            PUBLIC_LEVELS, (fine, middle, coarse), (take_fine, take_middle, bad_top), strict=True
        )
    ]
    sides = np.concatenate([np.full(len(sums), side) for side, _, _, sums in parts])
    columns, rows, sums = (np.concatenate([part[index] for part in parts]) for index in (1, 2, 3))
    hide = one_alone(sums, sums < LEAST)
    return Cells(columns * sides, rows * sides, sides, np.where(hide, 0, sums), ~hide, PUBLIC_CELL)


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
