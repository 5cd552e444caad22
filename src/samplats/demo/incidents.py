"""Three years of invented incidents, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

import numpy as np
import shapely
from numpy.random import PCG64, Generator
from numpy.typing import NDArray

from samplats.demo import rhythm, sketch, spots
from samplats.demo.rhythm import Minutes
from samplats.demo.spots import Floats, Pools
from samplats.demo.streams import CATEGORIES, NIGHT_WALKERS, ORGANISATIONS, PARTNERS, SOURCES, STREAMS, TRAFFIC, Stream
from samplats.demo.town import SEED, Town, build

AS_OF = date(2026, 11, 16)
DAYS = 1096
RECENT_DAYS = 28
RECENT_AT_STATION = 38
PLANTED_FIGHTS, PLANTED_FIRES = 15, 10
VILLAGE_LEFT = 0.3
"""Share that is left at the end of the fall in Lugnviken, which lasts eighteen months."""


@dataclass(frozen=True)
class Incidents:
    """Columns of equal length; codes point into CATEGORIES, SOURCES and ORGANISATIONS; times are local minutes."""

    as_of: date
    category: NDArray[np.int16]
    source: NDArray[np.int16]
    organisation: NDArray[np.int16]
    x: Floats
    """East, EPSG:3006 metres, rounded to decimetres."""
    y: Floats
    start: Minutes
    end: Minutes
    """Latest possible time; equal to `start` when the time is known."""
    text: NDArray[np.int16]
    """Which of the category's texts; -1 for none."""
    planted: NDArray[np.bool_]
    """True for the rows that make the rise at Stationstorget in the last four weeks."""

    def __len__(self) -> int:
        return len(self.x)

    @property
    def start_utc(self) -> Minutes:
        """Earliest time in universal time."""
        return rhythm.to_utc(self.start)

    def only(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> Incidents:
        """The chosen rows."""
        return replace(self, **{name: getattr(self, name)[rows] for name in _COLUMNS})

    def of_source(self, source: str) -> Incidents:
        """Rows of one source (partners, fire_service, police)."""
        return self.only(self.source == SOURCES.index(source))


_COLUMNS = tuple(one.name for one in fields(Incidents) if one.name != "as_of")


def generate(town: Town | None = None, *, as_of: date = AS_OF, scale: float = 1.0, seed: int = SEED) -> Incidents:
    """Incidents of the three years before `as_of`; scale 1 gives about 9 000, scale 100 about 900 000."""
    town = town or build()
    rng = Generator(PCG64([seed, 2]))
    pools = spots.pools(town)
    parts = [_stream(stream, number, pools, as_of, scale, rng) for number, stream in enumerate(STREAMS)]
    everything = _joined(parts)
    kept = _inside(town, everything) & _after_the_fall(town, everything, rng)
    return _ordered(_with_rise(town, everything.only(kept), scale, rng))


def _stream(stream: Stream, number: int, pools: Pools, as_of: date, scale: float, rng: Generator) -> Incidents:
    first = as_of - timedelta(days=DAYS)
    count = round(stream.yearly * DAYS / 365.25 * scale / (1 + stream.repeats))
    at = pools.draw(stream.where, count, rng)
    start = rhythm.draw(count, first=first, days=DAYS, profile=stream.profile, season=stream.season, rng=rng)
    at, start = _with_followers(stream, at, start, rng)
    keep = start < np.datetime64(as_of, "m")
    at, start = at[keep], start[keep]
    return _columns(stream, as_of, at, start, rng)


def _columns(stream: Stream, as_of: date, at: Floats, start: Minutes, rng: Generator) -> Incidents:
    rows = len(start)
    mean, share = stream.hidden_for
    hidden = np.where(rng.random(rows) < share, rhythm.exponential(max(mean, 0.1), rows, rng), 0.0)
    # What was found in the morning began some time before; a known time has no interval.
    end = start
    begin = start - np.round(hidden * 60).astype("timedelta64[m]")
    by = _reporters(stream, start, as_of, rng)
    texts = np.floor(rng.random(rows) * 6).astype(np.int16)
    return Incidents(
        as_of=as_of,
        category=np.full(rows, CATEGORIES.index(stream.category), dtype=np.int16),
        source=np.full(rows, SOURCES.index(stream.source), dtype=np.int16),
        organisation=by,
        x=at[:, 0],
        y=at[:, 1],
        start=begin,
        end=end,
        text=np.where(stream.source == PARTNERS, texts, -1).astype(np.int16),
        planted=np.zeros(rows, dtype=bool),
    )


def _reporters(stream: Stream, start: Minutes, as_of: date, rng: Generator) -> NDArray[np.int16]:
    """Who reported; organisations that have stopped hand over to the first in the list."""
    who = np.asarray(stream.by)[np.floor(rng.random(len(start)) * len(stream.by)).astype(np.int64)]
    for number in stream.by:
        stopped = ORGANISATIONS[number].stopped_days_ago
        if stopped is not None:
            late = start >= np.datetime64(as_of - timedelta(days=stopped), "m")
            who = np.where((who == number) & late, stream.by[0], who)
    return np.asarray(who, dtype=np.int16)


def _with_followers(stream: Stream, at: Floats, start: Minutes, rng: Generator) -> tuple[Floats, Minutes]:
    """Each incident draws followers nearby within days, which draw their own (a branching process)."""
    if not stream.repeats:
        return at, start
    born_at, born = [at], [start]
    while len(at):
        again = rng.random(len(at)) < stream.repeats / (1 + stream.repeats)
        near = at[again] + spots.scattered(stream.repeat_metres / 2, int(again.sum()), rng)
        wait = np.clip(rhythm.exponential(stream.repeat_days, int(again.sum()), rng), 0.02, 3 * stream.repeat_days)
        at, start = np.round(near, 1), start[again] + np.round(wait * 1440).astype("timedelta64[m]")
        born_at.append(at)
        born.append(start)
    return np.vstack(born_at), np.concatenate(born)


def _joined(parts: Sequence[Incidents]) -> Incidents:
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in _COLUMNS}
    return Incidents(as_of=parts[0].as_of, **columns)


