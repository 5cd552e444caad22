"""One call from a file to checked incidents, with everything that was guessed on the way."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from samplats.foundation.geo.opening import Kind, Unreadable, kind_of

from ..rules.faults import Rejections
from ..rules.precision import PlacePrecision
from .checking import Faults, check_places, check_times, has_text, read_counts
from .columns import Columns, Role, choose_columns
from .incidents import Coded, Incidents
from .other_files import read_json, read_layer_rows, read_parquet, read_workbook
from .positions import Positions, are_centroids, read_positions
from .raw import RawTable
from .text_files import read_text
from .times import Times, as_days, read_times

MIDNIGHT = r"[T ]+0?0[:.]00([:.]00([.,]0+)?)?(Z|[+-]00:?00)?$"  # what a spreadsheet puts after a date alone
PREVIEW = 500
CODED = (Role.AREA, Role.CATEGORY, Role.CATEGORY_TEXT, Role.PLACE)


@dataclass(frozen=True)
class Options:
    """What the reader is told; everything else is guessed.

    `columns` maps a role ("time", "lon", "category", ...) to a column; `time_zone` is a zone name or "local";
    `crs` is the EPSG code of the file and `metre_crs` the one to measure in; `latest` is the last believable day.
    `local_zone` is the zone that all times end up in; without it they stay in the zone of the file. `date_order`
    is "day_first", "month_first" or "year_first"; `decimal` is "," or "."; `encoding` and `delimiter` are those of
    a text file.
    """

    latest: date
    columns: Mapping[str, str] = field(default_factory=dict)
    time_zone: str | None = None
    crs: int | None = None
    metre_crs: int | None = None
    sheet: str = ""
    local_zone: str | None = None
    date_order: str = ""
    decimal: str = ""
    encoding: str = ""
    delimiter: str = ""


@dataclass(frozen=True)
class Reading:
    """The checked incidents of a file, what was left out, and what was guessed."""

    incidents: Incidents
    rejections: Rejections
    columns: Columns
    n_read: int
    unit: str
    guesses: dict[str, object]

    @property
    def n_rejected(self) -> int:
        return self.rejections.n_rows


def look(path: Path, options: Options) -> tuple[RawTable, Columns]:
    """The first rows of a file and the columns guessed from them, for a preview."""
    table = raw_table(path, options, None, PREVIEW)
    if not table.n_read:
        raise Unreadable("no_rows")
    return table, choose_columns(table, options.columns)


def read_incidents(path: Path, options: Options) -> Reading:
    """Read and check a whole file; raises `Unreadable` when nothing in it can be used."""
    if kind_of(path) is Kind.TEXT:
        _, columns = look(path, options)
        table = raw_table(path, options, frozenset(columns.columns.values()), None)
    else:
        table = raw_table(path, options, None, None)
        columns = choose_columns(table, options.columns)
    if not table.n_read:
        raise Unreadable("no_rows")
    found = check(table, columns, options)
    del table
    pa.default_memory_pool().release_unused()  # a hundred megabytes after a million rows
    return found


def raw_table(path: Path, options: Options, kept: frozenset[str] | None, most: int | None) -> RawTable:
    """The rows of a file as they stand there: some columns (None: all), at most so many lines (None: all)."""
    kind = kind_of(path)
    if kind is Kind.TEXT:
        return read_text(path, columns=kept, most=most, encoding=options.encoding, delimiter=options.delimiter)
    if kind is Kind.WORKBOOK:
        return read_workbook(path, sheet=options.sheet, most=most)
    if kind is Kind.JSON:
        return read_json(path)
    if kind is Kind.GEOPACKAGE:
        return read_layer_rows(path, options.sheet)
    return read_parquet(path)


def check(table: RawTable, columns: Columns, options: Options) -> Reading:
    """Turn raw rows into incidents and rejections. Positions are read beside the times: neither holds Python's lock."""
    faults = Faults(table)
    area = _column(table, columns, Role.AREA)
    with ThreadPoolExecutor(1, thread_name_prefix="reading") as beside:
        coming = beside.submit(
            read_positions, table, columns, crs=options.crs, metre_crs=options.metre_crs, decimal=options.decimal
        )
        coded = {role: beside.submit(_coded, _column(table, columns, role)) for role in CODED}
        times = _times(table, columns, options, coming)
        has_area = has_text(area, len(table))
    places = coming.result()
    check_times(faults, times, columns, options.latest)
    check_places(faults, places, columns, has_area)
    counts = read_counts(faults, table, columns[Role.COUNT])
    kept = ~faults.is_bad
    if not kept.any():
        raise Unreadable("no_usable_rows", n_read=table.n_read, first=next(iter(faults.found()), None))
    guesses = {**table.facts, **places.guesses, **times.guesses, "zone_name": times.zone}
    incidents = Incidents(
        count=counts,
        start=times.start,
        end=times.end,
        precision=times.precision,
        zone=times.zone,
        lon=places.lon,
        lat=places.lat,
        x=places.x,
        y=places.y,
        crs=places.crs,
        place_precision=place_precision(places, table, columns, kept),
        line=table.lines,
        area=coded[Role.AREA].result(),
        category=coded[Role.CATEGORY].result(),
        category_text=coded[Role.CATEGORY_TEXT].result(),
        place=coded[Role.PLACE].result(),
        source_id=_column(table, columns, Role.ID),
    )
    used = incidents if kept.all() else incidents.take(kept)
    return Reading(used, faults.found(), columns, table.n_read, table.unit, guesses)


