"""Dates and times in text, read a million at a time: rows of equal shape are cut at the same places."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..rules.precision import TimePrecision

WIDEST = 40
MOST_SHAPES = 200
NO_OFFSET = np.int16(-32768)
ZULU = np.int16(-32767)
DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "day_first", "month_first", "year_first"
CENTURY_FROM = 70  # a year of two digits: 70 is 1970, 69 is 2069

_DATE = (
    r"(?P<ymd>0000(?P<s1>[-/.])00?(?P=s1)00?)|(?P<dmy>00?(?P<s2>[-/.])00?(?P=s2)0000)"
    r"|(?P<short>00(?P<s3>[-/])00(?P=s3)00)"
    r"|(?P<packed>00000000)|(?P<ym>0000[-/.]00|000000)|(?P<y>0000)"
)
_TIME = r"(?P<clock>00?[:.]00(?:[:.]00(?:[.,]0+)?)?)(?P<half> ?[AaPp][Mm])?(?P<zone>Z| ?[+-]00:?00)?"
CLOCK_SHAPE = re.compile(r"00?[:.]00(?:[:.]00(?:[.,]0+)?)?(?: ?[AaPp][Mm])?$")
SHAPE = re.compile(rf"(?:{_DATE})(?:[T ]+{_TIME})?$")


@dataclass(frozen=True)
class Clock:
    """Wall-clock seconds (NaT where unreadable), precision, UTC offset in minutes and what failed, per row."""

    wall: NDArray[np.datetime64]
    precision: NDArray[np.uint8]
    offset: NDArray[np.int16]
    is_empty: NDArray[np.bool_]
    is_unreadable: NDArray[np.bool_]
    is_impossible: NDArray[np.bool_]


@dataclass(frozen=True)
class Bytes:
    """Text as a matrix of bytes, one row per value, and the rows grouped by shape."""

    matrix: NDArray[np.uint8]
    shape_of: NDArray[np.int64]
    shapes: list[str]


def as_bytes(values: pa.Array) -> Bytes:
    """Lay text out as bytes and group it by where its digits stand."""
    text = pc.utf8_trim_whitespace(pc.fill_null(values, ""))
    usable = pc.and_(pc.string_is_ascii(text), pc.less_equal(pc.binary_length(text), WIDEST))
    usable = pc.or_(usable, pc.equal(pc.binary_length(text), 0))
    text = pc.if_else(usable, text, "?")
    width = max(8, -(-int(pc.max(pc.binary_length(text)).as_py() or 1) // 8) * 8)
    padded = pc.ascii_rpad(text, width, " ")
    matrix = np.frombuffer(padded.buffers()[2], dtype=np.uint8, count=len(values) * width)
    matrix = matrix[: len(values) * width].reshape(len(values), width)
    masked = np.where((matrix >= 48) & (matrix <= 57), np.uint8(48), matrix)
    words = masked.view(np.uint64)
    mixed = np.zeros(len(values), dtype=np.uint64)
    with np.errstate(over="ignore"):
        for column in range(words.shape[1]):
            mixed = (mixed ^ words[:, column]) * np.uint64(0x9E3779B97F4A7C15)
            mixed ^= mixed >> np.uint64(29)
    first, shape_of, sizes = _grouped(mixed)
    shapes = [masked[row].tobytes().decode("ascii").rstrip() for row in first]
    return _commonest(Bytes(matrix, shape_of, shapes), sizes)


def _grouped(mixed: NDArray[np.uint64]) -> tuple[list[int], NDArray[np.int64], NDArray[np.int64]]:
    """A row of each group, the group of each row and the sizes; nearly all rows are like the first one."""
    shape_of = np.zeros(len(mixed), dtype=np.int64)
    if not len(mixed):
        return [], shape_of, shape_of
    others = np.flatnonzero(mixed != mixed[0])
    _, first, group, sizes = np.unique(mixed[others], return_index=True, return_inverse=True, return_counts=True)
    shape_of[others] = group + 1
    return [0, *others[first].tolist()], shape_of, np.append(len(mixed) - len(others), sizes)


def _commonest(laid: Bytes, sizes: NDArray[np.int64]) -> Bytes:
    """Keep the commonest shapes apart and call the rest one shape that is no date."""
    if len(laid.shapes) <= MOST_SHAPES:
        return laid
    kept = np.argsort(-sizes, kind="stable")[:MOST_SHAPES]
    renumbered = np.full(len(laid.shapes), MOST_SHAPES)
    renumbered[kept] = np.arange(MOST_SHAPES)
    return Bytes(laid.matrix, renumbered[laid.shape_of], [laid.shapes[one] for one in kept] + ["?"])


def read_clock(laid: Bytes, *, order: str = DAY_FIRST) -> Clock:
    """Read every value as a date, with a time and an offset when there are any."""
    n = len(laid.shape_of)
    clock = Clock(
        wall=np.full(n, np.datetime64("NaT"), dtype="datetime64[s]"),
        precision=np.full(n, TimePrecision.DAY, dtype=np.uint8),
        offset=np.full(n, NO_OFFSET, dtype=np.int16),
        is_empty=np.zeros(n, dtype=bool),
        is_unreadable=np.zeros(n, dtype=bool),
        is_impossible=np.zeros(n, dtype=bool),
    )
    for index, shape in enumerate(laid.shapes):
        rows = np.flatnonzero(laid.shape_of == index)
        found = SHAPE.match(shape)
        if found is None or (found["dmy"] and order == YEAR_FIRST):
            (clock.is_empty if not shape else clock.is_unreadable)[rows] = True
            continue
        _fill(clock, laid.matrix[rows], rows, found, order)
    return clock


def _fill(clock: Clock, cells: NDArray[np.uint8], rows: NDArray[np.int64], found: re.Match[str], order: str) -> None:
    year, month, day, precision = _date(cells, found, order)
    hour, minute, second = _time(cells, found)
    fits = (month >= 1) & (month <= 12) & (day >= 1) & (year >= 1) & (hour <= 24) & (minute < 60) & (second <= 60)
    months = (year - 1970) * 12 + np.where(fits, month, 1) - 1
    dates = months.astype("datetime64[M]").astype("datetime64[D]") + (day - 1)
    fits &= dates.astype("datetime64[M]") == months.astype("datetime64[M]")
    wall = dates.astype("datetime64[s]") + (hour * 3600 + minute * 60 + second)
    clock.wall[rows] = np.where(fits, wall, np.datetime64("NaT"))
    clock.is_impossible[rows] = ~fits
    clock.precision[rows] = TimePrecision.MINUTE if found["clock"] else precision
    clock.offset[rows] = _offset(cells, found)


def _date(
    cells: NDArray[np.uint8], found: re.Match[str], order: str
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], TimePrecision]:
    one = np.ones(len(cells), dtype=np.int64)
    if found["packed"]:
        start = found.start("packed")
        parts = [(start, start + 4), (start + 4, start + 6), (start + 6, start + 8)]
    else:
        parts = _groups(found, next(name for name in ("ymd", "dmy", "short", "ym", "y") if found[name]))
    numbers = [_number(cells, *part) for part in parts]
    if found["ym"] and len(parts) == 1:
        start = found.start("ym")
        numbers = [_number(cells, start, start + 4), _number(cells, start + 4, start + 6)]
    if found["dmy"] or found["short"]:
        return *_ordered(numbers, order, short=bool(found["short"])), TimePrecision.DAY
    if found["y"]:
        return numbers[0], one, one, TimePrecision.YEAR
    if found["ym"]:
        return numbers[0], numbers[1], one, TimePrecision.MONTH
    return numbers[0], numbers[1], numbers[2], TimePrecision.DAY


def _ordered(
    numbers: list[NDArray[np.int64]], order: str, *, short: bool
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Year, month and day of three numbers that stand in this order."""
    first, second, third = numbers
    year, month, day = {
        DAY_FIRST: (third, second, first), MONTH_FIRST: (third, first, second), YEAR_FIRST: (first, second, third)
    }[order]  # fmt: skip
    return (year + np.where(year < CENTURY_FROM, 2000, 1900) if short else year), month, day


