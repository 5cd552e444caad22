"""What the import job does between start and finish. Every step can be done again after a crash."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow.compute as pc
from django.utils.timezone import localdate
from numpy.typing import NDArray

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import require

from .. import policy
from ..models import Import, Source
from ..queries.batches import known_rows, unfinished_before
from ..queries.reading import whole_file
from ..reading import Incidents, Reading
from ..rules.matching import Known, Match, new_rows
from ..rules.retiring import kept_from
from ..rules.states import ImportState
from .imports import finish_import, give_up_import
from .retiring import count_old_rows
from .snapshot import snapshot_written
from .sorting import SortedOut, sort_out
from .storing import ToStore, erase_rows, reserve_rows, store_rejections, store_rows

Told = Callable[[int, int, str], None]
LONG_FILE = 20_000_000  # bytes: surely more rows than a source is asked about one by one


def carry_out(actor: Actor, batch: Import, *, told: Told, now: datetime) -> dict[str, Any]:
    """Read, match, store and finish; a second attempt goes on where the first one stopped."""
    require(actor, policy.MAY_IMPORT, batch)
    if batch.state != ImportState.RUNNING.value:
        return {}
    for dead in unfinished_before(actor, batch):
        erase_rows(dead)
    told(0, 0, "reading")
    reading, known = _read(actor, batch, now)
    told(0, reading.n_read, "matching")
    sorted_out = sort_out(actor, batch, reading)
    first_kept = kept_from(localdate(now), _source(batch).retention_months)
    is_old = sorted_out.found.start < np.datetime64(first_kept, "s")
    n_aggregated = count_old_rows(actor, batch, _as_they_are(sorted_out.take(is_old)))
    recent = sorted_out.take(~is_old)
    new = _new_rows(batch, recent, known)
    store_rejections(batch, list(sorted_out.rejections))
    reserve_rows(batch, len(new))
    with snapshot_written(actor, batch, new):
        store_rows(batch, new, lambda done, total: told(done, total, "storing"))
        told(len(new), len(new), "finishing")
    counts = {
        "n_read": reading.n_read,
        "n_added": len(new),
        "n_known": len(recent.found) - len(new),
        "n_aggregated": n_aggregated,
        "n_rejected": sorted_out.rejections.n_rows,
    }
    finish_import(actor, batch, counts=counts, period=_period(reading.incidents), zone=reading.incidents.zone, now=now)
    return counts


def put_back(actor: Actor, batch: Import, *, cancelled: bool) -> None:
    """Close an import that did not come through, and erase what it had stored."""
    if batch.state == ImportState.RUNNING.value:
        give_up_import(actor, batch, cancelled=cancelled)
    erase_what_is_left(actor, batch)


def erase_what_is_left(actor: Actor, batch: Import) -> None:
    """Erase the rows of an import that is over and does not count."""
    require(actor, policy.MAY_IMPORT, batch)
    if batch.has_rows and batch.state not in {ImportState.LIVE.value, ImportState.RUNNING.value}:
        erase_rows(batch)


def _source(batch: Import) -> Source:
    assert batch.source is not None, "an import that runs has a source"
    return batch.source


def _read(actor: Actor, batch: Import, now: datetime) -> tuple[Reading, Known | None]:
    """The file; where it is long, also all that its source holds, fetched while a thread without a database reads."""
    read = whole_file(actor, batch, localdate(now))
    if batch.file_size < LONG_FILE:
        return read(), None
    with ThreadPoolExecutor(1, thread_name_prefix="reading") as beside:
        coming = beside.submit(read)
        known = known_rows(batch, None)
        return coming.result(), known


def _new_rows(batch: Import, recent: SortedOut, known: Known | None) -> ToStore:
    identity, ranks = recent.found.identities()
    held = known_rows(batch, identity) if known is None else known
    match = new_rows(identity, ranks, _has_own_id(recent.found), held)
    return ToStore.of(recent.found, match, identity, recent.category, recent.room)


def _as_they_are(old: SortedOut) -> ToStore:
    everything = np.arange(len(old.found))
    return ToStore.of(old.found, Match(everything, everything), everything, old.category, old.room)


def _has_own_id(found: Incidents) -> NDArray[np.bool_]:
    if found.source_id is None:
        return np.zeros(len(found), dtype=bool)
    text = pc.utf8_trim_whitespace(pc.fill_null(found.source_id, ""))
    return np.asarray(pc.not_equal(text, "").to_numpy(zero_copy_only=False))


def _period(found: Incidents) -> Any:
    first, last = found.start.min().astype("datetime64[D]"), found.start.max().astype("datetime64[D]")
    return first.astype(object), last.astype(object)
