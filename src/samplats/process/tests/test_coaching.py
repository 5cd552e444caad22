"""A coach's places over municipalities, quiet ones first, and the notes between coach and co-ordinator."""

from datetime import timedelta

import pytest
import shapely
from django.utils import timezone

from samplats.foundation.accounts.models import Membership
from samplats.foundation.accounts.roles import Role
from samplats.foundation.retention.models import RetentionEntry
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tenancy.models import Tenant
from samplats.foundation.tests.cast import Cast
from samplats.places.actions import draw_place, name_coach
from samplats.places.models import Place
from samplats.places.rules.kinds import Kind
from samplats.process import actions, jobs, queries
from samplats.process.models import PlaceNote
from samplats.situation.actions.drafting import PersonalDetails

MINE = "/mina-platser/"
NOTES = "/m/exempelkoping/platser/torget/anteckningar/"


def walking(cast: Cast, who: str, tenant: Tenant, name: str, *, weeks: int, coached: bool = True) -> Place:
    """A place that began some weeks ago and has done nothing since."""
    actor, then = cast.actor(who), timezone.localtime() - timedelta(weeks=weeks)  # the same hour, summer or winter
    made = draw_place(actor, tenant, name=name, kind=Kind.CENTRE, area=shapely.box(15.0, 60.0, 15.01, 60.005))
    with open_tenant(tenant.pk):
        actions.start_model(actor, made, variant="standard_12m", starts_on=then.date(), now=then)
    if coached:
        name_coach(actor, made, coach=cast.users["carl"])
    return made


@pytest.fixture
def torget(cast: Cast) -> Place:
    return walking(cast, "ada", cast.home, "Torget", weeks=2)


@pytest.fixture
def hamnen(cast: Cast) -> Place:
    with open_tenant(cast.elsewhere.pk):
        Membership.objects.create(tenant=cast.elsewhere, user=cast.users["carl"], role=Role.COACH)
    return walking(cast, "cai", cast.elsewhere, "Hamnen", weeks=9)


def test_a_coach_sees_the_named_places_of_all_municipalities_the_quiet_ones_first(cast: Cast, torget, hamnen):
    walking(cast, "ada", cast.home, "Ängen", weeks=3, coached=False)
    shown = cast.client("carl").get(MINE).content.decode()
    assert "2 platser i 2 kommuner." in shown
    assert shown.index("Hamnen") < shown.index("Tyst i 9 veckor") < shown.index("Torget")
    assert "Ängen" not in shown
    assert shown.count("Tyst i") == 1


def test_the_page_is_the_persons_own(cast: Cast, torget, hamnen):
    assert "Torget" not in cast.client("ada").get(MINE).content.decode()
    assert cast.client("nobody").get(MINE).status_code == 302
    with open_tenant(cast.elsewhere.pk):
        Membership.objects.filter(user=cast.users["carl"]).delete()
    assert "Hamnen" not in cast.client("carl").get(MINE).content.decode()


def test_what_is_written_is_read_by_the_co_ordinator_and_nobody_else(cast: Cast, torget):
    answer = cast.client("carl").post(NOTES, {"text": "Bra fart. Ta med skolan."})
    assert answer.status_code == 302
    for url in (NOTES, "/m/exempelkoping/", "/m/exempelkoping/platser/torget/"):
        assert "Ta med skolan" in cast.client("ada").get(url).content.decode(), url
    assert "Ta med skolan" in cast.client("carl").get(MINE).content.decode()
    assert cast.client("bo").get(NOTES).status_code == 403
    assert "Ta med skolan" not in cast.client("bo").get("/m/exempelkoping/platser/torget/").content.decode()
    assert "Ta med skolan" not in cast.client("bo").get("/m/exempelkoping/").content.decode()


def test_a_coach_writes_on_named_places_only(cast: Cast, torget):
    other = walking(cast, "ada", cast.home, "Ängen", weeks=3, coached=False)
    assert cast.client("carl").get(NOTES.replace("torget", other.slug)).status_code == 404
    name_coach(cast.actor("ada"), torget, coach=cast.users["carl"], named=False)
    assert cast.client("carl").post(NOTES, {"text": "Hej"}).status_code == 404


def test_a_note_about_a_person_is_refused(cast: Cast, torget):
    answer = cast.client("carl").post(NOTES, {"text": "Ring 070-123 45 67"})
    assert answer.status_code == 422
    assert "Ring 070" in answer.content.decode()
    with pytest.raises(PersonalDetails):
        actions.write_note(cast.actor("ada"), torget, text="a@example.org", now=timezone.now())
    with open_tenant(cast.home.pk):
        assert not PlaceNote.objects.exists()


def test_a_note_is_taken_out_by_its_writer_or_the_co_ordinator(cast: Cast, torget):
    now = timezone.now()
    ours = actions.write_note(cast.actor("ada"), torget, text="Vårt", now=now)
    theirs = actions.write_note(cast.actor("carl"), torget, text="Deras", now=now)
    assert cast.client("carl").post(f"{NOTES}{ours.public_id}/ta-bort/").status_code == 403
    assert cast.client("ada").post(f"{NOTES}{theirs.public_id}/ta-bort/").status_code == 302
    shown = cast.client("carl").get(NOTES).content.decode()
    assert ("Vårt" in shown, "Deras" in shown, "Anteckningen är borttagen" in shown) == (True, False, True)


def test_the_co_ordinator_names_a_coach_on_the_page(cast: Cast, torget):
    name_coach(cast.actor("ada"), torget, coach=cast.users["carl"], named=False)
    person = cast.users["carl"].public_id
    url = f"/m/exempelkoping/platser/torget/processtod/{person}/"
    assert cast.client("ada").post(url, {"named": "1"}).status_code == 302
    assert "Torget" in cast.client("carl").get(MINE).content.decode()
    stranger = cast.users["bo"].public_id
    assert cast.client("ada").post(url.replace(str(person), str(stranger)), {"named": "1"}).status_code == 404


def test_notes_do_not_count_as_something_that_happened(cast: Cast, hamnen):
    actions.write_note(cast.actor("cai"), hamnen, text="Hur går det?", now=timezone.now())
    [found] = queries.coached_walks(cast.users["carl"], timezone.localdate())
    assert found.is_quiet
    assert found.weeks == 9


def test_notes_are_erased_after_two_years_with_a_protocol(cast: Cast, torget):
    now = timezone.now()
    for days in (729, 731):
        actions.write_note(cast.actor("ada"), torget, text="Gammalt", now=now - timedelta(days=days))
    with open_tenant(cast.home.pk):
        jobs.erase_old_notes(cast.home)
        assert PlaceNote.objects.count() == 1
        assert [(one.kind, one.erased) for one in RetentionEntry.objects.all()] == [("notes", 1)]
        jobs.erase_old_notes(cast.home)
        assert RetentionEntry.objects.count() == 1
