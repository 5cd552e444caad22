"""From checked incidents to what the analyses accept: events of one source under a scope."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import shapely
from numpy.typing import NDArray

from samplats.analyses.rules.precision import TimePrecision
from samplats.analyses.rules.scoped import Labels, Period, Rings, Scoped
from samplats.foundation.access.scope import Scope

from .incidents import Coded, Incidents
from .profile import last_time


def scoped(incidents: Incidents, scope: Scope, *, source: str, period: Period | None = None) -> Scoped:
    """Incidents as events under a scope, over their own period unless one is given."""
    span = period or own_period(incidents)
    start, stop = span.bounds()
    inside = (incidents.start >= start) & (incidents.start < stop)
    used = incidents if inside.all() else incidents.take(inside)
    return Scoped(
        scope=scope,
        source=source,
        count=used.count,
        start=used.start.astype("datetime64[s]"),
        end=used.end.astype("datetime64[s]"),
        time_precision=used.precision,
        x=used.x,
        y=used.y,
        place_precision=used.place_precision,
        crs=used.crs,
        zone=used.zone,
        period=span,
        category=_labels(used.category_text or used.category),
        area=_labels(used.area),
        spot=_labels(used.place),
    )


def _labels(coded: Coded | None) -> Labels | None:
    return None if coded is None else Labels(coded.codes, coded.labels)


def own_period(incidents: Incidents) -> Period:
    """From the first to the last day; a month that is known only as a month counts whole."""
    first: date = incidents.start.min().astype("datetime64[D]").item()
    last: date = last_time(incidents).astype("datetime64[D]").item()
    if int(np.median(incidents.precision)) >= TimePrecision.MONTH:
        last = (last.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return Period(first, last)


def rings_of(area: shapely.Geometry) -> Rings:
    """The outer and inner rings of an area."""
    polygons = shapely.get_parts(area)
    outer = [shapely.get_coordinates(shapely.get_exterior_ring(one)) for one in polygons]
    inner = [shapely.get_coordinates(ring) for one in polygons for ring in one.interiors]
    return (*outer, *inner)


def within(events: Scoped, area: shapely.Geometry, *, is_place: bool) -> tuple[Scoped, NDArray[np.bool_]]:
    """Only the events inside an area (metres), with it as study area; and which events that were."""
    shapely.prepare(area)
    inside = np.zeros(len(events.count), dtype=bool)
    known = np.isfinite(events.x)
    inside[known] = shapely.contains_xy(area, events.x[known], events.y[known])
    return replace(events.take(inside), rings=rings_of(area), inside_place=is_place), inside
