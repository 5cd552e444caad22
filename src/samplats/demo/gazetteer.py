"""Addresses, streets and named places with their positions, for searching."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from samplats.demo.buildings import Building
from samplats.demo.districts import DISTRICTS
from samplats.demo.land import Land
from samplats.demo.places import Place
from samplats.demo.streets import Street


@dataclass(frozen=True)
class Entry:
    """A searchable name; kind is address, street, place, landmark, water, park, square or district."""

    name: str
    kind: str
    x: float
    y: float


def index(
    land: Land, streets: Sequence[Street], buildings: Sequence[Building], places: Sequence[Place]
) -> tuple[Entry, ...]:
    """Everything that can be searched for, in a fixed order."""
    named = [_entry(place.name, "place", place.boundary) for place in places]
    named += [_entry(one.name, "landmark", one.outline) for one in buildings if one.name]
    named += [_entry(one.name, "water", one.area) for one in land.water]
    named += [_entry(one.name, one.kind, one.area) for one in (*land.greens, *land.squares) if one.name]
    named += [_entry(one.name, "district", shapely.Polygon(one.outline)) for one in DISTRICTS]
    return (*named, *_streets(streets), *addresses(streets, buildings))


def _entry(name: str, kind: str, area: shapely.Geometry) -> Entry:
    at = shapely.point_on_surface(area)
    return Entry(name, kind, float(at.x), float(at.y))


def _streets(streets: Sequence[Street]) -> list[Entry]:
    longest: dict[str, Street] = {}
    for street in streets:
        if street.name not in longest or street.line.length > longest[street.name].line.length:
            longest[street.name] = street
    middles = {name: street.line.interpolate(0.5, normalized=True) for name, street in sorted(longest.items())}
    return [Entry(name, "street", float(at.x), float(at.y)) for name, at in middles.items()]


def addresses(streets: Sequence[Street], buildings: Sequence[Building]) -> list[Entry]:
    """One address per house, odd numbers on one side of the street and even ones on the other."""
    roads = [street for street in streets if street.kind in ("major", "collector", "local")]
    houses = [one for one in buildings if one.homes or one.kind in ("industry", "shop", "public", "school", "care")]
    at = shapely.get_coordinates(shapely.centroid(np.array([one.outline for one in houses])))
    nearest = shapely.STRtree([street.line for street in roads]).nearest(shapely.points(at))
    by_name: dict[str, list[int]] = defaultdict(list)
    for house, road in enumerate(nearest.tolist()):
        by_name[roads[road].name].append(house)
    found: list[Entry] = []
    for name, members in sorted(by_name.items()):
        lines = [roads[nearest[house]].line for house in members]
        found += _numbered(name, at[members], np.array(lines))
    return found


def _numbered(name: str, at: NDArray[np.float64], lines: NDArray[np.object_]) -> list[Entry]:
    middle = at.mean(axis=0)
    axis = np.linalg.svd(at - middle, full_matrices=False)[2][0] if len(at) > 1 else np.array([1.0, 0.0])
    axis = axis if axis[0] + axis[1] >= 0 else -axis
    foot = shapely.get_coordinates(
        shapely.line_interpolate_point(lines, shapely.line_locate_point(lines, shapely.points(at)))
    )
    off = at - foot
    right = axis[0] * off[:, 1] - axis[1] * off[:, 0] < 0
    along = np.round((at - middle) @ axis, 3)
    found = []
    for side, first in ((right, 1), (~right, 2)):
        rows = np.flatnonzero(side)
        ordered = rows[np.lexsort((at[rows, 0], along[rows]))]
        found += [
            Entry(f"{name} {first + 2 * rank}", "address", float(at[row, 0]), float(at[row, 1]))
            for rank, row in enumerate(ordered.tolist())
        ]
    return found
