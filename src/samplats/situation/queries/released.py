"""Published pictures as they can be handed to a county: the version in force of each place and of the municipality."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import visible
from samplats.foundation.releases.registry import Content
from samplats.places.models import Place
from samplats.places.rules.kinds import State
from samplats.situation.models import Edition, Version
from samplats.situation.registry import is_shown

PUBLIC_PICTURES = "situation.public"
INTERNAL_PICTURES = "situation.internal"
PICTURES_SCHEMA = 1


def public_pictures(actor: Actor, _today: date) -> Content | None:
    """The public edition of what anyone may read: the municipality's picture and those of shown places."""
    return _pictures(actor, Edition.Audience.PUBLIC, lambda place: place is None or is_shown(actor, place.slug))


def internal_pictures(actor: Actor, _today: date) -> Content | None:
    """The internal edition of every picture in force: counts in fives, as for every member."""
    return _pictures(actor, Edition.Audience.INTERNAL, lambda _place: True)


def _pictures(actor: Actor, audience: Edition.Audience, may_go: Callable[[Place | None], bool]) -> Content | None:
    rows = visible(actor, Version.objects.exclude(place__state=State.RETIRED))
    latest: dict[int | None, int] = {}
    for pk, place in rows.order_by("number").values_list("pk", "place_id"):
        latest[place] = pk
    editions = visible(actor, Edition.objects.filter(audience=audience, version__in=latest.values()))
    going = [one for one in editions.select_related("version__place") if may_go(one.version.place)]
    found = sorted(going, key=_order)
    if not found:
        return None
    periods = [one.version.first_on for one in found], [one.version.last_on for one in found]
    return Content({"pictures": [_picture(one) for one in found]}, min(periods[0]), max(periods[1]))


def _order(edition: Edition) -> tuple[bool, str]:
    """The municipality's first, then the places by name."""
    place = edition.version.place
    return place is not None, place.name if place else ""


def _picture(edition: Edition) -> dict[str, Any]:
    version = edition.version
    return {
        "place": version.place.name if version.place else "",
        "slug": version.place.slug if version.place else "",
        "number": version.number,
        "published_on": localdate(version.published_at).isoformat(),
        "next_by_on": version.next_by_on.isoformat(),
        "content": edition.content,
    }