def _time(
    cells: NDArray[np.uint8], found: re.Match[str]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    zero = np.zeros(len(cells), dtype=np.int64)
    if not found["clock"]:
        return zero, zero, zero
    numbers = [_number(cells, *part) for part in _groups(found, "clock")]
    hour = numbers[0]
    if found["half"]:
        hour = hour % 12 + 12 * (found["half"].strip().lower() == "pm")
    return hour, numbers[1], numbers[2] if len(numbers) > 2 else zero


def _offset(cells: NDArray[np.uint8], found: re.Match[str]) -> NDArray[np.int16] | np.int16:
    zone = found["zone"]
    if not zone:
        return NO_OFFSET
    if zone == "Z":
        return ZULU
    sign = -1 if "-" in zone else 1
    end = found.end("zone")
    minutes = _number(cells, end - 2, end)
    at = end - (5 if ":" in zone else 4)
    return (sign * (_number(cells, at, at + 2) * 60 + minutes)).astype(np.int16)


def _groups(found: re.Match[str], name: str) -> list[tuple[int, int]]:
    return [
        (found.start(name) + part.start(), found.start(name) + part.end()) for part in re.finditer("0+", found[name])
    ]


def _number(cells: NDArray[np.uint8], start: int, end: int) -> NDArray[np.int64]:
    value = np.zeros(len(cells), dtype=np.int64)
    for column in range(start, end):
        value = value * 10 + (cells[:, column].astype(np.int64) - 48)
    return value


def largest_parts(laid: Bytes) -> tuple[int, int, bool] | None:
    """The largest first and second number of dates whose order can be mistaken, and whether the year stands last.

    Those are dates like 03/04/2022, and 03-04-22 where any of the first numbers may be the year. None without such.
    """
    largest = [0, 0, 0]
    year_last = slashed = False
    for index, shape in enumerate(laid.shapes):
        found = SHAPE.match(shape)
        if found is None or not (found["dmy"] or found["short"]):
            continue
        cells = laid.matrix[laid.shape_of == index]
        parts = _groups(found, "dmy" if found["dmy"] else "short")
        largest = [max(old, int(_number(cells, *part).max())) for old, part in zip(largest, parts, strict=True)]
        year_last = year_last or bool(found["dmy"])
        slashed = slashed or "/" in shape
    if not largest[0]:
        return None
    return largest[0], largest[1], year_last or ((slashed or largest[2] > 31) and largest[0] <= 31)
