"""Reports of what could not be used: taken in from anyone, ended by those who look after the pages, erased in time."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import require
from samplats.foundation.actions.action import action, keep_facts
from samplats.foundation.retention.registry import write_protocol
from samplats.foundation.screening.screen import hide, screen
from samplats.foundation.tenancy.models import Tenant
from samplats.public import policy, queries
from samplats.public.models import BarrierReport
from samplats.public.rules import KEPT_FOR, MOST_A_DAY, MOST_PAGE

RECORD_KIND = "public.barriers"


class TooManyReports(Exception):
    """The municipality has been sent more in a day than people write."""


@action(policy.REPORT_BARRIER)
def report_barrier(actor: Actor, tenant: Tenant, *, key: UUID, page: str, text: str, now: datetime) -> BarrierReport:
    """Keep a report, without what identifies a person; the same key again gives the first one back."""
    known = BarrierReport.objects.filter(key=key).first()
    if known is not None:
        return known
    if BarrierReport.objects.filter(told_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise TooManyReports(tenant.slug)
    try:
        with transaction.atomic():
            return BarrierReport.objects.create(
                tenant=tenant,
                key=key,
                page=hide(page, screen(page))[:MOST_PAGE],
                text=hide(text, screen(text)),
                told_at=now,
            )
    except IntegrityError:
        return BarrierReport.objects.get(key=key)


@action(policy.SEE_BARRIERS)
def end_report(actor: Actor, report: BarrierReport, *, now: datetime, ended: bool = True) -> BarrierReport:
    """Say that a report has been dealt with, or take that back; twice is the same as once."""
    if (report.ended_at is not None) != ended:
        report.ended_at = now if ended else None
        report.ended_by_id = actor.user_id if ended else None
        report.save(update_fields=["ended_at", "ended_by"])
    return report


@action(policy.RETIRE_BARRIERS)
def retire_reports(actor: Actor, tenant: Tenant, *, now: datetime) -> int:
    """Erase what was ended a year ago, and write it down."""
    erased, _kinds = queries.old_reports(now).delete()
    if erased:
        older_than = localdate(now - KEPT_FOR)
        write_protocol(tenant, kind=RECORD_KIND, older_than=older_than, erased=erased, kept_as_statistics=0, at=now)
    keep_facts(erased=erased)
    return erased


def retire_due(actor: Actor, now: datetime) -> int:
    """Erase what is due, as retention asks for it."""
    require(actor, policy.RETIRE_BARRIERS, actor.tenant)
    return retire_reports(actor, actor.tenant, now=now)
