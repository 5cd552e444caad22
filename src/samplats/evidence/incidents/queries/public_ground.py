"""The nearest public ground to a spot: streets and squares of the municipality's own base map."""

from __future__ import annotations

from dataclasses import dataclass

from samplats.foundation.access.actors import Actor
from samplats.foundation.geo.crs import to_lonlat, to_metric

COARSE = 100.0  # metres: without streets to move to, a spot is told by the middle of a square


@dataclass(frozen=True)
class Ground:
    """A spot on public ground, perhaps with the street's name; `is_there` when the given one lies on it already."""

    lon: float
    lat: float
    name: str = ""
    is_there: bool = False


def nearest_public(actor: Actor, lon: float, lat: float) -> Ground:
    """Where a spot is moved to so that it points at nobody's home."""
    x, y = to_metric([lon], [lat], actor.tenant.epsg)
    middle_x, middle_y = (x // COARSE + 0.5) * COARSE, (y // COARSE + 0.5) * COARSE
    east, north = to_lonlat(middle_x, middle_y, actor.tenant.epsg)
    return Ground(round(float(east[0]), 7), round(float(north[0]), 7))
