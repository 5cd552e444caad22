"""Fewer corners for smaller zooms."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely

from samplats.foundation.geo.mercator import tile_size
from samplats.foundation.geo.tiles import EXTENT, Feature

KEPT_UNITS = 4.0
"""Details smaller than this many tile units (a quarter of a screen pixel is 4) are dropped."""


def for_zoom(features: Iterable[Feature], z: int, *, units: float = KEPT_UNITS) -> list[Feature]:
    """Shapes simplified to what can be seen at a zoom; areas and lines smaller than that vanish, points stay."""
    kept = list(features)
    tolerance = tile_size(z) / EXTENT * units
    shapes = shapely.simplify([one.geometry for one in kept], tolerance)
    west, south, east, north = shapely.bounds(shapes).T if kept else np.empty((4, 0))
    is_point = np.isin(shapely.get_type_id(shapes), (0, 4))
    seen = is_point | (np.hypot(east - west, north - south) >= tolerance)
    return [
        Feature(geometry, one.properties, one.id)
        for one, geometry, shown in zip(kept, shapes, seen, strict=True)
        if shown
    ]
