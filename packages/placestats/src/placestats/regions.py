"""Which polygon each point lies in: a grid of cells, most covered by one polygon or none, the rest by parity."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placestats import checks
from placestats.checks import Floats
from placestats.errors import InputError
from placestats.regions_kernels import NONE, fill_rows, list_cells, locate, upward_edges
from placestats.scratch import room
from placestats.threads import in_chunks, spans, thread_count

MOST_CELLS = 600_000
CELLS_PER_EDGE = 1.5
LEAST_BATCH = 65_536  # a point's answer does not depend on the others: as many chunks as threads can use
WHOLE_EARTH = 360.0  # degrees; polygons that reach further are in metres
# The grid starts an odd fraction of a cell before the polygons, so that no middle of a cell lies on a round coordinate.
OFF = 0.3819660112501051

Ids = NDArray[np.int32]
Lists = tuple[Ids, Ids]
Lend = Callable[[tuple[int, ...], type], NDArray[Any]]


class PolygonIndex:
    """Polygons prepared for many look-ups; `points_in_polygons` takes it in place of the polygons."""

    def __init__(self, polygons: Any) -> None:
        """polygons: as `points_in_polygons` takes them."""
        self._prepare(polygons, np.empty)

    def _prepare(self, polygons: Any, lend: Lend) -> None:
        """lend: gives arrays for as long as the index is used."""
        corners, ring_sizes, owner_of_ring, self.count = _rings(polygons)
        east, north = corners[:, 0], corners[:, 1]  # one column at a time: numpy is slow along the first axis
        west, south = float(east.min()), float(north.min())
        width, height = max(float(east.max()) - west, 1e-9), max(float(north.max()) - south, 1e-9)
        cells = min(MOST_CELLS, max(int(CELLS_PER_EDGE * corners.shape[0]), 1024))
        side = float(max(np.sqrt(width * height / cells), max(width, height) / 65_536))
        self._place = (west - OFF * side, south - OFF * side, 1.0 / side)
        self._columns, self._rows = int(width / side + OFF) + 1, int(height / side + OFF) + 1
        self._metric = max(abs(west), abs(west + width), abs(south), abs(south + height)) > WHOLE_EARTH
        with room((corners.shape[0], 4), np.float64) as edges, room((corners.shape[0],), np.int32) as owner:
            many = upward_edges(corners, ring_sizes, owner_of_ring, self._place, edges, owner)
            self._build(edges[:many], owner[:many], lend)

    def _build(self, edges: Floats, owner: Ids, lend: Lend) -> None:
        bands = spans(self._rows, -(-self._rows // thread_count()))
        with ExitStack() as borrowed:
            listed = in_chunks(lambda band: _listed(edges, band, self._columns, borrowed), bands)
            begins = np.cumsum([0, *(touches for _, touches in listed)]).tolist()
            self._words, self._near = lend((begins[-1], 4), np.uint64), lend((2 * begins[-1], 4), np.float64)
            self._cover = lend((self._rows * self._columns + 1,), np.int32)
            self._cover[-1] = NONE  # where points outside the grid look

            def fill(number: int) -> None:
                what = (*bands[number], self._columns, self.count, begins[number])
                fill_rows(what, edges, owner, listed[number][0], self._cover, (self._words, self._near))

            in_chunks(fill, range(len(bands)))

    def locate(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.int32]:
        """Return for each point the index of the first polygon that holds it, or -1."""
        east, north = checks.equally_many(checks.any_numbers("x", x), checks.any_numbers("y", y))
        if self._metric:
            checks.metres(east, north)
        out = np.empty(east.size, dtype=np.int32)
        grid = (*self._place, self._rows, self._columns)

        def find(span: tuple[int, int]) -> bool:
            part = slice(*span)
            return locate(east[part], north[part], grid, self._cover, (self._words, self._near), out[part])

        if not all(in_chunks(find, spans(east.size, max(LEAST_BATCH, -(-east.size // (2 * thread_count())))))):
            checks.points(east, north)  # says which of the two is not finite
        return out


def _listed(edges: Floats, band: tuple[int, int], columns: int, borrowed: ExitStack) -> tuple[Lists, int]:
    """The edges of each cell of a band, in borrowed room, and how many times one touches a cell."""
    heads = borrowed.enter_context(room(((band[1] - band[0]) * columns, 2), np.int32))
    capacity = edges.shape[0] + 1024
    while True:
        links = borrowed.enter_context(room((capacity, 2), np.int32))
        many, touches = list_cells(edges, band, columns, links, heads)
        if many != NONE:
            return (links[:many], heads), touches
        capacity *= 2


def points_in_polygons(x: ArrayLike, y: ArrayLike, polygons: Any) -> NDArray[np.int32]:
    """Return for each point the index of the polygon it lies in, or -1; refuses degrees against polygons in metres.

    x, y: coordinates, the same reference system as the polygons. polygons: a sequence of polygons, each a sequence of
    rings (m, 2) that count by parity (a ring inside another is a hole), a GeoSeries or sequence of shapely polygons,
    or a PolygonIndex to use many times. Where polygons overlap, the first of them counts. A point on a shared border
    belongs to exactly one of the two, the eastern, else the northern (geopandas.sjoin with "within" gives none).
    """
    if isinstance(polygons, PolygonIndex):
        return polygons.locate(x, y)
    with ExitStack() as borrowed:
        index = PolygonIndex.__new__(PolygonIndex)
        index._prepare(polygons, lambda shape, dtype: borrowed.enter_context(room(shape, dtype)))
        return index.locate(x, y)


def _rings(polygons: Any) -> tuple[Floats, NDArray[np.int64], NDArray[np.int32], int]:
    """Corners of all rings in a row, corners per ring, polygon per ring, number of polygons."""
    if hasattr(polygons, "geometry") or hasattr(next(iter(polygons), None), "geom_type"):
        from placestats.geo import rings_of

        corners, sizes, owners, count = rings_of(polygons)
    else:
        corners, sizes, owners, count = _plain_rings(polygons)
    if not sizes.size:
        raise InputError("polygons", "are empty", "give at least one polygon")
    if sizes.min() < 3:
        raise InputError("polygons", "hold a ring of fewer than 3 corners", "leave it out")
    return checks.numbers("polygons", corners, dimensions=2), sizes, owners, count


def _plain_rings(polygons: Sequence[Sequence[ArrayLike]]) -> tuple[Floats, NDArray[np.int64], NDArray[np.int32], int]:
    rings, owners = [], []
    for index, polygon in enumerate(polygons):
        for ring in polygon:
            corners = np.asarray(ring, dtype=np.float64)
            if corners.ndim != 2 or corners.shape[1] != 2:
                raise InputError(
                    "polygons", f"hold a ring of shape {corners.shape}", "give each polygon as a list of rings"
                )
            rings.append(corners)
            owners.append(index)
    sizes = np.array([ring.shape[0] for ring in rings], dtype=np.int64)
    corners = np.concatenate(rings) if rings else np.empty((0, 2))
    return corners, sizes, np.array(owners, dtype=np.int32), len(polygons)
