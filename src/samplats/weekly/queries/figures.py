"""Counting a sheet's figures, as every member of the meeting may be told them. Takes seconds: for jobs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import shapely

from samplats.analyses.rules.scoped import Period, Scoped
from samplats.analyses.rules.stored import from_json, to_json
from samplats.analyses.rules.weeks import (
    MOST_TOLD,
    ORDER,
    Compared,
    Spot,
    Weeks,
    recent_of,
    told_n,
    total_of,
    weeks_of,
)
from samplats.evidence.incidents import queries as incidents
from samplats.evidence.incidents.queries import Source
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.scopes import members_scope
from samplats.foundation.geo.crs import to_lonlat
from samplats.places import queries as places
from samplats.places.models import Place
from samplats.situation.queries import counted_from
from samplats.weekly.rules.periods import Span, whole_until

BACK = timedelta(weeks=104)
NEAR = 150.0  # metres from a cell's middle to a name that it can be called by
EFFORT_BACK = timedelta(weeks=26)

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Asked:
    """What the figures are about: one place or the municipality, which weeks, and what was said the time before."""

    place: Place | None
    span: Span
    before: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class _Read:
    """A source with its last whole week, and what it says of it (None: nothing that was not known before)."""

    source: Source
    reach: date
    until: date
    weeks: Weeks | None
    scoped: Scoped | None


def state_of_incidents(actor: Actor) -> str:
    """Changes whenever the incidents do that the sheets are counted from."""
    return counted_from(replace(actor, compartments=frozenset()))


def week_figures(actor: Actor, asked: Asked, tell: Tell = lambda _done, _total: None) -> dict[str, Any]:
    """Everything that the sheet says by itself, as plain JSON in bands of five."""
    sources = _sources(actor)
    read = []
    for done, source in enumerate(sources):
        tell(done, len(sources))
        found = _read(actor, asked, source)
        if found is not None:
            read.append(found)
    return {
        "sources": [_source(one, asked.before) for one in read],
        "spots": _spots(actor, asked, read),
        "times": _times(read),
        "effort": _effort(actor, asked),
    }


def _sources(actor: Actor) -> list[Source]:
    scope = members_scope(actor)
    return sorted(
        incidents.sources_with_rows(actor, scope), key=lambda one: (one.kind != Source.Kind.PARTNERS, one.name)
    )


def _read(actor: Actor, asked: Asked, source: Source) -> _Read | None:
    span = incidents.span(replace(actor, compartments=frozenset()), source)
    if span is None:
        return None
    reach = span.last
    if source == incidents.report_source(actor):
        reach = max(reach, asked.span.last_on)  # reports come in by themselves: a quiet day is told of too
    until = whole_until(reach, asked.span.last_on)
    known = asked.before.get(str(source.public_id), {}).get("until")
    if known is not None and until.isoformat() <= known and until < asked.span.first_on:
        return _Read(source, reach, until, None, None)
    first = max(until - BACK + timedelta(days=1), span.first)  # before its first event a source tells of nothing
    if first > until:
        return _Read(source, reach, until, None, None)
    scoped = _scoped(actor, source, Period(first, until), asked.place)
    return _Read(source, reach, until, weeks_of(scoped, weeks=asked.span.weeks), scoped)


def _scoped(actor: Actor, source: Source, period: Period, place: Place | None) -> Scoped:
    """A source's events as every member may see them."""
    return incidents.scoped(actor, source=source, period=period, place=place, under=members_scope(actor))


