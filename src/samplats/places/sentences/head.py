"""The head of a place on every page inside it: way back, emblem, facts and the six rooms."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from samplats.foundation.access.actors import Actor
from samplats.foundation.ui.components import Link
from samplats.places import queries, registry
from samplats.places.queries import Place
from samplats.places.registry import Room
from samplats.places.sentences.words import ROOM_NAMES, place_facts


def place_context(actor: Actor, place: Place, current: Room) -> dict[str, Any]:
    """The head of a place: crumbs, seal, facts and the six rooms."""
    tenant = actor.tenant
    return {
        "place": place,
        "crumbs_links": [
            Link(tenant.name, reverse(settings.TENANT_FIRST_PAGE, args=[tenant.slug])),
            Link(_("Platser"), reverse("places:index", args=[tenant.slug])),
        ],
        "ring": queries.seal_ring(place),
        "facts": place_facts(place.kind, place.area_m2, place.started_on, place.state),
        "aside": registry.place_aside(actor, place),
        "room_links": room_links(actor, place.slug, current),
    }


def room_links(actor: Actor, slug: str, current: Room) -> list[Link]:
    """The six rooms, each where it is served to this actor."""
    tenant = actor.tenant.slug
    built = registry.place_rooms()
    links = []
    for room in Room:
        if room is Room.OVERVIEW:
            url = reverse("places:overview", args=[tenant, slug])
        elif room in built:
            url = reverse(built[room].address_for(actor), kwargs={"tenant": tenant, "slug": slug})
        else:
            url = reverse("places:room", args=[tenant, slug, room.value])
        links.append(Link(str(ROOM_NAMES[room]), url, room is current))
    return links
