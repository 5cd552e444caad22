"""How many incidents there have been, as it can be handed to a county: by source, group and month, in fives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samplats.analyses.rules.precision import TimePrecision
from samplats.analyses.rules.shown import band
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.scopes import public_scope
from samplats.foundation.releases.registry import Content

from ..models import Source
from .categories import named
from .scoped import columns_of, sources_with_rows, span

COUNTS = "incidents.counts"
COUNTS_SCHEMA = 1
MONTHS = 12
DEPENDS_ON_REPORTERS = {Source.Kind.PARTNERS, Source.Kind.RESIDENTS, Source.Kind.GUARDS}
"""What follows how many report more than how much happens is told with that beside, and not handed over."""


def counts_content(actor: Actor, today: date) -> Content | None:
    """The last twelve whole months of every source that may be shown to anyone, each count in its band of five."""
    sources = [one for one in sources_with_rows(actor, public_scope(actor)) if one.kind not in DEPENDS_ON_REPORTERS]
    told = [found for one in sources if (found := _source(actor, one, today)) is not None]
    if not told:
        return None
    months = sorted({month for one in told for month in one["months"]})
    return Content(
        {"sources": told}, date.fromisoformat(f"{months[0]}-01"), _end(date.fromisoformat(f"{months[-1]}-01"))
    )


def _source(actor: Actor, source: Source, today: date) -> dict[str, Any] | None:
    known = span(replace(actor, compartments=frozenset()), source)
    if known is None:
        return None
    after = (min(known.last, today - timedelta(days=1)) + timedelta(days=1)).replace(day=1)
    months = [month for month in _before(after) if month >= known.first]
    if not months:
        return None
    columns = columns_of(actor, public_scope(actor), [source])
    usable = columns.precision <= TimePrecision.MONTH
    at = columns.wall.astype("datetime64[M]")
    groups = {code: one.group_code for code, one in named(actor).items()}
    of_row = np.array([*(groups.get(word, "") for word in columns.category.words), ""])[columns.category.codes]
    counts = {
        group: [
            band(_sum(columns.count, usable & (of_row == group) & (at == np.datetime64(one, "M")))) for one in months
        ]
        for group in sorted(set(of_row[usable]) - {""})
    }
    kept = {group: row for group, row in counts.items() if any(row)}
    return {"name": source.name, "months": [one.strftime("%Y-%m") for one in months], "groups": kept} if kept else None


def _sum(count: NDArray[np.int32], rows: NDArray[np.bool_]) -> int:
    return int(count[rows].sum())


def _before(after: date) -> list[date]:
    """The first days of the months before a month's first day, rising."""
    first = after.year * 12 + after.month - 1 - MONTHS
    return [date(month // 12, month % 12 + 1, 1) for month in range(first, first + MONTHS)]


def _end(first: date) -> date:
    """The last day of the month."""
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
