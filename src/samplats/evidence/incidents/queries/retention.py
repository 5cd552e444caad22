"""Which rows have had their time, and the counts that stay of those that are gone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet, Sum

from samplats.analyses.rules.scoped import Months
from samplats.foundation.access.actors import Actor, system_actor
from samplats.foundation.access.permissions import visible
from samplats.foundation.access.scope import Grain, Scope
from samplats.foundation.snapshots.models import SnapshotPart
from samplats.foundation.tenancy.models import Tenant

from ..models import Import, IncidentStatistic, Report, ReportSettings, Source
from ..rules.retiring import kept_from
from ..rules.states import ImportState
from .batches import live_imports


def due_imports(actor: Actor, now: datetime) -> list[tuple[Import, date]]:
    """Live imports with days before their source's time, and the first day that each keeps."""
    today = now.astimezone(ZoneInfo(actor.tenant.time_zone)).date()
    live = live_imports(actor).select_related("source")
    found = []
    for batch in live.filter(period_from__isnull=False).order_by("pk"):
        assert batch.source is not None
        first_kept = kept_from(today, batch.source.retention_months)
        done = batch.retired_until is not None and batch.retired_until >= first_kept
        if batch.period_from is not None and batch.period_from < first_kept and not done:
            found.append((batch, first_kept))
    return found


def n_due(tenant: Tenant, now: datetime) -> int:
    """How many imports hold rows whose time is up."""
    return len(due_imports(system_actor(tenant), now))


def first_kept_of_reports(actor: Actor, now: datetime) -> date | None:
    """The first day whose reports are kept: that of their source; None before there is one."""
    settings = visible(actor, ReportSettings.objects.select_related("source")).first()
    if settings is None or settings.source is None:
        return None
    return kept_from(now.astimezone(ZoneInfo(actor.tenant.time_zone)).date(), settings.source.retention_months)


def due_reports(actor: Actor, first_kept: date) -> QuerySet[Report]:
    """Reports of what happened before a day, whatever became of them and in closed rooms too: for erasing."""
    before = datetime.combine(first_kept, time(), ZoneInfo(actor.tenant.time_zone))
    return Report.objects.filter(tenant_id=actor.tenant_id, starts_at__lt=before)


def n_reports_due(tenant: Tenant, now: datetime) -> int:
    """How many reports have had their time."""
    actor = system_actor(tenant)
    first_kept = first_kept_of_reports(actor, now)
    return due_reports(actor, first_kept).count() if first_kept else 0


def all_drawers(actor: Actor) -> Scope:
    """Every drawer of the tenant, closed rooms too: for erasing, never for showing."""
    names = SnapshotPart.objects.filter(tenant=actor.tenant).values_list("partition", flat=True).distinct()
    return Scope(str(actor.tenant.public_id), frozenset(names), Grain.POINTS)


def monthly_statistics(
    actor: Actor, source: Source, *, reader: Scope, categories: Collection[str] = ()
) -> Months | None:
    """Incidents per month that a scope opens and that are kept as counts only, for analyses to suppress; or None.

    With categories the months stay those of the source: a month without any of them had none.
    """
    rows = visible(actor, IncidentStatistic.objects.filter(source=source, partition__in=reader.partitions))
    rows = rows.filter(batch__state__in=[ImportState.LIVE, ImportState.EXPIRED])
    wanted = Sum("count", filter=Q(category__in=categories)) if categories else Sum("count")
    sums = list(rows.order_by("month").values_list("month").annotate(total=wanted))
    if not sums:
        return None
    return Months(tuple(month for month, _ in sums), tuple(total or 0 for _, total in sums), sums[-1][0])
