"""Web Mercator and its tiles: the arithmetic that maps on the web share."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

RADIUS = 6378137.0
HALF_WORLD = float(np.pi * RADIUS)
MAX_LATITUDE = 85.0511287798066


class Bounds(NamedTuple):
    """A rectangle in Web Mercator metres (or any other plane)."""

    west: float
    south: float
    east: float
    north: float

    def widened(self, by: float) -> Bounds:
        """The same rectangle, larger by this much on every side."""
        return Bounds(self.west - by, self.south - by, self.east + by, self.north + by)


def from_lonlat(lon: ArrayLike, lat: ArrayLike) -> tuple[Floats, Floats]:
    """Mercator metres of positions in degrees; latitudes beyond the map's edge are held at the edge."""
    north = np.radians(np.clip(np.asarray(lat, dtype=np.float64), -MAX_LATITUDE, MAX_LATITUDE))
    x = np.radians(np.asarray(lon, dtype=np.float64)) * RADIUS
    return x, np.log(np.tan(np.pi / 4 + north / 2)) * RADIUS


def to_lonlat(x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    """Degrees of positions in Mercator metres."""
    lat = 2 * np.arctan(np.exp(np.asarray(y, dtype=np.float64) / RADIUS)) - np.pi / 2
    return np.degrees(np.asarray(x, dtype=np.float64) / RADIUS), np.degrees(lat)


def tile_size(z: int) -> float:
    """Side of a tile in Mercator metres at this zoom."""
    return 2 * HALF_WORLD / (1 << z)


def tile_bounds(z: int, x: int, y: int) -> Bounds:
    """The square that a tile covers, y counted from the north."""
    side = tile_size(z)
    west, east = x * side - HALF_WORLD, (x + 1) * side - HALF_WORLD
    return Bounds(west, HALF_WORLD - (y + 1) * side, east, HALF_WORLD - y * side)


def tile_of(mx: ArrayLike, my: ArrayLike, z: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Column and row of the tile that holds each position."""
    side, last = tile_size(z), (1 << z) - 1
    column = np.floor((np.asarray(mx, dtype=np.float64) + HALF_WORLD) / side).astype(np.int64)
    row = np.floor((HALF_WORLD - np.asarray(my, dtype=np.float64)) / side).astype(np.int64)
    return np.clip(column, 0, last), np.clip(row, 0, last)


def tiles_covering(bounds: Bounds, z: int) -> list[tuple[int, int]]:
    """Every (x, y) at a zoom that touches the rectangle, row by row."""
    columns, rows = tile_of([bounds.west, bounds.east], [bounds.north, bounds.south], z)
    return [(x, y) for y in range(int(rows[0]), int(rows[1]) + 1) for x in range(int(columns[0]), int(columns[1]) + 1)]
