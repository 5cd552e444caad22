"""The demo's places walk the steps: started, ticked and moved through the same actions as everybody's."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from samplats.commands.demo.house import House
from samplats.demo.people import PEOPLE
from samplats.demo.steps import WALKED, Steps
from samplats.foundation.tenancy.current import open_tenant
from samplats.places import actions as place_actions
from samplats.places import queries as places
from samplats.process import actions, queries
from samplats.process.queries import PlaceWalk

COACHED = next(one.places for one in PEOPLE if one.key == "iris")


def load(house: House) -> None:
    """Let every place that has not begun walk as far as its story says."""
    with open_tenant(house.tenant.pk):
        ada = house.actor("ada")
        names = {one.slug: one.name for one in house.town.places}
        waiting = {one.place.name: one for one in queries.walks(ada) if one.process is None}
        for told in WALKED:
            if names[told.place] in waiting:
                with transaction.atomic():  # a place has walked as far as its story, or not begun
                    _walk(house, told, waiting[names[told.place]])
        for one in places.places(ada).filter(name__in=[names[slug] for slug in COACHED]):
            place_actions.name_coach(ada, one, coach=house.users["iris"])


def _walk(house: House, told: Steps, found: PlaceWalk) -> None:
    ada, today = house.actor("ada"), timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    actions.start_model(
        ada,
        found.place,
        variant=told.variant,
        starts_on=monday - timedelta(weeks=told.weeks),
        leader=house.users[told.leader],
        now=_noon(monday - timedelta(weeks=told.weeks)),
    )
    walked = queries.started(ada, found.place)
    assert walked.walk is not None
    notes = dict(told.notes)
    for part in walked.walk.parts:
        due = part.due_on < monday and part.code not in told.undone
        if due or part.code in told.early or part.code in notes:
            _tick(house, walked, part.code, notes.get(part.code, ""), min(part.due_on, monday - timedelta(days=3)))
    _give(house, told, walked)


def _tick(house: House, walked: PlaceWalk, code: str, note: str, on: date) -> None:
    assert walked.process is not None
    state = queries.state_of(house.actor("ada"), walked.process, code)
    actions.tick(house.actor("ada"), state, note=note, revision=state.revision, now=_noon(on))


def _give(house: House, told: Steps, walked: PlaceWalk) -> None:
    assert walked.process is not None
    assert walked.walk is not None
    ada, last_week = house.actor("ada"), timezone.now() - timedelta(days=6)
    for code, key in told.given:
        state = queries.state_of(ada, walked.process, code)
        actions.assign(ada, state, to=house.users[key], revision=state.revision, now=last_week)
    due = {part.code: part.due_on for part in walked.walk.parts}
    for code, weeks, reason in told.moved:
        state, planned_on = queries.state_of(ada, walked.process, code), due[code]
        to = planned_on + timedelta(weeks=weeks)
        actions.move_due(
            ada, state, due_on=to, planned_on=planned_on, reason=reason, revision=state.revision, now=last_week
        )


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
