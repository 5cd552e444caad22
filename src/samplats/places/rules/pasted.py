"""Corners written as text: one corner a line, in the order people copy them."""

from __future__ import annotations

import re

import numpy as np
import shapely
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from samplats.foundation.geo import crs, shapes
from samplats.foundation.geo.crs import Floats
from samplats.foundation.geo.mercator import Bounds

LEAST_CORNERS = 3
_NUMBER = re.compile(r"[-+−]?\d+(?:[.,]\d+)?")


class UnreadableCorners(ValueError):
    """A line is not a corner, or the corners fit no system."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def area_of_text(text: str, *, home: Bounds | None = None, epsg: int = crs.SWEREF99_TM) -> BaseGeometry:
    """The area in degrees: of GeoJSON text, or of one corner a line.

    A corner is latitude and longitude in either order, or two numbers in metres of a Swedish system or of `epsg`.
    `home` is the municipality's rectangle in degrees: of several readings the one that lies there is meant.
    """
    if text.lstrip().startswith("{"):
        return shapes.from_geojson(text)
    corners = [_corner(line, number) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(corners) < LEAST_CORNERS:
        raise UnreadableCorners("too_few", corners=len(corners))
    first, second = np.array(corners).T
    readings = _readings(first, second, epsg)
    at_home = [one for one in readings if home is None or _touches(one, home)]
    if not readings:
        raise UnreadableCorners("no_system")
    return shapely.Polygon(np.column_stack((at_home or readings)[0]))


def _readings(first: Floats, second: Floats, epsg: int) -> list[tuple[Floats, Floats]]:
    """Everything that the numbers can mean, as longitudes and latitudes, the likeliest first."""
    found = crs.guess(first, second, at_least=1.0)
    if found is not None:
        east, north = (second, first) if found.swapped else (first, second)
        return [crs.to_lonlat(east, north, found.epsg)]
    if crs.is_geographic(first, second):
        return [pair for pair in ((second, first), (first, second)) if np.abs(pair[1]).max() <= 90]
    tried = [crs.to_lonlat(east, north, epsg) for east, north in ((first, second), (second, first))]
    used = CRS.from_epsg(epsg).area_of_use
    return [one for one in tried if used is not None and _touches(one, Bounds(*used.bounds))]


def _touches(reading: tuple[Floats, Floats], home: Bounds) -> bool:
    lon, lat = reading
    inside = (lon >= home.west) & (lon <= home.east) & (lat >= home.south) & (lat <= home.north)
    return bool(inside.any())


def _corner(line: str, number: int) -> tuple[float, float]:
    # "59,33 18,06" and "59.33, 18.06" and "59,33; 18,06": a comma with digits on both sides and no dot is decimal.
    spaced = line if "." not in line else line.replace(",", " ")
    found = _NUMBER.findall(spaced)
    if len(found) != 2:
        raise UnreadableCorners("not_a_corner", line=number, text=line.strip()[:40])
    first, second = (float(one.replace(",", ".").replace("−", "-")) for one in found)
    return first, second
