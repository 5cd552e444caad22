"""Incidents as columns under a scope: what analyses and maps are given."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from django.db.models import Q
from numpy.typing import NDArray

from samplats.analyses.rules.scoped import Labels, Months, Period, Scoped
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.scope import Scope
from samplats.foundation.access.scopes import scope as scope_of
from samplats.foundation.snapshots import store
from samplats.places.models import Place
from samplats.places.queries import metric, rings

from ..models import Source
from ..rules.precision import TimePrecision
from .batches import live_imports, sources
from .categories import named
from .retention import monthly_statistics

KIND = "incidents"
KEPT = 12


@dataclass(frozen=True, eq=False)
class Columns:
    """Every row that a scope opens of some imports; read-only. `key` changes when any of them does."""

    key: str
    wall: NDArray[np.datetime64]
    wall_end: NDArray[np.datetime64]
    precision: NDArray[np.uint8]
    count: NDArray[np.int32]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    place_precision: NDArray[np.uint8]
    area: Labels
    category: Labels
    category_text: Labels

    def __len__(self) -> int:
        return len(self.count)


def scoped(
    actor: Actor,
    *,
    source: Source,
    period: Period,
    place: Place | None = None,
    categories: Collection[str] = (),
    under: Scope | None = None,
) -> Scoped:
    """One source's incidents in a period, in the municipality or one of its places, for `samplats.analyses`.

    `under` narrows the actor's own scope (an internal or a public edition); a wider one raises `PermissionError`.
    """
    reader = scope_of(actor)
    if under is not None and not reader.contains(under):
        raise PermissionError("the scope is wider than the reader's own")
    reader = under or reader
    columns = columns_of(actor, reader, [source])
    erased = monthly_statistics(actor, source, reader=reader, categories=categories)
    period, older = _with_older(period, erased, columns, categories)
    rows = _rows_of(columns, period, metric(place, actor.tenant.epsg) if place else None, categories)
    # A whole municipality is mostly forest and water, where nothing is reported: against all of it any town is hot.
    # Its study area is therefore the cells near any event, which the analyses take when no outline is given.
    outline = None if place is None else tuple(np.array(ring) for ring in rings(place, actor.tenant.epsg))
    return Scoped(
        scope=reader,
        source=source.name,
        count=columns.count[rows],
        start=columns.wall[rows],
        end=columns.wall_end[rows],
        time_precision=columns.precision[rows],
        x=columns.x[rows],
        y=columns.y[rows],
        place_precision=columns.place_precision[rows],
        crs=actor.tenant.epsg,
        zone=actor.tenant.time_zone,
        period=period,
        rings=outline,
        inside_place=place is not None,
        category=_categories(actor, columns, rows),
        area=Labels(columns.area.codes[rows], columns.area.words),
        facts={"source": str(source.public_id), "kind": source.kind},
        older=None if place else older,
    )


def _with_older(
    period: Period, erased: Months | None, columns: Columns, categories: Collection[str]
) -> tuple[Period, Months | None]:
    """The part of the period that has rows, and the months before it."""
    kept = _kept(period, erased)
    return kept, None if erased is None else _up_to(kept, erased, columns, categories)


def _kept(period: Period, older: Months | None) -> Period:
    """The part of a period whose rows are still there: an erased month is no month without incidents.

    Its counts go on in the development of the whole municipality. They lie in cells of 250 m, which no place's
    boundary follows, so a place begins where its rows do.
    """
    if older is None or not period.first < older.kept_from <= period.last:
        return period
    return Period(older.kept_from, period.last)


def _up_to(period: Period, older: Months, columns: Columns, categories: Collection[str]) -> Months:
    """The erased months and, between them and the period, the months of the rows that are still there."""
    if older.kept_from >= period.first:
        return older
    between = Period(older.kept_from, period.first - timedelta(days=1))
    rows = _rows_of(columns, between, None, categories)
    rows = rows[columns.precision[rows] <= TimePrecision.MONTH]
    months, at = np.unique(columns.wall[rows].astype("datetime64[M]"), return_inverse=True)
    sums = np.bincount(at, weights=columns.count[rows], minlength=len(months)).astype(int)
    starts = (*older.starts, *(month.astype("datetime64[D]").item() for month in months))
    return Months(starts, (*older.counts, *sums.tolist()), older.erased_until)


def _rows_of(
    columns: Columns, period: Period, area: shapely.Geometry | None, categories: Collection[str]
) -> NDArray[np.int64]:
    start, end = period.bounds()
    chosen = (columns.wall >= start) & (columns.wall < end)
    if categories:
        wanted = np.array([*(word in categories for word in columns.category.words), False])
        chosen &= wanted[columns.category.codes]
    if area is not None:
        shapely.prepare(area)
        chosen[chosen] = shapely.contains_xy(area, columns.x[chosen], columns.y[chosen])
    return np.flatnonzero(chosen)


def sources_with_rows(actor: Actor, under: Scope | None = None) -> list[Source]:
    """The sources of which the actor (or a narrower scope) may see anything."""
    owners = {part.owner for part in store.parts(under or scope_of(actor), kind=KIND)}
    return list(sources(actor).filter(pk__in=live_imports(actor).filter(public_id__in=owners).values("source")))


def span(actor: Actor, source: Source) -> Period | None:
    """First and last day of a source's finished imports, of closed rooms only those that the actor is in."""
    rooms = Q(compartment=None) | Q(compartment__in=actor.compartments)
    live = live_imports(actor).filter(rooms, source=source, period_from__isnull=False)
    days = [*live.values_list("period_from", flat=True), *live.values_list("period_to", flat=True)]
    known = [day for day in days if day is not None]
    return Period(min(known), max(known)) if known else None


