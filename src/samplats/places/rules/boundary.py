"""From a drawn, pasted or uploaded shape to a boundary that can be stored: every fault with its remedy."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from samplats.foundation.geo import crs, shapes
from samplats.foundation.geo.mercator import Bounds
from samplats.places.rules.kinds import LEAST_INSIDE, Kind, fault_of_size

MOST_CORNERS = 20_000


class Fault(StrEnum):
    """Why a shape cannot become a boundary."""

    SHAPE = "shape"  # a fault of geometry, told by `reason`
    METRES_NOT_DEGREES = "metres_not_degrees"
    SWAPPED = "swapped"
    OUTSIDE = "outside"
    MOSTLY_OUTSIDE = "mostly_outside"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    TOO_MANY_CORNERS = "too_many_corners"
    NO_CRS = "no_crs"
    UNKNOWN_CRS = "unknown_crs"


class UnusableBoundary(ValueError):
    """The shape cannot be the boundary: which fault, where, and the facts that the words need."""

    def __init__(self, fault: Fault, *, reason: shapes.Reason | None = None, **facts: object) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.reason = reason
        self.facts = facts


@dataclass(frozen=True)
class Boundary:
    """A sound boundary: the shape in degrees, its text, its rectangle and its area in m²."""

    geometry: BaseGeometry
    area_m2: float
    bounds: Bounds
    geojson: str = field(repr=False)


def boundary_of(geometry: BaseGeometry, *, epsg: int) -> Boundary:
    """The boundary made of an area in degrees; measured in the municipality's own system."""
    fault = shapes.fault_of_area(geometry)
    if fault is not None:
        raise _shape_fault(geometry, fault)
    if shapely.get_num_coordinates(geometry) > MOST_CORNERS:
        raise UnusableBoundary(Fault.TOO_MANY_CORNERS, corners=int(shapely.get_num_coordinates(geometry)))
    area = float(shapes.to_metric(geometry, epsg).area)
    if not np.isfinite(area):
        raise UnusableBoundary(Fault.OUTSIDE)
    text = shapes.to_geojson(geometry)
    return Boundary(geometry, area, shapes.bounds(geometry), text)


def _shape_fault(geometry: BaseGeometry, fault: shapes.Fault) -> UnusableBoundary:
    if fault.reason is shapes.Reason.NOT_DEGREES:
        guessed = crs.guess(*shapely.get_coordinates(geometry).T)
        return UnusableBoundary(Fault.METRES_NOT_DEGREES, epsg=guessed.epsg if guessed else None)
    return UnusableBoundary(Fault.SHAPE, reason=fault.reason, at=fault.at)


def check_place(boundary: Boundary, *, kind: Kind, epsg: int, municipality: BaseGeometry | None) -> None:
    """Refuse a place that is too small, too large, or not in the municipality (when its boundary is known)."""
    if municipality is not None:
        _check_inside(boundary, municipality, epsg)
    fault = fault_of_size(kind, boundary.area_m2)
    if fault is not None:
        found = Fault.TOO_SMALL if fault.too_small else Fault.TOO_LARGE
        raise UnusableBoundary(found, area_m2=fault.area_m2, limit_m2=fault.limit_m2)


def _check_inside(boundary: Boundary, municipality: BaseGeometry, epsg: int) -> None:
    home = shapes.bounds(municipality)
    if shapes.looks_swapped(boundary.geometry, home):
        raise UnusableBoundary(Fault.SWAPPED)
    inside = shapes.to_metric(shapely.intersection(boundary.geometry, municipality), epsg).area
    if inside == 0:
        away = shapes.to_metric(boundary.geometry, epsg).distance(shapes.to_metric(municipality, epsg))
        raise UnusableBoundary(Fault.OUTSIDE, away_m=float(away))
    if inside < boundary.area_m2 * LEAST_INSIDE:
        raise UnusableBoundary(Fault.MOSTLY_OUTSIDE, share=inside / boundary.area_m2)


def mend(geometry: BaseGeometry) -> BaseGeometry:
    """An official area with small faults of generalisation made valid, keeping only its surfaces."""
    if geometry.is_valid:
        return geometry
    made = shapely.make_valid(geometry)
    parts = [part for part in shapely.get_parts(made) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.unary_union(parts)
