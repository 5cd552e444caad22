"""Hold meetings, write down what they decide, and follow it until it has ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from samplats.foundation.access.actors import Actor
from samplats.foundation.accounts.models import User
from samplats.foundation.actions.action import ChangedMeanwhile, action, keep_facts, swap
from samplats.foundation.screening.screen import refuse_personal_details
from samplats.foundation.tenancy.models import Tenant
from samplats.meetings import policy
from samplats.meetings.models import Decision, Meeting
from samplats.meetings.queries import organisation_named
from samplats.meetings.rules import ENDED, NEEDS_WHY, State
from samplats.places.models import Place


class NoReason(ValueError):
    """What was not done, or will not be, needs a word on why."""


class HasDecisions(RuntimeError):
    """A meeting that has decided something stays."""


class MeetingEnded(RuntimeError):
    """What a meeting decided stays when it has ended."""


@dataclass(frozen=True)
class Told:
    """What a decision says: what, who, when, and perhaps where and which person."""

    text: str
    owner: str
    due_on: date
    place: Place | None = None
    user: User | None = None


@action(policy.DECIDE)
def hold_meeting(actor: Actor, tenant: Tenant, *, place: Place | None, held_on: date) -> Meeting:
    """A meeting about a place, or about the municipality."""
    return Meeting.objects.create(tenant=tenant, place=place, held_on=held_on)


@action(policy.DECIDE)
def move_meeting(actor: Actor, meeting: Meeting, *, held_on: date) -> Meeting:
    """Hold the meeting on another day."""
    swap(meeting, when={"ended_at": None}, to={"held_on": held_on})
    return meeting


@action(policy.DECIDE)
def cancel_meeting(actor: Actor, meeting: Meeting) -> None:
    """Take away a meeting that came to nothing; raises `HasDecisions`."""
    if Decision.objects.filter(meeting=meeting).exists():
        raise HasDecisions
    Meeting.objects.filter(pk=meeting.pk).delete()


@action(policy.DECIDE)
def end_meeting(actor: Actor, meeting: Meeting, *, now: datetime) -> Meeting:
    """The meeting is over: what it decided can be marked, but not taken back."""
    swap(meeting, when={"ended_at": None}, to={"ended_at": now})
    return meeting


@action(policy.DECIDE)
def note_decision(actor: Actor, meeting: Meeting, *, told: Told, now: datetime) -> Decision:
    """Write down a decision of the meeting; raises `PersonalDetails`."""
    refuse_personal_details(told.text, told.owner)
    return Decision.objects.create(
        tenant=meeting.tenant,
        meeting=meeting,
        place=told.place or meeting.place,
        text=told.text,
        owner=told.owner,
        organisation=organisation_named(told.owner),
        user=told.user,
        due_on=told.due_on,
        made_at=now,
    )


@action(policy.DECIDE)
def mark_decision(
    actor: Actor, decision: Decision, *, state: State, note: str, revision: int, now: datetime
) -> Decision:
    """Say how a decision stands; raises `NoReason`, `PersonalDetails` or `ChangedMeanwhile`."""
    if state in NEEDS_WHY and not note.strip():
        raise NoReason
    refuse_personal_details(note)
    ended_at = (decision.ended_at or now) if state in ENDED else None
    swap(
        decision,
        when={"revision": revision},
        to={"state": state.value, "note": note, "ended_at": ended_at, "revision": revision + 1},
    )
    return decision


@action(policy.DECIDE)
def change_decision(actor: Actor, decision: Decision, *, told: Told, revision: int) -> Decision:
    """Put the wording, the owner or the date right at the meeting that made it.

    Raises `MeetingEnded`, `PersonalDetails` or `ChangedMeanwhile`.
    """
    if decision.meeting.ended_at is not None:
        raise MeetingEnded
    refuse_personal_details(told.text, told.owner)
    swap(
        decision,
        when={"revision": revision},
        to={
            "text": told.text,
            "owner": told.owner,
            "organisation": organisation_named(told.owner),
            "due_on": told.due_on,
            "revision": revision + 1,
        },
    )
    return decision


@action(policy.DECIDE)
def take_back_decision(actor: Actor, decision: Decision, *, revision: int) -> None:
    """Take away a decision that was written down by mistake; raises `MeetingEnded` or `ChangedMeanwhile`."""
    if decision.meeting.ended_at is not None:
        raise MeetingEnded
    keep_facts(decision=decision.public_id)
    deleted, _of_each = Decision.objects.filter(pk=decision.pk, revision=revision).delete()
    if not deleted:
        raise ChangedMeanwhile("Decision")
