"""A million weighted points as map tiles in milliseconds: a Z-order index, and cells where points would be too many.

Rows are sorted along a Z-order curve (26 bits per axis, about 0,6 m), so that every tile and every grid cell of every
zoom is one unbroken run of rows. A cell's count is the difference of two running totals; nothing is stored per filter.
With a filter the running total is made anew for the tile's own run only: `first_day`/`last_day` (whole days since 1970,
both included) and a set of category codes.

Files are plain .npy, opened memory-mapped: a process starts in about a millisecond and pages in what it looks at.
What may be shown to whom is decided by the caller: build one pyramid per scope, from rows for those who may see points
and from already suppressed cells (with their counts as weights) for everybody else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samplats.foundation.geo.mercator import HALF_WORLD, tile_bounds
from samplats.foundation.geo.tiles import Codes, points_layer, squares_layer, tile

BITS = 26
CELL_STEPS = 6
"""A tile is divided in 2^6 x 2^6 cells."""
POINTS_FROM = 14
POINTS_AT_MOST = 4_000
"""Tiles with more rows than this show cells at every zoom."""
STORED_ZOOMS = range(POINTS_FROM)
FEW = 12  # categories that are compared one by one
LAYOUT = 1
Longs = NDArray[np.int64]


@dataclass(frozen=True)
class Chosen:
    """A filter: days and category codes, None for all."""

    first_day: int | None = None
    last_day: int | None = None
    categories: frozenset[int] | None = None

    @property
    def is_open(self) -> bool:
        """Whether everything passes."""
        return self.first_day is None and self.last_day is None and self.categories is None


EVERYTHING = Chosen()


@dataclass(frozen=True)
class Cells:
    """Cells of one tile: column and row (0-63 from the north-west) and the sum of weights in each."""

    column: Longs
    row: Longs
    count: Longs

    @property
    def total(self) -> int:
        """Sum over the tile."""
        return int(self.count.sum())


@dataclass(frozen=True)
class Points:
    """Points of one tile: Mercator metres, weight, category code and the caller's row number."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    count: Longs
    category: NDArray[np.int16]
    row: Longs

    @property
    def total(self) -> int:
        """Sum over the tile."""
        return int(self.count.sum())


