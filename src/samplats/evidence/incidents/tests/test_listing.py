"""The list and the map: rows and points by right, cells with small ones hidden for everybody else."""

import mapbox_vector_tile
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samplats.evidence.incidents import actions
from samplats.evidence.incidents.models import Source
from samplats.evidence.incidents.tests.files import NOW, csv_of, imported, row
from samplats.evidence.incidents.views.imports import _harmless as harmless
from samplats.foundation.geo.mercator import from_lonlat, tile_of

pytestmark = pytest.mark.usefixtures("in_home")
LIST = "/m/exempelkoping/handelser/"
BUSY = [row(day, lon=16.5, lat=59.5) for day in range(1, 9)]
RARE = [row(9, lon=16.52, lat=59.52), row(10, lon=16.52, lat=59.52)]


def tile(client, z, lon=16.5, lat=59.5, **query):
    mx, my = from_lonlat([lon], [lat])
    column, line = tile_of(mx, my, z)
    answer = client.get(reverse("incidents:tile", args=["exempelkoping", z, int(column[0]), int(line[0])]), query)
    assert answer.status_code == 200
    return mapbox_vector_tile.decode(answer.content) if answer.content else {}


def total(decoded):
    return sum(one["properties"]["n"] for layer in decoded.values() for one in layer["features"])


def test_who_sees_points_gets_rows_and_points(cast):
    imported(cast, csv_of(*BUSY, *RARE))
    ada = cast.client("ada")
    page = ada.get(LIST).content.decode().replace("\xa0", " ")
    assert "<b>10 händelser</b>" in page
    assert "Visar 10 av 10 rader" in page
    decoded = tile(ada, 15)
    assert list(decoded) == ["points"]
    assert total(decoded) == 8
    assert total(tile(ada, 8)) == 10


def test_a_time_is_shown_no_more_exactly_than_it_is_known(cast):
    imported(cast, csv_of(*BUSY).replace(b" 20:15", b""))
    page = cast.client("ada").get(LIST).content.decode()
    assert ">1 okt 2026</a>" in page


def test_a_member_gets_cells_and_small_ones_are_hidden_in_table_and_tile(cast):
    imported(cast, csv_of(*BUSY, *(row(20, lon=16.55, lat=59.55) for _ in range(6)), *RARE))
    bo = cast.client("bo")
    page = bo.get(LIST).content.decode().replace("\xa0", " ")
    assert "Rutor med flest händelser" in page
    assert "rapporter.csv" not in page
    decoded = tile(bo, 15)
    assert list(decoded) == ["cells"]
    assert total(decoded) == 5  # eight: five to nine
    assert tile(bo, 15, lon=16.52, lat=59.52) == {}
    assert total(tile(bo, 8)) in {5, 10}  # the six may be hidden so that the total gives nothing away


def test_tiles_follow_the_filter(cast):
    imported(cast, csv_of(*BUSY, row(9, kind="Klotter")))
    ada = cast.client("ada")
    assert total(tile(ada, 15, kategori="Klotter")) == 1
    assert total(tile(ada, 15, fran="2026-10-01", till="2026-10-03")) == 3


def test_an_undone_import_leaves_the_map_at_once(cast):
    batch = imported(cast, csv_of(*BUSY))
    ada = cast.client("ada")
    assert total(tile(ada, 15)) == 8
    actions.undo_import(cast.actor("ada"), batch, now=NOW)
    assert tile(ada, 15) == {}


def test_sources_are_shown_one_at_a_time(cast):
    imported(cast, csv_of(*BUSY))
    imported(cast, csv_of(row(1), row(2)), name="Räddningstjänsten")
    other = Source.objects.get(name="Räddningstjänsten")
    page = cast.client("ada").get(LIST, {"kalla": str(other.public_id)}).content.decode().replace("\xa0", " ")
    assert "<b>2 händelser</b> från Räddningstjänsten" in page


def test_figures_for_statistics_alone_are_cells_for_everybody(cast):
    imported(cast, csv_of(*BUSY, *RARE), permitted_use="statistics", sharing_level="members")
    ada = cast.client("ada")
    assert list(tile(ada, 15)) in (["cells"], [])
    assert "Rutor med flest händelser" in ada.get(LIST).content.decode()


def test_a_page_takes_as_many_queries_for_ten_rows_as_for_a_thousand(cast, django_assert_num_queries):
    imported(cast, csv_of(*(row(1 + n % 28) for n in range(10))))
    ada = cast.client("ada")
    ada.get(LIST)
    with CaptureQueriesContext(connection) as few:
        ada.get(LIST)
    assert len(few) <= AT_MOST
    imported(cast, csv_of(*(row(1 + n % 28, n % 24) for n in range(1000))))
    with django_assert_num_queries(len(few)):
        ada.get(LIST)


AT_MOST = 20


@pytest.mark.parametrize("text", ["=1+cmd|'/C calc'!A0", "-1+cmd|'/C calc'!A0", "+4611=A1", "@SUM(A1)", "\n=1"])
def test_a_left_out_value_is_never_a_formula(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-12", "+46 70", "-1,5", "Bråk", ""])
def test_a_left_out_number_stays_a_number(text):
    assert harmless(text) == text


def test_a_member_cannot_tell_a_day_by_what_it_adds(cast):
    imported(cast, csv_of(*BUSY, row(20)))
    bo = cast.client("bo")
    until_19 = tile(bo, 15, fran="2026-10-01", till="2026-10-19")
    assert total(until_19) == total(tile(bo, 15, fran="2026-10-01", till="2026-10-20")) == 5
    page = bo.get(LIST, {"fran": "2026-10-20", "till": "2026-10-20"}).content.decode().replace("\xa0", " ")
    assert "<b>5–9 händelser</b>" in page
    ada = cast.client("ada").get(LIST, {"fran": "2026-10-20", "till": "2026-10-20"}).content.decode()
    assert "<b>1 händelse</b>" in ada.replace("\xa0", " ")


def test_a_member_is_not_told_how_many_a_few_are(cast):
    imported(cast, csv_of(*BUSY, row(9, kind="Klotter"), row(10, kind="Klotter")))
    page = cast.client("bo").get(LIST, {"kategori": "Klotter"}).content.decode().replace("\xa0", " ")
    assert "2 händelser" not in page
    assert "dolt" in page


def test_days_out_of_all_time_are_no_filter(cast):
    imported(cast, csv_of(*BUSY))
    assert cast.client("ada").get(LIST, {"fran": "0001-01-01", "till": "9999-12-31"}).status_code == 200
