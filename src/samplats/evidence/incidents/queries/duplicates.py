"""Likely duplicates between sources, with both rows of each pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible, visible

from ..models import Incident, LikelyDuplicate
from ..rules.states import ImportState


@dataclass(frozen=True)
class Pair:
    """A pair with its two rows; a row that is gone is None."""

    pair: LikelyDuplicate
    one: Incident | None
    other: Incident | None


def likely_duplicates(actor: Actor) -> QuerySet[LikelyDuplicate]:
    """The pairs that nobody has decided yet, the nearest in time first."""
    rows = LikelyDuplicate.objects.select_related("batch__source", "other_batch__source").filter(
        verdict=LikelyDuplicate.Verdict.OPEN,
        batch__state=ImportState.LIVE.value,
        other_batch__state=ImportState.LIVE.value,
    )
    return visible(actor, rows)


def the_pair(actor: Actor, public_id: UUID) -> LikelyDuplicate:
    """One pair; raises `NotVisible`."""
    found = visible(actor, LikelyDuplicate.objects.all()).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible("pair")
    return found


def with_rows(actor: Actor, pairs: Sequence[LikelyDuplicate]) -> list[Pair]:
    """The pairs with their rows, in one query."""
    keys = [(one.batch.first_row + one.number - 1, one.other_batch.first_row + one.other_number - 1) for one in pairs]
    rows = visible(actor, Incident.objects.select_related("source")).in_bulk([key for both in keys for key in both])
    return [Pair(pair, rows.get(a), rows.get(b)) for pair, (a, b) in zip(pairs, keys, strict=True)]
