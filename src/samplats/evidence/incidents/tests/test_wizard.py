"""The wizard as plain form posts, from an uploaded file to rows on the list and back."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samplats.evidence.incidents.models import Import, Incident, Source
from samplats.evidence.incidents.queries.categories import words_of
from samplats.evidence.incidents.tests.files import csv_of, row
from samplats.foundation.files.bucket import Bucket
from samplats.foundation.jobs import worker

pytestmark = pytest.mark.usefixtures("in_home")
SLUG = "exempelkoping"


def address(name, *of):
    return reverse(f"incidents:{name}", args=[SLUG, *(one.public_id for one in of)])


def upload(client, content, name="rapporter.csv"):
    return client.post(address("upload"), {"file": SimpleUploadedFile(name, content)})


def columns(**of):
    return {f"column_{role}": name for role, name in of.items()}


NEW_SOURCE = {"source": "new", "name": "Fältgruppen", "kind": "partners", "retention_months": "36"}


def test_a_file_goes_all_the_way_in_and_out_again(cast):
    ada = cast.client("ada")
    answer = upload(ada, csv_of(row(1), row(2, kind="Klotter"), ";igår;16.5;59.5;Bråk"))
    batch = Import.objects.get()
    assert answer.url == address("review", batch)
    page = ada.get(answer.url).content.decode()
    assert "semikolon" in page
    assert "svensk tid" in page
    answer = ada.post(
        answer.url,
        {
            "next": "1",
            "time_zone": "",
            "crs": "",
            **columns(time="tid", lon="longitud", lat="latitud", category="kategori"),
        },
    )
    assert answer.url == address("categories", batch)
    assert "Skadegörelse" in ada.get(answer.url).content.decode()
    answer = ada.post(answer.url, {"word_0": "", "word_1": "E1"})
    assert answer.url == address("choose_source", batch)
    answer = ada.post(answer.url, NEW_SOURCE)
    assert answer.url == address("import", batch)
    assert "Läser in händelser" in ada.get(answer.url).content.decode()
    assert "Väntar på sin tur" in ada.get(address("progress", batch)).content.decode()
    worker.run_all()
    assert ada.get(address("progress", batch))["HX-Redirect"] == address("import", batch)
    page = ada.get(address("import", batch)).content.decode()
    assert "<b>2 händelser</b> är nya" in page.replace("\xa0", " ")
    assert "Tiden går inte att läsa" in page
    listed = ada.get(address("list")).content.decode()
    assert "Klotter" in listed
    assert "Fältgruppen" in listed
    assert "igår" in b"".join(ada.get(address("rejected", batch)).streaming_content).decode()
    ada.post(address("undo", batch))
    worker.run_all()
    assert not Incident.objects.exists()
    assert "Ångrad" in ada.get(address("import", batch)).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tom.csv", b"", "Filen är tom"),
        ("bild.csv", b"\x89PNG\x00\x01\x02\x03" * 50, "binär"),
        ("karta.geojson", b"<!doctype html><html><body>Logga in</body></html>", "webbsida"),
    ],
)
def test_what_cannot_hold_rows_is_refused_at_the_door(cast, name, content, words):
    answer = upload(cast.client("ada"), content, name)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Import.objects.exists()


def test_police_figures_need_their_conditions(cast):
    ada = cast.client("ada")
    upload(ada, csv_of(row(1)))
    batch = Import.objects.get()
    answer = ada.post(address("choose_source", batch), {**NEW_SOURCE, "kind": "police_points"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "måste ha ursprung" in page
    assert "måste ha delningsnivå" in page
    assert not Source.objects.exists()


def test_the_next_file_with_the_same_columns_is_read_in_the_same_way(cast):
    ada = cast.client("ada")
    upload(ada, csv_of(row(1), header="a;b;c;d;e"))
    first = Import.objects.get()
    ada.post(address("review", first), {"next": "1", **columns(time="b", lon="c", lat="d", category="e")})
    ada.post(address("choose_source", first), NEW_SOURCE)
    worker.run_all()
    upload(ada, csv_of(row(2), header="a;b;c;d;e"))
    second = Import.objects.exclude(pk=first.pk).get()
    page = ada.get(address("review", second)).content.decode()
    assert "Filen tolkas som förra gången från Fältgruppen" in page
    source = Source.objects.get()
    ada.post(address("choose_source", second), {"source": str(source.public_id)})
    worker.run_all()
    assert Incident.objects.count() == 2


@pytest.mark.usefixtures("bucket")
def test_a_page_fetches_a_file_of_a_bucket_once(cast, monkeypatch):
    ada, fetched, copy = cast.client("ada"), [], Bucket._copy
    answer = upload(ada, csv_of(row(1), row(2)))
    monkeypatch.setattr(Bucket, "_copy", lambda self, *which: (fetched.append(which), copy(self, *which)))
    assert "semikolon" in ada.get(answer.url).content.decode()
    assert len(fetched) == 1


def test_a_draft_can_be_thrown_away(cast):
    ada = cast.client("ada")
    upload(ada, csv_of(row(1)))
    batch = Import.objects.get()
    ada.post(address("throw_away", batch))
    batch.refresh_from_db()
    assert batch.state == "cancelled"


@pytest.mark.parametrize(
    ("word", "code"),
    [("Bråk på stan", "C1"), ("klotter", "E1"), ("Skadegörelse mot brandbil", ""), ("på stan vid torget", "")],
)
def test_a_word_is_sorted_where_only_one_category_shares_it(cast, word, code):
    upload(cast.client("ada"), csv_of(row(1, kind=word)))
    [found] = words_of(cast.actor("ada"), Import.objects.get(), date(2026, 11, 22))
    assert found.suggested == code
