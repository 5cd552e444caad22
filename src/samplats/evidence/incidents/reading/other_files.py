"""Workbooks, map files, JSON lists and Parquet as raw tables."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import python_calamine
import shapely
from numpy.typing import NDArray

from samplats.foundation.geo.limits import check_size, check_workbook, read_parquet_within
from samplats.foundation.geo.opening import Unreadable
from samplats.foundation.geo.vector_files import (
    VectorLayer,
    geojson_layer,
    geometry_column,
    load_json,
    read_geopackage,
    read_geoparquet,
)

from .raw import LAT, LON, RawTable, as_text, from_rows, unique_names

BATCH = 20_000


def sheet_names(path: Path) -> list[str]:
    """The sheets of a workbook, in order."""
    return list(_workbook(path).sheet_names)


def _workbook(path: Path) -> python_calamine.CalamineWorkbook:
    if zipfile.is_zipfile(path):
        check_workbook(path)
    try:
        return python_calamine.load_workbook(str(path))
    except (python_calamine.CalamineError, OSError, ValueError):
        raise Unreadable("broken_workbook") from None


def read_workbook(path: Path, *, sheet: str = "", most: int | None = None) -> RawTable:
    """Read one sheet; a workbook with several filled sheets needs the name of one."""
    book = _workbook(path)
    name = _chosen_sheet(book.sheet_names, sheet)
    rows = iter(book.get_sheet_by_name(name).iter_rows())
    header, skipped = _header(rows)
    names = unique_names([as_text(cell) for cell in header])
    parts: dict[str, list[pa.Array]] = {column: [] for column in names}
    numbers: list[int] = []
    at = skipped
    while batch := list(islice(rows, BATCH if most is None else min(BATCH, most))):
        kept = [(at + offset + 1, row) for offset, row in enumerate(batch) if any(as_text(cell) for cell in row)]
        at += len(batch)
        numbers.extend(number for number, _ in kept)
        for index, column in enumerate(names):
            parts[column].append(pa.array([_cell(row, index) for _, row in kept], type=pa.string()))
        if most is not None and len(numbers) >= most:
            break
    if not numbers:
        raise Unreadable("no_rows")
    columns = {column: pa.concat_arrays(pieces) for column, pieces in parts.items()}
    facts: dict[str, object] = {"sheet": name, "sheets": list(book.sheet_names), "columns": names}
    return RawTable("xlsx", "row", columns, np.array(numbers, dtype=np.int64), facts=facts)


def _chosen_sheet(names: Sequence[str], wanted: str) -> str:
    if wanted:
        if wanted not in names:
            raise Unreadable("sheet_missing", sheet=wanted, sheets=list(names))
        return wanted
    if len(names) > 1:
        raise Unreadable("several_sheets", sheets=list(names))
    if not names:
        raise Unreadable("no_rows")
    return names[0]


def _header(rows: Iterator[Sequence[object]]) -> tuple[Sequence[object], int]:
    for number, row in enumerate(rows, start=1):
        filled = [cell for cell in row if as_text(cell)]
        if len(filled) > 1 or (filled and len(row) == 1):
            if all(isinstance(cell, (int, float, date)) for cell in filled):
                raise Unreadable("no_header", line=number)
            return row, number
    raise Unreadable("no_rows")


def _cell(row: Sequence[object], index: int) -> str:
    value = row[index] if index < len(row) else None
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return as_text(value)


def read_json(path: Path) -> RawTable:
    """Read GeoJSON, a list of objects, or one object per line."""
    document = load_json(path)
    if isinstance(document, list):
        return _from_objects(document)
    return from_layer(geojson_layer(document, path.name), "geojson")


def _from_objects(rows: list[object]) -> RawTable:
    flat = [_flatten(row) for row in rows if isinstance(row, dict)]
    if len(flat) != len(rows):
        raise Unreadable("not_geojson")
    if not flat:
        raise Unreadable("no_rows")
    names = list(dict.fromkeys(name for row in flat for name in row))
    check_size(len(flat), len(names))
    columns = {name: from_rows(row.get(name) for row in flat) for name in names}
    facts: dict[str, object] = {"columns": names}
    return RawTable("json", "feature", columns, np.arange(1, len(flat) + 1), facts=facts)


def _flatten(row: dict[str, object]) -> dict[str, object]:
    flat: dict[str, object] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            flat.update({f"{name}.{inner}": one for inner, one in value.items()})
        elif not isinstance(value, list):
            flat[name] = value
    return flat


def read_layer_rows(path: Path, layer: str = "") -> RawTable:
    """Read one layer of a GeoPackage."""
    return from_layer(read_geopackage(path, layer), "geopackage")


def from_layer(layer: VectorLayer, form: str) -> RawTable:
    """Features as rows; points give x and y, areas a point inside and the mark that they are areas."""
    if not len(layer):
        raise Unreadable("no_rows")
    x, y, has_areas = _positions(layer.geometries)
    columns: dict[str, pa.Array] = {name: from_rows(values) for name, values in layer.attributes.items()}
    facts: dict[str, object] = {"layer": layer.name, "columns": list(columns)}
    if np.isfinite(x).any():
        columns |= {LON: pa.array(x, from_pandas=True), LAT: pa.array(y, from_pandas=True)}
    return RawTable(
        form, "feature", columns, np.arange(1, len(layer) + 1), crs=layer.crs, has_areas=has_areas, facts=facts
    )


def _positions(geometries: NDArray[np.object_]) -> tuple[NDArray[np.float64], NDArray[np.float64], bool]:
    kinds = shapely.get_type_id(geometries)
    points = geometries.copy()
    others = kinds > 0
    if others.any():
        points[others] = shapely.point_on_surface(geometries[others])
    return shapely.get_x(points), shapely.get_y(points), bool((kinds == 3).any() or (kinds == 6).any())


def read_parquet(path: Path) -> RawTable:
    """Read Parquet; GeoParquet points become x and y."""
    try:
        schema = pq.read_schema(path)
        column, _ = geometry_column(schema)
        if column is not None:
            return from_layer(read_geoparquet(path), "geoparquet")
        table = read_parquet_within(path)
        columns = {name: _plain(table[name].combine_chunks()) for name in table.column_names}
    except (pa.ArrowException, OSError):
        raise Unreadable("broken_parquet") from None
    if not table.num_rows:
        raise Unreadable("no_rows")
    facts: dict[str, object] = {"columns": list(columns)}
    return RawTable("parquet", "row", columns, np.arange(1, table.num_rows + 1), facts=facts)


def _plain(column: pa.Array) -> pa.Array:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.dictionary_decode()
        kind = column.type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return column.cast(pa.float64())
    if pa.types.is_timestamp(kind):
        zone = "%z" if kind.tz else ""
        return pc.strftime(column.cast(pa.timestamp("s", tz=kind.tz), safe=False), format=f"%Y-%m-%dT%H:%M:%S{zone}")
    if pa.types.is_date(kind):
        return pc.strftime(column.cast(pa.date32()), format="%Y-%m-%d")
    texts = column.cast(pa.string())
    has_zeros = pc.any(pc.match_substring(texts, "\0")).as_py()
    return pc.replace_substring(texts, "\0", "") if has_zeros else texts  # no database takes that character
