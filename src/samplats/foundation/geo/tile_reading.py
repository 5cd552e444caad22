"""Reading vector tiles: the lines and surfaces of chosen layers, in Web Mercator metres."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass

import shapely

from .mercator import tile_bounds

LENGTH, VARINT, FIXED_64, FIXED_32 = 2, 0, 1, 5
MOVE, LINE = 1, 2
LINES, SURFACES = 2, 3
SIZES = {FIXED_64: 8, FIXED_32: 4}


@dataclass(frozen=True)
class Drawn:
    """One feature: its layer, its name when it has one, and its shape."""

    layer: str
    name: str
    shape: shapely.Geometry


def drawn_in(content: bytes, z: int, x: int, y: int, layers: frozenset[str]) -> list[Drawn]:
    """The lines and surfaces of the layers in one tile, gzipped or not."""
    plain = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    found: list[Drawn] = []
    for number, _kind, layer in _fields(plain):
        if number == 3 and isinstance(layer, bytes):
            found += _layer(layer, z, x, y, layers)
    return found


def _layer(content: bytes, z: int, x: int, y: int, wanted: frozenset[str]) -> Iterator[Drawn]:
    fields = list(_fields(content))
    name = next((bytes(value).decode() for number, _k, value in fields if number == 1), "")
    if name not in wanted:
        return
    extent = next((int(value) for number, _k, value in fields if number == 5), 4096)
    keys = [bytes(value).decode() for number, _k, value in fields if number == 3]
    values = [_text(bytes(value)) for number, _k, value in fields if number == 4]
    bounds = tile_bounds(z, x, y)
    scale = (bounds.east - bounds.west) / extent
    for number, _kind, value in fields:
        if number != 2 or not isinstance(value, bytes):
            continue
        of = {n: v for n, _k, v in _fields(value)}
        tags = _packed(of.get(2, b""))
        told = {keys[a]: values[b] for a, b in zip(tags[::2], tags[1::2], strict=False)}
        parts = [
            [(bounds.west + px * scale, bounds.north - py * scale) for px, py in part]
            for part in _parts(_packed(of.get(4, b"")))
        ]
        shape = _shape(int(of.get(3, 0)), parts)
        if shape is not None:
            yield Drawn(name, told.get("name", ""), shape)


def _shape(kind: int, parts: list[list[tuple[float, float]]]) -> shapely.Geometry | None:
    if kind == LINES:
        lines = [part for part in parts if len(part) > 1]
        return shapely.MultiLineString(lines) if lines else None
    if kind == SURFACES:
        rings = [shapely.Polygon(part) for part in parts if len(part) > 2]
        return shapely.union_all(rings) if rings else None
    return None


def _parts(commands: list[int]) -> Iterator[list[tuple[int, int]]]:
    at = x = y = 0
    part: list[tuple[int, int]] = []
    while at < len(commands):
        order, count = commands[at] & 7, commands[at] >> 3
        at += 1
        if order not in (MOVE, LINE):
            continue
        for _ in range(count):
            x, y, at = x + _signed(commands[at]), y + _signed(commands[at + 1]), at + 2
            if order == MOVE and part:
                yield part
                part = []
            part.append((x, y))
    if part:
        yield part


def _signed(number: int) -> int:
    return (number >> 1) ^ -(number & 1)


def _text(content: bytes) -> str:
    return next(
        (value.decode() for number, _k, value in _fields(content) if number == 1 and isinstance(value, bytes)), ""
    )


def _packed(content: object) -> list[int]:
    found, at = [], 0
    assert isinstance(content, bytes)
    while at < len(content):
        number, at = _varint(content, at)
        found.append(number)
    return found


def _fields(content: bytes) -> Iterator[tuple[int, int, int | bytes]]:
    """Number, wire kind and value of every field of a message."""
    at = 0
    while at < len(content):
        tag, at = _varint(content, at)
        number, kind = tag >> 3, tag & 7
        if kind == VARINT:
            value, at = _varint(content, at)
            yield number, kind, value
            continue
        size = SIZES.get(kind, 0)
        if kind == LENGTH:
            size, at = _varint(content, at)
        yield number, kind, content[at : at + size]
        at += size


def _varint(content: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = content[at]
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, at
        shift += 7
