"""The nearest public ground to a spot: streets, squares and parks of the municipality's own base map."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from samplats.foundation.access.actors import Actor
from samplats.foundation.geo import mercator
from samplats.foundation.geo.crs import to_lonlat, to_metric
from samplats.foundation.geo.tile_reading import Drawn, drawn_in
from samplats.places.queries import ground_zoom, own_tile

COARSE = 100.0  # metres: without streets to move to, a spot is told by the middle of a square
LAYERS = frozenset({"street", "square", "green", "roads"})
ON_STREET = 12.0  # Mercator metres from a street's middle; half of that on the ground in Sweden
FAR = 500.0


@dataclass(frozen=True)
class Ground:
    """A spot on public ground, perhaps with the street's name; `is_there` when the given one lies on it already."""

    lon: float
    lat: float
    name: str = ""
    is_there: bool = False


def nearest_public(actor: Actor, lon: float, lat: float) -> Ground:
    """Where a spot is moved to so that it points at nobody's home."""
    zoom = ground_zoom(actor)
    here = shapely.Point(*(float(one[0]) for one in mercator.from_lonlat([lon], [lat])))
    drawn = [] if zoom is None else _around(actor, zoom, here)
    if not drawn:
        return _coarse(actor, lon, lat)
    far = np.array([one.shape.distance(here) for one in drawn])
    best = int(np.argmin(far))
    if far[best] > FAR:
        return _coarse(actor, lon, lat)
    if far[best] <= ON_STREET:
        return Ground(lon, lat, drawn[best].name, is_there=True)
    on = shapely.shortest_line(drawn[best].shape, here).coords[0]
    east, north = mercator.to_lonlat([on[0]], [on[1]])
    return Ground(round(float(east[0]), 7), round(float(north[0]), 7), drawn[best].name)


def _around(actor: Actor, zoom: int, here: shapely.Point) -> list[Drawn]:
    """What is drawn in the spot's tile and those that touch it."""
    columns, lines = mercator.tile_of(np.array([here.x]), np.array([here.y]), zoom)
    column, line = int(columns[0]), int(lines[0])
    found: list[Drawn] = []
    for x in range(column - 1, column + 2):
        for y in range(line - 1, line + 2):
            tile = own_tile(actor, zoom, x, y)
            found += _drawn(tile.content, zoom, x, y) if tile else ()
    return found


@lru_cache(maxsize=128)
def _drawn(content: bytes, zoom: int, x: int, y: int) -> tuple[Drawn, ...]:
    return tuple(drawn_in(content, zoom, x, y, LAYERS))


def _coarse(actor: Actor, lon: float, lat: float) -> Ground:
    x, y = to_metric([lon], [lat], actor.tenant.epsg)
    middle_x, middle_y = (x // COARSE + 0.5) * COARSE, (y // COARSE + 0.5) * COARSE
    east, north = to_lonlat(middle_x, middle_y, actor.tenant.epsg)
    return Ground(round(float(east[0]), 7), round(float(north[0]), 7))
