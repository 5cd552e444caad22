"""Where every place stands, as it can be handed to a county: steps and numbers, no people and no texts of theirs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.timezone import localtime

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import visible
from samplats.foundation.releases.registry import Content
from samplats.process.models import ActivityEvent
from samplats.process.queries.walks import PlaceWalk, walks
from samplats.process.rules.guide import Text
from samplats.process.rules.walk import StageStanding, Walk
from samplats.situation.models import Version

STATUS = "process.status"
STATUS_SCHEMA = 1
Told = dict[str, Any]


def status_content(actor: Actor, today: date) -> Content | None:
    """Every place by name with its path, what is done, now, next and late, and when something last happened there."""
    found = walks(actor, today=today)
    if not found:
        return None
    last = last_days(actor, found)
    walked = [one.walk for one in found if one.walk is not None]
    plans = {one.plan.variant.code: _plan(one) for one in walked}
    places = [_place(one, last.get(one.place.pk)) for one in found]
    return Content({"variants": plans, "places": places}, min((one.starts_on for one in walked), default=None), None)


def last_days(actor: Actor, found: Iterable[PlaceWalk]) -> dict[int, date]:
    """The day on which something last happened at a place, by the place's key. Two questions.

    Something happens when the steps are started, when an activity is ticked, opened, given to somebody or moved, and
    when a situation picture of the place is published.
    """
    started = {one.place.pk: one.process.started_at for one in found if one.process is not None}
    events = visible(actor, ActivityEvent.objects.all()).order_by().values("state__process__place_id")
    published = visible(actor, Version.objects.exclude(place=None)).order_by().values("place_id")
    times = [*started.items()]
    times += events.annotate(last=Max("at")).values_list("state__process__place_id", "last")
    times += published.annotate(last=Max("published_at")).values_list("place_id", "last")
    days: dict[int, date] = {}
    for place, at in times:
        day = localtime(at).date()
        days[place] = max(day, days.get(place, day))
    return days


def _plan(walk: Walk) -> Told:
    return {
        "weeks": walk.plan.variant.weeks,
        "name": _text(walk.plan.variant.name),
        "steps": [_text(one.planned.stage.name) for one in walk.stages],
    }


def _place(found: PlaceWalk, last_on: date | None) -> Told:
    told: Told = {"name": found.place.name, "kind": found.place.kind, "last_on": _day(last_on)}
    walk = found.walk
    if walk is None:
        return told
    ahead = next((one for one in walk.stages if one.standing is StageStanding.AHEAD), None)
    return told | {
        "variant": walk.plan.variant.code,
        "starts_on": _day(walk.starts_on),
        "steps": [one.standing.value for one in walk.stages],
        "at": walk.at.number if walk.at else None,
        "done": walk.at.n_done if walk.at else 0,
        "all": len(walk.at.parts) if walk.at else 0,
        "late": len(walk.late),
        "late_steps": [one.number for one in walk.stages if one.late],
        "next": {"step": ahead.number, "begins_on": _day(ahead.begins_on)} if ahead else None,
    }


def _text(text: Text) -> Told:
    return {"sv": text.sv, "en": text.en}


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
