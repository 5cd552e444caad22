"""Which state the incidents are in: for keeping what was counted from them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Max

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.scope import Scope
from samplats.foundation.access.scopes import scope as scope_of
from samplats.foundation.snapshots.models import SnapshotPart
from samplats.foundation.snapshots.store import generation, parts

from .batches import live_imports
from .scoped import KIND


def data_version(actor: Actor, *, under: Scope | None = None) -> str:
    """Changes whenever the incidents that the scope opens do; without one, those that the actor may read."""
    opened = parts(under or scope_of(actor), kind=KIND)
    return hashlib.sha256(generation(opened).encode()).hexdigest()[:32]


def known_until(actor: Actor) -> date | None:
    """The last day for which any live import holds incidents outside closed rooms; the same for everybody."""
    live = live_imports(actor)
    whole: date | None = live.filter(compartment=None).aggregate(last=Max("period_to"))["last"]
    halves = live.exclude(compartment=None).values("public_id")
    outside = SnapshotPart.objects.filter(tenant=actor.tenant, kind=KIND, compartment=None, is_live=True)
    last: datetime | None = outside.filter(owner__in=halves).aggregate(last=Max("last_at"))["last"]
    days = [whole, last and last.astimezone(ZoneInfo(actor.tenant.time_zone)).date()]
    return max((day for day in days if day), default=None)


def months_held(actor: Actor) -> int:
    """How many months there are incidents for, from the source that covers most of them, outside closed rooms."""
    covered: dict[int, set[int]] = defaultdict(set)
    live = live_imports(actor).filter(compartment=None, period_from__isnull=False, period_to__isnull=False)
    for source, first, last in live.values_list("source_id", "period_from", "period_to"):
        assert first is not None
        assert last is not None
        covered[source or 0].update(range(_month(first), _month(last) + 1))
    return max((len(months) for months in covered.values()), default=0)


def _month(day: date) -> int:
    return day.year * 12 + day.month


def last_import_at(actor: Actor) -> datetime | None:
    """When incidents last came in, outside closed rooms."""
    last: datetime | None = live_imports(actor).filter(compartment=None).aggregate(last=Max("finished_at"))["last"]
    return last
