"""All places in one table, what is due on the start page, and who leads in every place's head."""

from datetime import timedelta

import pytest
import shapely
from django.utils import timezone

from samplats.foundation.tests.cast import Cast
from samplats.places.actions import draw_place, name_coach, retire_place
from samplats.places.rules.kinds import Kind
from samplats.process import actions, queries

pytestmark = pytest.mark.usefixtures("in_home")
ALL = "/m/exempelkoping/steg/"


def drawn(cast: Cast, name: str, east: float):
    area = shapely.box(east, 60.0, east + 0.01, 60.005)
    return draw_place(cast.actor("ada"), cast.home, name=name, kind=Kind.CENTRE, area=area)


@pytest.fixture
def places(cast: Cast):
    """One place five weeks into its steps, one that has not begun."""
    walking, waiting = drawn(cast, "Torget", 15.0), drawn(cast, "Ängen", 15.1)
    now = timezone.now()
    first = timezone.localdate() - timedelta(weeks=5)
    given = {"variant": "standard_12m", "starts_on": first, "leader": cast.users["anna"], "now": now}
    actions.start_model(cast.actor("ada"), walking, **given)
    return walking, waiting


def test_every_place_says_where_it_stands_and_what_is_late(cast: Cast, places):
    page = cast.client("ada").get(ALL).content.decode()
    assert "1 plats går stegen." in page
    assert "Steg 1, Uppstart" in page
    assert "månad 2 av 12" in page
    assert "2 försenade" in page
    assert '/platser/angen/steg/borja/"' in page
    assert "Inte börjat" in cast.client("bo").get(ALL).content.decode()


def test_a_coach_sees_the_named_places_and_nobody_a_place_that_is_over(cast: Cast, places):
    name_coach(cast.actor("ada"), places[1], coach=cast.users["carl"])
    page = cast.client("carl").get(ALL).content.decode()
    assert ("Ängen" in page, "Torget" in page) == (True, False)
    retire_place(cast.actor("ada"), places[0])
    assert "Torget" not in cast.client("ada").get(ALL).content.decode()


def test_what_is_late_and_under_way_stands_on_the_start_page(cast: Cast, places):
    page = cast.client("bo").get("/m/exempelkoping/").content.decode()
    assert page.index("Uppdrag, plats och projektledare") < page.index("Dataskydd och informationsklassning")
    assert "Torget · Skulle vara klar" in page


def test_the_head_of_a_place_says_who_leads_and_which_month(cast: Cast, places):
    page = cast.client("bo").get("/m/exempelkoping/platser/torget/").content.decode()
    assert "Projektledare <b>Anna Alm</b><br>Månad 2 av 12" in page
    assert "Projektledare <b>" not in cast.client("bo").get("/m/exempelkoping/platser/angen/").content.decode()


def test_a_place_that_is_over_cannot_start(cast: Cast, places):
    retire_place(cast.actor("ada"), places[1])
    assert cast.client("ada").get("/m/exempelkoping/platser/angen/steg/borja/").status_code == 404
    assert "Börja med stegen" not in cast.client("ada").get("/m/exempelkoping/platser/angen/").content.decode()


def test_who_does_not_coordinate_sees_the_own_activities_first(cast: Cast, places):
    process = queries.processes(cast.actor("ada"))[places[0].pk]
    state = queries.state_of(cast.actor("ada"), process, "s4_coaching")
    actions.assign(cast.actor("ada"), state, to=cast.users["bo"], revision=0, now=timezone.now())
    mine, late = "Processtöd och coachning", "Uppdrag, plats och projektledare"
    page = cast.client("bo").get("/m/exempelkoping/").content.decode()
    assert page.index(mine) < page.index(late)
    assert mine not in cast.client("ada").get("/m/exempelkoping/").content.decode()
