"""Imports and their sources, for pages and for the job that carries an import out."""

from __future__ import annotations

from uuid import UUID

import numpy as np
from django.db import connection
from django.db.models import QuerySet
from numpy.typing import NDArray

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.models import Compartment
from samplats.foundation.access.permissions import NotVisible, visible
from samplats.foundation.jobs.models import Job

from ..models import Feed, Import, ImportProfile, Incident, RejectedRow, Source
from ..policy import may_deliver
from ..rules.matching import Known
from ..rules.states import ImportState

DEAD = (ImportState.UNDONE, ImportState.FAILED, ImportState.CANCELLED, ImportState.EXPIRED)
ASK_AT_MOST = 20_000


def imports(actor: Actor) -> QuerySet[Import]:
    """The tenant's imported files, newest first."""
    return _every_import(actor).filter(of_reports=False, of_feed=False)


def _every_import(actor: Actor) -> QuerySet[Import]:
    return visible(actor, Import.objects.select_related("source", "file", "job", "made_by"))


def live_imports(actor: Actor) -> QuerySet[Import]:
    """The tenant's finished imports, also those of closed rooms: a scope opens their rows, drawer by drawer."""
    return Import.objects.filter(tenant_id=actor.tenant_id, state=ImportState.LIVE)


def the_import(actor: Actor, public_id: UUID) -> Import:
    """One import; raises `NotVisible`."""
    found = _every_import(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible("import")
    return found


def sources(actor: Actor) -> QuerySet[Source]:
    """The tenant's sources by name."""
    return visible(actor, Source.objects.select_related("room"))


def open_sources(actor: Actor) -> list[Source]:
    """The sources that still deliver, and that the actor may hand files in for; what is pulled takes none."""
    pulled = Feed.objects.filter(tenant_id=actor.tenant_id).values("source")
    return [one for one in sources(actor).filter(closed_at=None).exclude(pk__in=pulled) if may_deliver(actor, one)]


def the_source(actor: Actor, public_id: UUID) -> Source:
    """One source; raises `NotVisible`."""
    found = sources(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible("source")
    return found


def rooms(actor: Actor) -> QuerySet[Compartment]:
    """The closed rooms in which the actor sits."""
    return Compartment.objects.filter(pk__in=actor.compartments).order_by("title")


def rejected_rows(actor: Actor, batch: Import) -> QuerySet[RejectedRow]:
    """The rows of an import that were left out, in file order."""
    return visible(actor, RejectedRow.objects.filter(batch=batch))


def profile_for(actor: Actor, header_hash: str) -> ImportProfile | None:
    """The saved way of reading files with these columns, the latest used."""
    found = visible(actor, ImportProfile.objects.select_related("source"))
    saved = found.filter(header_hash=header_hash, source__closed_at=None).order_by("-used_at")
    return next((one for one in saved if may_deliver(actor, one.source)), None)


def unfinished_before(actor: Actor, batch: Import) -> list[Import]:
    """Imports of the same source that are over but whose rows are not yet erased."""
    theirs = Import.objects.filter(tenant_id=actor.tenant_id, source=batch.source, state__in=DEAD, has_rows=True)
    return list(theirs.exclude(pk=batch.pk))


def stranded(actor: Actor) -> list[Import]:
    """Imports that say they run although their job has ended."""
    running = Import.objects.filter(tenant_id=actor.tenant_id, state=ImportState.RUNNING)
    return list(running.filter(job__state__in=[Job.State.CANCELLED, Job.State.FAILED]))


def known_rows(batch: Import, asked: NDArray[np.int64] | None) -> Known:
    """What the source of an import holds of the asked hashes (None: of any), the import's own rows aside."""
    few = None if asked is None or len(asked) > ASK_AT_MOST else asked
    parts = [_stored(batch, None)] if few is None else [_stored(batch, some) for some in _chunks(np.unique(few))]
    none = np.empty((2, 0), dtype=np.int64)
    identity, ordinal = np.concatenate([none, *parts], axis=1)
    return Known.of(identity, ordinal)


def _chunks(hashes: NDArray[np.int64], size: int = 500) -> list[list[int]]:
    return [hashes[at : at + size].tolist() for at in range(0, len(hashes), size)]


def _stored(batch: Import, asked: list[int] | None) -> NDArray[np.int64]:
    """Identities and ordinals, each handed over as one text: a fourth of the time of a million rows."""
    table = connection.ops.quote_name(Incident._meta.db_table)
    joined = "string_agg({}::text, ',')" if connection.vendor == "postgresql" else "group_concat({})"
    columns = ", ".join(joined.format(name) for name in ("identity", "ordinal"))
    order = f"SELECT {columns} FROM {table} WHERE source_id = %s AND NOT (id >= %s AND id < %s)"  # noqa: S608 - own names
    values = [batch.source_id, batch.first_row, batch.first_row + batch.reserved]
    if asked is not None:
        order += f" AND identity IN ({', '.join(['%s'] * len(asked))})"
        values += asked
    with connection.cursor() as cursor:
        cursor.execute(order, values)
        texts = cursor.fetchone()
    return np.array([np.fromstring(text or "", dtype=np.int64, sep=",") for text in texts]).reshape(2, -1)
