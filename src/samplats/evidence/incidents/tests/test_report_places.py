"""Where a report may say that it happened: no more exactly than its category allows."""

import pytest
import shapely

from samplats.evidence.incidents import actions, queries
from samplats.evidence.incidents.models import Incident, Report
from samplats.evidence.incidents.rules.precision import PlacePrecision
from samplats.evidence.incidents.tests.reporting import collected, handed_in, posted
from samplats.foundation.accounts.models import User
from samplats.foundation.tenancy.models import Organisation
from samplats.places.actions import draw_place, import_gazetteer
from samplats.places.reading.tables import AddressRow
from samplats.places.rules.kinds import Kind
from samplats.vocabulary.queries import category_names

pytestmark = pytest.mark.usefixtures("in_home")


@pytest.fixture
def square(cast):
    return draw_place(
        cast.actor("ada"), cast.home, name="Torget", kind=Kind.CENTRE, area=shapely.box(16.49, 59.49, 16.51, 59.51)
    )


@pytest.fixture
def public_body(cast):
    body = Organisation.objects.create(name="Park och gata", kind="public")
    User.objects.filter(pk=cast.users["rut"].pk).update(organisation=body)
    cast.users["rut"].refresh_from_db()


def test_an_area_category_forgets_the_spot(cast, square, public_body):
    answer = posted(cast, category="B1", lon=16.5001, lat=59.5001)
    assert answer.status_code == 201
    assert "Platsen sparas som Torget" in answer.json()["told"]
    report = Report.objects.get()
    assert (report.place_precision, report.place_text, report.place) == (PlacePrecision.AREA, "Torget", square)
    assert (report.lon, report.lat) != (16.5001, 59.5001)


def test_an_area_category_with_words_alone_asks_for_an_area(cast, square, public_body):
    answer = posted(cast, category="B1", lon="", lat="", words="Storgatan 3")
    assert "behöver ett område" in answer.json()["errors"]["words"][0]
    assert not Report.objects.exists()


def test_a_public_space_category_moves_the_spot_and_says_so(cast, square):
    answer = posted(cast, category="B2", lon=16.5001, lat=59.5001, words="Storgatan 3")
    assert "närmaste allmänna plats" in answer.json()["told"]
    report = Report.objects.get()
    assert report.place_text == ""
    assert (report.lon, report.lat) != (16.5001, 59.5001)


def test_a_named_place_counts_in_the_place_and_not_on_the_map_of_points(cast, square):
    assert posted(cast, lon="", lat="", place=square.slug).status_code == 201
    collected(cast)
    actor = cast.actor("ada")
    [source] = queries.sources_with_rows(actor)
    period = queries.span(actor, source)
    assert queries.scoped(actor, source=source, period=period, place=square).n == 1
    assert queries.n_shown_on_map(actor, source, period) == 0


def test_words_become_the_address_that_is_spelt_so(cast):
    rows = [AddressRow("Storgatan 1", "", 16.5, 59.5), AddressRow("Storgatan 12", "", 16.51, 59.5)]
    import_gazetteer(cast.actor("ada"), cast.home, rows=rows)
    assert posted(cast, lon="", lat="", words="storgatan 1").status_code == 201
    assert Report.objects.get().place_precision == PlacePrecision.ADDRESS
    answer = posted(cast, lon="", lat="", words="storgatan")
    assert answer.json()["errors"]["words"] == ["Välj vilken adress du menar."]
    assert posted(cast, lon="", lat="", words="storgatan", hit="none").status_code == 201


def test_nowhere_is_refused(cast):
    assert "words" in posted(cast, lon="", lat="").json()["errors"]


def test_a_restricted_kind_is_reported_in_the_room_and_seen_there_alone(cast, public_body):
    ada = cast.actor("ada")
    source = actions.add_source(ada, cast.home, name="Rapporter", kind="partners")
    source.room = cast.room
    source.save()
    actions.choose_report_source(ada, cast.home, source=source)
    offered = {one.code for one in queries.offered(cast.actor("rut"), handed_in(cast).made_at)}
    assert "C5" not in offered
    with pytest.raises(actions.NotYours):
        handed_in(cast, category="C5")
    Report.objects.update(category="C5", compartment=cast.room)
    collected(cast)
    assert Incident.objects.get().compartment == cast.room
    assert not queries.reports(ada).exists()
    assert category_names(ada)["C5"].sensitivity.value == "restricted"