@dataclass(frozen=True)
class Pyramid:
    """An opened store; all arrays are in Z-order and may be memory-mapped."""

    place: Longs
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    weight: NDArray[np.int32]
    category: NDArray[np.int16]
    day: NDArray[np.int32]
    row: Longs
    running: Longs
    """Sum of weights before each row, one longer than the rows."""
    starts: dict[int, Longs]
    """For each stored zoom the first row of every cell that holds any, and the number of rows at the end."""

    def __len__(self) -> int:
        return len(self.place)

    @property
    def total(self) -> int:
        """Sum of all weights."""
        return int(self.running[-1])

    def run(self, z: int, x: int, y: int) -> slice:
        """The rows of a tile."""
        low = _interleaved(np.array([x]), np.array([y]))[0] << np.int64(2 * (BITS - z))
        ends = np.searchsorted(self.place, [low, low + (np.int64(1) << np.int64(2 * (BITS - z)))])
        return slice(int(ends[0]), int(ends[1]))

    def tile(self, z: int, x: int, y: int, chosen: Chosen = EVERYTHING) -> Cells | Points:
        """Points from zoom 14 while they are few, cells otherwise; both sum to what the tile holds."""
        rows = self.run(z, x, y)
        if z >= POINTS_FROM and rows.stop - rows.start <= POINTS_AT_MOST:
            return self._points(rows, chosen)
        return self._cells(z, rows, chosen)

    def count(self, z: int, x: int, y: int, chosen: Chosen = EVERYTHING) -> int:
        """Sum of the weights in a tile."""
        rows = self.run(z, x, y)
        if chosen.is_open:
            return int(self.running[rows.stop] - self.running[rows.start])
        return int(self.weight[rows][self._passing(rows, chosen)].sum())

    def _passing(self, rows: slice, chosen: Chosen) -> NDArray[np.bool_]:
        passing = np.ones(rows.stop - rows.start, dtype=bool)
        if chosen.first_day is not None:
            passing &= self.day[rows] >= chosen.first_day
        if chosen.last_day is not None:
            passing &= self.day[rows] <= chosen.last_day
        if chosen.categories is not None:
            passing &= _any_of(np.asarray(self.category[rows]), chosen.categories)
        return passing

    def _points(self, rows: slice, chosen: Chosen) -> Points:
        passing = self._passing(rows, chosen)
        return Points(
            x=self.x[rows][passing],
            y=self.y[rows][passing],
            count=self.weight[rows][passing].astype(np.int64),
            category=self.category[rows][passing],
            row=self.row[rows][passing],
        )

    def _cells(self, z: int, rows: slice, chosen: Chosen) -> Cells:
        edges = self._edges(z, rows)
        if chosen.is_open:
            sums = np.diff(self.running[edges])
        else:
            kept = np.flatnonzero(self._passing(rows, chosen))  # few of many: only their weights are added up
            running = np.concatenate([[0], np.cumsum(self.weight[rows][kept], dtype=np.int64)])
            sums = np.diff(running[np.searchsorted(kept, edges - rows.start)])
        full = np.flatnonzero(sums)
        level = z + CELL_STEPS
        places = np.asarray(self.place[edges[:-1][full]]) >> np.int64(2 * (BITS - level))
        mask = (1 << CELL_STEPS) - 1
        return Cells(_every_other(places) & mask, _every_other(places >> 1) & mask, sums[full].astype(np.int64))

    def _edges(self, z: int, rows: slice) -> Longs:
        """First row of each cell of the tile that holds any, and the row after the last."""
        if rows.start == rows.stop:
            return np.array([rows.start], dtype=np.int64)
        stored = self.starts.get(z)
        if stored is None:
            codes = self.place[rows] >> np.int64(2 * (BITS - z - CELL_STEPS))
            inner = np.flatnonzero(codes[1:] != codes[:-1]) + rows.start + 1
            return np.concatenate([[rows.start], inner, [rows.stop]]).astype(np.int64)
        ends = np.searchsorted(stored, [rows.start, rows.stop])
        return np.asarray(stored[ends[0] : ends[1] + 1], dtype=np.int64)


def build(
    x: ArrayLike,
    y: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    category: ArrayLike | None = None,
    day: ArrayLike | None = None,
    row: ArrayLike | None = None,
) -> Pyramid:
    """Sort positions (Mercator metres) with their columns into a pyramid; a position that is not finite is refused."""
    east, north = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if not (np.isfinite(east).all() and np.isfinite(north).all()):
        raise ValueError("positions must be finite; leave out rows without a point")
    count = len(east)
    place = _places(east, north)
    order = np.argsort(place, kind="stable")
    place = place[order]

    def column(given: ArrayLike | None, default: NDArray[np.int64], kind: type) -> NDArray[np.int64]:
        values = default if given is None else np.asarray(given)
        return np.ascontiguousarray(values[order]).astype(kind)

    weights = column(weight, np.ones(count, dtype=np.int64), np.int32)
    nothing = np.zeros(count, dtype=np.int64)
    return Pyramid(
        place=place,
        x=east[order],
        y=north[order],
        weight=weights.astype(np.int32),
        category=column(category, nothing, np.int16).astype(np.int16),
        day=column(day, nothing, np.int32).astype(np.int32),
        row=column(row, np.arange(count, dtype=np.int64), np.int64),
        running=np.concatenate([[0], np.cumsum(weights, dtype=np.int64)]),
        starts={z: _starts(place, z) for z in STORED_ZOOMS},
    )


def _starts(place: Longs, z: int) -> Longs:
    codes = place >> np.int64(2 * (BITS - z - CELL_STEPS))
    inner = np.flatnonzero(codes[1:] != codes[:-1]) + 1
    first = [0] if len(place) else []
    return np.concatenate([first, inner, [len(place)]]).astype(np.int64)


