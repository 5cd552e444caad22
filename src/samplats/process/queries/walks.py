"""The places that walk the steps, and what has been done of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.timezone import localtime

from samplats.administration import queries as administration
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible, visible
from samplats.foundation.accounts.models import User
from samplats.foundation.accounts.roles import Role
from samplats.places import queries as places
from samplats.places.models import Place
from samplats.process.models import ActivityEvent, ActivityState, Process
from samplats.process.queries.template import plans
from samplats.process.rules.template import Plan, Planned, PlannedStage
from samplats.process.rules.walk import Mark, Part, Walk, WalkedStage, walk

NOT_RESPONSIBLE = {Role.ADMINISTRATOR, Role.COUNTY}


@dataclass(frozen=True)
class PlaceWalk:
    """A place with its steps; `process` and `walk` are None before it has started."""

    place: Place
    process: Process | None
    walk: Walk | None


def processes(actor: Actor) -> dict[int, Process]:
    """The started models that the actor sees, by the place's key."""
    rows = visible(actor, Process.objects.select_related("place", "leader"))
    return {one.place_id: one for one in rows}


def process_of(actor: Actor, place: Place) -> Process | None:
    """How a place walks the steps, or None before it has started."""
    return visible(actor, Process.objects.filter(place=place).select_related("leader")).first()


def walk_of(actor: Actor, place: Place, *, today: date | None = None) -> PlaceWalk:
    """One place's steps. Four questions."""
    process = process_of(actor, place)
    if process is None:
        return PlaceWalk(place, None, None)
    process.place = place
    marks = _marks(actor, [process])[process.pk]
    return PlaceWalk(place, process, _walked(process, plans(actor), marks, today or timezone.localdate()))


def walks(actor: Actor, *, today: date | None = None) -> list[PlaceWalk]:
    """Every place that the actor sees, by name, with its steps. Five questions."""
    known, started = plans(actor), processes(actor)
    marks, day = _marks(actor, started.values()), today or timezone.localdate()
    found = []
    for place in places.places(actor):
        process = started.get(place.pk)
        steps = _walked(process, known, marks[process.pk], day) if process else None
        found.append(PlaceWalk(place, process, steps))
    return found


def started(actor: Actor, place: Place) -> PlaceWalk:
    """One place's steps; raises `NotVisible` when it has not started."""
    found = walk_of(actor, place)
    if found.walk is None:
        raise NotVisible("process")
    return found


@dataclass(frozen=True)
class Found:
    """One activity at one place, where it lies in the walk, and what is kept of it."""

    process: Process
    walk: Walk
    stage: WalkedStage
    part: Part
    state: ActivityState


def activity(actor: Actor, place: Place, code: str) -> Found:
    """One activity of a place; raises `NotVisible` when the place has not started or the plan does not hold it."""
    at = started(actor, place)
    assert at.walk is not None
    assert at.process is not None
    for stage in at.walk.stages:
        for part in stage.parts:
            if part.code == code:
                return Found(at.process, at.walk, stage, part, state_of(actor, at.process, code))
    raise NotVisible("activity")


def state_of(actor: Actor, process: Process, code: str) -> ActivityState:
    """What is kept of an activity; one that is not stored yet (revision 0) when nothing is."""
    rows = visible(actor, ActivityState.objects.filter(process=process, activity=code))
    found = rows.select_related("responsible").first()
    if found is None:
        return ActivityState(tenant_id=process.tenant_id, process=process, activity=code)
    found.process = process
    return found


def history(actor: Actor, state: ActivityState) -> list[ActivityEvent]:
    """What has happened to an activity, latest first."""
    if state.pk is None:
        return []
    rows = ActivityEvent.objects.filter(state=state).select_related("by", "person", "file")
    return list(visible(actor, rows.order_by("-at", "-pk")))


def event(actor: Actor, place: Place, public_id: UUID) -> ActivityEvent:
    """One line of a place's history; raises `NotVisible`."""
    rows = ActivityEvent.objects.filter(state__process__place=place, public_id=public_id)
    found = visible(actor, rows.select_related("file", "state")).first()
    if found is None:
        raise NotVisible("event")
    return found


def candidates(actor: Actor) -> list[User]:
    """The members who can be responsible for something: everybody inside who sees the place's work."""
    people = administration.people(actor)
    return [one.user for one in people if one.user.is_active and set(one.roles) - NOT_RESPONSIBLE]


def planned(found: Found) -> tuple[PlannedStage, Planned]:
    """The activity as the plan has it, before anything was moved at the place."""
    at = found.walk.plan.find(found.part.code)
    assert at is not None
    return at


def _walked(process: Process, known: dict[str, Plan], marks: dict[str, Mark], today: date) -> Walk:
    leader = process.leader.name if process.leader else ""
    return walk(known[process.variant], process.starts_on, marks, today, leader=leader)


def _marks(actor: Actor, of: Iterable[Process]) -> dict[int, dict[str, Mark]]:
    rows = visible(actor, ActivityState.objects.filter(process__in=list(of)).select_related("responsible"))
    found: dict[int, dict[str, Mark]] = defaultdict(dict)
    for one in rows:
        found[one.process_id][one.activity] = Mark(
            done_on=localtime(one.done_at).date() if one.done_at else None,
            due_on=one.due_on,
            responsible=one.responsible.name if one.responsible else "",
            responsible_id=one.responsible_id,
            revision=one.revision,
        )
    return found
