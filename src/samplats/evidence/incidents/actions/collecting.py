"""Reports carried over to the incidents, so that every analysis, map and rule of erasure applies to them.

A report is safe when its own row is: carrying it over is a job that can be done again at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

import shapely

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import require
from samplats.foundation.actions.action import action, keep_facts
from samplats.foundation.geo.crs import to_metric
from samplats.foundation.tenancy.models import Tenant
from samplats.places import queries as places

from .. import policy
from ..models import Import, Incident, Report, ReportSettings, RowNumbers, Source
from ..rules.reporting import ReportState
from .months import describe, first_free, open_batch
from .rebuilding import rebuild
from .sources import add_source

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
        describe(actor, batch, now)
        rebuild(actor, batch)
    keep_facts(reports=len(waiting), batches=len(touched))
    return len(waiting)


@action(policy.MAY_SORT_REPORTS)
def choose_report_source(actor: Actor, tenant: Tenant, *, source: Source) -> ReportSettings:
    """Let the municipality's own reports belong to a source that is there already; what has been counted stays.

    Reports are kept as long as their source says: who may not change that of the one in use may not choose another.
    """
    require(actor, policy.MAY_SORT_REPORTS, source)
    before = ReportSettings.objects.select_related("source").filter(tenant=tenant).first()
    if before is not None and before.source is not None:
        require(actor, policy.MAY_CHANGE_SOURCE, before.source)
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
    batch = open_batch(actor, source, room, len(counted), now) if counted else None
    areas = _areas(actor, counted)
    free = first_free(batch) if batch else 0
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
