"""How a file is written is guessed, shown and changeable: order of the date, zone, decimals, encoding, delimiter."""

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samplats.evidence.incidents.models import Import
from samplats.foundation.geo.opening import Unreadable

HEAD = "datum,lon,lat\n"


def first_day(found):
    return str(found.incidents.start[0].astype("datetime64[D]"))


@pytest.mark.parametrize(
    ("text", "stated", "guessed", "sure", "day"),
    [
        ("03/04/2026", "", "day_first", False, "2026-04-03"),
        ("03/04/2026", "month_first", "month_first", True, "2026-03-04"),
        ("26-03-04", "", "year_first", False, "2026-03-04"),
        ("26-03-04", "day_first", "day_first", True, "2004-03-26"),
        ("03/04/26", "", "day_first", False, "2026-04-03"),
        ("03/04/26", "month_first", "month_first", True, "2026-03-04"),
        ("99-12-31", "", "year_first", True, "1999-12-31"),
    ],
)
def test_the_order_of_a_date_is_guessed_and_can_be_stated(read, text, stated, guessed, sure, day):
    found = read(f"{HEAD}{text},16.5,59.5\n", date_order=stated)
    assert (found.guesses["date_order"], found.guesses["date_order_sure"]) == (guessed, sure)
    assert first_day(found) == day


def test_a_year_that_is_said_to_come_first_but_does_not_leaves_the_row_out(read):
    with pytest.raises(Unreadable) as caught:
        read(f"{HEAD}03/04/2026,16.5,59.5\n", date_order="year_first")
    assert caught.value.code == "no_usable_rows"


def test_a_stated_decimal_sign_makes_the_other_one_part_thousands(read):
    text = 'datum;lon;lat\n2026-03-04;"674.032,5";"6.580.822,5"\n'
    found = read(text, decimal=",", crs=3006, columns={"lon": "lon", "lat": "lat"})
    assert (found.incidents.x[0], found.incidents.y[0]) == (674032.5, 6580822.5)


def test_a_stated_delimiter_and_encoding_are_used(read):
    text = "datum|lon|lat|typ, och mer, och mer\n2026-03-04|16.5|59.5|Bråk\n".encode("cp850")
    found = read(text, delimiter="|", encoding="cp850", columns={"category": "typ, och mer, och mer"})
    assert found.incidents.category is not None
    assert found.incidents.category.labels == ("Bråk",)
    assert (found.guesses["delimiter"], found.guesses["encoding"]) == ("|", "cp850")


@pytest.mark.parametrize(("encoding", "code"), [("utf-8", "not_utf8"), ("utf-16", "encoding_wrong")])
def test_an_encoding_that_does_not_fit_is_refused_with_the_line(read, encoding, code):
    with pytest.raises(Unreadable) as caught:
        read(f"{HEAD}2026-03-04,16.5,59.5\n2026-03-05,16.5,59.5,å".encode("latin-1"), encoding=encoding)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("zone", "clock"), [("UTC", "20:00"), ("Etc/GMT-1", "19:00"), ("local", "18:00"), ("Europe/Stockholm", "18:00")]
)
def test_times_of_another_zone_are_told_in_the_municipalitys_own(read, zone, clock):
    found = read(f"{HEAD}2026-07-01 18:00,16.5,59.5\n", time_zone=zone, local_zone="Europe/Stockholm")
    assert str(found.incidents.start[0]) == f"2026-07-01T{clock}:00"
    assert found.incidents.zone == "Europe/Stockholm"


def test_a_day_without_a_clock_stays_the_same_day_in_every_zone(read):
    found = read(f"{HEAD}2026-07-01,16.5,59.5\n", time_zone="Etc/GMT+10", local_zone="Europe/Stockholm")
    assert found.incidents.start[0] == np.datetime64("2026-07-01T00:00:00")


@pytest.mark.usefixtures("in_home")
def test_the_review_shows_every_guess_and_shows_the_file_again_after_a_change(cast):
    ada = cast.client("ada")
    rows = "".join(f"03/04/2026 {hour:02d}:10;16,5;59,5\n" for hour in (18, 19, 20))
    file = SimpleUploadedFile("rader.csv", f"tid;longitud;latitud\n{rows}".encode())
    ada.post(reverse("incidents:upload", args=["exempelkoping"]), {"file": file})
    batch = Import.objects.get()
    review = reverse("incidents:review", args=["exempelkoping", batch.public_id])
    page = ada.get(review).content.decode().replace("\xa0", " ")
    for shown in ("dag-månad-år, gissat", "fredag 3 april 2026 kl. 18.10", "semikolon", "UTF-8", "WGS 84, grader"):
        assert shown in page
    same = {"column_time": "tid", "column_lon": "longitud", "column_lat": "latitud"}
    stated = {"date_order": "month_first", "time_zone": "UTC", "decimal": ",", "delimiter": ";", "encoding": "cp1252"}
    answer = ada.post(review, {**same, **stated, "crs": "4326"}, follow=True)
    page = answer.content.decode()
    assert "onsdag 4 mars 2026 kl. 19.10" in page
    for chosen in ("month_first", "UTC", "4326", "cp1252"):
        assert f'value="{chosen}" selected' in page


@pytest.mark.usefixtures("in_home")
def test_another_delimiter_has_the_columns_guessed_anew_and_a_wrong_encoding_says_so(cast):
    ada = cast.client("ada")
    file = SimpleUploadedFile("rader.csv", "tid;longitud;latitud;typ\n2026-03-04;16,5;59,5;Bråk\n".encode("latin-1"))
    ada.post(reverse("incidents:upload", args=["exempelkoping"]), {"file": file})
    batch = Import.objects.get()
    review = reverse("incidents:review", args=["exempelkoping", batch.public_id])
    same = {"column_time": "tid", "column_lon": "longitud", "column_lat": "latitud"}
    cut = ada.post(review, {**same, "delimiter": "|"}, follow=True)
    assert cut.status_code == 200
    assert "Ingen kolumn säger" in cut.content.decode()
    mended = ada.post(review, {"delimiter": ";"}, follow=True).content.decode()
    assert "Ingen kolumn säger" not in mended
    assert 'value="longitud" selected' in mended
    wrong = ada.post(review, {**same, "delimiter": ";", "encoding": "utf-8"}, follow=True).content.decode()
    assert "Rad 2 innehåller tecken som inte är UTF-8" in wrong
