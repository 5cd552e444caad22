"""Which polygon each point lies in: a grid of cells, most covered by one polygon or none, the rest by parity."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placestats import checks
from placestats.checks import Floats
from placestats.errors import InputError
from placestats.regions_kernels import add_up, list_touches, locate, put_in_place, sweep, upward_edges
from placestats.threads import in_chunks, spans

MOST_CELLS = 600_000
CELLS_PER_EDGE = 8
BATCH = 65_536
WHOLE_EARTH = 360.0  # degrees; polygons that reach further are in metres
PARTS = 4
# The grid starts an odd fraction of a cell before the polygons, so that no middle of a cell lies on a round coordinate.
OFF = 0.3819660112501051


class PolygonIndex:
    """Polygons prepared for many look-ups; `points_in_polygons` takes it in place of the polygons."""

    def __init__(self, polygons: Any) -> None:
        """polygons: as `points_in_polygons` takes them."""
        corners, ring_sizes, owner_of_ring, self.count = _rings(polygons)
        east, north = corners[:, 0], corners[:, 1]  # one column at a time: numpy is slow along the first axis
        west, south = float(east.min()), float(north.min())
        width, height = max(float(east.max()) - west, 1e-9), max(float(north.max()) - south, 1e-9)
        cells = min(MOST_CELLS, max(CELLS_PER_EDGE * corners.shape[0], 1024))
        side = float(max(np.sqrt(width * height / cells), max(width, height) / 65_536))
        self._place = (west - OFF * side, south - OFF * side, 1.0 / side)
        self._columns, self._rows = int(width / side + OFF) + 1, int(height / side + OFF) + 1
        edges = np.empty((corners.shape[0], 4))
        owner = np.empty(corners.shape[0], dtype=np.int32)
        many = upward_edges(corners, ring_sizes, owner_of_ring, self._place, edges, owner)
        self._metric = bool(np.abs(corners).max() > WHOLE_EARTH)
        self._build(edges[:many], owner[:many])

    def _build(self, edges: Floats, owner: NDArray[np.int32]) -> None:
        rows, columns = self._rows, self._columns
        parts = in_chunks(
            lambda s: _listed(edges, *s, (rows, columns)), spans(owner.size, max(1, -(-owner.size // PARTS)))
        )
        self._start = np.zeros(rows * columns + 1, dtype=np.int32)
        turn_start = np.zeros(rows * (columns + 1) + 1, dtype=np.int32)
        for index, listed in enumerate(parts):
            add_up(*listed, self._start, turn_start, index == len(parts) - 1)
        self._near = np.empty((self._start[-1], 5))
        turns = np.empty(turn_start[-1], dtype=np.int32)
        places = self._start.copy(), turn_start.copy()
        for listed in parts:  # in the order of the edges: those of one polygon stay together
            put_in_place(*listed, edges, owner, *places, self._near, turns)
        self._cover = np.empty(rows * columns, dtype=np.int32)
        into = (self._start, self._near, turn_start, turns, self._cover)
        in_chunks(lambda s: sweep((*s, columns, self.count), *into), spans(rows, -(-rows // PARTS)))

    def locate(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.int32]:
        """Return for each point the index of the first polygon that holds it, or -1."""
        east, north = checks.points(x, y, least=0)
        if self._metric:
            checks.metres(east, north)
        out = np.empty(east.size, dtype=np.int32)

        def find(span: tuple[int, int]) -> None:
            part = slice(*span)
            table = (self._cover, self._start, self._near)
            locate(east[part], north[part], self._place, self._rows, self._columns, *table, out[part])

        in_chunks(find, spans(east.size, BATCH))
        return out


def _listed(edges: Floats, first: int, last: int, size: tuple[int, int]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Cells touched and cells crossed by edges first..last, each as (cell, edge)."""
    capacity = 4 * (last - first) + 1024
    while True:
        touches, crossings = np.empty((2, capacity, 2), dtype=np.int32)
        many, crossed = list_touches(edges, first, last, size, touches, crossings)
        if many >= 0:
            return touches[:many], crossings[:crossed]
        capacity *= 2


def points_in_polygons(x: ArrayLike, y: ArrayLike, polygons: Any) -> NDArray[np.int32]:
    """Return for each point the index of the polygon it lies in, or -1; refuses degrees against polygons in metres.

    x, y: coordinates, the same reference system as the polygons. polygons: a sequence of polygons, each a sequence of
    rings (m, 2) that count by parity (a ring inside another is a hole), a GeoSeries or sequence of shapely polygons,
    or a PolygonIndex to use many times. Where polygons overlap, the first of them counts. A point on a shared border
    belongs to exactly one of the two, the eastern, else the northern (geopandas.sjoin with "within" gives none).
    """
    index = polygons if isinstance(polygons, PolygonIndex) else PolygonIndex(polygons)
    return index.locate(x, y)


def _rings(polygons: Any) -> tuple[Floats, NDArray[np.int64], NDArray[np.int32], int]:
    """Corners of all rings in a row, corners per ring, polygon per ring, number of polygons."""
    if hasattr(polygons, "geometry") or any(hasattr(each, "geom_type") for each in list(polygons)[:1]):
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
