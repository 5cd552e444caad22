"""What lies under the maps: tiles of the own base map, and the search for an address."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from samplats.foundation.actions.page import ActorRequest, page
from samplats.places import policy, queries

LARGEST_ZOOM = 22
TILE = "application/vnd.mapbox-vector-tile"


@page(policy.MAY_SEE_PLACES)
def tile(request: ActorRequest, z: int, x: int, y: int) -> HttpResponse:
    """One tile of the tenant's own base map; an empty answer where the map is empty."""
    within = z <= LARGEST_ZOOM and x < 1 << z and y < 1 << z
    found = queries.own_tile(request.actor, z, x, y) if within else None
    if found is None:
        return HttpResponse(status=204)
    answer = HttpResponse(found.content, content_type=TILE)
    if found.gzipped:
        answer["Content-Encoding"] = "gzip"
    answer["Cache-Control"] = "private, max-age=86400"
    return answer


@page(policy.MAY_SEE_PLACES)
def outline(request: ActorRequest) -> JsonResponse:
    """The municipality's boundary, for maps without any other ground."""
    answer = JsonResponse(queries.outline(request.actor))
    answer["Cache-Control"] = "private, max-age=300"
    return answer


@page(policy.MAY_SEE_PLACES)
def addresses(request: ActorRequest) -> HttpResponse:
    """Names and addresses that match what has been typed, for the field above a map."""
    text = request.GET.get("q", "")[:80]
    context = {"hits": queries.search_gazetteer(request.actor, text), "text": text}
    return render(request, "places/_addresses.html", context)
