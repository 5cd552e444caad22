"""The columnar copy of incidents made again from the rows in the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.partitions import Sensitivity
from samplats.foundation.access.permissions import require
from samplats.foundation.actions.action import action, keep_facts
from samplats.foundation.snapshots.store import NewPart, replace_parts

from .. import policy
from ..models import Import, Incident
from ..queries.categories import named, sensitivity_of
from ..rules.states import ImportState
from .imports import forget_later
from .snapshot import KIND, moment, partition_of, wall_of

STORED = (
    "pk", "compartment_id", "starts_at", "ends_at", "time_precision", "count", "lon", "lat", "x", "y",
    "place_precision", "area", "category", "category_text",
)  # fmt: skip
NOTHING = np.iinfo(np.int64).min


def rebuild_snapshots(actor: Actor) -> Iterator[tuple[Import, int]]:
    """Make every live import's parts again, one import at a time; yields each with its number of rows."""
    require(actor, policy.MAY_IMPORT, actor.tenant)
    live = Import.objects.select_related("source").filter(tenant=actor.tenant, state=ImportState.LIVE)
    for batch in live.order_by("pk"):
        yield batch, rebuild_snapshot(actor, batch)


@action(policy.MAY_IMPORT)
def rebuild_snapshot(actor: Actor, batch: Import) -> int:
    """Make one import's parts again; a reader meets the old ones or the new ones, never neither."""
    rows, parts = rebuild(actor, batch)
    keep_facts(rows=rows, parts=parts)
    return rows


def rebuild(actor: Actor, batch: Import) -> tuple[int, int]:
    """The same within somebody else's action; returns how many rows and parts there are."""
    assert batch.source is not None
    table, rooms = _rows(actor, batch)
    new = []
    for room, sensitivity, rows in _drawers(actor, table, rooms) if table.num_rows else ():
        starts = table["start"].to_numpy()[rows]
        drawer = partition_of(batch.source, room=room, sensitivity=sensitivity)
        new.append(NewPart(drawer, table.take(pa.array(rows)), moment(starts.min()), moment(starts.max())))
    replace_parts(actor.tenant, new, kind=KIND, owner=batch.public_id)
    forget_later(actor, batch)
    return int(table.num_rows), len(new)


def _rows(actor: Actor, batch: Import) -> tuple[pa.Table, NDArray[np.int64]]:
    """The import's rows as a snapshot holds them, and the closed room of each (0: none)."""
    within = Incident.objects.filter(batch=batch, pk__gte=batch.first_row, pk__lt=batch.first_row + batch.reserved)
    if batch.retired_until is not None:  # already counts, and erased in a moment
        kept_from = datetime.combine(batch.retired_until, time(), ZoneInfo(actor.tenant.time_zone))
        within = within.filter(starts_at__gte=kept_from)
    columns: list[list[Any]] = [[] for _name in STORED]
    for row in within.order_by("pk").values_list(*STORED).iterator(chunk_size=20_000):
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    of = dict(zip(STORED, columns, strict=True))
    starts = _seconds(of["starts_at"])
    ends = _seconds(of["ends_at"])
    has_end = ends != NOTHING
    zone = actor.tenant.time_zone
    table = pa.table(
        {
            "row": np.array(of["pk"], dtype=np.int64),
            "start": starts,
            "end": pa.array(np.where(has_end, ends, 0), mask=~has_end),
            "wall": wall_of(starts, zone),
            "wall_end": pa.array(np.where(has_end, wall_of(np.where(has_end, ends, 0), zone), 0), mask=~has_end),
            "precision": np.array(of["time_precision"], dtype=np.uint8),
            "count": np.array(of["count"], dtype=np.int32),
            **{name: np.array(of[name], dtype=np.float64) for name in ("lon", "lat", "x", "y")},
            "place_precision": np.array(of["place_precision"], dtype=np.uint8),
            **{name: _words(of[name]) for name in ("area", "category", "category_text")},
        }
    )
    return table, np.array([room or 0 for room in of["compartment_id"]], dtype=np.int64)


def _seconds(moments: list[Any]) -> NDArray[np.int64]:
    return np.array([NOTHING if one is None else int(one.timestamp()) for one in moments], dtype=np.int64)


def _words(texts: list[str]) -> pa.Array:
    return pa.array([text or None for text in texts], type=pa.string()).dictionary_encode()


def _drawers(
    actor: Actor, table: pa.Table, rooms: NDArray[np.int64]
) -> Iterator[tuple[int, Sensitivity, NDArray[np.int64]]]:
    known = named(actor)
    levels = list(Sensitivity)
    coded = table["category"].combine_chunks()
    of_code = [levels.index(sensitivity_of(known.get(code))) for code in coded.dictionary.to_pylist()]
    codes = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    level = np.array([*of_code, levels.index(sensitivity_of(None))])[codes]
    drawer = rooms * len(levels) + level
    for number in np.unique(drawer).tolist():
        room, sensitivity = divmod(number, len(levels))
        yield room, levels[sensitivity], np.flatnonzero(drawer == number)
