"""Unusable files: one clear message each, nothing half-imported, the site still up."""

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samplats.evidence.incidents.models import Import, Incident
from samplats.evidence.incidents.reading import Options, read_incidents
from samplats.evidence.incidents.rules.faults import RowFault
from samplats.evidence.incidents.sentences.columns import more_faults_words
from samplats.evidence.incidents.tests.files import csv_of, imported, row
from samplats.places.models import MunicipalityBoundary

pytestmark = pytest.mark.usefixtures("in_home")
UPLOAD = reverse("incidents:upload", args=["exempelkoping"])


def zip_bomb():
    """A workbook of a few bytes whose list of contents says that a sheet holds two gigabytes."""
    held = workbook_of(b"<worksheet/>")
    at = held.rindex(b"PK\x01\x02") + 24
    return held[:at] + (2**31).to_bytes(4, "little") + held[at + 4 :]


def workbook_of(sheet):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return held.getvalue()


def far_cell():
    """Two cells, the second in the last corner of a sheet: 17 thousand million empty ones between them."""
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return workbook_of(b"<worksheet><sheetData>" + cells + b"</sheetData></worksheet>")


def repeated_cell():
    """An OpenDocument sheet with one filled row that stands for five million."""
    cell = b"<table:table-cell><text:p>1</text:p></table:table-cell>"
    row = b'<table:table-row table:number-rows-repeated="5000000">' + cell
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b"<table:table>" + row + b"</table:table-row></table:table>")
    return held.getvalue()


def repeated_word():
    """A Parquet file with one long word that every row repeats."""
    held = io.BytesIO()
    words = pa.DictionaryArray.from_arrays(pa.array(np.zeros(2_000, np.int32)), pa.array(["x" * 1_000_000]))
    pq.write_table(pa.table({"tid": words}), held, store_schema=False)
    return held.getvalue()


def many_rows():
    """A Parquet file of a few kilobytes that says the same 2.1 million times."""
    held = io.BytesIO()
    pq.write_table(pa.table({"n": np.zeros(2_100_000, np.int8)}), held)
    return held.getvalue()


def computed_values():
    """A GeoPackage whose rows are small but whose column computes fifty megabytes for each."""
    with NamedTemporaryFile() as file:
        with closing(sqlite3.connect(file.name)) as database:
            database.executescript(
                "CREATE TABLE gpkg_spatial_ref_sys (srs_id, organization, organization_coordsys_id);"
                "CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id);"
                "INSERT INTO gpkg_geometry_columns VALUES ('t', 'geom', 4326);"
                "CREATE TABLE t (fid INTEGER PRIMARY KEY, geom BLOB, big AS (zeroblob(50000000)));"
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)"
                "INSERT INTO t (geom) SELECT NULL FROM n;"
            )
        return Path(file.name).read_bytes()


def sparse_objects():
    """Ten thousand objects, each with a key of its own: a hundred million cells."""
    return json.dumps([{f"k{at}": 1} for at in range(10_000)]).encode()


TOO_MUCH = "innehåller för mycket"
AT_THE_DOOR = {
    "empty": ("tom.csv", lambda: b"   \n", "tom"),
    "binary": ("bild.csv", lambda: b"\x00\x01\x02\x03\x89PNG" * 60, "binär"),
    "html": ("karta.geojson", lambda: b"<!doctype html><html><body>Logga in</body></html>", "webbsida"),
    "bomb": ("bomb.xlsx", zip_bomb, "packas upp till mer än"),
    "far cell": ("langt.xlsx", far_cell, TOO_MUCH),
    "repeated row": ("upprepad.ods", repeated_cell, TOO_MUCH),
    "repeated word": ("ord.parquet", repeated_word, TOO_MUCH),
    "many rows": ("rader.parquet", many_rows, TOO_MUCH),
    "computed values": ("karta.gpkg", computed_values, TOO_MUCH),
    "sparse objects": ("rader.json", sparse_objects, TOO_MUCH),
}


@pytest.mark.parametrize("case", AT_THE_DOOR)
def test_what_is_no_table_is_refused_at_the_door(cast, case):
    name, content, words = AT_THE_DOOR[case]
    answer = cast.client("ada").post(UPLOAD, {"file": SimpleUploadedFile(name, content())})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Import.objects.exists()


