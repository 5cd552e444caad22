"""Which state the incidents are in: for keeping what was counted from them."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db.models import Max

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.scopes import scope as scope_of
from samplats.foundation.snapshots.store import generation, parts

from .batches import live_imports
from .scoped import KIND


def data_version(actor: Actor) -> str:
    """Changes whenever the incidents that the actor may read do."""
    opened = parts(scope_of(actor), kind=KIND)
    return hashlib.sha256(generation(opened).encode()).hexdigest()[:32]


def known_until(actor: Actor) -> date | None:
    """The last day for which any live import holds incidents."""
    last: date | None = live_imports(actor).aggregate(last=Max("period_to"))["last"]
    return last
