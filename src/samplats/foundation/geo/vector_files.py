"""Layers of GeoJSON, GeoPackage and GeoParquet as attributes and shapely geometries, without GDAL."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from .limits import MOST_BYTES, check_size, read_parquet_within, too_much
from .opening import GEOJSON_AT_MOST, Kind, Unreadable, content, kind_of

UNSTORABLE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")  # written so in JSON; also half of what stands for one character
WGS84 = 4326
LONGEST_VALUE = 32 * 1024**2  # the boundary of the largest municipality is a few megabytes
FETCHED = 1_000
ENVELOPE_SIZES = (0, 32, 48, 48, 64)


@dataclass(frozen=True)
class VectorLayer:
    """Rows of one layer: attribute lists by name, a geometry (or None) each, and the EPSG code."""

    name: str
    attributes: dict[str, list[object]]
    geometries: NDArray[np.object_]
    crs: int | None

    def __len__(self) -> int:
        return len(self.geometries)


def read_layer(path: Path, layer: str = "") -> VectorLayer:
    """Read one layer of a map file."""
    kind = kind_of(path)
    if kind is Kind.GEOPACKAGE:
        return read_geopackage(path, layer)
    if kind is Kind.PARQUET:
        return read_geoparquet(path)
    if kind is Kind.JSON:
        return read_geojson(path)
    raise Unreadable("not_a_map_file")


def read_geojson(path: Path) -> VectorLayer:
    """Read a FeatureCollection, a Feature or a bare geometry."""
    return geojson_layer(load_json(path), path.name)


def load_json(path: Path) -> object:
    """Parse a JSON file, or one object per line (NDJSON)."""
    raw = content(path, at_most=GEOJSON_AT_MOST)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("not_utf8", line=raw.count(b"\n", 0, error.start) + 1) from None
    try:
        document = _parsed(text)
        return _storable(document) if UNSTORABLE.search(text) else document
    except (RecursionError, ValueError):  # too deep, or a number of thousands of digits
        raise Unreadable("broken_json", line=1, column=1) from None


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        lines = text.splitlines()
        if len(lines) > 1 and lines[0].rstrip().endswith("}"):
            return _json_lines(lines)
        raise Unreadable("broken_json", line=error.lineno, column=error.colno) from None


def _storable(told: object) -> object:
    """The same without what JSON can say and no database takes: halves of characters, and the character zero."""
    if isinstance(told, str):
        return told.encode(errors="ignore").decode().replace("\0", "")
    if isinstance(told, list):
        return [_storable(one) for one in told]
    if isinstance(told, dict):
        return {str(_storable(name)): _storable(one) for name, one in told.items()}
    return told


def _json_lines(lines: Sequence[str]) -> list[object]:
    rows: list[object] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise Unreadable("broken_json", line=number, column=error.colno) from None
    return rows


def geojson_layer(document: object, name: str) -> VectorLayer:
    """Turn parsed GeoJSON into a layer."""
    if not isinstance(document, dict) or "type" not in document:
        raise Unreadable("not_geojson")
    features = _features(document)
    geometries = np.empty(len(features), dtype=object)
    for index, feature in enumerate(features):
        geometries[index] = _shape(feature, index + 1)
    properties = [feature.get("properties") or {} for feature in features]
    if not all(isinstance(one, dict) for one in properties):
        raise Unreadable("not_geojson")
    return VectorLayer(name, _columns(properties), geometries, _geojson_crs(document))


def _features(document: dict[str, Any]) -> list[dict[str, Any]]:
    if document["type"] == "FeatureCollection":
        features = document.get("features")
        if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
            raise Unreadable("not_geojson")
        return features
    if document["type"] == "Feature":
        return [document]
    if "coordinates" in document or "geometries" in document:
        return [{"type": "Feature", "properties": {}, "geometry": document}]
    raise Unreadable("not_geojson")


def _shape(feature: dict[str, Any], number: int) -> object:
    geometry = feature.get("geometry")
    if geometry is None:
        return None
    try:
        if geometry["type"] == "Point":
            return shapely.Point(geometry["coordinates"][:2])
        return shapely.force_2d(shapely.from_geojson(json.dumps(geometry)))
    except (shapely.errors.ShapelyError, LookupError, TypeError, ValueError, OverflowError, RecursionError):
        raise Unreadable("broken_geometry", feature=number) from None


def _columns(rows: Sequence[dict[str, object]]) -> dict[str, list[object]]:
    names: dict[str, None] = {}
    for row in rows:
        names.update(dict.fromkeys(row))
    check_size(len(rows), len(names))
    return {name: [row.get(name) for row in rows] for name in names}


def _geojson_crs(document: dict[str, Any]) -> int:
    stated = document.get("crs")
    if not isinstance(stated, dict):
        return WGS84
    told = stated.get("properties")
    name = str(told.get("name", "")) if isinstance(told, dict) else ""
    code = name.replace("::", ":").rsplit(":", 1)[-1]
    return int(code) if re.fullmatch("[0-9]{1,6}", code) else WGS84


def read_geopackage(path: Path, layer: str = "") -> VectorLayer:
    """Read one feature table of a GeoPackage; the first when none is named."""
    uri = f"file:{path.resolve().as_posix()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as database:
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
            programs = _programs(database)
            if programs & {"gpkg_geometry_columns", "gpkg_spatial_ref_sys"}:
                raise Unreadable("broken_geopackage")
            table, column, crs = _feature_table(database, layer)
            if table.lower() in programs:
                raise Unreadable("broken_geopackage")
            quoted = table.replace('"', '""')
            cursor = database.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608
            names = [field[0] for field in cursor.description]
            rows = _rows_within(cursor)
    except sqlite3.DataError:  # a value longer than LONGEST_VALUE
        raise too_much() from None
    except sqlite3.DatabaseError:
        raise Unreadable("broken_geopackage") from None
    if column not in names:
        raise Unreadable("broken_geopackage")
    at = names.index(column)
    attributes = {
        name: [row[index] for row in rows] for index, name in enumerate(names) if index != at and name != "fid"
    }
    return VectorLayer(table, attributes, _from_blobs([row[at] for row in rows]), crs)


def _rows_within(cursor: sqlite3.Cursor) -> list[tuple[Any, ...]]:
    """Every row; refused when computed or defaulted values make more of them than the file seems to hold."""
    rows: list[tuple[Any, ...]] = []
    size = 0
    for row in cursor:
        rows.append(row)
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if size > MOST_BYTES or len(rows) % FETCHED == 0:
            check_size(len(rows), len(row), size)
    return rows


def _programs(database: sqlite3.Connection) -> set[str]:
    """Views and virtual tables are code of the sender's, which may run for ever; they are never read."""
    found = database.execute("SELECT name FROM sqlite_master WHERE type = 'view' OR lower(sql) LIKE 'create virtual%'")
    return {str(name).lower() for (name,) in found}


