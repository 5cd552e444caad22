"""Areas and lines as GeoJSON text, as shapely geometry, in degrees and in metres."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import GEOSException
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from samplats.foundation.geo import crs
from samplats.foundation.geo.mercator import Bounds


class Reason(StrEnum):
    """Why a shape cannot be used."""

    NOT_GEOJSON = "not_geojson"
    EMPTY = "empty"
    NOT_AN_AREA = "not_an_area"
    NOT_DEGREES = "not_degrees"
    SWAPPED = "swapped"
    SELF_CROSSING = "self_crossing"
    HOLE_OUTSIDE = "hole_outside"
    OVERLAPPING_PARTS = "overlapping_parts"
    TOO_FEW_CORNERS = "too_few_corners"
    BROKEN = "broken"


@dataclass(frozen=True)
class Fault:
    """What is wrong with a shape, and where when it has a position."""

    reason: Reason
    at: tuple[float, float] | None = None


class UnusableShape(ValueError):
    """The shape has a fault; the view words it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.reason.value)
        self.fault = fault


def from_geojson(text: str) -> BaseGeometry:
    """Geometry of a GeoJSON geometry, feature or collection (several become one multi-geometry)."""
    try:
        document = json.loads(text)
        parts = [shape(part) for part in _geometries(document)]
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, GEOSException) as error:
        raise UnusableShape(Fault(Reason.NOT_GEOJSON)) from error
    if not parts:
        raise UnusableShape(Fault(Reason.EMPTY))
    return parts[0] if len(parts) == 1 else shapely.unary_union(parts)


def _geometries(document: dict[str, object]) -> list[dict[str, object]]:
    kind = document["type"]
    if kind == "FeatureCollection":
        return [part for feature in document["features"] for part in _geometries(feature)]  # type: ignore[attr-defined]
    if kind == "Feature":
        geometry = document["geometry"]
        return [] if geometry is None else [geometry]  # type: ignore[list-item]
    return [document]


def to_geojson(geometry: BaseGeometry, *, decimals: int = 6) -> str:
    """Compact GeoJSON geometry text; six decimals of a degree are about a decimetre."""
    rounded = shapely.transform(geometry, lambda xy: np.round(xy, decimals))
    return json.dumps(shapely.geometry.mapping(rounded), separators=(",", ":"))


def to_metric(geometry: BaseGeometry, epsg: int) -> BaseGeometry:
    """The same shape in metres of the municipality's own system."""
    return _moved(geometry, crs.WGS84, epsg)


def to_lonlat(geometry: BaseGeometry, epsg: int) -> BaseGeometry:
    """The same shape in degrees, longitude first."""
    return _moved(geometry, epsg, crs.WGS84)


def to_mercator(geometry: BaseGeometry, epsg: int) -> BaseGeometry:
    """The same shape in Web Mercator metres, for tiles."""
    return _moved(geometry, epsg, crs.WEB_MERCATOR)


def _moved(geometry: BaseGeometry, source: int, target: int) -> BaseGeometry:
    def move(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(crs.transform(xy[:, 0], xy[:, 1], source=source, target=target))

    return shapely.transform(geometry, move)


def bounds(geometry: BaseGeometry) -> Bounds:
    """Smallest rectangle around a shape, in the shape's own system."""
    return Bounds(*geometry.bounds)


def fault_of_area(geometry: BaseGeometry) -> Fault | None:
    """What makes an area in degrees unusable as a boundary, or None when it is sound."""
    if geometry.is_empty:
        return Fault(Reason.EMPTY)
    if geometry.geom_type not in ("Polygon", "MultiPolygon"):
        return Fault(Reason.NOT_AN_AREA)
    west, south, east, north = geometry.bounds
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        return Fault(Reason.NOT_DEGREES)
    return fault_of_validity(geometry)


_WORDS = (
    ("Self-intersection", Reason.SELF_CROSSING),
    ("Ring Self-intersection", Reason.SELF_CROSSING),
    ("Hole lies outside", Reason.HOLE_OUTSIDE),
    ("Holes are nested", Reason.HOLE_OUTSIDE),
    ("Nested shells", Reason.OVERLAPPING_PARTS),
    ("Too few points", Reason.TOO_FEW_CORNERS),
)
_POSITION = re.compile(r"\[(-?[\d.eE+-]+) (-?[\d.eE+-]+)\]")


def fault_of_validity(geometry: BaseGeometry) -> Fault | None:
    """The first geometric fault (self-crossing and the like) with its position."""
    told = str(shapely.is_valid_reason(geometry))
    if told == "Valid Geometry":
        return None
    found = _POSITION.search(told)
    at = (float(found[1]), float(found[2])) if found else None
    for words, reason in _WORDS:
        if told.startswith(words):
            return Fault(reason, at)
    return Fault(Reason.BROKEN, at)


def looks_swapped(geometry: BaseGeometry, inside: Bounds) -> bool:
    """Whether latitude and longitude have changed places: only the mirrored shape meets the expected area."""
    west, south, east, north = geometry.bounds
    straight = west <= inside.east and east >= inside.west and south <= inside.north and north >= inside.south
    mirrored = south <= inside.east and north >= inside.west and west <= inside.north and east >= inside.south
    return mirrored and not straight
