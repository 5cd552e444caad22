"""What the pages of places share: the head of a place with its rooms, and the map beside the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.forms.boundfield import BoundField
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samplats.foundation.actions.page import ActorRequest
from samplats.foundation.ui.components import Link
from samplats.foundation.ui.hosts import allow_hosts
from samplats.places import queries, registry, sentences
from samplats.places.queries import Place
from samplats.places.registry import Room


def place_context(request: ActorRequest, place: Place, current: Room) -> dict[str, Any]:
    """The head of a place: crumbs, seal, facts and the six rooms."""
    tenant = request.tenant.slug
    return {
        "place": place,
        "crumbs_links": [
            Link(request.tenant.name, reverse(settings.TENANT_FIRST_PAGE, args=[tenant])),
            Link(_("Platser"), reverse("places:index", args=[tenant])),
        ],
        "ring": queries.seal_ring(place),
        "facts": sentences.place_facts(place.kind, place.area_m2, place.started_on, place.state),
        "room_links": room_links(tenant, place.slug, current),
    }


def room_links(tenant: str, slug: str, current: Room) -> list[Link]:
    """The six rooms, each where it is served."""
    built = registry.place_rooms()
    links = []
    for room in Room:
        if room is Room.OVERVIEW:
            url = reverse("places:overview", args=[tenant, slug])
        elif room in built:
            url = reverse(built[room].address, kwargs={"tenant": tenant, "slug": slug})
        else:
            url = reverse("places:room", args=[tenant, slug, room.value])
        links.append(Link(str(sentences.ROOM_NAMES[room]), url, room is current))
    return links


def with_map(
    request: ActorRequest,
    template: str,
    context: dict[str, Any],
    places: Sequence[Place],
    *,
    around: Place | None = None,
    draws: BoundField | None = None,
    status: int = 200,
) -> HttpResponseBase:
    """A page with a map of these places, allowed to fetch from the municipality's own base map."""
    label = sentences.outline_label(around.name) if around else sentences.map_label(len(places))
    context["map_view"] = queries.map_of_places(
        request.actor, places, label=label, tiles_address=tile_address(request), around=around
    )
    context["draws"] = draws
    answer = render(request, template, context, status=status)
    return allow_hosts(answer, queries.base_map_hosts(request.actor))


def tile_address(request: ActorRequest) -> str:
    """The template of the addresses of the tenant's own tiles."""
    some = reverse("places:tile", kwargs={"tenant": request.tenant.slug, "z": 0, "x": 0, "y": 0})
    return some.replace("0/0/0.mvt", "{z}/{x}/{y}.mvt")