def _any_of(codes: NDArray[np.int16], wanted: frozenset[int]) -> NDArray[np.bool_]:
    """Which of the codes are wanted; a few are compared one by one, which is faster than to look each up."""
    if len(wanted) > FEW:
        listed = np.zeros(1 << 16, dtype=bool)
        listed[[code & 0xFFFF for code in wanted]] = True
        return np.asarray(listed[codes.view(np.uint16)])
    found = np.zeros(len(codes), dtype=bool)
    for code in wanted:
        found |= codes == code
    return found


_COLUMNS = ("place", "x", "y", "weight", "category", "day", "row", "running")


def save(pyramid: Pyramid, folder: Path) -> None:
    """Write the store; the mark that makes it complete comes last."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "complete.json").unlink(missing_ok=True)
    for name in _COLUMNS:
        np.save(folder / f"{name}.npy", getattr(pyramid, name))
    for z, starts in pyramid.starts.items():
        np.save(folder / f"starts_{z:02d}.npy", starts)
    mark = {"layout": LAYOUT, "rows": len(pyramid), "total": pyramid.total}
    (folder / "complete.json").write_text(json.dumps(mark), encoding="utf-8")


class NotComplete(ValueError):
    """The folder holds no finished store of this layout."""


def load(folder: Path) -> Pyramid:
    """Open a store without reading it into memory."""
    try:
        mark = json.loads((folder / "complete.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NotComplete(str(folder)) from error
    if mark.get("layout") != LAYOUT:
        raise NotComplete(str(folder))
    if not mark["rows"]:  # an empty file cannot be mapped
        return build([], [])
    columns = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _COLUMNS}
    starts = {z: np.load(folder / f"starts_{z:02d}.npy", mmap_mode="r") for z in STORED_ZOOMS}
    return Pyramid(**columns, starts=starts)


def encoded(found: Cells | Points, z: int, x: int, y: int, *, categories: Iterable[str] | None = None) -> bytes:
    """The vector tile: layer `cells` with `n`, or layer `points` with `n`, `category` and row numbers as ids."""
    if isinstance(found, Cells):
        side = 1 << (12 - CELL_STEPS)
        return tile(
            [squares_layer("cells", found.column * side, found.row * side, side, properties={"n": found.count})]
        )
    names = list(categories) if categories is not None else None
    kind = Codes(names, found.category) if names else found.category
    about = {"n": found.count, "category": kind}
    return tile([points_layer("points", found.x, found.y, tile_bounds(z, x, y), ids=found.row, properties=about)])


def _places(x: NDArray[np.float64], y: NDArray[np.float64]) -> Longs:
    side = (1 << BITS) / (2 * HALF_WORLD)
    last = (1 << BITS) - 1
    column = np.clip(np.floor((x + HALF_WORLD) * side), 0, last).astype(np.int64)
    row = np.clip(np.floor((HALF_WORLD - y) * side), 0, last).astype(np.int64)
    return _interleaved(column, row)


_SPREAD = ((16, 0x0000FFFF0000FFFF), (8, 0x00FF00FF00FF00FF), (4, 0x0F0F0F0F0F0F0F0F), (2, 0x3333333333333333),
           (1, 0x5555555555555555))  # fmt: skip


def _interleaved(column: ArrayLike, row: ArrayLike) -> Longs:
    """Bits of column and row taken in turn, column in the even places."""

    def spread(numbers: ArrayLike) -> Longs:
        bits = np.asarray(numbers, dtype=np.int64)
        for shift, mask in _SPREAD:
            bits = (bits | (bits << shift)) & mask
        return bits

    return spread(column) | (spread(row) << 1)


def _every_other(numbers: Longs) -> Longs:
    """The even bits put together again."""
    bits = numbers & 0x5555555555555555
    masks = (0x3333333333333333, 0x0F0F0F0F0F0F0F0F, 0x00FF00FF00FF00FF, 0x0000FFFF0000FFFF, 0x00000000FFFFFFFF)
    for step, mask in enumerate(masks):
        bits = (bits | (bits >> (1 << step))) & mask
    return np.asarray(bits, dtype=np.int64)