def begins(actor: Actor, reader: Scope, source: Source) -> date | None:
    """The first day of the month of a source's first row under a scope: before it the source told of nothing."""
    wall = columns_of(actor, reader, [source]).wall
    return wall.min().astype("datetime64[M]").astype("datetime64[D]").item() if len(wall) else None


def columns_of(actor: Actor, reader: Scope, chosen: Sequence[Source]) -> Columns:
    """Every row of the sources that the scope opens; kept in memory until one of the parts changes."""
    live = live_imports(actor).filter(source__in=[one.pk for one in chosen])
    owners = set(live.values_list("public_id", flat=True))
    parts = tuple(part for part in store.parts(reader, kind=KIND) if part.owner in owners)
    return _read(reader, parts)


@lru_cache(maxsize=KEPT)
def _read(reader: Scope, parts: tuple[store.Part, ...]) -> Columns:
    tables = store.read(reader, parts)
    if not tables:
        return _nothing()
    made_of = "\x1f".join([reader.key(), *(part.public_id.hex for part in parts)])
    whole = pa.concat_tables(tables).unify_dictionaries().combine_chunks()
    return Columns(
        key=hashlib.blake2b(made_of.encode(), digest_size=16).hexdigest(),
        wall=_array(whole, "wall").astype("datetime64[s]"),
        wall_end=_moments(whole["wall_end"]),
        precision=_array(whole, "precision"),
        count=_array(whole, "count"),
        lon=_array(whole, "lon"),
        lat=_array(whole, "lat"),
        x=_array(whole, "x"),
        y=_array(whole, "y"),
        place_precision=_array(whole, "place_precision"),
        area=_labels(whole["area"]),
        category=_labels(whole["category"]),
        category_text=_labels(whole["category_text"]),
    )


def _array(whole: pa.Table, name: str) -> NDArray[Any]:
    return np.asarray(whole[name].to_numpy())


def _moments(column: pa.ChunkedArray) -> NDArray[np.datetime64]:
    seconds = column.fill_null(np.iinfo(np.int64).min).to_numpy()
    return np.asarray(seconds.astype("datetime64[s]"))


def _labels(column: pa.ChunkedArray) -> Labels:
    coded = column.combine_chunks()
    if isinstance(coded, pa.ChunkedArray):
        coded = coded.chunk(0)
    codes = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    return Labels(codes, tuple(coded.dictionary.to_pylist()))


def _nothing() -> Columns:
    none = Labels(np.empty(0, dtype=np.int32), ())
    moments, floats = np.empty(0, dtype="datetime64[s]"), np.empty(0, dtype=np.float64)
    small, counts = np.empty(0, dtype=np.uint8), np.empty(0, dtype=np.int32)
    return Columns("", moments, moments, small, counts, floats, floats, floats, floats, small, none, none, none)


def _categories(actor: Actor, columns: Columns, rows: NDArray[np.int64]) -> Labels:
    """What happened in words: the municipality's own label, or the file's word where none was chosen."""
    known = named(actor)
    own, given = columns.category, columns.category_text
    words = [known[code].label if code in known else code for code in own.words] + list(given.words)
    codes = own.codes[rows]
    sorted_here = np.array([*(bool(word) for word in own.words), False])[codes]
    other = np.where(given.codes[rows] >= 0, given.codes[rows] + len(own.words), -1)
    return Labels(np.where(sorted_here, codes, other).astype(np.int32), tuple(words))