def _source(one: _Read, before: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    key = str(one.source.public_id)
    said = {} if one.weeks is None else _said(one.weeks)
    known = before.get(key, {}).get("said", {})
    return {
        "id": key,
        "name": one.source.name,
        "is_partners": one.source.kind == Source.Kind.PARTNERS,
        "reach": one.reach.isoformat(),
        "until": one.until.isoformat(),
        "weeks": to_json(one.weeks),
        "said": said if one.weeks is not None else known,
        "before": known,
    }


def _said(weeks: Weeks) -> dict[str, str]:
    told = [*([weeks.total] if weeks.total else []), *weeks.rows]
    return {one.label: one.verdict for one in told}


def _spots(actor: Actor, asked: Asked, read: Sequence[_Read]) -> dict[str, Any]:
    """At most three places: the municipality's own that change or have most, else the busiest cells of one source."""
    drawn = [] if asked.place else list(places.places(actor))
    if drawn:
        rows = [row for one in read for row in _in_places(actor, one, drawn)]
        return {"rows": _first_three(sorted(rows, key=_rank))}
    told = [rows for one in read if one.scoped and (rows := _cells(actor, one))]
    return {"rows": max(told, key=lambda rows: sum(row["count"] for row in rows), default=[])}


def _in_places(actor: Actor, one: _Read, drawn: Sequence[Place]) -> list[dict[str, Any]]:
    """Each place that has five events or more on four weeks, or is compared, by one source."""
    rows: list[dict[str, Any]] = []
    if one.scoped is None:
        return rows
    for place in drawn:
        inside = shapely.contains_xy(places.metric(place, actor.tenant.epsg), one.scoped.x, one.scoped.y)
        scoped = one.scoped.take(inside & one.scoped.placed())
        found, count = total_of(scoped), told_n(recent_of(scoped))
        if found is not None or count:
            rows.append({**_told(one), "name": place.name, "count": count, "compared": to_json(found)})
    return rows


def _told(one: _Read) -> dict[str, Any]:
    is_partners = one.source.kind == Source.Kind.PARTNERS
    return {"source": one.source.name, "is_partners": is_partners, "until": one.until.isoformat()}


def _rank(row: Mapping[str, Any]) -> tuple[int, int, str]:
    found: Compared | None = from_json(row["compared"])
    return ORDER.index(found.verdict) if found else len(ORDER), -row["count"], row["name"]


def _first_three(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first row of each place."""
    first: dict[str, dict[str, Any]] = {}
    for row in rows:
        first.setdefault(row["name"], row)
    return list(first.values())[:MOST_TOLD]


def _cells(actor: Actor, one: _Read) -> list[dict[str, Any]]:
    spots = one.weeks.spots if one.weeks else ()
    of = {**_told(one), "compared": None}
    return [{**of, "name": _name(actor, spot), "side": spot.side, "count": spot.count} for spot in spots]


def _name(actor: Actor, spot: Spot) -> str:
    [lon], [lat] = to_lonlat([spot.x], [spot.y], actor.tenant.epsg)
    return places.nearest_name(actor, float(lon), float(lat), NEAR)


def _times(read: Sequence[_Read]) -> dict[str, Any] | None:
    timed = [one for one in read if one.weeks and one.weeks.passes]
    if not timed:
        return None
    most = max(timed, key=lambda one: one.weeks.n_recent if one.weeks else 0)
    assert most.weeks is not None
    rows = [
        {"weekday": one.weekday, "first": one.first, "last": one.last, "count": one.count} for one in most.weeks.passes
    ]
    return {"source": most.source.name, "until": most.until.isoformat(), "rows": rows}


def _effort(actor: Actor, asked: Asked) -> dict[str, Any] | None:
    """The last week's reporters in the whole municipality, and whether their number has changed."""
    last_on = asked.span.last_on
    weeks = incidents.effort(actor, last_on - EFFORT_BACK, last_on)
    over = [one for one in weeks if one.week <= last_on]
    if not over:
        return None
    last = over[-1]
    return {
        "of_place": asked.place is not None,
        "week": last.week.isoformat(),
        "members": last.members,
        "active": last.active,
        "calm": last.calm,
        "changed": incidents.effort_has_changed(over),
        "before": over[-2].active if len(over) > 1 else None,
    }
