"""A municipality makes the steps its own, beside the reference; nobody else's change."""

from datetime import timedelta

import pytest
import shapely
from django.utils import timezone

from samplats.foundation.tests.cast import Cast
from samplats.places.actions import draw_place
from samplats.places.rules.kinds import Kind
from samplats.process import actions, queries
from samplats.process.models import ActivityEdit
from samplats.process.rules.template import Edit

pytestmark = pytest.mark.usefixtures("in_home")
PAGE = "/m/exempelkoping/administration/stegen/"


@pytest.fixture
def walking(cast: Cast):
    area = shapely.box(15.0, 60.0, 15.01, 60.005)
    place = draw_place(cast.actor("ada"), cast.home, name="Torget", kind=Kind.CENTRE, area=area)
    now = timezone.now()
    actions.start_model(
        cast.actor("ada"),
        place,
        variant="standard_12m",
        starts_on=timezone.localdate(now) - timedelta(weeks=4),
        now=now,
    )
    return place


def edit(cast: Cast, code: str, **given):
    kept = ActivityEdit.objects.filter(activity=code).first()
    sent = {"title": "", "shift_weeks": 0, "used": "on", "revision": kept.revision if kept else 0}
    return cast.client("ada").post(f"{PAGE}{code}/", {**sent, **given})


def test_another_name_and_other_weeks_show_at_a_place_under_way(cast: Cast, walking):
    assert edit(cast, "s1_mandate", title="Uppdraget", shift_weeks=3).status_code == 302
    overview = cast.client("bo").get("/m/exempelkoping/platser/torget/").content.decode()
    assert "Gör nu: Intressentkarta" in overview or "Uppdraget" in overview
    page = cast.client("ada").get(PAGE).content.decode()
    assert "Heter annars Uppdrag, plats och projektledare." in page
    assert "3 veckor senare än modellen" in page
    assert "Uppdraget" not in cast.client("cai").get("/m/grannkoping/administration/stegen/").content.decode()


def test_what_is_as_in_the_reference_restores_it(cast: Cast):
    edit(cast, "s1_mandate", title="Uppdraget", shift_weeks=2)
    edit(cast, "s1_mandate", title="Uppdrag, plats och projektledare")
    assert queries.edits(cast.actor("ada"))["s1_mandate"] == Edit(revision=2)


def test_who_edits_from_an_older_page_is_told(cast: Cast):
    edit(cast, "s1_mandate", title="Uppdraget")
    answer = edit(cast, "s1_mandate", title="Mandatet", revision=0)
    assert answer.status_code == 422
    assert "Någon annan har ändrat samtidigt" in answer.content.decode()
    assert queries.edits(cast.actor("ada"))["s1_mandate"].title == "Uppdraget"


def test_an_activity_that_is_not_used_is_gone_and_comes_back_with_its_history(cast: Cast, walking):
    ada = cast.actor("ada")
    found = queries.activity(ada, walking, "s1_privacy")
    actions.tick(ada, found.state, note="Läst av ombudet", revision=0, now=timezone.now())
    edit(cast, "s1_privacy", used="")
    url = "/m/exempelkoping/platser/torget/aktivitet/s1_privacy/"
    assert cast.client("ada").get(url).status_code == 404
    edit(cast, "s1_privacy")
    assert "Läst av ombudet" in cast.client("ada").get(url).content.decode()


@pytest.mark.parametrize(
    ("code", "given", "status"),
    [
        ("s1_mandate", {"title": "intressentkarta"}, 422),
        ("s1_mandate", {"shift_weeks": 53}, 422),
        ("nowhere", {}, 404),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, code, given, status):
    assert edit(cast, code, **given).status_code == status
    assert ActivityEdit.objects.count() == 0


def test_an_own_activity_lies_in_its_step_at_every_place_until_it_is_retired(cast: Cast, walking):
    ada = cast.client("ada")
    given = {"step": "kickoff", "title": "Grillkväll", "why": "Alla möts", "start_week": 1, "end_week": 5}
    assert ada.post(f"{PAGE}lagg-till/", given).status_code == 302
    step = "/m/exempelkoping/platser/torget/steg/1/"
    assert "Grillkväll" in ada.get(step).content.decode()
    assert "Alla möts" in ada.get("/m/exempelkoping/platser/torget/aktivitet/X1/").content.decode()
    own = queries.own_activities(cast.actor("ada"))[0]
    ada.post(f"{PAGE}egen/{own.public_id}/ta-ur-bruk/")
    assert "Grillkväll" not in ada.get(step).content.decode()
    ada.post(f"{PAGE}egen/{own.public_id}/ateruppta/")
    assert "Grillkväll" in ada.get(step).content.decode()


def test_an_own_activity_ends_after_it_begins_and_has_a_name_of_its_own(cast: Cast):
    ada, given = cast.client("ada"), {"step": "kickoff", "title": "Ny", "start_week": 5, "end_week": 1}
    answer = ada.post(f"{PAGE}lagg-till/", given)
    assert answer.status_code == 422
    assert "kan inte vara klar innan den börjar" in answer.content.decode()
    taken = {**given, "title": "Trygghetsenkät", "end_week": 9}
    assert ada.post(f"{PAGE}lagg-till/", taken).status_code == 422


def test_an_own_activity_is_changed_at_every_place_and_only_over_what_was_seen(cast: Cast, walking):
    ada = cast.client("ada")
    given = {"step": "kickoff", "title": "Grillkväll", "why": "", "start_week": 1, "end_week": 5}
    ada.post(f"{PAGE}lagg-till/", given)
    url = f"{PAGE}egen/{queries.own_activities(cast.actor('ada'))[0].public_id}/"
    assert 'value="Grillkväll"' in ada.get(url).content.decode()
    changed = {**given, "title": "Fika på torget", "revision": 1}
    assert ada.post(url, changed).status_code == 302
    assert "Fika på torget" in ada.get("/m/exempelkoping/platser/torget/steg/1/").content.decode()
    assert ada.post(url, {**changed, "title": "Äldre"}).status_code == 422
    assert ada.post(url, {**changed, "title": "Trygghetsenkät", "revision": 2}).status_code == 422
    assert queries.own_activities(cast.actor("ada"))[0].title == "Fika på torget"
