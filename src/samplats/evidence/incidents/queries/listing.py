"""Incidents row by row, for those who may see points."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet

from samplats.analyses.rules.shown import band
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible, visible
from samplats.foundation.access.scope import Grain

from ..models import Incident
from .categories import named
from .shown import Filter, Opened, codes_of, words_of_columns

MOST_KINDS = 200


class Counted(Paginator):  # type: ignore[type-arg]  # generic only in the stubs
    """Pages over a list whose length is already known from the columns."""

    def __init__(self, rows: QuerySet[Any], per_page: int, *, count: int) -> None:
        super().__init__(rows, per_page)
        self.count = count


def incidents(actor: Actor, chosen: Filter) -> QuerySet[Incident]:
    """The incidents that the actor may see one by one, newest first."""
    start, end = (moment.astype(object) for moment in chosen.period.bounds())
    zone = actor.tenant.time_zone
    rows = Incident.objects.select_related("source", "batch").filter(
        source=chosen.source, starts_at__gte=_local(start, zone), starts_at__lt=_local(end, zone)
    )
    if chosen.category:
        rows = rows.filter(Q(category=chosen.category) | Q(category="", category_text=chosen.category))
    return visible(actor, rows.order_by("-starts_at", "-pk"))


def incident(actor: Actor, batch: UUID, number: int) -> Incident:
    """One incident by its import and its number there; raises `NotVisible`."""
    found = visible(actor, Incident.objects.select_related("source", "batch").filter(batch__public_id=batch))
    one = found.filter(pk=F("batch__first_row") + number - 1).first()
    if one is None:
        raise NotVisible("incident")
    return one


def category_of(actor: Actor, one: Incident) -> str:
    """What happened: the municipality's own label, or the file's word."""
    known = named(actor)
    return known[one.category].label if one.category in known else one.category_text or one.category


def _local(wall: Any, zone: str) -> Any:
    return wall.replace(tzinfo=ZoneInfo(zone))


def kinds_of(actor: Actor, seen: Opened) -> list[tuple[str, str]]:
    """The categories and words that occur, commonest first; only those with five or more where points are not seen."""
    words, codes = words_of_columns(seen.columns), codes_of(seen.columns)
    kept = codes >= 0
    sums = np.bincount(codes[kept], weights=seen.columns.count[kept], minlength=len(words))
    least = 1 if seen.grain is Grain.POINTS else 5
    known = named(actor)
    sizes = [band(n) for n in sums] if seen.in_bands else sums.tolist()
    order = sorted(np.flatnonzero(sums >= least), key=lambda number: (-sizes[number], words[number]))[:MOST_KINDS]
    return [
        (words[number], known[words[number]].label if words[number] in known else words[number]) for number in order
    ]
