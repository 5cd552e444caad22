"""Mapbox Vector Tiles (version 2.1) straight from numpy arrays and shapely geometry.

Points are encoded a whole column at a time; lines and polygons one by one after clipping to the tile with its
buffer. Coordinates go in as Web Mercator metres and come out as 0-4096 from the tile's north-west corner.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from samplats.foundation.geo.mercator import Bounds
from samplats.foundation.geo.protobuf import Column, constant, fixed, joined, lengths, message, varint, varints, zigzag

EXTENT = 4096
BUFFER = 64
Value: TypeAlias = str | int | float | bool
POINT, LINE, POLYGON = 1, 2, 3
MOVE, DRAW, CLOSE = 1, 2, 7


@dataclass(frozen=True)
class Codes:
    """A property as a small table of values and one code per point; cheaper than one value per point."""

    values: Sequence[Value]
    codes: NDArray[np.integer]


@dataclass(frozen=True)
class Feature:
    """A line, polygon or label point with its properties."""

    geometry: BaseGeometry
    properties: Mapping[str, Value] = field(default_factory=dict)
    id: int | None = None


def tile(layers: Iterable[bytes]) -> bytes:
    """A tile of the layers that hold anything; empty bytes when none does."""
    return b"".join(message(3, layer) for layer in layers if layer)


def quantise(x: ArrayLike, y: ArrayLike, bounds: Bounds) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Whole tile units of positions in Mercator metres, y downwards."""
    across = EXTENT / (bounds.east - bounds.west)
    down = EXTENT / (bounds.north - bounds.south)
    column = np.floor((np.asarray(x, dtype=np.float64) - bounds.west) * across)
    row = np.floor((bounds.north - np.asarray(y, dtype=np.float64)) * down)
    return column.astype(np.int64), row.astype(np.int64)


def points_layer(
    name: str,
    x: ArrayLike,
    y: ArrayLike,
    bounds: Bounds,
    *,
    ids: ArrayLike | None = None,
    properties: Mapping[str, ArrayLike | Codes] | None = None,
) -> bytes:
    """A layer with one feature per position (Mercator metres, all given ones are kept); empty bytes for none."""
    column, row = quantise(x, y, bounds)
    if not column.size:
        return b""
    count = column.size
    keys, table, tags = _tags({key: _coded(of) for key, of in (properties or {}).items()})
    geometry = [constant(MOVE | 1 << 3, count), Column(zigzag(column)), Column(zigzag(row))]
    body: list[Column] = []
    if ids is not None:
        body += [constant(1 << 3, count), Column(np.asarray(ids, dtype=np.uint64))]
    if tags:
        body += [constant(2 << 3 | 2, count), Column(lengths(tags)), *tags]
    body += [constant(3 << 3, count), constant(POINT, count)]
    body += [constant(4 << 3 | 2, count), Column(lengths(geometry)), *geometry]
    features = joined([constant(2 << 3 | 2, count), Column(lengths(body)), *body])
    return _layer(name, features, keys, table)


def squares_layer(
    name: str,
    column: ArrayLike,
    row: ArrayLike,
    side: int,
    *,
    properties: Mapping[str, ArrayLike | Codes] | None = None,
) -> bytes:
    """A layer of equal squares given by their north-west corners in tile units; empty bytes for none."""
    west, north = np.asarray(column, dtype=np.int64), np.asarray(row, dtype=np.int64)
    if not west.size:
        return b""
    count = west.size
    keys, table, tags = _tags({key: _coded(of) for key, of in (properties or {}).items()})
    there, back = 2 * side, 2 * side - 1  # zigzag of +side and -side
    steps = b"".join(varint(step) for step in (DRAW | 3 << 3, there, 0, 0, there, back, 0, CLOSE | 1 << 3))
    geometry = [constant(MOVE | 1 << 3, count), Column(zigzag(west)), Column(zigzag(north))]
    geometry.append(fixed(steps, count))
    body = [constant(2 << 3 | 2, count), Column(lengths(tags)), *tags] if tags else []
    body += [constant(3 << 3, count), constant(POLYGON, count)]
    body += [constant(4 << 3 | 2, count), Column(lengths(geometry)), *geometry]
    return _layer(name, joined([constant(2 << 3 | 2, count), Column(lengths(body)), *body]), keys, table)


def _coded(column: ArrayLike | Codes) -> Codes:
    if isinstance(column, Codes):
        return column
    values, codes = np.unique(np.asarray(column), return_inverse=True)
    return Codes(values.tolist(), codes)


def _tags(properties: Mapping[str, Codes]) -> tuple[list[str], list[Value], list[Column]]:
    table: list[Value] = []
    columns: list[Column] = []
    for number, of in enumerate(properties.values()):
        columns += [
            constant(number, len(of.codes)),
            Column(np.asarray(of.codes, dtype=np.uint64) + np.uint64(len(table))),
        ]
        table += list(of.values)
    return list(properties), table, columns


def layer(name: str, features: Iterable[Feature], bounds: Bounds) -> bytes:
    """A layer of shapes clipped to the tile with its buffer; empty bytes when nothing is left."""
    kept = list(features)
    side = bounds.east - bounds.west
    window = bounds.widened(side * BUFFER / EXTENT)
    clipped = shapely.clip_by_rect([one.geometry for one in kept], *window) if kept else []
    keys: dict[str, int] = {}
    table: dict[tuple[type, Value], int] = {}
    out: list[bytes] = []
    for one, geometry in zip(kept, clipped, strict=True):
        kind, commands = _commands(geometry, bounds)
        if commands.size:
            out.append(message(2, _feature(one, kind, commands, keys, table)))
    return _layer(name, b"".join(out), list(keys), [value for _, value in table]) if out else b""


