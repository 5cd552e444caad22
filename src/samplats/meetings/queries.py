"""Decisions: those of a meeting, and those that a meeting takes over from the ones before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible, visible
from samplats.foundation.accounts.models import Membership, User
from samplats.foundation.tenancy.models import Organisation
from samplats.meetings.models import Decision as Decision
from samplats.meetings.models import Meeting as Meeting
from samplats.meetings.rules import ENDED, State
from samplats.places.models import Place


def _decisions(actor: Actor) -> QuerySet[Decision]:
    return visible(actor, Decision.objects.select_related("meeting", "place", "user").order_by("due_on", "pk"))


def made_at(actor: Actor, meeting: Meeting) -> QuerySet[Decision]:
    """What the meeting has decided, in the order in which it was written down."""
    return _decisions(actor).filter(meeting=meeting).order_by("pk")


def carried_to(actor: Actor, meeting: Meeting, since: datetime | None) -> QuerySet[Decision]:
    """Earlier meetings' decisions that have not ended, and those that have ended since the meeting before did."""
    earlier = _decisions(actor).filter(meeting__place=meeting.place, meeting__pk__lt=meeting.pk)
    return earlier.filter(Q(ended_at=None) if since is None else Q(ended_at=None) | Q(ended_at__gt=since))


@dataclass(frozen=True)
class Followed:
    """How many meetings have been held, and of their decisions that were due how many somebody has followed up."""

    meetings: int
    due: int
    followed: int


def followed(actor: Actor, place: Place, since: date, on: date) -> Followed:
    """Meetings about a place, or about the whole municipality, that are over; counted from a day on."""
    of_it = Q(place=place) | Q(place=None)
    held = visible(actor, Meeting.objects.filter(of_it, ended_at__isnull=False, held_on__gte=since))
    due = visible(actor, Decision.objects.filter(meeting__in=held, due_on__lt=on))
    states = list(due.order_by().values_list("state", flat=True))
    return Followed(held.count(), len(states), sum(state != State.OPEN for state in states))


def open_decisions(actor: Actor) -> QuerySet[Decision]:
    """Everything that has not ended, what is due first."""
    return _decisions(actor).exclude(state__in=[one.value for one in ENDED])


def decision(actor: Actor, public_id: UUID) -> Decision:
    """One decision; raises `NotVisible`."""
    found = _decisions(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible("decision")
    return found


def owners(actor: Actor) -> list[str]:
    """Whom decisions may be given to without typing: the organisations of those who work here, and earlier owners."""
    held = visible(actor, Membership.objects.filter(user__organisation__isnull=False, user__is_active=True))
    bodies = held.order_by().values_list("user__organisation__name", flat=True).distinct()
    named = _decisions(actor).order_by().values_list("owner", flat=True).distinct()
    return sorted({*bodies, *named})


def people(actor: Actor) -> list[User]:
    """Those of the municipality's work who can be named beside a decision's owner."""
    held = visible(actor, Membership.objects.filter(user__is_active=True))
    return list(User.objects.filter(pk__in=held.order_by().values("user")).order_by("name", "pk"))


def organisation_named(name: str) -> Organisation | None:
    """The organisation of exactly this name."""
    return Organisation.objects.filter(name=name).first()
