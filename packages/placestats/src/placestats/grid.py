"""A square grid in metres, with the study area as a mask."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placestats import checks
from placestats.errors import InputError

MOST_CELLS = 100_000_000
WHOLE_EARTH = 360.0  # degrees; a grid that starts further out is in metres


@dataclass(frozen=True, eq=False)
class Grid:
    """Square cells of side `cell` metres from the south-west corner (x0, y0); row 0 is southmost.

    `mask` (rows, columns) marks the study area: the cells where incidents can happen. None means all cells.
    """

    x0: float
    y0: float
    cell: float
    columns: int
    rows: int
    mask: NDArray[np.bool_] | None = None

    def __post_init__(self) -> None:
        checks.positive("cell", self.cell)
        checks.whole_number("columns", self.columns)
        checks.whole_number("rows", self.rows)
        if self.rows * self.columns > MOST_CELLS:
            raise InputError("cell", f"gives {self.rows * self.columns} cells", "choose larger cells or a smaller area")
        if not (np.isfinite(self.x0) and np.isfinite(self.y0)):
            raise InputError("x0", "or y0 is not finite", "give the south-west corner in metres")
        if self.mask is not None:
            object.__setattr__(self, "mask", checks.area_mask(self.mask, self.shape))

    @classmethod
    def covering(cls, x: ArrayLike, y: ArrayLike, *, cell: float, pad: float = 0) -> "Grid":
        """Return the grid that covers the points and `pad` metres around, with corners on multiples of `cell`."""
        east, north = checks.points(x, y)
        side = checks.positive("cell", cell)
        checks.metres(east, north, side)
        if not (np.isfinite(pad) and pad >= 0):
            raise InputError("pad", f"is {pad}", "give metres, at least 0")
        west, columns = _span(float(east.min()) - pad, float(east.max()) + pad, side)
        south, rows = _span(float(north.min()) - pad, float(north.max()) + pad, side)
        return cls(west, south, side, columns, rows)

    @classmethod
    def over(cls, polygon_rings: Sequence[ArrayLike], *, cell: float) -> "Grid":
        """Return the grid over one area given as rings of (x, y); cells whose centre lies inside are the study area.

        Rings count by parity, so a ring inside another is a hole.
        """
        rings = [checks.numbers("polygon_rings", ring, dimensions=2) for ring in polygon_rings]
        if not rings or any(ring.shape[0] < 3 or ring.shape[1] != 2 for ring in rings):
            raise InputError("polygon_rings", "are not rings of (x, y)", "give at least one ring of 3 or more corners")
        corners = np.concatenate(rings)
        plain = cls.covering(corners[:, 0], corners[:, 1], cell=cell)
        return replace(plain, mask=_inside(plain, rings))

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.rows, self.columns

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """West, east, south and north border in metres, as pictures want them."""
        east, north = self.x0 + self.columns * self.cell, self.y0 + self.rows * self.cell
        return self.x0, east, self.y0, north

    @property
    def area(self) -> NDArray[np.bool_]:
        """The study area as flags (rows, columns), also when no mask was given."""
        return checks.area_mask(self.mask, self.shape)

    def to_dict(self) -> dict[str, Any]:
        """The numbers that place the grid, and how many cells are study area."""
        place = {name: getattr(self, name) for name in ("x0", "y0", "cell", "columns", "rows")}
        return {**place, "study_cells": int(self.area.sum())}

    def cell_of(self, x: ArrayLike, y: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
        """Return row, column and whether the point lies on the grid (-1, -1, False when not).

        Cells are half-open. Degrees are refused.
        """
        east, north = checks.points(x, y, least=0)
        if abs(self.x0) > WHOLE_EARTH or abs(self.y0) > WHOLE_EARTH:
            checks.metres(east, north)
        column = np.floor((east - self.x0) / self.cell)
        row = np.floor((north - self.y0) / self.cell)
        inside = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
        return (
            np.where(inside, row, -1).astype(np.int64),
            np.where(inside, column, -1).astype(np.int64),
            inside,
        )

    def count(self, x: ArrayLike, y: ArrayLike, weights: ArrayLike | None = None) -> NDArray[np.float64]:
        """Return events (or their weights) per cell, shape (rows, columns); points off the grid are not counted."""
        row, column, inside = self.cell_of(x, y)
        given = checks.weights_for(row.size, weights)
        key = row[inside] * self.columns + column[inside]
        counted = np.bincount(key, given[inside], minlength=self.rows * self.columns)
        return counted.astype(np.float64, copy=False).reshape(self.shape)

    def centres(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return x and y of the cell centres, each of shape (rows, columns)."""
        east = self.x0 + self.cell * (np.arange(self.columns) + 0.5)
        north = self.y0 + self.cell * (np.arange(self.rows) + 0.5)
        return np.meshgrid(east, north)[0], np.meshgrid(east, north)[1]

    def near_events(self, x: ArrayLike, y: ArrayLike, *, distance: float) -> NDArray[np.bool_]:
        """Return a mask of the cells whose centre lies within `distance` metres of the centre of a cell with an event.

        A stand-in for a study area when nothing better is known: it leaves out water and forest without incidents.
        """
        reach = checks.positive("distance", distance) / self.cell
        near: NDArray[np.bool_] = self.count(x, y) > 0
        taken = near.copy()
        whole = int(reach)
        for down in range(-whole, whole + 1):
            for right in range(-whole, whole + 1):
                if 0 < down * down + right * right <= reach * reach:
                    _shifted_or(taken, near, down, right)
        return taken & self.area


def _span(low: float, high: float, side: float) -> tuple[float, int]:
    start = float(np.floor(low / side) * side)
    if start > low:  # the product was rounded up
        start -= side
    return start, int(np.floor((high - start) / side)) + 1


def _shifted_or(taken: NDArray[np.bool_], near: NDArray[np.bool_], down: int, right: int) -> None:
    rows, columns = near.shape
    if abs(down) >= rows or abs(right) >= columns:
        return
    to = (slice(max(down, 0), rows + min(down, 0)), slice(max(right, 0), columns + min(right, 0)))
    of = (slice(max(-down, 0), rows + min(-down, 0)), slice(max(-right, 0), columns + min(-right, 0)))
    taken[to] |= near[of]


def _inside(grid: Grid, rings: Sequence[NDArray[np.float64]]) -> NDArray[np.bool_]:
    """Mark the cell centres inside the rings, row by row: where a row crosses an edge the parity turns."""
    turns = np.zeros((grid.rows, grid.columns + 1), dtype=np.int64)
    north = grid.y0 + grid.cell * (np.arange(grid.rows) + 0.5)
    for ring in rings:
        closing = np.roll(ring, -1, axis=0)
        for (ax, ay), (bx, by) in zip(ring.tolist(), closing.tolist(), strict=True):
            rows = np.flatnonzero((ay > north) != (by > north))
            if rows.size:
                crossing = ax + (north[rows] - ay) * (bx - ax) / (by - ay)
                first = np.ceil((crossing - grid.x0) / grid.cell - 0.5)
                np.add.at(turns, (rows, np.clip(first, 0, grid.columns).astype(np.int64)), 1)
    inside: NDArray[np.bool_] = np.cumsum(turns, axis=1)[:, :-1] % 2 == 1
    return inside
