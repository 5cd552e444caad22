"""Imports without a file: one a month, source and closed room, in which rows are laid as they come."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Max, Min

from samplats.foundation.access.actors import Actor

from ..models import Import, Incident, PulledRecord, Report, Source
from ..rules.states import ImportState
from .storing import reserve_rows

STRETCH = 10_000


def open_batch(
    actor: Actor, source: Source, room: int | None, wanted: int, now: datetime, *, of_feed: bool = False
) -> Import:
    """This month's import of the source; a new one when the month is new or its numbers are used up."""
    local = now.astimezone(ZoneInfo(actor.tenant.time_zone))
    month = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    kind = {"of_feed": of_feed, "of_reports": not of_feed}
    known = Import.objects.select_related("source").filter(
        source=source, state=ImportState.LIVE.value, started_at__gte=month, **kind
    )
    known = known.filter(compartment=None) if room is None else known.filter(compartment_id=room)
    batch = known.order_by("-pk").first()
    if batch is not None and first_free(batch) + wanted <= batch.first_row + batch.reserved:
        return batch
    made = Import.objects.create(
        tenant=actor.tenant,
        source=source,
        compartment_id=room,
        file_name=f"{source.name} {local:%Y-%m}"[:200],
        file_size=0,
        state=ImportState.LIVE.value,
        started_at=now,
        zone=actor.tenant.time_zone,
        **kind,
    )
    reserve_rows(made, max(STRETCH, wanted))
    return made


def first_free(batch: Import) -> int:
    """The first key of its stretch that no row has or has had as far as anybody remembers."""
    last = Incident.objects.filter(batch=batch, pk__gte=batch.first_row, pk__lt=batch.first_row + batch.reserved)
    told = PulledRecord if batch.of_feed else Report
    remembered = told.objects.filter(batch=batch).aggregate(last=Max("row"))["last"]
    kept = last.order_by("-pk").values_list("pk", flat=True).first()
    return max(batch.first_row - 1, remembered or 0, kept or 0) + 1


def describe(actor: Actor, batch: Import, now: datetime) -> None:
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
