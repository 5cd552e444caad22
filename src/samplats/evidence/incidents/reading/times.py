"""When each row happened: order of day and month, precision and time zone guessed, and what was guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from samplats.foundation.geo.opening import Unreadable

from ..rules.precision import TimePrecision
from .digits import (
    DAY_FIRST,
    MONTH_FIRST,
    NO_OFFSET,
    YEAR_FIRST,
    ZULU,
    Bytes,
    Clock,
    as_bytes,
    largest_parts,
    read_clock,
)

LOCAL = "local"
EARLIEST = np.datetime64("1950-01-01", "s")
SWEDEN = (10.0, 55.0, 24.5, 69.5)
ENOUGH_HOURS = 200
QUIET_HOURS = 5
QUIETEST_AT = 5.5

Where = Callable[[], tuple[float | None, float | None]]


@dataclass(frozen=True)
class Times:
    """Local wall-clock start and end of each row with what was guessed about them."""

    start: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    precision: NDArray[np.uint8]
    zone: str
    start_clock: Clock
    end_clock: Clock | None
    guesses: dict[str, object] = field(default_factory=dict)


def read_times(
    start: pa.Array,
    end: pa.Array | None,
    *,
    zone: str | None,
    where: Where,
    local_zone: str | None = None,
    date_order: str = "",
) -> Times:
    """Read the start and, where there is one, the end; `zone` is stated (a name or "local") or None to guess.

    `where` tells the longitude and latitude of the file; it is asked once the clocks are read, which may be while the
    positions still are. With a `local_zone` the times are told in it, whatever zone the file has.
    """
    guesses: dict[str, object] = {}
    laid = as_bytes(_text(start))
    order = _date_order(laid, pa.types.is_string(start.type), date_order, guesses)
    start_clock = read_clock(laid, order=order)
    end_clock = None if end is None else read_clock(as_bytes(_text(end)), order=order)
    name = _zone(start_clock, zone, *where(), guesses)
    begins = _local(start_clock, name, ignore_offset=guesses.get("offset_ignored") is True)
    ends = np.full(len(begins), np.datetime64("NaT"), dtype="datetime64[s]")
    if end_clock is not None:
        ends = _local(end_clock, name, ignore_offset=guesses.get("offset_ignored") is True)
    precision = _coarsen(begins, start_clock.precision, guesses)
    if local_zone is not None:
        begins, ends = _told_in(local_zone, name, begins, precision), _told_in(local_zone, name, ends, precision)
        name = local_zone
    return Times(begins, ends, precision, name, start_clock, end_clock, guesses)


def _told_in(
    zone: str, written: str, wall: NDArray[np.datetime64], precision: NDArray[np.uint8]
) -> NDArray[np.datetime64]:
    """Wall-clock times of one zone as those of another; days and months have no hour to move."""
    if written in (LOCAL, zone):
        return wall
    timed = (precision <= TimePrecision.HOUR) & ~np.isnat(wall)
    stamps = pc.assume_timezone(pa.array(wall[timed]), written, ambiguous="earliest", nonexistent="earliest")
    moved = wall.copy()
    moved[timed] = pc.local_timestamp(stamps.cast(pa.timestamp("s", tz=zone))).to_numpy(zero_copy_only=False)
    return moved


def as_days(values: pa.Array) -> pa.Array:
    """Dates as text, also from a workbook's numbers."""
    return pc.fill_null(_text(values), "")


def _text(values: pa.Array) -> pa.Array:
    """Numbers as text; a workbook's day numbers become dates."""
    if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        return values.cast(pa.string())
    numbers = values.cast(pa.float64())
    top = pc.max(numbers).as_py() or 0.0
    if 20_000 <= top < 80_000:
        days = np.nan_to_num(numbers.to_numpy(zero_copy_only=False), nan=0.0)
        stamps = np.datetime64("1899-12-30", "s") + np.round(days * 86400).astype("timedelta64[s]")
        return pc.strftime(pa.array(stamps), format="%Y-%m-%d %H:%M:%S")
    return pc.fill_null(numbers.cast(pa.int64(), safe=False).cast(pa.string()), "")


def _date_order(laid: Bytes, is_text: bool, stated: str, guesses: dict[str, object]) -> str:
    """How the numbers of a date follow each other; where the year has four digits and stands first it is plain."""
    if stated:
        guesses |= {"date_order": stated, "date_order_sure": True, "date_order_stated": True}
        return stated
    found = largest_parts(laid) if is_text else None
    if found is None:
        return DAY_FIRST
    first, second, year_last = found
    order = _guessed_order(first, second, year_last)
    guesses["date_order"] = order
    guesses["date_order_sure"] = max(first, second) > 12 if year_last else first > 31
    return order


def _guessed_order(first: int, second: int, year_last: bool) -> str:
    """By the largest first and second numbers; two-digit years stand first in Sweden unless that cannot be."""
    if not year_last:
        return YEAR_FIRST
    if first > 12 and second > 12:
        raise Unreadable("mixed_date_order")
    return MONTH_FIRST if second > 12 else DAY_FIRST


