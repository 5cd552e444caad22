"""Reports carried over to the incidents, so that every analysis, map and rule of erasure applies to them.

A report is safe when its own row is: carrying it over is a job that can be done again at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

import shapely
from django.db.models import Max, Min

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import require
from samplats.foundation.actions.action import action, keep_facts
from samplats.foundation.geo.crs import to_metric
from samplats.foundation.tenancy.models import Tenant
from samplats.places import queries as places

from .. import policy
from ..models import Import, Incident, Report, ReportSettings, RowNumbers, Source
from ..rules.reporting import ReportState
from ..rules.states import ImportState
from .rebuilding import rebuild
from .sources import add_source
from .storing import reserve_rows

STRETCH = 10_000
AT_ONCE = 2_000
SOURCE_NAME = "Rapporter i Samplats"
MASK = (1 << 63) - 1


@action(policy.MAY_SORT_REPORTS)
def collect_reports(actor: Actor, tenant: Tenant, *, now: datetime) -> int:
    """Carry over what waits, room by room; every figure that rests on the reports is old from here on."""
    RowNumbers.objects.get_or_create(name="incidents")
    RowNumbers.objects.select_for_update().get(name="incidents")  # one at a time
    waiting = list(Report.objects.filter(waiting=True).order_by("compartment_id", "pk")[:AT_ONCE])
    if not waiting:
        return 0
    source = _source_of(actor, tenant)
    touched: dict[int, Import] = {}
    for room, theirs in groupby(waiting, key=lambda one: one.compartment_id):
        for batch in _carry_over(actor, source, room, list(theirs), now):
            touched[batch.pk] = batch
    for batch in touched.values():
        _describe(actor, batch, now)
        rebuild(actor, batch)
    keep_facts(reports=len(waiting), batches=len(touched))
    return len(waiting)


@action(policy.MAY_SORT_REPORTS)
def choose_report_source(actor: Actor, tenant: Tenant, *, source: Source) -> ReportSettings:
    """Let the municipality's own reports belong to a source that is there already; what has been counted stays."""
    require(actor, policy.MAY_SORT_REPORTS, source)
    keep_facts(source=source.public_id)
    return ReportSettings.objects.update_or_create(tenant=tenant, defaults={"source": source})[0]


def _source_of(actor: Actor, tenant: Tenant) -> Source:
    settings, _made = ReportSettings.objects.select_related("source").get_or_create(tenant=tenant)
    if settings.source is None:
        known = Source.objects.filter(name=SOURCE_NAME).first()
        settings.source = known or add_source(
            actor, tenant, name=SOURCE_NAME, kind=Source.Kind.PARTNERS, retention_months=24
        )
        settings.save(update_fields=["source"])
    return settings.source


def _carry_over(actor: Actor, source: Source, room: int | None, some: list[Report], now: datetime) -> Iterator[Import]:
    """Store, replace or take away the incident of each report; yields the imports that changed."""
    gone = [one for one in some if one.row is not None and not _stays(one, room)]
    Incident.objects.filter(pk__in=[one.row for one in gone]).delete()
    yield from Import.objects.select_related("source").filter(pk__in={one.batch_id for one in gone})
    counted = [one for one in some if one.state == ReportState.RECEIVED.value]
    batch = _open_batch(actor, source, room, len(counted), now) if counted else None
    areas = _areas(actor, counted)
    free = _first_free(batch) if batch else 0
    for one in counted:
        assert batch is not None
        if one.row is None or one in gone:
            one.batch, one.row, free = batch, free, free + 1
        row = _incident(actor, one, areas.get(one.pk, ""))
        Incident.objects.update_or_create(pk=one.row, defaults=row)
    for one in some:
        _settle(one, now)
    yield from Import.objects.select_related("source").filter(pk__in={one.batch_id for one in counted})


def _settle(one: Report, now: datetime) -> None:
    """The report has been carried over, unless somebody has changed it meanwhile."""
    told = Report.objects.filter(pk=one.pk, revision=one.revision)
    if one.state == ReportState.RECEIVED.value:
        told.update(waiting=False, counted_at=now, batch=one.batch, row=one.row)
    else:
        told.update(waiting=False, counted_at=None, batch=None, row=None)


