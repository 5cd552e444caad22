"""Unusable files: one clear message each, nothing half-imported, the site still up."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samplats.evidence.incidents.models import Import, Incident
from samplats.evidence.incidents.tests.files import csv_of, imported, row
from samplats.places.models import MunicipalityBoundary

pytestmark = pytest.mark.usefixtures("in_home")
UPLOAD = reverse("incidents:upload", args=["exempelkoping"])


def zip_bomb():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(1100):
                sheet.write(b"0" * (1 << 20))
    return held.getvalue()


AT_THE_DOOR = {
    "empty": ("tom.csv", lambda: b"   \n", "tom"),
    "binary": ("bild.csv", lambda: b"\x00\x01\x02\x03\x89PNG" * 60, "binär"),
    "html": ("karta.geojson", lambda: b"<!doctype html><html><body>Logga in</body></html>", "webbsida"),
    "bomb": ("bomb.xlsx", zip_bomb, "packas upp till mer än"),
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
