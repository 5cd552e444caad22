"""What a reporter does: hand in, change, withdraw; and what the co-ordinator does with several of one event."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.partitions import Sensitivity
from samplats.foundation.access.permissions import NotVisible, require
from samplats.foundation.actions.action import action, swap
from samplats.foundation.screening.screen import screen
from samplats.foundation.tenancy.models import Tenant
from samplats.foundation.tenancy.quick import insert
from samplats.vocabulary.rules import Category

from .. import policy
from ..models import CalmWeek, Report
from ..queries.categories import sensitivity_of
from ..queries.report_places import Spot
from ..queries.reports import report_room, teller
from ..rules.reporting import ANYBODY, Band, ReportState, Span, depends_on_teller, may_tell, monday_of, takes_photos
from .photos import erase_photo, keep_photo


class AlreadyHandedIn(RuntimeError):
    """The key has been used: the report is there already."""


class NotYours(ValueError):
    """The category is not one that this reporter may choose."""


class HasReported(RuntimeError):
    """The week was not calm: its reporter has reported in it."""


class PersonInText(ValueError):
    """The words point at a person."""


@action(policy.MAY_REPORT)
def hand_in_report(
    actor: Actor,
    tenant: Tenant,
    *,
    key: UUID,
    category: Category,
    span: Span,
    spot: Spot,
    band: Band = Band.ONE,
    text: str = "",
    photo: bytes = b"",
    now: datetime,
) -> Report:
    """Take in one event, once: raises `AlreadyHandedIn` when the key is known."""
    made = Report(
        tenant=tenant,
        key=key,
        reporter_id=actor.user_id,
        organisation_id=actor.organisation_id,
        made_at=now,
        **_told(actor, category, span, spot, band, text, now),
    )
    try:
        insert(made)
    except IntegrityError as known:
        raise AlreadyHandedIn from known
    if photo:
        keep_photo(made, photo, by=actor, category=category)
    return made


@action(policy.MAY_CHANGE_REPORT)
def change_report(
    actor: Actor,
    report: Report,
    *,
    revision: int,
    category: Category,
    span: Span,
    spot: Spot,
    band: Band = Band.ONE,
    text: str = "",
    now: datetime,
) -> Report:
    """Say it better; raises `ChangedMeanwhile` when the report is no longer the one that was read.

    A category that takes no photo takes it away.
    """
    told = _told(actor, category, span, spot, band, text, now)
    swap(
        report,
        when={"revision": revision, "state": ReportState.RECEIVED.value},
        to={**told, "revision": revision + 1, "waiting": True},
    )
    if not takes_photos(category):
        erase_photo(report)
    return report


@action(policy.MAY_CHANGE_REPORT)
def withdraw_report(actor: Actor, report: Report, *, now: datetime) -> Report:
    """Take a report back; it no longer counts, and its photo is erased."""
    _turn(report, ReportState.RECEIVED, ReportState.WITHDRAWN, now)
    erase_photo(report)
    return report


@action(policy.MAY_CHANGE_REPORT)
def bring_back_report(actor: Actor, report: Report, *, now: datetime) -> Report:
    """Let a withdrawn report count again."""
    _turn(report, ReportState.WITHDRAWN, ReportState.RECEIVED, now)
    return report


@action(policy.MAY_SORT_REPORTS)
def merge_report(actor: Actor, report: Report, *, into: Report, now: datetime) -> Report:
    """Two reports of one event: this one no longer counts, the other one does."""
    require(actor, policy.MAY_SORT_REPORTS, into)
    if into.pk == report.pk or into.state != ReportState.RECEIVED.value or into.compartment_id != report.compartment_id:
        raise NotVisible("report")
    _turn(report, ReportState.RECEIVED, ReportState.MERGED, now, merged_into=into)
    return report


@action(policy.MAY_SORT_REPORTS)
def part_report(actor: Actor, report: Report, *, now: datetime) -> Report:
    """Undo a merging."""
    _turn(report, ReportState.MERGED, ReportState.RECEIVED, now, merged_into=None)
    return report


@action(policy.MAY_REPORT)
def say_calm(actor: Actor, tenant: Tenant, *, today: date, now: datetime) -> CalmWeek:
    """There was nothing to report this week; saying it twice says the same.

    Raises `HasReported` when the reporter has told of something in it.
    """
    began = datetime.combine(monday_of(today), time(), ZoneInfo(tenant.time_zone))
    told = Report.objects.filter(reporter_id=actor.user_id, made_at__gte=began, made_at__lte=now)
    if told.filter(state=ReportState.RECEIVED.value).exists():
        raise HasReported
    week, _made = CalmWeek.objects.get_or_create(
        tenant=tenant,
        reporter_id=actor.user_id,
        week=monday_of(today),
        defaults={"organisation_id": actor.organisation_id, "made_at": now},
    )
    return week


def _turn(report: Report, before: ReportState, after: ReportState, now: datetime, **also: Report | None) -> None:
    to = {"state": after.value, "changed_at": now, "revision": report.revision + 1, "waiting": True, **also}
    swap(report, when={"state": before.value, "revision": report.revision}, to=to)


def _told(
    actor: Actor, category: Category, span: Span, spot: Spot, band: Band, text: str, now: datetime
) -> dict[str, object]:
    """What is stored of what was said, checked once more where nobody gets past."""
    if not may_tell(category, teller(actor) if depends_on_teller(category) else ANYBODY):
        raise NotYours(category.code)
    if screen(text) or screen(spot.words):
        raise PersonInText
    closed = sensitivity_of(category) is Sensitivity.RESTRICTED
    zone = ZoneInfo(actor.tenant.time_zone)
    return {
        "category": category.code,
        "band": band.value,
        "starts_at": span.start.replace(tzinfo=zone),
        "ends_at": span.end and span.end.replace(tzinfo=zone),
        "time_precision": span.precision.value,
        "lon": spot.lon,
        "lat": spot.lat,
        "place_precision": spot.precision.value,
        "place_id": spot.place and spot.place.pk,
        "place_text": spot.words,
        "text": text,
        "compartment_id": report_room(actor) if closed else None,
        "changed_at": now,
    }