IN_REVIEW = {
    "mixed encodings": (
        csv_of(row(1, kind="Bråk")) + row(2, kind="Bråk").encode("latin-1"),
        "blandar två teckenkodningar",
    ),
    "swapped": (csv_of(*(row(day, lon=59.5, lat=16.5) for day in range(1, 20))), "verkar ha bytt plats"),
}


@pytest.mark.parametrize("case", IN_REVIEW)
def test_what_cannot_be_understood_says_so_in_the_review(cast, case):
    content, words = IN_REVIEW[case]
    answer = cast.client("ada").post(UPLOAD, {"file": SimpleUploadedFile("rader.csv", content)}, follow=True)
    assert words in answer.content.decode()
    assert not Incident.objects.exists()


@pytest.mark.slow
def test_a_second_encoding_far_down_stops_the_import_whole_and_names_the_line(cast):
    many = csv_of(*[row(1 + n % 28, n % 24) for n in range(2100)], row(1, kind="Bråk"))
    batch = imported(cast, many + row(2, kind="Bråk").encode("latin-1"))
    assert (batch.state, batch.job.error, batch.job.facts["line"]) == ("failed", "mixed_encodings", 2103)
    assert not Incident.objects.exists()
    page = cast.client("ada").get(reverse("incidents:import", args=["exempelkoping", batch.public_id]))
    assert "blandar två teckenkodningar: rad 2103" in page.content.decode()


@pytest.mark.slow
def test_a_column_too_few_in_line_700_000_costs_that_row_alone(tmp_path):
    lines = [row(1 + n % 28, n % 24) for n in range(700_500)]
    lines[700_000 - 2] = lines[700_000 - 2].rsplit(";", 1)[0]
    path = tmp_path / "long.csv"
    path.write_bytes(csv_of(*lines))
    found = read_incidents(path, Options(latest=date(2026, 11, 22)))
    assert (found.n_read, found.n_rejected) == (700_500, 1)
    assert [(one.line, one.code) for one in found.rejections] == [(700_000, RowFault.COLUMNS)]


def test_dates_in_1900_and_2100_and_a_column_too_few_are_left_out_one_by_one(cast):
    many = [row(1 + n % 28, n % 24) for n in range(700)]
    batch = imported(cast, csv_of(*many, ";1900-01-01;16.5;59.5;Bråk", ";2100-01-01;16.5;59.5;Bråk", "2026-10-01;16.5"))
    assert (batch.n_added, batch.n_rejected) == (700, 3)
    page = cast.client("ada").get(reverse("incidents:import", args=["exempelkoping", batch.public_id])).content.decode()
    assert "Datumet ligger före" in page
    assert "Datumet ligger efter" in page
    assert "Raden har fel antal kolumner" in page


def test_a_place_outside_the_municipality_is_left_out_with_the_reason(cast):
    boundary(cast)
    batch = imported(cast, csv_of(row(1), row(2), row(3, lon=18.0)))
    assert (batch.n_added, batch.n_rejected) == (2, 1)


def test_the_review_says_how_much_lies_outside_before_anything_is_taken_in(cast):
    boundary(cast)
    content = csv_of(row(1), row(2), row(3), row(4, lon=18.0))
    answer = cast.client("ada").post(UPLOAD, {"file": SimpleUploadedFile("rader.csv", content)}, follow=True)
    assert "25 % av händelserna" in answer.content.decode().replace("\xa0", " ")


def test_the_first_faults_are_shown_and_the_rest_are_counted():
    shown = [(2, "a"), (3, "b"), (3, "c")]
    assert more_faults_words(2, shown) == ""
    assert more_faults_words(3, shown) == "Och 1 rad till."
    assert more_faults_words(7, shown) == "Och 5 rader till."


def test_a_file_from_somewhere_else_is_refused_whole(cast):
    boundary(cast)
    batch = imported(cast, csv_of(*(row(day, lon=18.0) for day in range(1, 20))))
    assert (batch.state, batch.job.error) == ("failed", "outside_municipality")
    page = cast.client("ada").get(reverse("incidents:import", args=["exempelkoping", batch.public_id])).content.decode()
    assert "ligger utanför kommunen" in page
    assert not Incident.objects.exists()


def boundary(cast):
    MunicipalityBoundary.objects.create(
        tenant=cast.home,
        boundary='{"type":"Polygon","coordinates":[[[16,59],[17,59],[17,60],[16,60],[16,59]]]}',
        west=16, south=59, east=17, north=60, area_m2=1e9, source="test",
    )  # fmt: skip