def _feature(
    one: Feature, kind: int, commands: NDArray[np.uint64], keys: dict[str, int], table: dict[tuple[type, Value], int]
) -> bytes:
    tags: list[int] = []
    for key, value in one.properties.items():
        tags.append(keys.setdefault(key, len(keys)))
        tags.append(table.setdefault((type(value), value), len(table)))
    number = b"" if one.id is None else varint(1 << 3) + varint(one.id)
    words = message(2, varints(tags)) if tags else b""
    return number + words + varint(3 << 3) + varint(kind) + message(4, varints(commands))


def _layer(name: str, features: bytes, keys: Sequence[str], values: Sequence[Value]) -> bytes:
    named = message(1, name.encode())
    words = b"".join(message(3, key.encode()) for key in keys)
    table = b"".join(message(4, _value(value)) for value in values)
    return named + features + words + table + varint(5 << 3) + varint(EXTENT) + varint(15 << 3) + varint(2)


def _value(value: Value) -> bytes:
    if isinstance(value, bool):
        return varint(7 << 3) + varint(int(value))
    if isinstance(value, str):
        return message(1, value.encode())
    if isinstance(value, float):
        return varint(3 << 3 | 1) + struct.pack("<d", value)
    if value >= 0:
        return varint(5 << 3) + varint(value)
    return varint(6 << 3) + varint(int(zigzag(value)))


def _commands(geometry: BaseGeometry, bounds: Bounds) -> tuple[int, NDArray[np.uint64]]:
    """Geometry type and command stream of a clipped shape; an empty stream when it has become too small."""
    if geometry.is_empty:
        return 0, np.empty(0, dtype=np.uint64)
    parts = shapely.get_parts(geometry)
    kinds = shapely.get_type_id(parts)
    pen = _Pen(bounds)
    if (kinds == 3).any():
        for polygon in parts[kinds == 3]:
            pen.polygon(polygon)
        return POLYGON, pen.stream()
    if (kinds == 0).all():
        pen.points(shapely.get_coordinates(parts))
        return POINT, pen.stream()
    for ring in parts[kinds == 2]:  # a closed line that was not cut
        pen.line(shapely.get_coordinates(ring))
    for line in shapely.get_parts(shapely.line_merge(shapely.multilinestrings(parts[kinds == 1]))):
        pen.line(shapely.get_coordinates(line))
    return LINE, pen.stream()


class _Pen:
    """Writes commands with positions relative to the last one."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.at = np.zeros(2, dtype=np.int64)
        self.written: list[NDArray[np.uint64]] = []

    def stream(self) -> NDArray[np.uint64]:
        return np.concatenate(self.written) if self.written else np.empty(0, dtype=np.uint64)

    def points(self, xy: NDArray[np.float64]) -> None:
        grid = self._grid(xy)
        self._write([MOVE | len(grid) << 3], grid)

    def line(self, xy: NDArray[np.float64]) -> None:
        grid = _without_repeats(self._grid(xy))
        if len(grid) >= 2:
            self._write([MOVE | 1 << 3], grid[:1])
            self._write([DRAW | (len(grid) - 1) << 3], grid[1:])

    def polygon(self, polygon: BaseGeometry) -> None:
        if not self._ring(shapely.get_coordinates(shapely.get_exterior_ring(polygon)), clockwise=True):
            return
        for number in range(shapely.get_num_interior_rings(polygon)):
            self._ring(shapely.get_coordinates(shapely.get_interior_ring(polygon, number)), clockwise=False)

    def _ring(self, xy: NDArray[np.float64], *, clockwise: bool) -> bool:
        grid = _without_repeats(self._grid(xy)[:-1])
        if len(grid) > 1 and (grid[0] == grid[-1]).all():
            grid = grid[:-1]
        area = _doubled_area(grid)
        if len(grid) < 3 or area == 0:
            return False
        if (area > 0) != clockwise:  # y points down, so a positive area runs clockwise on the screen
            grid = grid[::-1]
        self._write([MOVE | 1 << 3], grid[:1])
        self._write([DRAW | (len(grid) - 1) << 3], grid[1:])
        self.written.append(np.array([CLOSE | 1 << 3], dtype=np.uint64))
        return True

    def _grid(self, xy: NDArray[np.float64]) -> NDArray[np.int64]:
        return np.column_stack(quantise(xy[:, 0], xy[:, 1], self.bounds))

    def _write(self, command: list[int], grid: NDArray[np.int64]) -> None:
        steps = np.diff(np.vstack([self.at, grid]), axis=0)
        self.at = grid[-1]
        self.written += [np.array(command, dtype=np.uint64), zigzag(steps).ravel()]


def _without_repeats(grid: NDArray[np.int64]) -> NDArray[np.int64]:
    keep = np.ones(len(grid), dtype=bool)
    keep[1:] = (grid[1:] != grid[:-1]).any(axis=1)
    return grid[keep]


def _doubled_area(grid: NDArray[np.int64]) -> int:
    x, y = grid[:, 0], grid[:, 1]
    return int(x[:-1] @ y[1:] - x[1:] @ y[:-1] + x[-1] * y[0] - x[0] * y[-1]) if len(grid) else 0
