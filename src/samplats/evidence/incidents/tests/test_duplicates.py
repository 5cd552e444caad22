"""Events that two sources both told of are shown for a person to decide; nothing is merged."""

import pytest
from django.urls import reverse

from samplats.evidence.incidents.models import Incident, LikelyDuplicate
from samplats.evidence.incidents.tests.files import WITHOUT_IDS, csv_of, imported, row

pytestmark = pytest.mark.usefixtures("in_home")
MAPPING = {**WITHOUT_IDS, "categories": {"Bråk": "C1", "Misshandel": "C1", "Klotter": "E1"}}
PAGE = reverse("incidents:duplicates", args=["exempelkoping"])


def two_sources(cast, *theirs):
    imported(cast, csv_of(row(1, 20), row(5, 20)), mapping=MAPPING)
    imported(cast, csv_of(*theirs), mapping=MAPPING, name="Polisen")


def test_a_near_row_of_another_source_and_the_same_group_is_a_pair(cast):
    two_sources(cast, row(1, 21, lon=16.5002, kind="Misshandel"))
    [pair] = LikelyDuplicate.objects.all()
    assert (pair.number, pair.other_number, pair.minutes) == (1, 1, 60)
    assert 10 < pair.metres < 12


@pytest.mark.parametrize(
    "far",
    [row(1, 23, kind="Misshandel"), row(1, 20, lon=16.51, kind="Misshandel"), row(1, 20, kind="Klotter")],
    ids=["three hours", "600 metres", "another group"],
)
def test_what_is_too_far_or_of_another_kind_is_no_pair(cast, far):
    two_sources(cast, far)
    assert not LikelyDuplicate.objects.exists()


def test_rows_of_one_source_are_no_pair(cast):
    imported(cast, csv_of(row(1, 20), row(1, 21)), mapping=MAPPING)
    assert not LikelyDuplicate.objects.exists()


def test_a_person_decides_and_no_row_is_touched(cast):
    two_sources(cast, row(1, 21, kind="Misshandel"))
    ada = cast.client("ada")
    assert "Samma händelse" in ada.get(PAGE).content.decode()
    pair = LikelyDuplicate.objects.get()
    ada.post(reverse("incidents:decide", args=["exempelkoping", pair.public_id]), {"same": "1"})
    pair.refresh_from_db()
    assert (pair.verdict, Incident.objects.count()) == ("same", 3)
    assert "Inga par att ta ställning till" in ada.get(PAGE).content.decode()
