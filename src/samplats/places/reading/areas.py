"""Areas out of a map file in any coordinate system."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from samplats.foundation.geo import crs, shapes
from samplats.foundation.geo.opening import Kind, content, kind_of
from samplats.foundation.geo.vector_files import VectorLayer, read_layer
from samplats.places.rules.boundary import Fault, UnusableBoundary

# Names of columns that hold an area's code and name, as publishers write them; compared in lower case.
CODE_COLUMNS = (
    "desokod",
    "deso",
    "regsokod",
    "ward_code",
    "gss_code",
    "kommun_kod",
    "kommunkod",
    "lan_kod",
    "kod",
    "code",
    "id",
)
NAME_COLUMNS = ("regsonamn", "desonamn", "ward_name", "kom_namn", "kommunnamn", "kommun", "lan", "namn", "name")

LARGEST_JSON = 64 * 1024**2
"""Parsed JSON takes some twenty times its size in memory; larger files come as GeoPackage or Parquet."""


@dataclass(frozen=True)
class NamedShape:
    """One area of a file: code and name where the file has them, and its shape in degrees."""

    code: str
    name: str
    geometry: BaseGeometry = field(repr=False)


def read_areas(path: Path, *, epsg: int | None = None, layer: str = "") -> list[NamedShape]:
    """The surfaces of a map file in degrees; `epsg` overrides what the file says of itself.

    Raises `Unreadable` for a file that cannot be read and `UnusableBoundary` for numbers that fit no system.
    """
    if kind_of(path) is Kind.JSON:
        content(path, at_most=LARGEST_JSON)
    found = read_layer(path, layer)
    keep = [shape is not None and not shape.is_empty for shape in found.geometries]
    geometries = _in_degrees(found.geometries[np.array(keep, dtype=bool)], epsg or found.crs)
    codes, names = _texts(found, CODE_COLUMNS, keep), _texts(found, NAME_COLUMNS, keep)
    return [NamedShape(*one) for one in zip(codes, names, geometries, strict=True)]


def _in_degrees(geometries: np.ndarray, epsg: int | None) -> list[BaseGeometry]:
    if not len(geometries):
        raise UnusableBoundary(Fault.SHAPE, reason=shapes.Reason.EMPTY)
    x, y = shapely.get_coordinates(geometries).T
    if epsg is None:
        guessed = crs.guess(x, y)
        if guessed is None:
            raise UnusableBoundary(Fault.NO_CRS)
        epsg = guessed.epsg
    if epsg == crs.WGS84 and not crs.is_geographic(x, y):
        guessed = crs.guess(x, y)
        raise UnusableBoundary(Fault.METRES_NOT_DEGREES, epsg=guessed.epsg if guessed else None)
    try:
        moved = [shapes.to_lonlat(one, epsg) for one in geometries]
    except crs.UnknownCrs:
        raise UnusableBoundary(Fault.UNKNOWN_CRS, epsg=epsg) from None
    if not np.isfinite(shapely.get_coordinates(moved)).all():
        raise UnusableBoundary(Fault.UNKNOWN_CRS, epsg=epsg)
    return moved


def _texts(layer: VectorLayer, columns: tuple[str, ...], keep: list[bool]) -> list[str]:
    lower = {name.lower(): name for name in layer.attributes}
    column = next((lower[name] for name in columns if name in lower), None)
    if column is None:
        return [""] * sum(keep)
    values = layer.attributes[column]
    return ["" if value is None else str(value) for value, kept in zip(values, keep, strict=True) if kept]


def chosen(found: list[NamedShape], *, code: str, name: str) -> BaseGeometry | None:
    """The municipality's shape among many, by official code or else by name; a file with one shape is that shape."""
    if len(found) == 1:
        return found[0].geometry
    wanted = _short(name)
    by_code = [one.geometry for one in found if code and one.code == code]
    by_name = [one.geometry for one in found if wanted and _short(one.name) == wanted]
    parts = by_code or by_name
    return shapely.unary_union(parts) if parts else None


def _short(name: str) -> str:
    """Falu kommun, Falun, Exempelköpings kommun: without the word and the genitive."""
    stem = name.casefold().removesuffix(" kommun").removesuffix(" stad").strip()
    return stem.removesuffix("s")


def one_area(found: list[NamedShape]) -> BaseGeometry:
    """All surfaces of a file as one; a single shape stays as it is, with its faults, so that they can be told."""
    if len(found) == 1:
        return found[0].geometry
    for one in found:
        fault = shapes.fault_of_area(one.geometry)
        if fault is not None:
            raise UnusableBoundary(Fault.SHAPE, reason=fault.reason, at=fault.at)
    return shapely.unary_union([one.geometry for one in found])