def _inside(town: Town, rows: Incidents) -> NDArray[np.bool_]:
    wet = shapely.unary_union([one.area for one in town.water])
    shapely.prepare(wet)
    shapely.prepare(town.boundary)
    dry = ~shapely.contains_xy(wet, rows.x, rows.y)
    return np.asarray(dry & shapely.contains_xy(town.boundary, rows.x, rows.y))


def within(town: Town, slug: str, rows: Incidents) -> NDArray[np.bool_]:
    """Which rows lie inside a place."""
    place = next(one for one in town.places if one.slug == slug)
    shapely.prepare(place.boundary)
    return np.asarray(shapely.contains_xy(place.boundary, rows.x, rows.y))


def _after_the_fall(town: Town, rows: Incidents, rng: Generator) -> NDArray[np.bool_]:
    """Lugnviken becomes calmer during the last eighteen months."""
    village = within(town, "lugnvikens-centrum", rows)
    age = (np.datetime64(rows.as_of, "m") - rows.end).astype(np.float64) / 1440
    left = np.clip(VILLAGE_LEFT + (1 - VILLAGE_LEFT) * age / 540, VILLAGE_LEFT, 1.0)
    return np.asarray(~village | (rng.random(len(rows)) < left))


def _with_rise(town: Town, rows: Incidents, scale: float, rng: Generator) -> Incidents:
    """Exactly 38 partner reports (times scale) at Stationstorget in the last four weeks, 25 of them planted."""
    recent = rows.end >= np.datetime64(rows.as_of - timedelta(days=RECENT_DAYS), "m")
    station = within(town, "stationstorget", rows) & recent & (rows.source == SOURCES.index(PARTNERS))
    fights, fires = round(PLANTED_FIGHTS * scale), round(PLANTED_FIRES * scale)
    ordinary = round(RECENT_AT_STATION * scale) - fights - fires
    found = np.flatnonzero(station)
    dropped = found[np.argsort(rng.random(len(found)), kind="stable")][ordinary:]
    keep = np.ones(len(rows), dtype=bool)
    keep[dropped] = False
    planted = [_weekend(town, rows.as_of, category, count, rng) for category, count in (("C1", fights), ("D2", fires))]
    return _joined([rows.only(keep), *planted])


def _weekend(town: Town, as_of: date, category: str, count: int, rng: Generator) -> Incidents:
    """Friday and Saturday evenings of the last four weeks, eight to half past one, at the tunnel and the buses."""
    sunday = as_of - timedelta(days=as_of.weekday())
    friday = np.datetime64(sunday, "D") - 3
    nights = friday - 7 * np.floor(rng.random(count) * 4).astype(np.int64) + (rng.random(count) < 0.5).astype(np.int64)
    start = nights.astype("datetime64[m]") + 20 * 60 + np.floor(rng.random(count) * 330).astype(np.int64)
    stream = next(one for one in STREAMS if one.category == category and one.source == PARTNERS)
    at = _at_station(town, count, rng)
    by = (TRAFFIC if category == "C1" else NIGHT_WALKERS, NIGHT_WALKERS)
    rows = _columns(replace(stream, by=by, hidden_for=(0.0, 0.0)), as_of, at, start, rng)
    return replace(rows, planted=np.ones(count, dtype=bool))


def _at_station(town: Town, count: int, rng: Generator) -> Floats:
    middles = np.array([one.at for one in spots.STATION[:4]]) + np.asarray(sketch.ORIGIN)
    chosen = np.floor(rng.random(count) * 4).astype(np.int64)
    offset = np.clip(spots.scattered(7.0, count, rng), -16.0, 16.0)
    return np.asarray(np.round(middles[chosen] + offset, 1))


def _ordered(rows: Incidents) -> Incidents:
    return rows.only(np.lexsort((rows.y, rows.x, rows.category, rows.start, rows.source)))
