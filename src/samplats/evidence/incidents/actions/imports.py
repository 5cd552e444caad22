"""An import's steps: upload, map, choose source, start, finish, cancel, undo."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible
from samplats.foundation.actions.action import action, keep_facts, swap
from samplats.foundation.files.store import erase_file, keep_file, on_disk
from samplats.foundation.geo.opening import Unreadable
from samplats.foundation.jobs.models import Job
from samplats.foundation.jobs.queue import enqueue
from samplats.foundation.snapshots.store import erase_parts, show_parts
from samplats.foundation.tenancy.models import Tenant

from .. import policy
from ..models import Feed, Import, ImportProfile, IncidentStatistic, Source
from ..queries.reading import check_readable, header_hash, understood
from ..queries.shown import forget
from ..rules.states import ImportState, StepNotAllowed, check_step

KIND = "incidents"
IMPORT_JOB = "incidents.import"
ERASE_JOB = "incidents.erase_rows"


class SourceMissing(ValueError):
    """Without a source nobody knows whose figures these are."""


class OtherImportRunning(RuntimeError):
    """Another file of the same source is on its way in; two at once could add the same rows twice."""


@action(policy.MAY_IMPORT)
def upload_file(actor: Actor, tenant: Tenant, *, chunks: Iterable[bytes], name: str) -> Import:
    """Keep a file that somebody wants to import; raises `Unreadable` when it cannot hold rows."""
    stored = keep_file(tenant, chunks, name=name)
    try:
        with on_disk(stored) as path:
            check_readable(path)
    except Unreadable:
        erase_file(stored)
        raise
    batch = Import.objects.create(
        tenant=tenant, file=stored, file_name=stored.name, file_size=stored.size, made_by_id=actor.user_id
    )
    keep_facts(bytes=stored.size)
    return batch


@action(policy.MAY_IMPORT)
def map_columns(actor: Actor, batch: Import, *, mapping: dict[str, Any]) -> Import:
    """Say how the file is read: columns by role, time zone, coordinate system, sheet."""
    swap(batch, when={"state": ImportState.DRAFT.value}, to={"mapping": {**batch.mapping, **mapping}})
    return batch


@action(policy.MAY_IMPORT)
def choose_source(actor: Actor, batch: Import, *, source: Source) -> Import:
    """Say whose figures these are, and with that whose eyes the file is for.

    Raises `NotVisible` outside its room, and for a source that is pulled: it has one incident for each of its ids.
    """
    _require_in_room(actor, source)
    if Feed.objects.filter(source=source).exists():
        raise NotVisible("source")
    to = {"source": source, "compartment": source.room}
    swap(batch, when={"state": ImportState.DRAFT.value}, to=to)
    keep_facts(source=source.public_id)
    return batch


@action(policy.MAY_IMPORT)
def start_import(actor: Actor, batch: Import, *, names: list[str], now: datetime) -> Import:
    """Hand the import to a job, and remember how files with these columns are read."""
    check_step(ImportState(batch.state), ImportState.RUNNING)
    if batch.source is None:
        raise SourceMissing
    _require_in_room(actor, batch.source)
    try:
        with transaction.atomic():
            swap(
                batch,
                when={"state": ImportState.DRAFT.value},
                to={
                    "state": ImportState.RUNNING.value,
                    "started_at": now,
                    "compartment_id": batch.source.room_id,
                },
            )
    except IntegrityError as refused:
        raise OtherImportRunning(str(batch.source.public_id)) from refused
    batch.job = enqueue(actor, IMPORT_JOB, batch=str(batch.public_id))
    batch.save(update_fields=["job"])
    ImportProfile.objects.update_or_create(
        tenant=actor.tenant,
        source=batch.source,
        header_hash=header_hash(names),
        defaults={"mapping": batch.mapping, "understood": understood(actor, batch, localdate(now)), "used_at": now},
    )
    return batch


def _require_in_room(actor: Actor, source: Source) -> None:
    if not policy.may_deliver(actor, source):
        raise NotVisible("source")


@action(policy.MAY_IMPORT)
def finish_import(
    actor: Actor, batch: Import, *, counts: dict[str, int], period: tuple[date, date] | None, zone: str, now: datetime
) -> Import:
    """Make every row of the import exist for readers, all at once."""
    to: dict[str, Any] = {"state": ImportState.LIVE.value, "finished_at": now, "zone": zone, **counts}
    if period is not None:
        to |= {"period_from": period[0], "period_to": period[1]}
    swap(batch, when={"state": ImportState.RUNNING.value}, to=to)
    show_parts(actor.tenant, kind=KIND, owner=batch.public_id)
    forget_later(actor, batch)
    return batch


@action(policy.MAY_IMPORT)
def give_up_import(actor: Actor, batch: Import, *, cancelled: bool) -> Import:
    """Close an import that was cancelled or failed; its rows are erased by the caller."""
    state = ImportState.CANCELLED if cancelled else ImportState.FAILED
    swap(batch, when={"state": ImportState.RUNNING.value}, to={"state": state.value})
    erase_parts(actor.tenant, kind=KIND, owner=batch.public_id)
    IncidentStatistic.objects.filter(batch=batch).delete()
    return batch


@action(policy.MAY_IMPORT)
def cancel_import(actor: Actor, batch: Import) -> Import:
    """Stop a running import (its job puts things back), or throw a draft away."""
    check_step(ImportState(batch.state), ImportState.CANCELLED)
    job = batch.job
    if job is None or Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(
        state=Job.State.CANCELLED, cancel_asked=True
    ):
        swap(batch, when={"state": batch.state}, to={"state": ImportState.CANCELLED.value})
    else:
        Job.objects.filter(pk=job.pk).update(cancel_asked=True)
    return batch


@action(policy.MAY_IMPORT)
def undo_import(actor: Actor, batch: Import, *, now: datetime) -> Import:
    """Take the whole import back: its rows are gone for readers at once, and erased by a job."""
    check_step(ImportState(batch.state), ImportState.UNDONE)
    if batch.of_reports or batch.of_feed:  # its reports are withdrawn one by one, its pulls taken back
        raise StepNotAllowed(ImportState(batch.state), ImportState.UNDONE)
    if Import.objects.filter(source=batch.source_id, state=ImportState.RUNNING.value).exists():
        raise OtherImportRunning
    swap(batch, when={"state": ImportState.LIVE.value}, to={"state": ImportState.UNDONE.value, "undone_at": now})
    erase_parts(actor.tenant, kind=KIND, owner=batch.public_id)
    IncidentStatistic.objects.filter(batch=batch).delete()
    forget_later(actor, batch)
    enqueue(actor, ERASE_JOB, batch=str(batch.public_id))
    return batch


def forget_later(actor: Actor, batch: Import) -> None:
    """What maps kept ready of the source is no longer true."""
    source = batch.source
    if source is not None:
        transaction.on_commit(lambda: forget(actor, source))