def _zone(
    clock: Clock, stated: str | None, longitude: float | None, latitude: float | None, guesses: dict[str, object]
) -> str:
    has_offset = bool((clock.offset != NO_OFFSET).any())
    here = zone_at(longitude, latitude)
    guesses["offsets_in_file"] = has_offset
    if stated == LOCAL:
        guesses |= {"zone": "stated", "offset_ignored": has_offset}
        return here if here == "Europe/Stockholm" else LOCAL
    if stated is not None:
        guesses["zone"] = "stated"
        return _checked(stated)
    guesses["zone"] = "guessed"
    if not has_offset:
        return here if here == "Europe/Stockholm" else LOCAL
    if _is_really_local(clock, here, guesses):
        guesses |= {"offset_ignored": True, "offset_looks_local": True}
        return LOCAL if here != "Europe/Stockholm" else here
    return here


def _checked(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise Unreadable("zone_unknown", zone=zone) from None
    return zone


def zone_at(longitude: float | None, latitude: float | None) -> str:
    """The zone at a position: Swedish time in Sweden, elsewhere the hour of the sun; Swedish when unknown."""
    if longitude is None or latitude is None:
        return "Europe/Stockholm"
    west, south, east, north = SWEDEN
    if west <= longitude <= east and south <= latitude <= north:
        return "Europe/Stockholm"
    hours = round(longitude / 15)
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"


def _is_really_local(clock: Clock, here: str, guesses: dict[str, object]) -> bool:
    """Whether Z marks local hours: as written the nights are quiet at night, as universal time they are not."""
    if not bool((clock.offset[clock.offset != NO_OFFSET] == ZULU).all()):
        return False
    timed = clock.precision == TimePrecision.MINUTE
    if timed.sum() < ENOUGH_HOURS:
        return False
    as_written = quiet_hour(clock.wall[timed])
    moved = quiet_hour(_local(clock, here, ignore_offset=False)[timed])
    guesses |= {"quiet_hour_as_written": as_written, "quiet_hour_moved": moved}
    return _hours_apart(as_written, QUIETEST_AT) + 3 < _hours_apart(moved, QUIETEST_AT)


def hour_profile(wall: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """How many times fall in each hour of the day."""
    known = wall[~np.isnat(wall)]
    hours = (known.astype("datetime64[h]") - known.astype("datetime64[D]")).astype(np.int64)
    return np.bincount(hours, minlength=24)[:24]


def quiet_hour(wall: NDArray[np.datetime64]) -> float:
    """The middle of the five quietest hours in a row."""
    profile = hour_profile(wall)
    around = np.concatenate([profile, profile[: QUIET_HOURS - 1]])
    sums = np.convolve(around, np.ones(QUIET_HOURS, dtype=np.int64), mode="valid")
    return float((int(np.argmin(sums)) + QUIET_HOURS / 2) % 24)


def _hours_apart(one: float, other: float) -> float:
    gap = abs(one - other) % 24
    return min(gap, 24 - gap)


def _local(clock: Clock, zone: str, *, ignore_offset: bool) -> NDArray[np.datetime64]:
    """Wall-clock time in the zone; times with an offset are moved there, times without are left alone."""
    moved = clock.offset != NO_OFFSET
    if ignore_offset or zone == LOCAL or not moved.any():
        return clock.wall
    minutes = np.where(clock.offset == ZULU, 0, clock.offset)[moved].astype("timedelta64[m]")
    stamps = pa.array(clock.wall[moved] - minutes, type=pa.timestamp("s")).cast(pa.timestamp("s", tz="UTC"))
    local = pc.local_timestamp(stamps.cast(pa.timestamp("s", tz=zone)))
    wall = clock.wall.copy()
    wall[moved] = local.to_numpy(zero_copy_only=False)
    return wall


def _coarsen(wall: NDArray[np.datetime64], stated: NDArray[np.uint8], guesses: dict[str, object]) -> NDArray[np.uint8]:
    """See through false exactness: all on the first of the month is a month, all at midnight is a day."""
    known = wall[~np.isnat(wall)]
    if not len(known):
        return stated
    precision = stated.copy()
    days = known.astype("datetime64[D]")
    if (known == days).all():
        precision = np.maximum(precision, np.uint8(TimePrecision.DAY))
        months = days.astype("datetime64[M]")
        if len(known) >= 20 and (days == months.astype("datetime64[D]")).all() and len(np.unique(months)) >= 2:
            precision = np.maximum(precision, np.uint8(TimePrecision.MONTH))
            if (months == months.astype("datetime64[Y]")).all() and len(np.unique(months)) >= 3:
                precision = np.maximum(precision, np.uint8(TimePrecision.YEAR))
    elif len(known) >= 50 and (known == known.astype("datetime64[h]")).all():
        precision = np.maximum(precision, np.uint8(TimePrecision.HOUR))
    if (precision != stated).any():
        guesses["precision_coarsened"] = TimePrecision(int(np.bincount(precision).argmax())).name.lower()
    return precision


def outside_span(wall: NDArray[np.datetime64], latest: date) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which times lie before 1950 and which after the day `latest`."""
    end = np.datetime64(latest, "D").astype("datetime64[s]") + np.timedelta64(1, "D")
    return wall < EARLIEST, wall >= end