def _stays(one: Report, room: int | None) -> bool:
    """Whether the incident of a report may go on where it lies: counted still, and in the same room."""
    assert one.batch is not None
    return one.state == ReportState.RECEIVED.value and one.batch.compartment_id == room


def _open_batch(actor: Actor, source: Source, room: int | None, wanted: int, now: datetime) -> Import:
    """This month's import of reports; a new one when the month is new or its numbers are used up."""
    local = now.astimezone(ZoneInfo(actor.tenant.time_zone))
    month = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    known = Import.objects.select_related("source").filter(
        source=source, of_reports=True, state=ImportState.LIVE.value, started_at__gte=month
    )
    known = known.filter(compartment=None) if room is None else known.filter(compartment_id=room)
    batch = known.order_by("-pk").first()
    if batch is not None and _first_free(batch) + wanted <= batch.first_row + batch.reserved:
        return batch
    made = Import.objects.create(
        tenant=actor.tenant,
        source=source,
        compartment_id=room,
        file_name=f"{source.name} {local:%Y-%m}"[:200],
        file_size=0,
        state=ImportState.LIVE.value,
        of_reports=True,
        started_at=now,
        zone=actor.tenant.time_zone,
    )
    reserve_rows(made, STRETCH)
    return made


def _first_free(batch: Import) -> int:
    last = Incident.objects.filter(batch=batch, pk__gte=batch.first_row, pk__lt=batch.first_row + batch.reserved)
    told = Report.objects.filter(batch=batch).aggregate(last=Max("row"))["last"]
    kept = last.order_by("-pk").values_list("pk", flat=True).first()
    return max(batch.first_row - 1, told or 0, kept or 0) + 1


def _incident(actor: Actor, one: Report, area: str) -> dict[str, Any]:
    """The report as an incident: one event however many took part, without its words."""
    x, y = _metres(actor, one.lon, one.lat)
    assert one.batch is not None
    assert one.row is not None
    return {
        "tenant_id": one.tenant_id,
        "source_id": one.batch.source_id,
        "batch_id": one.batch_id,
        "compartment_id": one.compartment_id,
        "line": one.row - one.batch.first_row + 1,
        "identity": (one.public_id.int & MASK),
        "starts_at": one.starts_at,
        "ends_at": one.ends_at,
        "time_precision": one.time_precision,
        "count": 1,
        "lon": one.lon if one.lon is None else round(one.lon, 7),
        "lat": one.lat if one.lat is None else round(one.lat, 7),
        "x": x,
        "y": y,
        "place_precision": one.place_precision,
        "area": area,
        "category": one.category,
        "place_text": one.place_text,
        "external_id": str(one.public_id),
    }


def _metres(actor: Actor, lon: float | None, lat: float | None) -> tuple[float | None, float | None]:
    if lon is None or lat is None:
        return None, None
    x, y = to_metric([lon], [lat], actor.tenant.epsg)
    return round(float(x[0]), 2), round(float(y[0]), 2)


def _areas(actor: Actor, some: Iterable[Report]) -> dict[int, str]:
    """The statistical area of each report that has a position."""
    points = {one.pk: shapely.Point(one.lon, one.lat) for one in some if one.lon is not None}
    if not points:
        return {}
    around = [(one.code, places.geometry(one)) for one in places.areas(actor)]
    tree = shapely.STRtree([shape for _code, shape in around])
    found = {}
    for key, point in points.items():
        inside = tree.query(point, predicate="intersects")
        if len(inside):
            found[key] = around[int(inside[0])][0]
    return found


def _describe(actor: Actor, batch: Import, now: datetime) -> None:
    """How many rows the import has, and from when to when."""
    rows = Incident.objects.filter(batch=batch)
    span = rows.aggregate(first=Min("starts_at"), last=Max("starts_at"))
    zone = ZoneInfo(actor.tenant.time_zone)
    batch.n_read = batch.n_added = rows.count()
    batch.period_from, batch.period_to = (
        None if span[name] is None else span[name].astimezone(zone).date() for name in ("first", "last")
    )
    batch.finished_at = now
    batch.save(update_fields=["n_read", "n_added", "period_from", "period_to", "finished_at"])
