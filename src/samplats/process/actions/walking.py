"""Carry out an activity at a place: tick it, open it again, give it to somebody, move its date.

Every change names the revision it was made from; `ChangedMeanwhile` is raised when somebody else was first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import require
from samplats.foundation.accounts.models import User
from samplats.foundation.actions.action import action, keep_facts, swap
from samplats.foundation.files.store import erase_file, keep_file
from samplats.process import policy
from samplats.process.models import ActivityEvent, ActivityState
from samplats.situation.actions.drafting import refuse_personal_details

Kind = ActivityEvent.Kind


class NoReason(ValueError):
    """A date is moved without saying why."""


@dataclass(frozen=True)
class Attached:
    """A file that comes with a tick."""

    name: str
    chunks: Iterable[bytes]
    content_type: str = ""


@action(policy.TICK)
def tick(
    actor: Actor,
    state: ActivityState,
    *,
    note: str = "",
    attached: Attached | None = None,
    revision: int,
    now: datetime,
) -> ActivityState:
    """Say that an activity is done, with a note and a file; raises `PersonalDetails`."""
    refuse_personal_details(note, attached.name if attached else "")
    _swap(actor, state, revision, {"is_done": True, "done_at": now}, is_done=False)
    kept = None
    if attached is not None:
        kept = keep_file(actor.tenant, attached.chunks, name=attached.name, content_type=attached.content_type)
    _note(actor, state, Kind.TICKED, now, note=note, file=kept)
    return state


@action(policy.TICK)
def untick(actor: Actor, state: ActivityState, *, note: str = "", revision: int, now: datetime) -> ActivityState:
    """Open an activity again; what was written about it stays in its history."""
    refuse_personal_details(note)
    _swap(actor, state, revision, {"is_done": False, "done_at": None}, is_done=True)
    _note(actor, state, Kind.UNTICKED, now, note=note)
    return state


@action(policy.MANAGE_STEPS)
def assign(actor: Actor, state: ActivityState, *, to: User | None, revision: int, now: datetime) -> ActivityState:
    """Give an activity to a member, or to nobody."""
    _swap(actor, state, revision, {"responsible": to})
    _note(actor, state, Kind.ASSIGNED, now, person=to)
    return state


@action(policy.MANAGE_STEPS)
def move_due(
    actor: Actor, state: ActivityState, *, due_on: date | None, planned_on: date, reason: str, revision: int,
    now: datetime,
) -> ActivityState:  # fmt: skip
    """Give an activity another last day (None: the plan's again); raises `NoReason` or `PersonalDetails`."""
    if not reason.strip():
        raise NoReason
    refuse_personal_details(reason)
    before = state.due_on or planned_on
    to = None if due_on == planned_on else due_on
    _swap(actor, state, revision, {"due_on": to})
    _note(actor, state, Kind.MOVED, now, note=reason, due_before=before, due_on=to or planned_on)
    return state


@action(policy.MANAGE_STEPS)
def blank_event(actor: Actor, event: ActivityEvent, *, now: datetime) -> ActivityEvent:
    """Take out a note and a file that ought not to be there; what was done, by whom and when stays."""
    file = event.file
    swap(event, when={"blanked_at": None}, to={"note": "", "file": None, "blanked_at": now})
    if file is not None:
        erase_file(file)
    return event


def _swap(actor: Actor, state: ActivityState, revision: int, to: dict[str, Any], **when: Any) -> None:
    """Write it only over what the actor saw; an activity that nothing was kept of is stored first."""
    if state.pk is None:
        require(actor, policy.SEE_STEPS, state.process)
        stored, _new = ActivityState.objects.get_or_create(
            process=state.process,
            activity=state.activity,
            defaults={"tenant_id": actor.tenant_id, "public_id": state.public_id},
        )
        state.pk, state.public_id = stored.pk, stored.public_id
    swap(state, when={"revision": revision, **when}, to={**to, "revision": revision + 1})
    keep_facts(activity=state.activity)


def _note(actor: Actor, state: ActivityState, kind: Kind, now: datetime, **more: Any) -> None:
    ActivityEvent.objects.create(tenant_id=actor.tenant_id, state=state, kind=kind, at=now, by_id=actor.user_id, **more)
