"""Find likely duplicates between sources, and keep what a person decided."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pyarrow as pa

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import require
from samplats.foundation.access.scopes import scope
from samplats.foundation.actions.action import action, swap
from samplats.foundation.snapshots import store

from .. import policy
from ..models import Import, LikelyDuplicate
from ..queries.categories import named
from ..rules.likeness import SECONDS, Placed, likely
from ..rules.precision import PlacePrecision, TimePrecision
from ..rules.states import ImportState
from .imports import KIND


def find_likely_duplicates(actor: Actor, batch: Import) -> int:
    """Pairs between a finished import and the other sources' rows; what was decided before is left alone."""
    require(actor, policy.MAY_IMPORT, batch)
    others = Import.objects.filter(state=ImportState.LIVE).exclude(source=batch.source)
    by_owner = {one.public_id: one for one in others}
    parts = [part for part in store.parts(scope(actor), kind=KIND) if not part.partition.room]
    theirs = [part for part in parts if part.owner in by_owner]
    ours = _placed(actor, [part for part in parts if part.owner == batch.public_id]) if theirs else None
    if ours is None:
        return 0
    return sum(_keep(actor, batch, ours, by_owner[part.owner], _placed(actor, [part])) for part in theirs)


@action(policy.MAY_IMPORT)
def decide_duplicate(actor: Actor, pair: LikelyDuplicate, *, same: bool, now: datetime) -> LikelyDuplicate:
    """Keep what a person knows: one event seen twice, or two events."""
    verdict = LikelyDuplicate.Verdict.SAME if same else LikelyDuplicate.Verdict.DIFFERENT
    to = {"verdict": verdict.value, "decided_by_id": actor.user_id, "decided_at": now}
    swap(pair, when={"verdict": pair.verdict}, to=to)
    return pair


_Rows = tuple[Placed, "np.ndarray[tuple[int], np.dtype[np.int64]]"]


def _placed(actor: Actor, parts: list[store.Part]) -> _Rows | None:
    tables = store.read(scope(actor), parts)
    if not tables:
        return None
    whole = pa.concat_tables(tables).unify_dictionaries()
    usable = whole["place_precision"].to_numpy() <= PlacePrecision.ADDRESS
    usable &= np.isfinite(whole["x"].to_numpy()) & (whole["precision"].to_numpy() <= TimePrecision.HOUR)
    rows = np.flatnonzero(usable)
    groups = {code: one.group_code for code, one in named(actor).items()}
    words = whole["category"].cast(pa.string()).to_pylist()
    placed = Placed(
        whole["x"].to_numpy()[rows],
        whole["y"].to_numpy()[rows],
        whole["start"].to_numpy()[rows],
        np.array([groups.get(words[row] or "", "") for row in rows], dtype=np.str_),
    )
    return placed, whole["row"].to_numpy()[rows]


def _keep(actor: Actor, batch: Import, ours: _Rows, other: Import, theirs: _Rows | None) -> int:
    if theirs is None:
        return 0
    low, high = ours[0].seconds.min(initial=0) - SECONDS, ours[0].seconds.max(initial=0) + SECONDS
    if not ((theirs[0].seconds >= low) & (theirs[0].seconds <= high)).any():
        return 0
    pairs = likely(ours[0], theirs[0])
    made = [
        LikelyDuplicate(
            tenant=actor.tenant,
            batch=batch,
            number=int(ours[1][left]) - batch.first_row + 1,
            other_batch=other,
            other_number=int(theirs[1][right]) - other.first_row + 1,
            metres=round(float(metres), 1),
            minutes=int(seconds) // 60,
        )
        for left, right, metres, seconds in zip(pairs.ours, pairs.theirs, pairs.metres, pairs.seconds, strict=True)
    ]
    LikelyDuplicate.objects.bulk_create(made, batch_size=500, ignore_conflicts=True)
    return len(made)