def _feature_table(database: sqlite3.Connection, layer: str) -> tuple[str, str, int | None]:
    rows = database.execute(
        "SELECT g.table_name, g.column_name, s.organization, s.organization_coordsys_id"
        " FROM gpkg_geometry_columns g LEFT JOIN gpkg_spatial_ref_sys s USING (srs_id) ORDER BY 1"
    ).fetchall()
    if not rows:
        raise Unreadable("no_layer")
    for table, column, organisation, code in rows:
        if layer in ("", table):
            epsg = int(code) if str(organisation).upper() == "EPSG" else None
            return str(table), str(column), epsg
    raise Unreadable("layer_missing", layer=layer, layers=[row[0] for row in rows])


def _from_blobs(blobs: Sequence[bytes | None]) -> NDArray[np.object_]:
    wkb = np.empty(len(blobs), dtype=object)
    for index, blob in enumerate(blobs):
        wkb[index] = None if not blob else _wkb(blob, index + 1)
    try:
        return np.asarray(shapely.force_2d(shapely.from_wkb(wkb)), dtype=object)
    except shapely.errors.ShapelyError:
        raise Unreadable("broken_geometry", feature=0) from None


def _wkb(blob: bytes, number: int) -> bytes:
    if blob[:2] != b"GP" or len(blob) < 8 or (blob[3] >> 1) & 7 > 4:
        raise Unreadable("broken_geometry", feature=number)
    return blob[8 + ENVELOPE_SIZES[(blob[3] >> 1) & 7] :]


def read_geoparquet(path: Path) -> VectorLayer:
    """Read a GeoParquet file with WKB geometry."""
    try:
        table = read_parquet_within(path)
    except (pa.ArrowException, OSError):
        raise Unreadable("broken_parquet") from None
    column, crs = geometry_column(table.schema)
    if column is None:
        raise Unreadable("no_layer")
    attributes = {name: table[name].to_pylist() for name in table.column_names if name != column}
    try:
        shapes = shapely.from_wkb(np.array(table[column].to_pylist(), dtype=object))
    except (shapely.errors.ShapelyError, TypeError):
        raise Unreadable("broken_geometry", feature=0) from None
    return VectorLayer(path.stem, attributes, np.asarray(shapely.force_2d(shapes), dtype=object), crs)


def geometry_column(schema: pa.Schema) -> tuple[str | None, int | None]:
    """The primary geometry column of a GeoParquet schema and its EPSG code."""
    stated = json.loads((schema.metadata or {}).get(b"geo", b"{}"))
    column = stated.get("primary_column")
    if column is None:
        return None, None
    described = stated.get("columns", {}).get(column, {})
    if "crs" not in described:
        return column, WGS84
    identity = (described["crs"] or {}).get("id", {})
    code = identity.get("code")
    if identity.get("authority") == "OGC":
        return column, WGS84
    return column, int(code) if str(code).isdigit() else None
