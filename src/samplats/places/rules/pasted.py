"""Corners written as text: one corner a line, in the order people copy them."""

from __future__ import annotations

import re

import shapely
from shapely.geometry.base import BaseGeometry

from samplats.foundation.geo import crs, shapes

LEAST_CORNERS = 3
_NUMBER = re.compile(r"[-+−]?\d+(?:[.,]\d+)?")


class UnreadableCorners(ValueError):
    """A line is not a corner, or the corners fit no system."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def area_of_text(text: str) -> BaseGeometry:
    """The area in degrees: of GeoJSON text, or of one corner a line (latitude first, longitude first or SWEREF)."""
    if text.lstrip().startswith("{"):
        return shapes.from_geojson(text)
    corners = [_corner(line, number) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(corners) < LEAST_CORNERS:
        raise UnreadableCorners("too_few", corners=len(corners))
    first, second = [one[0] for one in corners], [one[1] for one in corners]
    found = crs.guess(first, second, at_least=1.0)
    if found is None:
        raise UnreadableCorners("no_system")
    east, north = (second, first) if found.swapped else (first, second)
    lon, lat = crs.to_lonlat(east, north, found.epsg)
    return shapely.Polygon(list(zip(lon.tolist(), lat.tolist(), strict=True)))


def _corner(line: str, number: int) -> tuple[float, float]:
    # "59,33 18,06" and "59.33, 18.06" and "59,33; 18,06": a comma with digits on both sides and no dot is decimal.
    spaced = line if "." not in line else line.replace(",", " ")
    found = _NUMBER.findall(spaced)
    if len(found) != 2:
        raise UnreadableCorners("not_a_corner", line=number, text=line.strip()[:40])
    first, second = (float(one.replace(",", ".").replace("−", "-")) for one in found)
    return first, second
