"""Write, read and erase columnar parts. Reading needs a Scope; nothing else opens a drawer."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID, uuid4

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.db import transaction

from samplats.foundation.access.partitions import OPEN_ROOM, Partition
from samplats.foundation.access.scope import Scope
from samplats.foundation.snapshots.models import SnapshotPart
from samplats.foundation.tenancy.models import Tenant

KEPT_IN_MEMORY = 64


@dataclass(frozen=True)
class Part:
    """A live part as its reader needs it."""

    public_id: UUID
    partition: Partition
    owner: UUID
    rows: int


def write_part(
    tenant: Tenant,
    table: pa.Table,
    *,
    kind: str,
    partition: Partition,
    owner: UUID,
    first_at: datetime | None = None,
    last_at: datetime | None = None,
) -> SnapshotPart:
    """Store the rows of one owner in one drawer, not yet live; replaces what the owner had there before."""
    erase_parts(tenant, kind=kind, owner=owner, partition=partition)
    part = announce_part(
        tenant,
        kind=kind,
        partition=partition,
        owner=owner,
        rows=table.num_rows,
        first_at=first_at,
        last_at=last_at,
    )
    write_file(path_of(tenant.public_id, part.public_id), table)
    return part


def announce_part(
    tenant: Tenant,
    *,
    kind: str,
    partition: Partition,
    owner: UUID,
    rows: int,
    first_at: datetime | None = None,
    last_at: datetime | None = None,
) -> SnapshotPart:
    """Record a part whose file comes later, not yet live: whatever happens meanwhile, `erase_parts` finds its file."""
    return SnapshotPart.objects.create(
        tenant=tenant,
        public_id=uuid4(),
        kind=kind,
        partition=partition.name,
        compartment_id=None if partition.room == OPEN_ROOM else partition.room,
        owner=owner,
        rows=rows,
        first_at=first_at,
        last_at=last_at,
    )


def write_file(path: Path, table: pa.Table) -> None:
    """The table in a part's file, safe on the disk. Sees no database, so that another thread may do it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _draft(path)
    pq.write_table(table, draft, compression="lz4", use_dictionary=False)
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    draft.replace(path)


def _written(tenant: Tenant, table: pa.Table) -> UUID:
    """The table in a new file; returns its name."""
    public_id = uuid4()
    write_file(path_of(tenant.public_id, public_id), table)
    return public_id


@dataclass(frozen=True)
class NewPart:
    """Rows for one drawer, with the moments they lie between."""

    partition: Partition
    table: pa.Table
    first_at: datetime
    last_at: datetime


def replace_parts(tenant: Tenant, new: Sequence[NewPart], *, kind: str, owner: UUID) -> None:
    """Make these parts count instead of the owner's others, all at once; the old files go when that is certain."""
    made = [
        SnapshotPart(
            tenant=tenant,
            public_id=_written(tenant, one.table),
            kind=kind,
            partition=one.partition.name,
            compartment_id=None if one.partition.room == OPEN_ROOM else one.partition.room,
            owner=owner,
            rows=one.table.num_rows,
            first_at=one.first_at,
            last_at=one.last_at,
            is_live=True,
        )
        for one in new
    ]
    with transaction.atomic():
        old = SnapshotPart.objects.filter(tenant=tenant, kind=kind, owner=owner)
        gone = [path_of(tenant.public_id, public_id) for public_id in old.values_list("public_id", flat=True)]
        old.delete()
        SnapshotPart.objects.bulk_create(made)
        transaction.on_commit(lambda: _unlink(gone))


def _unlink(paths: Sequence[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
        _draft(path).unlink(missing_ok=True)


def show_parts(tenant: Tenant, *, kind: str, owner: UUID) -> None:
    """Make the owner's parts count, in the caller's transaction."""
    SnapshotPart.objects.filter(tenant=tenant, kind=kind, owner=owner).update(is_live=True)


def erase_parts(tenant: Tenant, *, kind: str, owner: UUID, partition: Partition | None = None) -> int:
    """Erase the owner's parts and their files; returns how many."""
    parts = SnapshotPart.objects.filter(tenant=tenant, kind=kind, owner=owner)
    if partition is not None:
        parts = parts.filter(partition=partition.name)
    gone = list(parts.values_list("public_id", flat=True))
    parts.delete()
    _unlink([path_of(tenant.public_id, public_id) for public_id in gone])
    return len(gone)


def parts(scope: Scope, *, kind: str) -> list[Part]:
    """The live parts that the scope opens, oldest first."""
    stored = SnapshotPart.objects.filter(
        tenant__public_id=scope.tenant, kind=kind, is_live=True, partition__in=scope.partitions
    )
    rows = stored.order_by("pk").values_list("public_id", "partition", "owner", "rows")
    return [Part(public_id, Partition.named(partition), owner, count) for public_id, partition, owner, count in rows]


def read(scope: Scope, chosen: Sequence[Part], columns: Sequence[str] | None = None) -> list[pa.Table]:
    """The rows of the parts, each its own table; a part outside the scope raises `PermissionError`."""
    for part in chosen:
        if part.partition.name not in scope.partitions:
            raise PermissionError(part.partition.name)
    tenant = UUID(scope.tenant)
    return [_table(str(path_of(tenant, part.public_id)), tuple(columns) if columns else None) for part in chosen]


def generation(chosen: Sequence[Part]) -> str:
    """Changes whenever one of the parts does; for cache keys."""
    return "-".join(part.public_id.hex for part in chosen)


def path_of(tenant: UUID, part: UUID) -> Path:
    """Where a part lies."""
    return Path(settings.SNAPSHOTS_FOLDER) / tenant.hex / f"{part.hex}.parquet"


def _draft(path: Path) -> Path:
    return path.with_suffix(".part")


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _table(path: str, columns: tuple[str, ...] | None) -> pa.Table:
    """A part never changes under its name, so what was read once stays true."""
    return pq.read_table(path, columns=list(columns) if columns else None, memory_map=False)
