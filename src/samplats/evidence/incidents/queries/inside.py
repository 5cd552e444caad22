"""Which incidents lie inside the municipality."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from samplats.foundation.access.actors import Actor
from samplats.places.queries import metric, municipality

from ..reading import Incidents
from ..rules.precision import PlacePrecision

ROOM_OUTSIDE = 50.0  # metres: a boundary and a position are never drawn from the same survey


def outside_of(actor: Actor, found: Incidents) -> NDArray[np.bool_]:
    """Which rows have a position of their own outside the municipality."""
    boundary = municipality(actor)
    own = (found.place_precision <= PlacePrecision.ADDRESS) & np.isfinite(found.x)
    if boundary is None:
        return np.zeros(len(found), dtype=bool)
    area = metric(boundary, actor.tenant.epsg).buffer(ROOM_OUTSIDE)
    shapely.prepare(area)
    outside = np.zeros(len(found), dtype=bool)
    outside[own] = ~shapely.contains_xy(area, found.x[own], found.y[own])
    return outside
