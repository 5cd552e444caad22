"""The receiver's side: what municipalities have handed over, read through the one door between tenants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import get_current_timezone

from samplats.county.rules import Order, Owner, Shown, Standing, alphabetical, chosen, standings
from samplats.evidence.incidents.queries import COUNTS, COUNTS_SCHEMA
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible
from samplats.foundation.releases.reading import Received, received
from samplats.foundation.tenancy.models import Tenant
from samplats.process.queries import STATUS, STATUS_SCHEMA
from samplats.situation.queries import INTERNAL_PICTURES, PICTURES_SCHEMA, PUBLIC_PICTURES
from samplats.vocabulary import queries as vocabulary

READ = {
    COUNTS: COUNTS_SCHEMA,
    STATUS: STATUS_SCHEMA,
    PUBLIC_PICTURES: PICTURES_SCHEMA,
    INTERNAL_PICTURES: PICTURES_SCHEMA,
}
"""The form of each kind that the pages here can show."""


@dataclass(frozen=True)
class County:
    """Every municipality of the county, also those that have handed over nothing, by name."""

    owners: tuple[Owner, ...]

    @property
    def places(self) -> list[Standing]:
        """Every place, by municipality and name."""
        return [place for owner in self.owners for place in owner.places]


def county(actor: Actor, now: datetime) -> County:
    """The county's municipalities with their places. Two questions, whatever their number."""
    owners, zone = {one.slug: one for one in _members(actor)}, get_current_timezone()
    for one in received(actor, now=now, kinds=[STATUS]):
        if one.schema == STATUS_SCHEMA:
            as_of = one.as_of.astimezone(zone).date()
            told = tuple(standings(one.owner, one.owner_slug, one.payload, as_of))
            owners[one.owner_slug] = Owner(one.owner, one.owner_slug, one.owner_code, as_of, told)
    return County(tuple(sorted(owners.values(), key=lambda one: alphabetical(one.name))))


def _members(actor: Actor) -> list[Owner]:
    """The municipalities of the reader's county, by the first figures of their codes; a co-operation has none."""
    code = actor.tenant.official_code
    if actor.tenant.kind != Tenant.Kind.COUNTY or not code:
        return []
    found = Tenant.objects.filter(kind=Tenant.Kind.MUNICIPALITY, official_code__startswith=code)
    return [Owner(*row) for row in found.values_list("name", "slug", "official_code")]


@dataclass(frozen=True)
class Table:
    """The places to show, how they are chosen and ordered."""

    places: tuple[Standing, ...]
    shown: Shown
    order: Order


def table_of(found: County, shown: str, order: str) -> Table:
    """The table that the address asks for; what it does not know is the usual."""
    which = Shown(shown) if shown in set(Shown) else Shown.ALL
    how = Order(order) if order in set(Order) else Order.MUNICIPALITY
    return Table(tuple(chosen(found.places, which, how)), which, how)


def municipality(actor: Actor, slug: str, now: datetime) -> dict[str, Received]:
    """Everything that one municipality has handed over, by kind; raises `NotVisible` when that is nothing."""
    found = {one.kind: one for one in received(actor, now=now, kinds=READ, owner=slug) if one.schema == READ[one.kind]}
    if not found:
        raise NotVisible("municipality")
    return found


def picture(actor: Actor, slug: str, kind: str, at: int, now: datetime) -> tuple[Received, dict[str, Any]]:
    """One of the pictures that a municipality has handed over; raises `NotVisible`."""
    release = municipality(actor, slug, now).get(kind)
    if release is None or not 1 <= at <= len(release.payload["pictures"]):
        raise NotVisible("picture")
    return release, release.payload["pictures"][at - 1]


def group_names(actor: Actor) -> dict[str, str]:
    """What the groups of categories are called, by code."""
    return {one.code: one.label for one in vocabulary.groups(actor)}
