"""The incidents themselves, as each role may see them: rows and points, or cells."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from samplats.foundation.access.permissions import NotVisible
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.ui.components import Table
from samplats.foundation.ui.hosts import allow_hosts
from samplats.foundation.ui.maps import Incidents, MapView, Pin
from samplats.foundation.ui.numbers import number
from samplats.places.queries import base_map_hosts, bounds_of, ground_of, municipality

from .. import forms, policy, queries
from ..sentences.incident import incident_words, when_words
from .shown import band_words, cell_table, way_back

PER_PAGE = 50
SHOWN_CELLS = 50
FIRST_SHOWN = timedelta(days=365)
FIRST_YEAR, LAST_YEAR = 1900, 2200
NEAR = 0.004  # degrees of longitude on each side of an incident on its own map
SWEDEN = (10.9, 55.2, 24.2, 69.1)


@page(policy.MAY_SEE_CELLS)
def index(request: ActorRequest) -> HttpResponse:
    """What has happened, one source at a time, newest first."""
    sources = queries.sources_with_rows(request.actor)
    context: dict[str, Any] = {"can_import": policy.MAY_IMPORT.held_by(request.actor), "sources": sources}
    chosen = _chosen(request, sources)
    if chosen is None:
        return render(request, "incidents/list.html", context)
    seen = queries.opened(request.actor, chosen.source)
    chosen = queries.allowed(seen, chosen)
    total = queries.n_on_map(seen, chosen)
    context |= {
        "form": _form(request, chosen, sources, seen),
        "source": chosen.source,
        "total": queries.n_incidents(seen, chosen),
        "told": _told(seen, chosen),
        "on_map": total,
        "map": _map(request, chosen, total),
        **(_cells(request, seen, chosen) if seen.grain else _rows(request, seen, chosen)),
    }
    return allow_hosts(render(request, "incidents/list.html", context), base_map_hosts(request.actor))


@page(policy.MAY_SEE_POINTS)
def one(request: ActorRequest, public_id: UUID, number: int) -> HttpResponse:
    """One incident, for those who may see rows."""
    found = queries.incident(request.actor, public_id, number)
    category = queries.category_of(request.actor, found)
    context = {
        "incident": found,
        "title": category or _("Händelse"),
        "rows": incident_words(found, category, request.tenant.time_zone),
        "map": _map_of(request, found, category) if found.lon is not None else None,
        "crumbs": way_back(request),
    }
    return allow_hosts(render(request, "incidents/one.html", context), base_map_hosts(request.actor))


def _map_of(request: ActorRequest, found: Any, category: str) -> MapView:
    return MapView(
        label=_("Karta med händelsen markerad. Läget står i texten bredvid."),
        bounds=(found.lon - NEAR, found.lat - NEAR / 2, found.lon + NEAR, found.lat + NEAR / 2),
        base=ground_of(request.actor),
        pins=[Pin("1", category or _("Händelse"), (found.lon, found.lat))],
        key="incident-map",
    )


@page(policy.MAY_SEE_CELLS)
def tile(request: ActorRequest, z: int, x: int, y: int) -> HttpResponse:
    """One vector tile of one source's incidents."""
    if z > 22 or max(x, y) >= 1 << z:
        raise NotVisible("tile")
    sources = queries.sources_with_rows(request.actor)
    chosen = _chosen(request, sources)
    answer = HttpResponse(
        _drawn(request, chosen, z, x, y) if chosen else b"", content_type="application/vnd.mapbox-vector-tile"
    )
    answer["Cache-Control"] = "private, max-age=60"
    return answer


def _drawn(request: ActorRequest, chosen: queries.Filter, z: int, x: int, y: int) -> bytes:
    seen = queries.opened(request.actor, chosen.source)
    return queries.map_tile(seen, queries.allowed(seen, chosen), z, x, y)


def _chosen(request: ActorRequest, sources: list[Any]) -> queries.Filter | None:
    """The filter of the address; without one the first source and its last year."""
    wanted = request.GET.get("kalla", "")
    found = [one for one in sources if str(one.public_id) == wanted] or (sources if not wanted else [])
    if not found:
        return None
    span = queries.span(request.actor, found[0])
    last = _date(request.GET.get("till")) or (span.last if span else timezone.localdate())
    first = _date(request.GET.get("fran")) or max(last - FIRST_SHOWN, span.first if span else date.min)
    return queries.Filter(found[0], queries.Period(min(first, last), last), request.GET.get("kategori", ""))


def _date(text: str | None) -> date | None:
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _form(request: ActorRequest, chosen: queries.Filter, sources: list[Any], seen: queries.Opened) -> forms.Choose:
    return forms.Choose(
        initial={
            "kalla": str(chosen.source.public_id),
            "fran": chosen.period.first,
            "till": chosen.period.last,
            "kategori": chosen.category,
        },
        sources=[(str(one.public_id), one.name) for one in sources],
        categories=queries.kinds_of(request.actor, seen),
    )


def _map(request: ActorRequest, chosen: queries.Filter, total: int) -> MapView:
    slug = request.tenant.slug
    asked = {
        "kalla": str(chosen.source.public_id),
        "fran": chosen.period.first.isoformat(),
        "till": chosen.period.last.isoformat(),
        "kategori": chosen.category,
    }
    address = reverse("incidents:tile", args=[slug, 0, 0, 0]).replace("0/0/0", "{z}/{x}/{y}")
    boundary = municipality(request.actor)
    return MapView(
        label=str(chosen.source.name),
        bounds=bounds_of(boundary) if boundary else SWEDEN,
        base=ground_of(request.actor),
        incidents=Incidents(url=f"{address}?{urlencode(asked)}", total=total),
        key="incident-map",
    )


def _told(seen: queries.Opened, chosen: queries.Filter) -> str:
    """How many there are: the number, or the band it lies in."""
    n = queries.n_incidents(seen, chosen)
    if n is None:
        return ""
    return band_words(n) if seen.in_bands else number(n)


def _rows(request: ActorRequest, seen: queries.Opened, chosen: queries.Filter) -> dict[str, Any]:
    paginator = queries.Counted(queries.incidents(request.actor, chosen), PER_PAGE, count=queries.n_rows(seen, chosen))
    shown: Page[Any] = paginator.get_page(request.GET.get("sida"))
    zone = ZoneInfo(request.tenant.time_zone)
    rows = [(found, when_words(found, zone, month="b")) for found in shown]
    return {"page": shown, "rows": rows, "n_rows": paginator.count}


def _cells(request: ActorRequest, seen: queries.Opened, chosen: queries.Filter) -> dict[str, Any]:
    cells = queries.cells_of(seen, chosen)
    table: Table = cell_table(cells, request.tenant.epsg, SHOWN_CELLS)
    return {"cells": table, "n_cells": len(cells)}
