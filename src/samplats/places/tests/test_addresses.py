"""A file of addresses goes in by a job, and the page says how it went."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samplats.foundation.files.models import StoredFile
from samplats.foundation.jobs import worker
from samplats.foundation.tenancy.current import open_tenant
from samplats.places import actions, queries
from samplats.places.models import GazetteerEntry
from samplats.places.reading.tables import AddressRow

pytestmark = pytest.mark.django_db
PAGE = "/m/exempelkoping/administration/kommun/"
HEAD = "adress;ort;longitud;latitud\n"


@pytest.fixture(autouse=True)
def in_a_folder(settings, tmp_path):
    settings.FILES_FOLDER = tmp_path


def send(cast, text, name="adresser.csv"):
    file = SimpleUploadedFile(name, text.encode())
    return cast.client("ada").post(f"{PAGE}adresser/", {"adresser-file": file, "adresser-epsg": ""}, follow=True)


def names(cast):
    with open_tenant(cast.home.pk):
        return sorted(GazetteerEntry.objects.values_list("name", flat=True))


def test_the_page_shows_progress_then_what_was_taken_in_and_left_out(cast):
    actions.import_gazetteer(cast.actor("ada"), cast.home, rows=[AddressRow("Gamla gatan 1", "", 15.0, 60.0)])
    page = send(cast, f"{HEAD}Nya gatan 1;By;15,05;60,05\nNya gatan 2;By;x;60,05\n").content.decode()
    assert "Väntar på sin tur" in page
    assert "framsteg/" in page
    assert names(cast) == ["Gamla gatan 1"]
    worker.run_all()
    assert names(cast) == ["Nya gatan 1"]
    page = cast.client("ada").get(PAGE).content.decode()
    assert "1 rad togs in." in page
    assert "Rad 3, longitud" in page
    with open_tenant(cast.home.pk):
        assert not StoredFile.objects.exists()


def test_what_is_no_table_of_addresses_is_refused_at_the_door(cast):
    page = send(cast, "<html><body>Logga in</body></html>")
    assert page.status_code == 422
    assert "Tabellen saknar" in send(cast, "a;b\n1;2\n").content.decode()
    with open_tenant(cast.home.pk):
        assert queries.latest_address_job(cast.actor("ada")) is None


def test_a_file_without_a_usable_row_leaves_the_old_ones_and_says_why(cast):
    actions.import_gazetteer(cast.actor("ada"), cast.home, rows=[AddressRow("Gamla gatan 1", "", 15.0, 60.0)])
    send(cast, f"{HEAD}Nya gatan 1;By;x;y\n")
    worker.run_all()
    assert names(cast) == ["Gamla gatan 1"]
    assert "Tabellen har inga rader som går att använda" in cast.client("ada").get(PAGE).content.decode()


def test_done_twice_after_a_crash_nothing_stands_twice(cast):
    rows = [AddressRow("Nya gatan 1", "", 15.0, 60.0), AddressRow("Nya gatan 2", "", 15.0, 60.0)]
    with open_tenant(cast.home.pk):
        actions.replace_gazetteer(cast.actor("ada"), rows, told=lambda *_: None)
        actions.replace_gazetteer(cast.actor("ada"), rows, told=lambda *_: None)
    assert names(cast) == ["Nya gatan 1", "Nya gatan 2"]
