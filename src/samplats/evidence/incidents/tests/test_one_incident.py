"""The page of one incident: for those who may see rows, of finished imports, never lent for statistics alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samplats.evidence.incidents.models import Import, Incident
from samplats.evidence.incidents.tests.files import csv_of, imported, row

pytestmark = pytest.mark.usefixtures("in_home")


def page(cast, who, batch, number=1):
    return cast.client(who).get(reverse("incidents:incident", args=["exempelkoping", batch.public_id, number]))


def test_it_says_when_what_where_and_from_whom(cast):
    batch = imported(cast, csv_of(row(1, 20), row(2)))
    shown = page(cast, "ada", batch).content.decode().replace("\xa0", " ")
    for words in ("1 oktober 2026 20.15", "Bråk", "latitud 59,50000", "En punkt.", "Samverkansrapporter", "rad 2"):
        assert words in shown
    listed = cast.client("ada").get(reverse("incidents:list", args=["exempelkoping"])).content.decode()
    assert reverse("incidents:incident", args=["exempelkoping", batch.public_id, 2]) in listed


def test_only_rows_that_the_reader_may_see_one_by_one(cast):
    batch = imported(cast, csv_of(row(1)))
    assert page(cast, "ada", batch, 2).status_code == 404
    assert page(cast, "bo", batch).status_code == 403
    assert page(cast, "cai", batch).status_code == 404
    lent = imported(cast, csv_of(row(2)), name="Utlånade", permitted_use="statistics")
    assert page(cast, "ada", lent).status_code == 404
    Import.objects.filter(pk=batch.pk).update(state="undone")
    assert page(cast, "ada", batch).status_code == 404


def test_free_text_is_not_stored_and_the_review_says_which_columns_stay_outside(cast):
    content = "tid;longitud;latitud;kategori;anteckning\n2026-10-01 20:15;16.5;59.5;Bråk;Kalle var där\n".encode()
    upload = reverse("incidents:upload", args=["exempelkoping"])
    answer = cast.client("ada").post(upload, {"file": SimpleUploadedFile("rader.csv", content)}, follow=True)
    assert "Kolumnen anteckning tas inte in." in answer.content.decode()
    imported(cast, content)
    assert Incident.objects.get().text == ""
