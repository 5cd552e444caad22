"""The demo's weekly meetings: three closed sheets, with decisions that are carried from one to the next."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from samplats.commands.demo.house import House
from samplats.demo.weekly import DECIDED, MEETINGS, THOUGHTS, Decided
from samplats.foundation.tenancy.current import open_tenant
from samplats.meetings import actions as meetings
from samplats.meetings.actions import Told
from samplats.meetings.queries import Decision, carried_to
from samplats.meetings.rules import State
from samplats.places import queries as places
from samplats.weekly import actions, queries
from samplats.weekly.models import Sheet
from samplats.weekly.queries.figures import Asked
from samplats.weekly.rules.periods import Span
from samplats.weekly.sentences.suggesting import suggested_texts

HOUR = time(9, 30)


def load(house: House) -> None:
    """Hold the meetings that have not been held; those of an interrupted load go on where it stopped."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    with open_tenant(house.tenant.pk):
        held = set(Sheet.objects.filter(place=None).values_list("meeting__held_on", flat=True))
        for weeks_ago in MEETINGS:
            on = monday - timedelta(weeks=weeks_ago)
            if on not in held:
                with transaction.atomic():
                    _meet(house, weeks_ago, on)


def _meet(house: House, weeks_ago: int, on: date) -> None:
    ada, now = house.actor("ada"), timezone.make_aware(datetime.combine(on, HOUR))
    span = Span(1, on - timedelta(days=1))
    sheet = actions.begin_sheet(ada, house.tenant, place=None, span=span, held_on=on, now=now)
    earlier = queries.before(ada, None, sheet)
    figures = queries.week_figures(ada, Asked(None, span, queries.verdicts_of(earlier)))
    actions.fill_sheet(
        ada,
        sheet,
        figures=figures,
        suggested=suggested_texts(figures),
        counted_from=queries.state_of_incidents(ada),
        revision=sheet.revision,
    )
    thoughts = queries.passage(ada, sheet, "hypotheses")
    actions.write_passage(ada, thoughts, text=THOUGHTS[weeks_ago], revision=thoughts.revision, now=now)
    for one in carried_to(ada, sheet.meeting, earlier.closed_at if earlier else None):
        _follow(house, one, weeks_ago, now)
    for told in DECIDED:
        if told.weeks_ago == weeks_ago:
            _decide(house, sheet, told, on, now)
    actions.close_sheet(ada, sheet, revision=sheet.revision, now=now)


def _follow(house: House, found: Decision, weeks_ago: int, now: datetime) -> None:
    told = next(one for one in DECIDED if one.text == found.text)
    for when, state, note in told.went:
        if when == weeks_ago:
            ada = house.actor("ada")
            meetings.mark_decision(ada, found, state=State(state), note=note, revision=found.revision, now=now)


def _decide(house: House, sheet: Sheet, told: Decided, on: date, now: datetime) -> None:
    ada = house.actor("ada")
    where = next((one for one in places.places(ada) if one.slug == told.place), None)
    due = on + timedelta(days=told.due)
    meetings.note_decision(ada, sheet.meeting, told=Told(told.text, told.owner, due, where), now=now)
