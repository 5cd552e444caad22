"""What of one source's incidents a reader may see on a map and in a table: points, or cells with small ones hidden."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import shapely
from django.conf import settings
from django.utils import timezone
from numpy.typing import NDArray

from samplats.analyses.rules.scoped import Period
from samplats.analyses.rules.shown import (
    LEAST,
    MEMBER_CELL,
    Cells,
    band,
    member_cells,
    public_cells,
    told_cells,
    told_period,
    two_years,
)
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.partitions import PermittedUse
from samplats.foundation.access.scope import Grain, Scope
from samplats.foundation.access.scopes import scope as scope_of
from samplats.foundation.geo import crs, mercator, pyramid, tiles

from ..models import Source
from ..rules.precision import PlacePrecision
from .figures import known_until
from .scoped import Columns, columns_of, span

SQUARES_FROM = 12
KEPT = 8


@dataclass(frozen=True)
class Filter:
    """Which incidents: one source, a period and perhaps one category (its code, or a word of the file)."""

    source: Source
    period: Period
    category: str = ""


@dataclass(frozen=True, eq=False)
class Opened:
    """A source's rows as this reader may see them."""

    columns: Columns
    grain: Grain
    epsg: int
    key: str
    folder: Path
    until: date | None
    """The day up to which those who see no points are told; None for who does."""

    @property
    def in_bands(self) -> bool:
        """Whether its figures are told in bands, to whoever sees no points."""
        return self.until is not None


def opened(actor: Actor, source: Source) -> Opened:
    """One source's rows under the actor's scope; what is lent for statistics alone is shown in cells to everybody."""
    reader: Scope = scope_of(actor)
    columns = columns_of(actor, reader, [source])
    grain = reader.grain
    if grain is Grain.POINTS and source.permitted_use == PermittedUse.STATISTICS:
        grain = Grain.CELLS
    until = None if grain is Grain.POINTS else _until(actor, source)
    return Opened(columns, grain, actor.tenant.epsg, columns.key, _folder(actor, source), until)


def _until(actor: Actor, source: Source) -> date:
    """The day that the usual two years end with: the municipality's last, or the source's when it ended long before."""
    known, own = known_until(actor), span(actor, source)
    if own is None or known is None:
        return known or timezone.localdate()
    return known if own.last >= two_years(known).first else own.last


def allowed(seen: Opened, chosen: Filter) -> Filter:
    """The filter as this reader may ask it: one day more would tell what it adds, so there are few periods."""
    return chosen if seen.until is None else replace(chosen, period=told_period(chosen.period, seen.until))


def n_rows(seen: Opened, chosen: Filter) -> int:
    """How many rows the filter leaves."""
    return int(_rows(seen.columns, chosen.period, chosen.category).sum())


def n_incidents(seen: Opened, chosen: Filter) -> int | None:
    """How many incidents the filter leaves: the sum of the counts; None when it is hidden."""
    n = int(seen.columns.count[_rows(seen.columns, chosen.period, chosen.category)].sum())
    if not seen.in_bands:
        return n
    return band(n) if n >= LEAST else None


def n_on_map(seen: Opened, chosen: Filter) -> int:
    """How many incidents the map can show: those with a position of their own, less those in hidden cells."""
    if seen.grain is Grain.POINTS:
        rows = _rows(seen.columns, chosen.period, chosen.category) & _placed(seen.columns)
        return int(seen.columns.count[rows].sum())
    cells = cells_of(seen, chosen)
    return int(cells.count[cells.shown].sum())


def n_shown_on_map(actor: Actor, source: Source, period: Period, category: str = "") -> int:
    """How many of one source's incidents a map shows the actor."""
    seen = opened(actor, source)
    return n_on_map(seen, allowed(seen, Filter(source, period, category)))


def cells_of(seen: Opened, chosen: Filter) -> Cells:
    """The cells of a reader who sees no points, each with its band; cells with fewer than five are not among them."""
    return _cells(seen.columns, seen.grain, seen.epsg, chosen.period, chosen.category).cells


def map_tile(seen: Opened, chosen: Filter, z: int, x: int, y: int) -> bytes:
    """One vector tile: points or cells for those who see points, suppressed cells for everybody else."""
    if seen.grain is Grain.POINTS:
        whole, words = _points(seen)
        wanted = _wanted(seen.columns, chosen.category)
        days = (_day(chosen.period.first), _day(chosen.period.last))
        found = whole.tile(z, x, y, pyramid.Chosen(*days, None if wanted is None else frozenset(wanted)))
        return pyramid.encoded(found, z, x, y, categories=words)
    drawn = _cells(seen.columns, seen.grain, seen.epsg, chosen.period, chosen.category)
    if z < SQUARES_FROM:
        return pyramid.encoded(drawn.coarse.tile(z, x, y), z, x, y)
    return drawn.squares(z, x, y)


def forget(actor: Actor, source: Source) -> None:
    """Erase what was kept ready of a source's rows; called when rows come or go."""
    shutil.rmtree(_folder(actor, source), ignore_errors=True)


