"""Retention: rows older than their source allows become counts, and are erased."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db import transaction

from samplats.foundation.access.actors import Actor, housekeeper
from samplats.foundation.access.partitions import OPEN_ROOM, Partition
from samplats.foundation.access.permissions import require
from samplats.foundation.actions.action import action, keep_facts
from samplats.foundation.retention.registry import write_protocol
from samplats.foundation.snapshots import store

from .. import policy
from ..models import Import, Incident, IncidentStatistic, Source
from ..models.fields import EPOCH
from ..queries.retention import all_drawers, due_imports
from ..rules.retiring import Counted, counts
from ..rules.states import ImportState
from .bulk import erase_between
from .imports import KIND, forget_later
from .snapshot import columns_of, drawers, moment
from .storing import ToStore

RECORD_KIND = "incidents"


def carry_out_retention(actor: Actor, now: datetime) -> int:
    """Erase every row whose time is up, source by source; returns how many rows."""
    require(actor, policy.MAY_IMPORT, actor.tenant)
    erased = 0
    for batch, first_kept in due_imports(actor, now):
        erased += retire_rows(housekeeper(actor, batch.compartment_id), batch, first_kept=first_kept, now=now)
        erase_retired(batch, _start_of(actor, first_kept))
    return erased


@action(policy.MAY_IMPORT)
def retire_rows(actor: Actor, batch: Import, *, first_kept: date, now: datetime) -> int:
    """Turn an import's old rows into counts and take them out of every reader's sight, all at once."""
    assert batch.source is not None
    scope = all_drawers(actor)
    gone = kept = 0
    for part in [one for one in store.parts(scope, kind=KIND) if one.owner == batch.public_id]:
        [table] = store.read(scope, [part])
        is_old = pc.less(table["wall"], int(np.datetime64(first_kept, "s").astype(np.int64)))
        old, rest = table.filter(is_old), table.filter(pc.invert(is_old))
        if not old.num_rows:
            continue
        gone += old.num_rows
        kept += _keep_counts(batch, batch.source, part.partition, old)
        _replace_part(actor, batch, part.partition, rest)
    batch.retired_until = first_kept
    if batch.period_to is not None and batch.period_to < first_kept:
        batch.state = ImportState.EXPIRED.value
    batch.save(update_fields=["retired_until", "state"])
    forget_later(actor, batch)
    if gone:
        write_protocol(
            actor.tenant,
            kind=RECORD_KIND,
            older_than=first_kept,
            erased=gone,
            kept_as_statistics=kept,
            at=now,
            source=str(batch.source.public_id),
            batch=str(batch.public_id),
        )
    keep_facts(erased=gone, kept=kept, older_than=first_kept)
    return gone


def erase_retired(batch: Import, before: datetime) -> None:
    """Erase the rows that have become counts; done again after a crash it erases what is left."""
    erase_between(
        Incident,
        batch.first_row,
        batch.first_row + batch.reserved,
        older_than=int((before - EPOCH).total_seconds()),
    )


def count_old_rows(actor: Actor, batch: Import, old: ToStore) -> int:
    """Counts straight from a file, for rows past their time; months that the source has counted before are left.

    Returns how many rows became counts; a second attempt replaces what the first one kept.
    """
    assert batch.source is not None
    if not len(old):
        return 0
    table = columns_of(batch, old)
    kept = 0
    with transaction.atomic():
        IncidentStatistic.objects.filter(batch=batch).delete()
        taken = set(IncidentStatistic.objects.filter(source=batch.source).values_list("month", flat=True))
        for partition, rows in drawers(actor, batch.source, old):
            found = [one for one in _counted(table.take(pa.array(rows))) if one.month not in taken]
            kept += sum(one.rows for one in found)
            _save(batch, batch.source, partition, found)
    return kept


def _keep_counts(batch: Import, source: Source, partition: Partition, old: pa.Table) -> int:
    return _save(batch, source, partition, _counted(old))


def _counted(old: pa.Table) -> list[Counted]:
    category = pc.if_else(
        pc.equal(pc.fill_null(_text(old, "category"), ""), ""),
        pc.fill_null(_text(old, "category_text"), ""),
        pc.fill_null(_text(old, "category"), ""),
    )
    return list(
        counts(
            old["wall"].to_numpy().astype("datetime64[s]"),
            np.asarray(category.to_pylist(), dtype=object),
            np.asarray(pc.fill_null(_text(old, "area"), "").to_pylist(), dtype=object),
            old["x"].to_numpy(),
            old["y"].to_numpy(),
            old["count"].to_numpy(),
        )
    )


def _text(table: pa.Table, name: str) -> Any:
    return table[name].cast(pa.string())


def _save(batch: Import, source: Source, partition: Partition, found: list[Counted]) -> int:
    IncidentStatistic.objects.bulk_create(
        [
            IncidentStatistic(
                tenant_id=batch.tenant_id,
                source=source,
                batch=batch,
                compartment_id=None if partition.room == OPEN_ROOM else partition.room,
                partition=partition.name,
                month=one.month,
                category=one.category[:120],
                column=one.column,
                row=one.row,
                area=one.area[:40],
                count=one.count,
            )
            for one in found
        ],
        batch_size=500,
    )
    return len(found)


def _replace_part(actor: Actor, batch: Import, partition: Partition, rest: pa.Table) -> None:
    if not rest.num_rows:
        store.erase_parts(actor.tenant, kind=KIND, owner=batch.public_id, partition=partition)
        return
    starts = rest["start"].to_numpy()
    store.write_part(
        actor.tenant,
        rest,
        kind=KIND,
        partition=partition,
        owner=batch.public_id,
        first_at=moment(starts.min()),
        last_at=moment(starts.max()),
    )
    store.show_parts(actor.tenant, kind=KIND, owner=batch.public_id)


def _start_of(actor: Actor, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(actor.tenant.time_zone))
