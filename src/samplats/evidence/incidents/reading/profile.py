"""What a read file holds, for the import wizard's preview and the document's source section."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..rules.precision import PlacePrecision, TimePrecision
from .incidents import Coded, Incidents
from .reader import Reading
from .times import hour_profile


@dataclass(frozen=True)
class Profile:
    """Sizes, span, precision and hour profile of one reading."""

    n_read: int
    n_rows: int
    n_rejected: int
    n_incidents: int
    first: np.datetime64
    last: np.datetime64
    time_precision: dict[str, int]
    place_precision: dict[str, int]
    hours: tuple[int, ...] | None
    categories: tuple[tuple[str, int], ...]
    n_areas: int
    bounds: tuple[float, float, float, float] | None


def profile_of(reading: Reading) -> Profile:
    """Summarise a reading; the hour profile is there only when some times are finer than a day."""
    found = reading.incidents
    timed = found.precision <= TimePrecision.HOUR
    hours = tuple(hour_profile(found.start[timed]).tolist()) if timed.any() else None
    return Profile(
        n_read=reading.n_read,
        n_rows=len(found),
        n_rejected=reading.n_rejected,
        n_incidents=found.n,
        first=found.start.min(),
        last=last_time(found),
        time_precision=_sums(found, found.precision, TimePrecision),
        place_precision=_sums(found, found.place_precision, PlacePrecision),
        hours=hours,
        categories=_categories(found),
        n_areas=0 if found.area is None else len(np.unique(found.area.codes[found.area.codes >= 0])),
        bounds=_bounds(found),
    )


def last_time(found: Incidents) -> np.datetime64:
    """The last moment any incident is known to have reached."""
    ends = np.where(np.isnat(found.end), found.start, found.end)
    return np.datetime64(ends.max())


def _sums(
    found: Incidents, values: np.ndarray[tuple[int], np.dtype[np.uint8]], names: type[TimePrecision | PlacePrecision]
) -> dict[str, int]:
    sums = np.bincount(values, weights=found.count, minlength=len(names))
    return {names(code).name.lower(): int(total) for code, total in enumerate(sums) if total}


def _categories(found: Incidents) -> tuple[tuple[str, int], ...]:
    coded: Coded | None = found.category_text or found.category
    if coded is None:
        return ()
    known = coded.codes >= 0
    sums = np.bincount(coded.codes[known], weights=found.count[known], minlength=len(coded.labels))
    order = np.argsort(-sums, kind="stable")
    return tuple((coded.labels[code], int(sums[code])) for code in order if sums[code])


def _bounds(found: Incidents) -> tuple[float, float, float, float] | None:
    known = np.isfinite(found.lon)
    if not known.any():
        return None
    lon, lat = found.lon[known], found.lat[known]
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())
