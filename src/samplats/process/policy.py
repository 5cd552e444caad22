"""Who sees the steps of a place, who ticks them, and who changes the template."""

from django.db.models import QuerySet

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import permission, visibility, visible
from samplats.foundation.accounts.roles import Role
from samplats.places.models import Place
from samplats.places.policy import INSIDE, follows_named_places
from samplats.process.models import ActivityEvent, ActivityState, PlaceNote, Process

SEE_STEPS = permission("process.see_steps", INSIDE)
MANAGE_STEPS = permission("process.manage_steps", {Role.COORDINATOR})


def _is_own_to_tick(actor: Actor, state: ActivityState) -> bool:
    """A co-ordinator ticks everything; others tick what they are responsible for."""
    return Role.COORDINATOR in actor.roles or (actor.user_id is not None and state.responsible_id == actor.user_id)


TICK = permission(
    "process.tick",
    {Role.COORDINATOR, Role.ANALYST, Role.REPORTER, Role.MEMBER},
    condition=_is_own_to_tick,
)


SEE_NOTES = permission("process.see_notes", {Role.COORDINATOR, Role.COACH})
WRITE_NOTES = permission("process.write_notes", {Role.COORDINATOR, Role.COACH})


def _is_own_note(actor: Actor, note: PlaceNote) -> bool:
    """A co-ordinator takes out every note, a coach the own ones."""
    return Role.COORDINATOR in actor.roles or (actor.user_id is not None and note.by_id == actor.user_id)


TAKE_OUT_NOTES = permission("process.take_out_notes", {Role.COORDINATOR, Role.COACH}, condition=_is_own_note)


@visibility(PlaceNote)
def seen_notes(actor: Actor, notes: QuerySet[PlaceNote]) -> QuerySet[PlaceNote]:
    """As the places they are about."""
    return notes.filter(place__in=_places(actor)) if follows_named_places(actor) else notes


@visibility(Process)
def seen_processes(actor: Actor, processes: QuerySet[Process]) -> QuerySet[Process]:
    """The steps of the places that the actor sees: for a coach the named ones."""
    return processes.filter(place__in=_places(actor)) if follows_named_places(actor) else processes


@visibility(ActivityState)
def seen_states(actor: Actor, states: QuerySet[ActivityState]) -> QuerySet[ActivityState]:
    """As the steps they belong to."""
    return states.filter(process__place__in=_places(actor)) if follows_named_places(actor) else states


@visibility(ActivityEvent)
def seen_events(actor: Actor, events: QuerySet[ActivityEvent]) -> QuerySet[ActivityEvent]:
    """As the steps they belong to."""
    return events.filter(state__process__place__in=_places(actor)) if follows_named_places(actor) else events


def _places(actor: Actor) -> QuerySet[Place]:
    return visible(actor, Place.objects.all())
