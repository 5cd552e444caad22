"""Sheets for tests, made through the same actions as everybody's."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tests.cast import Cast
from samplats.meetings import actions as meetings
from samplats.meetings.actions import Told
from samplats.meetings.models import Decision
from samplats.places.models import Place
from samplats.weekly import actions
from samplats.weekly.models import Sheet
from samplats.weekly.rules.periods import Span

SUNDAY = date(2026, 11, 15)
FIGURES: dict[str, Any] = {"sources": [], "spots": {"rows": []}, "times": None, "effort": None}


def begun(cast: Cast, place: Place | None = None, *, held_on: date = SUNDAY, who: str = "ada") -> Sheet:
    """An open sheet whose figures have been counted."""
    ada = cast.actor(who)
    with open_tenant(cast.home.pk):
        sheet = actions.begin_sheet(
            ada, cast.home, place=place, span=Span(1, SUNDAY), held_on=held_on, now=timezone.now()
        )
        if sheet.figures is None:
            given = {"figures": FIGURES, "suggested": {"changes": "Inget nytt."}, "counted_from": ""}
            actions.fill_sheet(ada, sheet, revision=sheet.revision, **given)
        return sheet


def decided(cast: Cast, sheet: Sheet, text: str = "Laga lampan", *, due_on: date | None = None) -> Decision:
    """A decision of the sheet's meeting."""
    told = Told(text, "Gatuenheten", due_on or sheet.meeting.held_on + timedelta(days=7))
    with open_tenant(cast.home.pk):
        return meetings.note_decision(cast.actor("ada"), sheet.meeting, told=told, now=timezone.now())


def closed(cast: Cast, sheet: Sheet, *, now: datetime | None = None) -> Sheet:
    """The sheet as it was when its meeting was over."""
    with open_tenant(cast.home.pk):
        return actions.close_sheet(cast.actor("ada"), sheet, revision=sheet.revision, now=now or timezone.now())


def closed_with_decision(cast: Cast, place: Place | None = None) -> Sheet:
    """A closed sheet on which something was decided."""
    sheet = begun(cast, place)
    decided(cast, sheet)
    return closed(cast, sheet)


def open_with_decision(cast: Cast) -> tuple[Sheet, Decision]:
    """An open sheet with a decision of its own, after a closed one with another."""
    with open_tenant(cast.home.pk):
        earlier = Sheet.objects.filter(place=None).exists()
    if not earlier:
        closed_with_decision(cast)
    sheet = begun(cast)
    return sheet, decided(cast, sheet, "Måla bänken")
