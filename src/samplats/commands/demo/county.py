"""The county of the demo: small municipalities on their way, what each hands over, and a coach in three of them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from math import cos, radians

import shapely
from django.db import transaction
from django.utils import timezone

from samplats.administration import actions as administration
from samplats.commands.demo.house import House
from samplats.county import actions, queries
from samplats.county.reading import read_series
from samplats.demo import series
from samplats.demo.county import COACH, COUNTY, SMALL, Small, SmallPlace
from samplats.evidence.incidents.queries import COUNTS
from samplats.foundation.access.actors import Actor, system_actor
from samplats.foundation.accounts.models import User
from samplats.foundation.accounts.roles import Role
from samplats.foundation.releases.registry import release_kind
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tenancy.models import Tenant
from samplats.places import actions as places
from samplats.places import queries as place_queries
from samplats.places.rules.kinds import Kind
from samplats.process import actions as process
from samplats.process import queries as steps
from samplats.vocabulary import actions as vocabulary

METRES_PER_DEGREE = 111_320.0


def load(house: House) -> None:
    """Make what is not there yet, and let everybody hand over where their places stand."""
    for told in SMALL:
        with transaction.atomic():
            _municipality(told, house.users[COACH])
    for told in SMALL:
        _share(Tenant.objects.get(slug=told.slug), told.shares)
    _series(Tenant.objects.get(slug=COUNTY))
    for kind in (COUNTS, steps.STATUS):  # last: by the home's releases the next start sees that all is loaded
        _share(house.tenant, "change", kind)


def _municipality(told: Small, coach: User) -> None:
    tenant, is_new = Tenant.objects.get_or_create(
        slug=told.slug, defaults={"name": told.name, "official_code": told.code}
    )
    actor = system_actor(tenant)
    if is_new:
        vocabulary.load_reference(actor, tenant)
    leader = _leader(told, actor)
    with open_tenant(tenant.pk):
        if any(one.is_coached for one in told.places):
            _give(actor, coach, Role.COACH)
        known = {one.name for one in place_queries.places(actor)}
        for one in told.places:
            if one.name not in known:
                _place(actor, one, leader, coach)


def _give(actor: Actor, user: User, role: Role) -> None:
    """The role, unless an earlier loading has given it."""
    with suppress(administration.RoleHeld):
        administration.give_role(actor, actor.tenant, user=user, role=role)


def _leader(told: Small, actor: Actor) -> User:
    name, email = told.leader
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, None, name=name)
    _give(actor, user, Role.COORDINATOR)
    return user


def _place(actor: Actor, told: SmallPlace, leader: User, coach: User) -> None:
    began = _monday() - timedelta(weeks=told.weeks)
    made = places.draw_place(
        actor, actor.tenant, name=told.name, kind=Kind(told.kind), area=_area(told), started_on=began
    )
    if told.is_coached:
        places.name_coach(actor, made, coach=coach)
    if not told.weeks:
        return
    process.start_model(actor, made, variant=told.variant, starts_on=began, leader=leader, now=_noon(began))
    walked = steps.started(actor, made)
    assert walked.walk is not None
    assert walked.process is not None
    until = _monday() - timedelta(weeks=told.still)
    for part in walked.walk.parts:
        if part.due_on < until:
            state = steps.state_of(actor, walked.process, part.code)
            process.tick(actor, state, revision=state.revision, now=_noon(min(part.due_on, until - timedelta(days=3))))


def _share(tenant: Tenant, rhythm: str, code: str = steps.STATUS) -> None:
    actor, now, kind = system_actor(tenant), timezone.now(), release_kind(code)
    county = Tenant.objects.get(slug=COUNTY)
    with open_tenant(tenant.pk):
        if queries.release_in_force(actor, county, kind.code) is not None:
            return
        found = queries.content_now(actor, kind, timezone.localdate(now))
    if found is not None:
        actions.share(actor, tenant, receiver=county, kind=kind, seen=found[1], rhythm=rhythm, now=now)


def _series(county: Tenant) -> None:
    """The county's official figures, through the same reader as everybody's."""
    actor = system_actor(county)
    with open_tenant(county.pk):
        if queries.all_series(actor):
            return
    found = read_series(series.content())
    actions.take_in_series(actor, county, found=found, file_name=series.FILE_NAME, now=timezone.now())


def _area(told: SmallPlace) -> shapely.Polygon:
    north = told.metres / METRES_PER_DEGREE
    east = north / cos(radians(told.latitude))
    west, south = told.longitude - east, told.latitude - north
    return shapely.box(west, south, told.longitude + east, told.latitude + north)


def _monday() -> date:
    today = timezone.localdate()
    return today - timedelta(days=today.weekday())


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
