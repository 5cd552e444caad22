"""Draw a place, and change it: every boundary is checked before it is stored, and the old one is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from shapely.geometry.base import BaseGeometry

from samplats.foundation.access.actors import Actor
from samplats.foundation.accounts.models import Membership, User
from samplats.foundation.accounts.roles import Role
from samplats.foundation.actions.action import action, keep_facts
from samplats.foundation.tenancy.models import Tenant
from samplats.places import policy, queries
from samplats.places.models import CoachedPlace, PastBoundary, Place
from samplats.places.rules.boundary import Boundary, boundary_of, check_place
from samplats.places.rules.kinds import Kind, State
from samplats.places.rules.names import slug_of

OUTLINE = ("boundary", "west", "south", "east", "north", "area_m2")


class NameTaken(ValueError):
    """Another place that is worked with has this name."""


class NotACoach(ValueError):
    """The person has no role as coach in this tenant."""


@action(policy.MAY_DRAW_PLACES)
def draw_place(
    actor: Actor,
    tenant: Tenant,
    *,
    name: str,
    kind: Kind,
    area: BaseGeometry,
    slug: str = "",
    started_on: date | None = None,
) -> Place:
    """Make a place of a name, a kind and an area in degrees; its address is made of `slug` or else of the name."""
    name = " ".join(name.split())
    _refuse_taken(name)
    boundary = _checked(actor, area, kind)
    taken = set(Place.objects.values_list("slug", flat=True))
    return Place.objects.create(
        tenant=tenant,
        name=name,
        kind=kind,
        slug=slug_of(slug or name, taken),
        started_on=started_on or timezone.localdate(),
        **columns_of(boundary),
    )


@action(policy.MAY_DRAW_PLACES)
def change_boundary(actor: Actor, place: Place, *, area: BaseGeometry) -> Place:
    """Give the place another boundary and keep the old one."""
    boundary = _checked(actor, area, Kind(place.kind))
    if boundary.geojson == place.boundary:
        return place
    return _redrawn(place, columns_of(boundary))


@action(policy.MAY_DRAW_PLACES)
def restore_boundary(actor: Actor, place: Place) -> Place:
    """Go back to the boundary before the last change."""
    before = queries.past_boundaries(actor, place).first()
    return place if before is None else _redrawn(place, {name: getattr(before, name) for name in OUTLINE})


@action(policy.MAY_DRAW_PLACES)
def describe_place(actor: Actor, place: Place, *, name: str, kind: Kind) -> Place:
    """Call the place something else, or make it another type; its address stays, and its size must fit the type."""
    name = " ".join(name.split())
    _refuse_taken(name, but=place)
    if kind != place.kind:
        _checked(actor, queries.geometry(place), kind)
    place.name, place.kind = name, kind
    place.save(update_fields=["name", "kind", "changed_at"])
    return place


@action(policy.MAY_DRAW_PLACES)
def retire_place(actor: Actor, place: Place, *, retired: bool = True) -> Place:
    """End the work with a place, or take it up again; nothing is erased."""
    if not retired:
        _refuse_taken(place.name, but=place)
    place.state = State.RETIRED if retired else State.ACTIVE
    place.save(update_fields=["state", "changed_at"])
    return place


@action(policy.MAY_DRAW_PLACES)
def name_coach(actor: Actor, place: Place, *, coach: User, named: bool = True) -> Place:
    """Let a coach see the place, or no longer."""
    if named:
        if not Membership.objects.filter(user=coach, role=Role.COACH).exists():
            raise NotACoach(str(coach.public_id))
        CoachedPlace.objects.get_or_create(tenant=place.tenant, place=place, user=coach)
    else:
        CoachedPlace.objects.filter(place=place, user=coach).delete()
    keep_facts(coach=coach.public_id, named=named)
    return place


def columns_of(boundary: Boundary) -> dict[str, Any]:
    """The columns that store a boundary."""
    return {"boundary": boundary.geojson, **boundary.bounds._asdict(), "area_m2": boundary.area_m2}


def _checked(actor: Actor, area: BaseGeometry, kind: Kind) -> Boundary:
    boundary = boundary_of(area, epsg=actor.tenant.epsg)
    home = queries.municipality(actor)
    check_place(boundary, kind=kind, epsg=actor.tenant.epsg, municipality=queries.geometry(home) if home else None)
    return boundary


def _redrawn(place: Place, columns: dict[str, Any]) -> Place:
    before = {name: getattr(place, name) for name in OUTLINE}
    PastBoundary.objects.create(tenant=place.tenant, place=place, until_at=timezone.now(), **before)
    for name, value in columns.items():
        setattr(place, name, value)
    place.save(update_fields=[*OUTLINE, "changed_at"])
    return place


def _refuse_taken(name: str, *, but: Place | None = None) -> None:
    others = Place.objects.filter(state=State.ACTIVE).exclude(pk=but.pk if but else 0)
    if any(other.casefold() == name.casefold() for other in others.values_list("name", flat=True)):
        raise NameTaken(name)
