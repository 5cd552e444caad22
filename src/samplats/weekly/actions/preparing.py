"""Begin a sheet, choose its weeks, fill it with what the system can say, and write in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from samplats.foundation.access.actors import Actor
from samplats.foundation.actions.action import action, swap
from samplats.foundation.jobs.queue import enqueue
from samplats.foundation.screening.screen import refuse_personal_details
from samplats.foundation.tenancy.models import Tenant
from samplats.meetings.actions import hold_meeting, move_meeting
from samplats.places.models import Place
from samplats.weekly import policy
from samplats.weekly.models import Passage, Sheet
from samplats.weekly.queries.sheets import COUNT_JOB
from samplats.weekly.rules.periods import Span
from samplats.weekly.rules.texts import WRITTEN, is_untouched


@action(policy.PREPARE)
def begin_sheet(
    actor: Actor, tenant: Tenant, *, place: Place | None, span: Span, held_on: date, now: datetime
) -> Sheet:
    """Begin a sheet and have its figures counted; one that is open already is returned as it is."""
    opened = Sheet.objects.filter(place=place, closed_at=None)
    found = opened.first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            made = Sheet.objects.create(
                tenant=tenant,
                place=place,
                meeting=hold_meeting(actor, tenant, place=place, held_on=held_on),
                weeks=span.weeks,
                last_on=span.last_on,
                begun_at=now,
                begun_by_id=actor.user_id,
            )
    except IntegrityError:  # somebody has begun it in the same moment
        return opened.get()
    Passage.objects.bulk_create(Passage(tenant=tenant, sheet=made, section=section) for section in WRITTEN)
    _order(actor, made)
    return made


@action(policy.PREPARE)
def choose_weeks(actor: Actor, sheet: Sheet, *, span: Span, held_on: date, revision: int) -> Sheet:
    """Let the sheet speak of other weeks, then its figures are counted anew, or be for another day's meeting.

    Raises `ChangedMeanwhile`.
    """
    is_other = Span(sheet.weeks, sheet.last_on) != span
    to = {"weeks": span.weeks, "last_on": span.last_on, "revision": revision + 1}
    swap(sheet, when={"revision": revision, "closed_at": None}, to=to | ({"figures": None} if is_other else {}))
    if sheet.meeting.held_on != held_on:
        move_meeting(actor, sheet.meeting, held_on=held_on)
    if is_other or sheet.figures is None:  # a waiting order is for the revision before
        _order(actor, sheet)
    return sheet


@action(policy.PREPARE)
def count_again(actor: Actor, sheet: Sheet, *, revision: int) -> Sheet:
    """Have the figures counted on what has come in since; raises `ChangedMeanwhile`."""
    swap(
        sheet,
        when={"revision": revision, "closed_at": None},
        to={"figures": None, "revision": revision + 1},
    )
    _order(actor, sheet)
    return sheet


def _order(actor: Actor, sheet: Sheet) -> None:
    enqueue(actor, COUNT_JOB, sheet=str(sheet.public_id), revision=sheet.revision)


@action(policy.PREPARE)
def fill_sheet(
    actor: Actor,
    sheet: Sheet,
    *,
    figures: dict[str, Any],
    suggested: Mapping[str, str],
    counted_from: str,
    revision: int,
) -> Sheet:
    """Put counted figures in; a text that a person has changed stays. Raises `ChangedMeanwhile`."""
    swap(
        sheet,
        when={"revision": revision, "closed_at": None},
        to={"figures": figures, "counted_from": counted_from},
    )
    for one in Passage.objects.filter(sheet=sheet):
        fresh = suggested.get(one.section, "")
        text = fresh if is_untouched(one.text, one.suggested) else one.text
        if (text, fresh) != (one.text, one.suggested):
            to = {"suggested": fresh, "text": text, "revision": one.revision + 1}
            swap(one, when={"revision": one.revision}, to=to)
    return sheet


@action(policy.PREPARE)
def write_passage(actor: Actor, passage: Passage, *, text: str, revision: int, now: datetime) -> Passage:
    """Save a text; raises `PersonalDetails`, or `ChangedMeanwhile` when somebody saved after `revision` was read."""
    refuse_personal_details(text)
    swap(
        passage,
        when={"revision": revision, "sheet__closed_at": None},
        to={"text": text, "revision": revision + 1, "edited_at": now, "edited_by_id": actor.user_id},
    )
    return passage
