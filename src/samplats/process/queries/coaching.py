"""What a coach follows: the named places of every municipality, which has gone quiet, and the notes on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from samplats.administration import queries as administration
from samplats.foundation.access.actors import Actor, actor_for, tenants_of
from samplats.foundation.access.permissions import NotVisible, visible
from samplats.foundation.accounts.models import User
from samplats.foundation.accounts.roles import Role
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tenancy.models import Tenant
from samplats.places.models import CoachedPlace, Place
from samplats.process.models import PlaceNote
from samplats.process.queries.released import last_days
from samplats.process.queries.walks import PlaceWalk, walks
from samplats.process.rules.quiet import has_gone_quiet, weeks_still

NOTES = "notes"
KEPT_FOR = timedelta(days=2 * 365)


@dataclass(frozen=True)
class CoachedWalk:
    """A place that a coach follows: whose it is, how it walks, when something last happened, the latest note."""

    tenant: Tenant
    found: PlaceWalk
    last_on: date | None
    weeks: int | None
    note: PlaceNote | None

    @property
    def is_quiet(self) -> bool:
        """Whether nothing has happened there for a while though it is not through."""
        walk = self.found.walk
        return has_gone_quiet(self.weeks, walks=walk is not None and walk.at is not None)

    @property
    def n_late(self) -> int:
        """How many activities are late."""
        return len(self.found.walk.late) if self.found.walk else 0

    @property
    def order(self) -> tuple[bool, int, int, str]:
        """What has gone quiet first, the longest first; then what has most late."""
        return not self.is_quiet, -(self.weeks or 0) if self.is_quiet else 0, -self.n_late, self.found.place.name


def coached_walks(user: User, today: date) -> list[CoachedWalk]:
    """The person's named places in every tenant where the person is a coach, read in each as its member.

    A fixed number of questions for each tenant.
    """
    found: list[CoachedWalk] = []
    for tenant in tenants_of(user):
        actor = actor_for(user, tenant)
        if actor is not None and Role.COACH in actor.roles:
            with open_tenant(tenant.pk):
                found += _in_tenant(actor, today)
    return sorted(found, key=lambda one: one.order)


def _in_tenant(actor: Actor, today: date) -> list[CoachedWalk]:
    rows = CoachedPlace.objects.filter(tenant_id=actor.tenant_id, user_id=actor.user_id or 0)
    named = set(rows.values_list("place_id", flat=True))
    mine = [one for one in walks(actor, today=today) if one.place.pk in named]
    last, latest = last_days(actor, mine), _latest_notes(actor, named)
    return [
        CoachedWalk(
            actor.tenant,
            one,
            last.get(one.place.pk),
            weeks_still(last.get(one.place.pk), today),
            latest.get(one.place.pk),
        )
        for one in mine
    ]


def _latest_notes(actor: Actor, named: set[int]) -> dict[int, PlaceNote]:
    rows = visible(actor, PlaceNote.objects.filter(place__in=named, blanked_at=None).select_related("by"))
    return {one.place_id: one for one in rows.order_by("at", "pk")}


def notes(actor: Actor, place: Place) -> list[PlaceNote]:
    """The notes on a place, latest first."""
    return list(visible(actor, PlaceNote.objects.filter(place=place).select_related("by")))


def note(actor: Actor, place: Place, public_id: UUID) -> PlaceNote:
    """One note; raises `NotVisible`."""
    found = visible(actor, PlaceNote.objects.filter(place=place, public_id=public_id)).first()
    if found is None:
        raise NotVisible("note")
    return found


def recent_notes(actor: Actor, since: datetime) -> list[PlaceNote]:
    """What others have written on the places since a time, latest first."""
    rows = PlaceNote.objects.filter(at__gte=since, blanked_at=None).exclude(by_id=actor.user_id)
    return list(visible(actor, rows.select_related("by", "place")))


def coaches(actor: Actor, place: Place) -> list[tuple[User, bool]]:
    """The municipality's coaches by name, each with whether the place is named for the coach."""
    named = set(visible(actor, CoachedPlace.objects.filter(place=place)).values_list("user_id", flat=True))
    members = administration.people(actor)
    return [(one.user, one.user.pk in named) for one in members if Role.COACH in one.roles]


def notes_kept_from(now: datetime) -> datetime:
    """Notes from before this moment are erased."""
    return now - KEPT_FOR


def old_notes(tenant: Tenant, now: datetime) -> QuerySet[PlaceNote]:
    """The notes whose time is up."""
    return PlaceNote.objects.filter(tenant=tenant, at__lt=notes_kept_from(now))


def n_old_notes(tenant: Tenant, now: datetime) -> int:
    """How many notes are due to be erased."""
    return old_notes(tenant, now).count()
