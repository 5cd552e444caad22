"""A coach from outside reads the editions of the places named for the coach, and else only what anyone may read."""

from datetime import date

import pytest
import shapely
from django.utils import timezone

from samplats.places.actions import draw_place, name_coach
from samplats.places.rules.kinds import Kind
from samplats.situation import actions
from samplats.situation.actions.publishing import Made
from samplats.situation.models import Edition, Section

pytestmark = pytest.mark.usefixtures("in_home")
HOME = "/m/exempelkoping"


def publish(cast, place):
    ada, now = cast.actor("ada"), timezone.now()
    draft = actions.begin_picture(
        ada, cast.home, place=place, first_on=date(2024, 11, 1), last_on=date(2026, 10, 31), suggested={}, now=now
    )
    for one in Section.objects.filter(picture=draft):
        actions.write_section(ada, one, text="Text", is_public=True, revision=one.revision, now=now)
    made = Made({"title": "Lägesbild", "sections": [], "parts": []}, b"%PDF-1.7")
    both = dict.fromkeys(Edition.Audience, made)
    actions.publish_picture(ada, draft, title="L", decided_by="R", reference="", editions=both, now=now)


@pytest.fixture
def published(cast):
    """A named place, another place and the municipality, each with both editions of a version."""
    ada = cast.actor("ada")
    places = [
        draw_place(ada, cast.home, name=name, kind=Kind.CENTRE, area=shapely.box(x, 60.0, x + 0.01, 60.005))
        for name, x in (("Torget", 15.0), ("Parken", 15.1))
    ]
    name_coach(ada, places[0], coach=cast.users["carl"])
    for place in (*places, None):
        publish(cast, place)
    return places


@pytest.mark.parametrize(
    ("where", "internal", "public"),
    [("/platser/torget/lagesbild", 200, 200), ("/platser/parken/lagesbild", 404, 404), ("/lagesbild", 404, 200)],
)
def test_a_coach_reads_internal_editions_of_named_places_alone(cast, published, where, internal, public):
    coach = cast.client("carl")
    for name in ("", "lagesbild.pdf"):
        assert coach.get(f"{HOME}{where}/versioner/1/internal/{name}").status_code == internal
        assert coach.get(f"{HOME}{where}/versioner/1/public/{name}").status_code == public


def test_a_coach_is_offered_what_a_coach_may_open(cast, published):
    page = cast.client("carl").get(f"{HOME}/lagesbild/versioner/").content.decode()
    assert "/lagesbild/versioner/1/public/" in page
    assert "/internal/" not in page


def test_a_coach_who_is_a_member_too_reads_as_a_member(cast, published):
    assert cast.client("bo").get(f"{HOME}/lagesbild/versioner/1/internal/").status_code == 200
