"""A place as strangers see it, for its page and for the preview."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from samplats.foundation.access.actors import Actor
from samplats.foundation.ui.components import Link
from samplats.places import queries as places
from samplats.places.queries import Place
from samplats.places.rules.kinds import Kind
from samplats.places.sentences import KIND_NAMES
from samplats.process import queries as process
from samplats.public import queries
from samplats.public.rules import PlaceTexts, note_in
from samplats.public.sentences import path_steps, step_line, step_name
from samplats.situation import queries as situation


def place_shown(actor: Actor, place: Place, texts: PlaceTexts, *, is_preview: bool = False) -> dict[str, Any]:
    """Everything that a place's page says, from what anyone may read (in a preview: would be able to)."""
    anyone = queries.as_anyone(actor)
    walk = process.walk_of(anyone, place).walk
    return {
        "place": place,
        "facts": KIND_NAMES[Kind(place.kind)],
        "ring": places.seal_ring(place),
        "texts": texts,
        "own_language": actor.tenant.language,
        "step_line": step_line(walk),
        "step_name": step_name(walk),
        "steps": path_steps(walk) if walk else [],
        "editions": _editions_to_come(anyone, place.slug) if is_preview else editions(anyone, place.slug),
        "municipality": queries.texts(anyone),
    }


def editions(actor: Actor, slug: str) -> list[dict[str, Any]]:
    """The public editions, latest first: the latest as a page, all as documents."""
    where = {"tenant": actor.tenant.slug, **({"slug": slug} if slug else {})}
    twin = "" if slug else "_of_municipality"
    page_url = reverse(f"situation:public{twin}", kwargs=where)
    return [
        {
            "version": one,
            "page_url": "" if at else page_url,
            "pdf_url": reverse(f"situation:public_document{twin}", kwargs={**where, "number": one.number}),
        }
        for at, one in enumerate(situation.public_versions(actor, slug))
    ]


def _editions_to_come(actor: Actor, slug: str) -> list[dict[str, Any]]:
    """What would be public with the place, at the addresses where the municipality's own people read it."""
    rows = []
    for at, one in enumerate(situation.with_public_edition(actor, slug)):
        where = {"tenant": actor.tenant.slug, "slug": slug, "number": one.number, "audience": "public"}
        page_url = "" if at else reverse("situation:version", kwargs=where)
        rows.append({"version": one, "page_url": page_url, "pdf_url": reverse("situation:document", kwargs=where)})
    return rows


def front_shown(actor: Actor) -> dict[str, Any]:
    """The municipality's front: what it shows of places, its own picture, and whom to turn to."""
    walks = {one.place.pk: one.walk for one in process.walks(actor)}
    own = queries.texts(actor)
    return {
        "places": [
            {
                "name": page.place.name,
                "url": reverse("public:place", args=[actor.tenant.slug, page.place.slug]),
                "kind": KIND_NAMES[Kind(page.place.kind)],
                "step_line": step_line(walks.get(page.place_id)),
                "step_name": step_name(walks.get(page.place_id)),
            }
            for page in queries.shown_pages(actor)
        ],
        "own_language": actor.tenant.language,
        "editions": editions(actor, "")[:1],
        "municipality": own,
        "greeting": note_in(own.notes, "front", get_language() or "sv"),
    }


def way_back(actor: Actor, front_url: str) -> list[Link]:
    """From a page to the municipality's front."""
    return [Link(actor.tenant.name, front_url)]
