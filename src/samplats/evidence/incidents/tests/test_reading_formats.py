"""Workbooks, map files and Parquet give the same incidents as text does."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from samplats.evidence.incidents.reading import Options, Reading, read_incidents
from samplats.evidence.incidents.rules.faults import Rejection, RowFault
from samplats.evidence.incidents.rules.precision import PlacePrecision
from samplats.evidence.incidents.sentences import file_words, rejection_words
from samplats.evidence.incidents.sentences.files import _words
from samplats.foundation.geo.opening import Unreadable

from .conftest import TODAY

PACKAGE = Path(__file__).resolve().parents[3]
ROWS = [(datetime(2026, 1, 2, 21, 15), "Bråk", 16.18, 60.145), (datetime(2026, 1, 3, 8), "Klotter", 16.19, 60.146)]


def read(path: Path, **options: object) -> Reading:
    return read_incidents(path, Options(latest=TODAY, **options))  # type: ignore[arg-type]


def same(found: Reading) -> None:
    incidents = found.incidents
    assert incidents.start.tolist() == [row[0] for row in ROWS]
    assert incidents.lon.tolist() == pytest.approx([16.18, 16.19])
    assert incidents.lat.tolist() == pytest.approx([60.145, 60.146])
    assert incidents.category is not None
    assert [incidents.category.labels[code] for code in incidents.category.codes] == ["Bråk", "Klotter"]


def test_a_workbook_with_a_title_above_the_header(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Uttag"])
    sheet.append(["Datum", "Kategori", "Lon", "Lat"])
    for row in ROWS:
        sheet.append(list(row))
    sheet.append([])
    sheet.append(["fel", "Bråk", 16.1, 60.1])
    book.save(tmp_path / "a.xlsx")
    found = read(tmp_path / "a.xlsx")
    same(found)
    assert [(one.line, one.code) for one in found.rejections] == [(6, RowFault.TIME_UNREADABLE)]


def test_geojson_points(tmp_path: Path) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"datum": row[0].isoformat(), "kategori": row[1]},
            "geometry": {"type": "Point", "coordinates": [row[2], row[3]]},
        }
        for row in ROWS
    ]
    (tmp_path / "a.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    same(read(tmp_path / "a.geojson"))


def test_geojson_areas_are_areas(tmp_path: Path) -> None:
    ring = [[16.1, 60.1], [16.2, 60.1], [16.2, 60.2], [16.1, 60.1]]
    feature = {
        "type": "Feature",
        "properties": {"datum": "2026-01-01"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    (tmp_path / "a.geojson").write_text(json.dumps(feature))
    assert read(tmp_path / "a.geojson").incidents.place_precision.tolist() == [PlacePrecision.AREA]


def test_a_geopackage(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.gpkg") as database:
        database.executescript(
            "CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER);"
            "INSERT INTO gpkg_spatial_ref_sys VALUES (4326, 'EPSG', 4326);"
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);"
            "INSERT INTO gpkg_geometry_columns VALUES ('rows', 'geom', 4326);"
            "CREATE TABLE rows (fid INTEGER, geom BLOB, datum TEXT, kategori TEXT);"
        )
        for at, kind, lon, lat in ROWS:
            blob = b"GP\x00\x01\xe6\x10\x00\x00" + shapely.to_wkb(shapely.Point(lon, lat))
            database.execute("INSERT INTO rows VALUES (1, ?, ?, ?)", (blob, at.isoformat(), kind))
    same(read(tmp_path / "a.gpkg"))


def test_parquet_with_real_types(tmp_path: Path) -> None:
    columns = dict(zip(("datum", "kategori", "lon", "lat"), map(list, zip(*ROWS, strict=True)), strict=True))
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    same(read(tmp_path / "a.parquet"))


def test_a_feed_placed_by_municipality_is_seen_through(tmp_path: Path) -> None:
    towns = [("Avesta", "60.14533,16.17384"), ("Falun", "60.60646,15.6355"), ("Dalarnas län", "61.0917,14.6664")]
    rows = [
        {"datetime": f"2026-01-{1 + index % 28:02d} 9:05:00 +01:00", "location": {"name": name, "gps": gps}}
        for index in range(40)
        for name, gps in towns
    ]
    (tmp_path / "feed.ndjson").write_text("\n".join(json.dumps(row) for row in rows))
    found = read(tmp_path / "feed.ndjson").incidents
    assert set(found.place_precision[:2].tolist()) == {PlacePrecision.MUNICIPALITY}
    assert found.place_precision[2] == PlacePrecision.COUNTY
    assert found.start[0].item() == datetime(2026, 1, 1, 9, 5)


def test_every_refusal_has_words() -> None:
    raised = {
        code
        for folder in ("evidence/incidents/reading", "foundation/geo", "commands")
        for path in (PACKAGE / folder).glob("*.py")
        for code in re.findall(r'Unreadable\(\s*"(\w+)"', path.read_text())
    }
    known = {*_words(), "no_usable_rows"}
    assert raised - known == set()
    assert len(raised) > 30


@pytest.mark.parametrize("code", list(RowFault))
def test_every_fault_of_a_row_has_a_remedy(code: RowFault) -> None:
    facts: dict[str, object] = {"expected": 5, "earliest": "1950-01-01", "latest": "2026-11-22", "crs": 3006}
    problem, remedy = rejection_words(code, facts)
    assert problem.endswith(".")
    assert remedy.endswith(".")


def test_words_name_the_file_the_line_and_the_remedy() -> None:
    text = file_words("a.csv", Unreadable("mixed_encodings", line=7))
    assert text == "a.csv, rad 7: Filen blandar två teckenkodningar. Spara filen som UTF-8."
    first = Rejection(3, "datum", RowFault.TIME_TOO_EARLY, "1900-01-01", {"earliest": "1950-01-01"})
    text = file_words("a.csv", Unreadable("no_usable_rows", n_read=9, first=first))
    assert "rad 3" in text
    assert "datum" in text
    assert "1950-01-01" in text


def test_a_geopackage_whose_layer_is_a_program_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.gpkg") as database:
        database.executescript(
            "CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER);"
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);"
            "INSERT INTO gpkg_geometry_columns VALUES ('rows', 'geom', 4326);"
            "CREATE VIEW rows AS WITH RECURSIVE n(geom) AS (SELECT 1 UNION ALL SELECT geom + 1 FROM n LIMIT 100)"
            " SELECT geom FROM n;"
        )
    with pytest.raises(Unreadable) as refused:
        read(tmp_path / "a.gpkg")
    assert refused.value.code == "broken_geopackage"
