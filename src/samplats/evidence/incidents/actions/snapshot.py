"""The columnar copy of an import's rows, by drawer; what analyses and maps read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.partitions import Partition, PermittedUse, Sensitivity, SharingLevel
from samplats.foundation.snapshots.store import announce_part, erase_parts, path_of, write_file

from ..models import Import, Source
from ..models.fields import EPOCH
from ..queries.categories import named, sensitivity_of
from ..reading.incidents import Coded
from .storing import ToStore

KIND = "incidents"
DECIMALS = {"lon": 7, "lat": 7, "x": 2, "y": 2}  # as the database keeps them, so that the one can be made of the other


@contextmanager
def snapshot_written(actor: Actor, batch: Import, new: ToStore) -> Iterator[None]:
    """Write the import's rows to the drawers they belong in, after what is done in the block.

    They count when the import does. Not beside it: to make a large file safe on the disk holds up the transactions' own
    writing, and with it everybody who waits for them.
    """
    erase_parts(actor.tenant, kind=KIND, owner=batch.public_id)
    places = [] if batch.source is None or not len(new) else _places(actor, batch, batch.source, new)
    yield
    if places:
        _write(columns_of(batch, new), places)


def _places(actor: Actor, batch: Import, source: Source, new: ToStore) -> list[tuple[Path, NDArray[np.int64]]]:
    """The file of each drawer, recorded, and the rows that go there."""
    found = []
    for partition, rows in drawers(actor, source, new):
        starts = new.starts[rows]
        part = announce_part(
            actor.tenant,
            kind=KIND,
            partition=partition,
            owner=batch.public_id,
            rows=len(rows),
            first_at=moment(starts.min()),
            last_at=moment(starts.max()),
        )
        found.append((path_of(actor.tenant.public_id, part.public_id), rows))
    return found


def _write(table: pa.Table, places: list[tuple[Path, NDArray[np.int64]]]) -> None:
    for path, rows in places:
        write_file(path, table if len(rows) == len(table) else table.take(pa.array(rows)))


def drawers(actor: Actor, source: Source, new: ToStore) -> Iterator[tuple[Partition, NDArray[np.int64]]]:
    """The rows of each drawer: by closed room and by how sensitive the category is."""
    known = named(actor)
    levels = list(Sensitivity)
    of_code = [levels.index(sensitivity_of(known.get(code))) for code in new.category.labels]
    level = np.array([*of_code, levels.index(sensitivity_of(None))])[new.category.codes]
    drawer = new.room * len(levels) + level
    for number in np.unique(drawer).tolist():
        room, sensitivity = divmod(number, len(levels))
        yield partition_of(source, room=room, sensitivity=levels[sensitivity]), np.flatnonzero(drawer == number)


def partition_of(source: Source, *, room: int, sensitivity: Sensitivity) -> Partition:
    """The drawer for rows of a source."""
    return Partition(room, PermittedUse(source.permitted_use), SharingLevel(source.sharing_level), sensitivity)


def columns_of(batch: Import, new: ToStore) -> pa.Table:
    """The rows as a columnar table."""
    found = new.found
    ends = np.where(np.isnat(found.end), np.int64(0), new.ends)
    return pa.table(
        {
            "row": np.arange(batch.first_row, batch.first_row + len(new), dtype=np.int64),
            "start": new.starts,
            "end": pa.array(ends, mask=np.isnat(found.end)),
            "wall": found.start.astype("datetime64[s]").view(np.int64),
            "wall_end": pa.array(found.end.astype("datetime64[s]").view(np.int64), mask=np.isnat(found.end)),
            "precision": found.precision,
            "count": found.count,
            **{name: np.round(getattr(found, name), places) for name, places in DECIMALS.items()},
            "place_precision": found.place_precision,
            "area": _words(found.area, len(new)),
            "category": _words(new.category, len(new)),
            "category_text": _words(found.category_text or found.category, len(new)),
        }
    )


def moment(seconds: np.int64 | int) -> datetime:
    """The moment of a number of seconds."""
    return EPOCH + timedelta(seconds=int(seconds))


def wall_of(seconds: NDArray[np.int64], zone: str) -> NDArray[np.int64]:
    """Wall-clock seconds in a zone of moments in UTC."""
    stamps = pa.array(seconds.astype("datetime64[s]")).cast(pa.timestamp("s", tz="UTC"))
    local = pc.local_timestamp(stamps.cast(pa.timestamp("s", tz=zone))).to_numpy(zero_copy_only=False)
    return np.asarray(local.astype("datetime64[s]").view(np.int64))


def _words(coded: Coded | None, count: int) -> pa.Array:
    codes: NDArray[np.int32] = np.full(count, -1, dtype=np.int32) if coded is None else coded.codes
    labels = list(coded.labels) if coded is not None else []
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), pa.array(labels, type=pa.string()))
