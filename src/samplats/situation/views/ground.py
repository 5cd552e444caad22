"""The situation page's map: the ground, the area's outline, hot cells with letters, and the incidents as tiles."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from samplats.analyses.rules.suite import Suite
from samplats.analyses.rules.where import HotCell
from samplats.foundation.actions.page import ActorRequest
from samplats.foundation.geo.crs import to_lonlat
from samplats.foundation.ui.maps import MapView
from samplats.places import queries as places
from samplats.situation.queries import Subject

SHADES = {1: 3, 2: 4, 3: 5}


def map_view(request: ActorRequest, subject: Subject, suite: Suite) -> MapView | None:
    """The map, or None when nothing can be shown on one."""
    bounded = subject.place or places.municipality(request.actor)
    hot = suite.hot_spots.figures
    cells = list(hot.cells) if hot is not None else []
    if bounded is None:
        return None
    outline = {"type": "Feature", "properties": {"key": subject.key}, "geometry": json.loads(bounded.boundary)}
    return MapView(
        label=_("Karta över %(name)s med de rutor som sticker ut. Samma rutor står i tabellen.")
        % {"name": subject.name},
        bounds=(bounded.west, bounded.south, bounded.east, bounded.north),
        base=places.ground_of(request.actor),
        outlines={"type": "FeatureCollection", "features": [outline]},
        cells={"type": "FeatureCollection", "features": [_square(one, suite.scoped.crs) for one in cells]},
        table="hot-table",
    )


def _square(cell: HotCell, crs: int) -> dict[str, Any]:
    x = [cell.x0, cell.x0 + cell.side, cell.x0 + cell.side, cell.x0, cell.x0]
    y = [cell.y0, cell.y0, cell.y0 + cell.side, cell.y0 + cell.side, cell.y0]
    lon, lat = to_lonlat(x, y, crs)
    ring = [[round(float(east), 6), round(float(north), 6)] for east, north in zip(lon, lat, strict=True)]
    return {
        "type": "Feature",
        "properties": {"key": cell.letter, "level": SHADES[cell.level], "dashed": cell.level == 1},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
