"""Names and addresses to search for: a file handed over, and its rows put in the place of the old ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.db import transaction
from django.db.models import Max

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import require
from samplats.foundation.actions.action import action, keep_facts
from samplats.foundation.files.models import StoredFile
from samplats.foundation.files.store import erase_file, keep_file
from samplats.foundation.jobs.models import Job
from samplats.foundation.jobs.queue import enqueue
from samplats.foundation.tenancy.models import Tenant
from samplats.places import policy, queries
from samplats.places.models import GazetteerEntry
from samplats.places.reading.tables import AddressRow
from samplats.places.rules.names import folded

ADDRESS_JOB = "places.addresses"
BATCH = 2000
Told = Callable[[int, int, str], None]


@action(policy.MAY_SET_UP)
def order_gazetteer(actor: Actor, tenant: Tenant, *, chunks: Iterable[bytes], name: str, epsg: int | None) -> Job:
    """Keep a file of addresses and have a job take it in."""
    stored = keep_file(tenant, chunks, name=name)
    keep_facts(bytes=stored.size)
    return enqueue(actor, ADDRESS_JOB, file=str(stored.public_id), epsg=epsg)


def replace_gazetteer(actor: Actor, rows: Sequence[AddressRow], *, told: Told) -> int:
    """Put the rows in, then take the old ones out, in short steps: the search never stands empty.

    Done again after a crash, what an earlier attempt had put in counts as old.
    """
    require(actor, policy.MAY_SET_UP, actor.tenant)
    own = GazetteerEntry.objects.filter(tenant=actor.tenant)
    last_old = own.aggregate(last=Max("pk"))["last"] or 0
    distinct = list(dict.fromkeys(rows))
    for start in range(0, len(distinct), BATCH):
        some = distinct[start : start + BATCH]
        with transaction.atomic():
            GazetteerEntry.objects.bulk_create(_entry(actor.tenant, one) for one in some)
        told(start + len(some), len(distinct), "storing")
    while old := list(own.filter(pk__lte=last_old).values_list("pk", flat=True)[:BATCH]):
        own.filter(pk__in=old).delete()
    return len(distinct)


@action(policy.MAY_SET_UP)
def finish_gazetteer(actor: Actor, tenant: Tenant, *, file: StoredFile) -> int:
    """Note in the log that the addresses are new; the file has done its work."""
    count = queries.gazetteer_size(actor)
    erase_file(file)
    keep_facts(rows=count)
    return count


def _entry(tenant: Tenant, row: AddressRow) -> GazetteerEntry:
    return GazetteerEntry(
        tenant=tenant,
        name=row.name,
        detail=row.detail,
        folded=folded(f"{row.name} {row.detail}")[:280],
        longitude=row.longitude,
        latitude=row.latitude,
    )