def _folder(actor: Actor, source: Source) -> Path:
    return Path(settings.CACHE_FOLDER) / "pyramids" / actor.tenant.public_id.hex / source.public_id.hex


def _placed(columns: Columns) -> NDArray[np.bool_]:
    return (columns.place_precision <= PlacePrecision.ADDRESS) & np.isfinite(columns.x)


def _rows(columns: Columns, period: Period, category: str) -> NDArray[np.bool_]:
    start, end = period.bounds()
    rows = (columns.wall >= start) & (columns.wall < end)
    wanted = _wanted(columns, category)
    return rows if wanted is None else rows & np.isin(codes_of(columns), list(wanted))


def codes_of(columns: Columns) -> NDArray[np.int32]:
    """One code per row: the municipality's category, else the file's word (numbered after the categories)."""
    own, given = columns.category, columns.category_text
    sorted_here = np.array([*(bool(word) for word in own.words), False])[own.codes]
    other = np.where(given.codes >= 0, given.codes + len(own.words), -1)
    return np.where(sorted_here, own.codes, other).astype(np.int32)


def words_of_columns(columns: Columns) -> list[str]:
    """The code or word behind every number of `codes_of`."""
    return [*columns.category.words, *columns.category_text.words]


def _wanted(columns: Columns, category: str) -> set[int] | None:
    if not category:
        return None
    return {number for number, word in enumerate(words_of_columns(columns)) if word == category}


def _day(day: object) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))  # type: ignore[call-overload]


@lru_cache(maxsize=KEPT)
def _points(seen: Opened) -> tuple[pyramid.Pyramid, list[str]]:
    columns = seen.columns
    words = [word or "–" for word in words_of_columns(columns)] or ["–"]
    folder = seen.folder / seen.key
    try:
        return pyramid.load(folder), words
    except pyramid.NotComplete:
        rows = np.flatnonzero(_placed(columns))
        x, y = mercator.from_lonlat(columns.lon[rows], columns.lat[rows])
        made = pyramid.build(
            x,
            y,
            weight=columns.count[rows],
            category=np.maximum(codes_of(columns)[rows], 0),
            day=columns.wall[rows].astype("datetime64[D]").astype(np.int64),
        )
        pyramid.save(made, folder)
        return made, words


@dataclass(frozen=True, eq=False)
class DrawnCells:
    """Suppressed cells, made ready for tiles of every zoom."""

    cells: Cells
    epsg: int

    @cached_property
    def coarse(self) -> pyramid.Pyramid:
        """The shown cells as weighted points at their middles, for zooms where a cell is a few pixels wide."""
        shown = np.flatnonzero(self.cells.shown)
        half = self.cells.side[shown] / 2
        lon, lat = crs.to_lonlat(self.cells.x0[shown] + half, self.cells.y0[shown] + half, self.epsg)
        return pyramid.build(*mercator.from_lonlat(lon, lat), weight=self.cells.count[shown])

    @cached_property
    def corners(self) -> NDArray[np.float64]:
        """The four corners of every shown cell in Mercator metres: (cells, 4, 2)."""
        shown = np.flatnonzero(self.cells.shown)
        west, south, side = self.cells.x0[shown], self.cells.y0[shown], self.cells.side[shown]
        x = np.stack([west, west + side, west + side, west])
        y = np.stack([south, south, south + side, south + side])
        lon, lat = crs.to_lonlat(x.ravel(), y.ravel(), self.epsg)
        mx, my = mercator.from_lonlat(lon, lat)
        return np.stack([mx.reshape(4, -1).T, my.reshape(4, -1).T], axis=-1)

    def squares(self, z: int, x: int, y: int) -> bytes:
        """A tile with the cells themselves, cut at its edges."""
        bounds = mercator.tile_bounds(z, x, y)
        corners = self.corners
        low, high = corners.min(axis=1), corners.max(axis=1)
        near = (low[:, 0] <= bounds.east) & (high[:, 0] >= bounds.west)
        near &= (low[:, 1] <= bounds.north) & (high[:, 1] >= bounds.south)
        counts = self.cells.count[self.cells.shown]
        features = [
            tiles.Feature(shapely.Polygon(corners[number]), {"n": int(counts[number])})
            for number in np.flatnonzero(near)
        ]
        return tiles.tile([tiles.layer("cells", features, bounds)])


@lru_cache(maxsize=KEPT * 4)
def _cells(columns: Columns, grain: Grain, epsg: int, period: Period, category: str) -> DrawnCells:
    rows = _rows(columns, period, category) & _placed(columns)
    x, y, count = columns.x[rows], columns.y[rows], columns.count[rows]
    if grain is Grain.PUBLIC:
        kept = slice(0, 0) if period.shorter_than_a_month() else slice(None)
        return DrawnCells(told_cells(public_cells(x[kept], y[kept], count[kept])), epsg)
    return DrawnCells(told_cells(member_cells(x, y, count, MEMBER_CELL)), epsg)
