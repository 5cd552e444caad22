"""Counts go to the county in fives, from sources that anyone may see and that do not follow how many report."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from samplats.county.tests.conftest import Above
from samplats.evidence.incidents.actions import add_source, choose_source, map_columns, start_import, upload_file
from samplats.evidence.incidents.queries import COUNTS, counts_content
from samplats.foundation.jobs.worker import run_all
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tests.cast import Cast

TODAY = timezone.localdate()


def month(before: int) -> date:
    """The first day of a whole month before this one."""
    at = TODAY.year * 12 + TODAY.month - 1 - before
    return date(at // 12, at % 12 + 1, 1)


def taken_in(cast: Cast, name: str, kind: str, sharing: str, counts: dict[int, int]) -> None:
    ada = cast.actor("ada")
    source = add_source(
        ada, cast.home, name=name, kind=kind, origin="Uttag", permitted_use="planning", sharing_level=sharing
    )
    days = [month(before) + timedelta(days=n % 28) for before, n_rows in counts.items() for n in range(n_rows)]
    days.append(TODAY)
    rows = [f"{day} 20:{n % 60:02};15.005;60.002;D2\n".encode() for n, day in enumerate(days)]
    names = ["tid", "longitud", "latitud", "kategori"]
    batch = upload_file(ada, cast.home, chunks=[";".join(names).encode() + b"\n", *rows], name=f"{name}.csv")
    map_columns(ada, batch, mapping={"categories": {"D2": "D2"}})
    choose_source(ada, batch, source=source)
    start_import(ada, batch, names=names, now=timezone.now())
    run_all()


@pytest.fixture
def incidents(cast: Cast) -> Cast:
    with open_tenant(cast.home.pk):
        taken_in(cast, "Räddningstjänsten", "rescue", "public", {1: 12, 2: 3, 3: 7})
        taken_in(cast, "Fältgruppen", "partners", "public", {1: 20})
        taken_in(cast, "Polisen", "police_points", "members", {1: 30})
    return cast


def test_only_fives_of_what_anyone_may_see(incidents: Cast):
    with open_tenant(incidents.home.pk):
        found = counts_content(incidents.actor("ada"), TODAY)
    assert found is not None
    [source] = found.payload["sources"]
    assert source == {
        "name": "Räddningstjänsten",
        "months": [f"{month(before):%Y-%m}" for before in (3, 2, 1)],
        "groups": {"D": [5, 0, 10]},
    }
    assert "12" not in json.dumps(source["groups"])
    assert (found.first_on, found.last_on) == (month(3), month(0) - timedelta(days=1))


def test_the_county_reads_them_as_ranges(above: Above, incidents: Cast):
    above.share(COUNTS)
    shown = above.cast.client("jon").get("/m/lanet/kommuner/exempelkoping/").content.decode()
    assert "10–14" in shown
    assert "under 5" in shown
    assert "Räddningstjänsten" in shown
    assert "Fältgruppen" not in shown
    assert "Polisen" not in shown


def test_without_such_a_source_there_is_nothing_to_hand_over(above: Above, cast: Cast):
    with open_tenant(cast.home.pk):
        assert counts_content(cast.actor("ada"), TODAY) is None
    url = f"/m/exempelkoping/dela/{above.tenants['lanet'].public_id}/{COUNTS}/"
    assert "Det finns inget att dela än" in above.cast.client("ada").get(url).content.decode()
