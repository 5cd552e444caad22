"""The situation page's map: the ground, the area's outline, hot cells with letters, and the incidents as tiles."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from samplats.analyses.rules.scoped import Period
from samplats.analyses.rules.suite import Suite
from samplats.analyses.rules.where import HotCell
from samplats.evidence.incidents.queries import Source, n_shown_on_map
from samplats.foundation.actions.page import ActorRequest
from samplats.foundation.geo.crs import to_lonlat
from samplats.foundation.ui.maps import Incidents, MapView
from samplats.places import queries as places
from samplats.situation.queries import Subject

SHADES = {1: 3, 2: 4, 3: 5}


def map_view(request: ActorRequest, subject: Subject, suite: Suite, source: Source, density_url: str) -> MapView | None:
    """The map with the density, or with the incidents themselves when the reader asks for them; None without ground."""
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
        density="" if shows_incidents(request) else density_url,
        incidents=_incidents(request, suite, source) if shows_incidents(request) else None,
        table="hot-table",
    )


def shows_incidents(request: ActorRequest) -> bool:
    """Whether the map shows incidents (points to those with the right, cells to others) instead of the density."""
    return request.GET.get("karta") == "handelser"


def _incidents(request: ActorRequest, suite: Suite, source: Source) -> Incidents:
    period = suite.scoped.period
    category = request.GET.get("kategori", "")
    asked = {
        "kalla": str(source.public_id),
        "fran": period.first.isoformat(),
        "till": period.last.isoformat(),
        "kategori": category,
    }
    tiles = reverse("incidents:tile", args=[request.tenant.slug, 0, 0, 0]).replace("0/0/0", "{z}/{x}/{y}")
    total = n_shown_on_map(request.actor, source, Period(period.first, period.last), category)
    return Incidents(url=f"{tiles}?{urlencode(asked)}", total=total)


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
