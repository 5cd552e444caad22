"""Incidents as events for the analyses, under a scope; and which state of them that is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from django.db.models import Max
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from samplats.analyses.rules.scoped import Labels, Period, Scoped
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import visible
from samplats.foundation.access.scope import Scope
from samplats.foundation.access.scopes import scope as scope_of
from samplats.foundation.snapshots.store import Part, generation, parts, read
from samplats.vocabulary.queries import categories

from ..models import Import, Source
from ..reading.scoping import rings_of
from ..rules.states import ImportState

KIND = "incidents"
N = TypeVar("N", bound=np.generic)
COLUMNS = (
    "wall", "wall_end", "precision", "count", "x", "y", "place_precision", "area", "category", "category_text",
)  # fmt: skip


def scoped(
    actor: Actor,
    *,
    scope: Scope,
    source: Source,
    period: Period,
    area: BaseGeometry | None,
    inside_place: bool,
    category: str = "",
) -> Scoped:
    """The source's events in the period that the scope opens, inside the area (metres) if one is given.

    Events without a point belong to the municipality but to no place inside it. Counts are kept, never expanded.
    """
    table = _rows(scope, _parts(actor, scope, source), period, category)
    labels = {one.code: str(one.label) for one in categories(actor)}
    events = _events(table, scope, source, period, actor, labels)
    return events if area is None else _inside(events, area, inside_place=inside_place)


def data_version(actor: Actor) -> str:
    """Changes whenever the incidents that the actor may read do."""
    opened = parts(scope_of(actor), kind=KIND)
    return hashlib.sha256(generation(opened).encode()).hexdigest()[:32]


def known_until(actor: Actor) -> date | None:
    """The last day for which any live import holds incidents."""
    live = visible(actor, Import.objects.filter(state=ImportState.LIVE.value))
    last: date | None = live.aggregate(last=Max("period_to"))["last"]
    return last


def _parts(actor: Actor, scope: Scope, source: Source) -> list[Part]:
    owners = set(visible(actor, Import.objects.filter(source=source)).values_list("public_id", flat=True))
    return [part for part in parts(scope, kind=KIND) if part.owner in owners]


def _rows(scope: Scope, chosen: Sequence[Part], period: Period, category: str) -> pa.Table:
    tables = read(scope, chosen, COLUMNS)
    if not tables:
        return pa.table({name: pa.array([], kind) for name, kind in _EMPTY.items()})
    table = pa.concat_tables(tables, promote_options="permissive")
    first, stop = (bound.astype(np.int64) for bound in period.bounds())
    keep = pc.and_(pc.greater_equal(table["wall"], int(first)), pc.less(table["wall"], int(stop)))
    if category:
        keep = pc.and_(keep, pc.fill_null(pc.equal(table["category"], category), fill_value=False))
    return table.filter(keep)


_EMPTY = {
    "wall": pa.int64(), "wall_end": pa.int64(), "precision": pa.uint8(), "count": pa.int32(), "x": pa.float64(),
    "y": pa.float64(), "place_precision": pa.uint8(), "area": pa.string(), "category": pa.string(),
    "category_text": pa.string(),
}  # fmt: skip


def _events(
    table: pa.Table, scope: Scope, source: Source, period: Period, actor: Actor, labels: Mapping[str, str]
) -> Scoped:
    named = pc.coalesce(table["category"], table["category_text"])
    return Scoped(
        scope=scope,
        source=source.name,
        count=_numbers(table, "count", np.int32),
        start=_numbers(table, "wall", np.int64).astype("datetime64[s]"),
        end=_times_or_none(table["wall_end"]),
        time_precision=_numbers(table, "precision", np.uint8),
        x=_numbers(table, "x", np.float64),
        y=_numbers(table, "y", np.float64),
        place_precision=_numbers(table, "place_precision", np.uint8),
        crs=actor.tenant.epsg,
        zone=actor.tenant.time_zone,
        period=period,
        category=_labels(named, labels),
        area=_labels(table["area"], {}),
    )


def _numbers(table: pa.Table, name: str, kind: type[N]) -> NDArray[N]:
    return np.asarray(table[name].to_numpy()).astype(kind)


def _times_or_none(column: pa.ChunkedArray) -> NDArray[np.datetime64]:
    known = np.asarray(pc.fill_null(column, 0).to_numpy()).astype("datetime64[s]")
    known[np.asarray(pc.is_null(column).to_numpy())] = np.datetime64("NaT")
    return known


def _labels(column: pa.ChunkedArray, names: Mapping[str, str]) -> Labels | None:
    """Codes in the order of the alphabet, so that equal rows in any order give equal labels."""
    texts = np.asarray(pc.fill_null(column, "").to_numpy(zero_copy_only=False)).astype(str)
    words, codes = np.unique(texts, return_inverse=True)
    if not len(words) or list(words) == [""]:
        return None
    numbers = codes.astype(np.int32)
    if words[0] == "":
        words, numbers = words[1:], numbers - np.int32(1)
    return Labels(numbers.astype(np.int32), tuple(names.get(str(word), str(word)) for word in words))


def _inside(events: Scoped, area: BaseGeometry, *, inside_place: bool) -> Scoped:
    shapely.prepare(area)
    known = np.isfinite(events.x)
    keep = np.zeros(len(events.count), dtype=bool)
    keep[known] = shapely.contains_xy(area, events.x[known], events.y[known])
    if not inside_place:
        keep |= ~known
    return replace(events.take(keep), rings=rings_of(area), inside_place=inside_place)