def _times(table: RawTable, columns: Columns, options: Options, coming: Future[Positions]) -> Times:
    """The times; a file whose positions cannot be read is refused for those, whatever its times are."""

    def where() -> tuple[float | None, float | None]:
        places = coming.result()
        return _middle(places.lon), _middle(places.lat)

    try:
        return read_times(
            _with_clock(table, columns, Role.TIME, Role.CLOCK),
            _with_clock(table, columns, Role.END, Role.END_CLOCK),
            zone=options.time_zone,
            local_zone=options.local_zone,
            date_order=options.date_order,
            where=where,
        )
    except Unreadable:
        coming.result()
        raise


def _with_clock(table: RawTable, columns: Columns, day: Role, clock: Role) -> pa.Array:
    """Dates, each with the time of day that another column gives for it."""
    days, clocks = _column(table, columns, day), _column(table, columns, clock)
    if days is None or clocks is None:
        return days
    dates = pc.replace_substring_regex(pc.utf8_trim_whitespace(as_days(days)), MIDNIGHT, "")
    times = pc.fill_null(pc.utf8_trim_whitespace(clocks.cast(pa.string())), "")
    return pc.if_else(
        pc.or_(pc.equal(times, ""), pc.equal(dates, "")), dates, pc.binary_join_element_wise(dates, times, " ")
    )


def _column(table: RawTable, columns: Columns, role: Role) -> pa.Array | None:
    name = columns[role]
    if not name:
        return None
    values = table.columns[name]
    if pa.types.is_floating(values.type) and role in (Role.AREA, Role.CATEGORY, Role.ID):
        return values.cast(pa.int64(), safe=False).cast(pa.string())
    return values


def _coded(values: pa.Array | None) -> Coded | None:
    return None if values is None else Coded.of(values)


def _middle(values: NDArray[np.float64]) -> float | None:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else None


def place_precision(places: Positions, table: RawTable, columns: Columns, kept: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """What the positions stand for: points, the middle of an area, or the middle of a municipality or county."""
    located = np.isfinite(places.x)
    fine = PlacePrecision.AREA if table.has_areas else PlacePrecision.POINT
    if not table.has_areas and are_centroids(places.x[kept], places.y[kept]):
        fine = PlacePrecision.MUNICIPALITY
    coarse = PlacePrecision.AREA if columns[Role.AREA] else PlacePrecision.UNKNOWN
    precision = np.where(located, fine, coarse).astype(np.uint8)
    names = _column(table, columns, Role.PLACE)
    if fine is PlacePrecision.MUNICIPALITY and names is not None and pa.types.is_string(names.type):
        in_county = pc.fill_null(pc.ends_with(names, " län"), False).to_numpy(zero_copy_only=False)
        precision[in_county] = PlacePrecision.COUNTY
    return precision
