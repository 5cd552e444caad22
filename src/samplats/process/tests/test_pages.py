"""From the start of a place to a ticked activity on its overview."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from samplats.foundation.access.permissions import NotAllowed, NotVisible
from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.audit.models import AuditLine
from samplats.foundation.files.store import on_disk
from samplats.foundation.tests.cast import Cast
from samplats.places.actions import draw_place, name_coach, retire_place
from samplats.places.models import Place
from samplats.places.rules.kinds import Kind
from samplats.process import actions, queries
from samplats.process.actions.walking import Attached
from samplats.process.models import ActivityEvent, Process

ROOM = "/m/exempelkoping/platser/torget/"
pytestmark = pytest.mark.usefixtures("in_home")


@pytest.fixture
def place(cast: Cast) -> Place:
    return draw_place(
        cast.actor("ada"), cast.home, name="Torget", kind=Kind.CENTRE, area=shapely.box(15.0, 60.0, 15.01, 60.005)
    )


@pytest.fixture
def process(cast: Cast, place: Place) -> Process:
    """Begun five weeks ago: the mandate is late, the stakeholder map too."""
    starts_on = timezone.localdate() - timedelta(weeks=5)
    return actions.start_model(
        cast.actor("ada"), place, variant="standard_12m", starts_on=starts_on, now=timezone.now()
    )


def state(cast: Cast, process: Process, code: str = "s1_mandate"):
    return queries.state_of(cast.actor("ada"), process, code)


def tick(cast: Cast, process: Process, code: str = "s1_mandate", **given):
    kept = state(cast, process, code)
    return actions.tick(cast.actor("ada"), kept, revision=kept.revision, now=timezone.now(), **given)


def text(client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_place_without_steps_teaches_and_the_coordinator_starts_it(cast: Cast, place: Place):
    ada, bo = cast.client("ada"), cast.client("bo")
    assert f'href="{ROOM}steg/borja/"' in text(ada, ROOM)
    assert "Kommunens samordnare börjar med stegen" in text(bo, ROOM)
    assert bo.get(f"{ROOM}steg/borja/").status_code == 403
    answer = ada.post(f"{ROOM}steg/borja/", {"variant": "four_step_12m", "starts_on": "2026-11-02"})
    assert answer.status_code == 302
    page = text(ada, ROOM)
    assert page.count("<li class=") >= 4
    assert 'aria-current="step"' in page
    assert "Nu: steg 1 av 4" in page


def test_the_overview_says_where_the_place_stands_what_is_late_and_what_to_do(cast: Cast, process: Process):
    page = text(cast.client("bo"), ROOM)
    assert "Nu: steg 1 av 5" in page
    assert "Gör nu: Uppdrag, plats och projektledare" in page
    assert "Pågår, 0 av 8 klara, 2 försenade" in page
    assert "Ingen utsedd, leds av trygghetssamordnare" in page


@pytest.mark.usefixtures("anywhere")
def test_an_activity_is_ticked_with_a_note_and_a_file_and_opened_again(cast: Cast, process: Process):
    ada, url = cast.client("ada"), f"{ROOM}aktivitet/s1_mandate/"
    paper = SimpleUploadedFile("uppdrag.pdf", b"%PDF-1.7 uppdrag", content_type="application/pdf")
    sent = {"tick-note": "Beslutat av kommunstyrelsen", "tick-file": paper, "tick-revision": 0}
    assert ada.post(f"{url}bocka-av/", sent).status_code == 302
    page = text(ada, url)
    assert "Beslutat av kommunstyrelsen" in page
    assert "Ada Ek bockade av" in page
    [link] = re.findall(r'href="([^"]*aktivitetsfil[^"]*)"', page)
    file = ada.get(link)
    assert file["Content-Disposition"] == 'attachment; filename="uppdrag.pdf"'
    assert file["Content-Length"] == "16"
    assert b"".join(file.streaming_content) == b"%PDF-1.7 uppdrag"
    assert "Pågår, 1 av 8 klara" in text(ada, ROOM)
    assert ada.post(f"{url}oppna/?untick-revision=1").status_code == 302
    assert "Pågår, 0 av 8 klara" in text(ada, ROOM)
    kinds = [one.kind for one in ActivityEvent.objects.order_by("pk")]
    assert kinds == ["ticked", "unticked"]


def test_who_read_an_older_state_is_told_and_loses_no_text(cast: Cast, process: Process):
    ada, url = cast.client("ada"), f"{ROOM}aktivitet/s1_mandate/"
    actions.assign(cast.actor("ada"), state(cast, process), to=cast.users["bo"], revision=0, now=timezone.now())
    answer = ada.post(f"{url}bocka-av/", {"tick-note": "Klart i veckan", "tick-revision": 0})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Någon annan har ändrat aktiviteten" in page
    assert "Klart i veckan" in page
    assert 'name="tick-revision" value="1"' in page
    with pytest.raises(ChangedMeanwhile):
        actions.tick(cast.actor("ada"), state(cast, process), revision=0, now=timezone.now())


def test_a_note_about_a_person_is_refused_beside_its_field(cast: Cast, process: Process):
    answer = cast.client("ada").post(
        f"{ROOM}aktivitet/s1_mandate/bocka-av/", {"tick-note": "Ring 070-123 45 67", "tick-revision": 0}
    )
    assert answer.status_code == 422
    assert "ett telefonnummer" in answer.content.decode()
    assert ActivityEvent.objects.count() == 0


def test_pictures_are_refused(cast: Cast, process: Process):
    picture = SimpleUploadedFile("grupp.jpg", b"\xff\xd8", content_type="image/jpeg")
    answer = cast.client("ada").post(
        f"{ROOM}aktivitet/s1_mandate/bocka-av/", {"tick-file": picture, "tick-revision": 0}
    )
    assert answer.status_code == 422
    assert "Bilder tas inte emot här" in answer.content.decode()


def test_who_is_responsible_ticks_the_own_activity_and_no_other(cast: Cast, process: Process):
    actions.assign(cast.actor("ada"), state(cast, process), to=cast.users["bo"], revision=0, now=timezone.now())
    bo = cast.actor("bo")
    mine = queries.state_of(bo, process, "s1_mandate")
    assert actions.tick(bo, mine, revision=1, now=timezone.now()).is_done
    with pytest.raises(NotAllowed):
        actions.tick(bo, queries.state_of(bo, process, "s1_privacy"), revision=0, now=timezone.now())
    page = text(cast.client("bo"), f"{ROOM}aktivitet/s1_privacy/")
    assert "Bocka av som klar" not in page
    assert "Flytta datumet" not in page


def test_a_date_is_moved_with_a_reason_and_back_to_the_plan(cast: Cast, process: Process):
    ada, url = cast.client("ada"), f"{ROOM}aktivitet/s1_mandate/"
    later = timezone.localdate() + timedelta(weeks=3)
    assert ada.post(f"{url}datum/", {"move-due_on": later, "move-reason": "", "move-revision": 0}).status_code == 422
    ada.post(f"{url}datum/", {"move-due_on": later, "move-reason": "Nämnden möts sent", "move-revision": 0})
    assert state(cast, process).due_on == later
    page = text(ada, url)
    assert "Nämnden möts sent" in page
    assert "Flyttad. Enligt planen:" in page
    planned = process.starts_on + timedelta(weeks=3)
    ada.post(f"{url}datum/", {"move-due_on": planned, "move-reason": "Ändå inte", "move-revision": 1})
    assert state(cast, process).due_on is None


def test_another_start_moves_all_dates_and_keeps_what_is_done(cast: Cast, process: Process):
    tick(cast, process)
    sent = {"variant": "full_24m", "starts_on": timezone.localdate(), "leader": "", "revision": 1}
    assert cast.client("ada").post(f"{ROOM}steg/andra/", sent).status_code == 302
    found = queries.walk_of(cast.actor("ada"), process.place)
    assert found.walk is not None
    assert (found.walk.plan.variant.code, found.walk.stages[0].n_done, found.walk.late) == ("full_24m", 1, ())
    assert cast.client("ada").post(f"{ROOM}steg/andra/", sent).status_code == 422  # from an older page


def test_a_place_starts_once(cast: Cast, process: Process):
    with pytest.raises(actions.AlreadyStarted):
        actions.start_model(
            cast.actor("ada"), process.place, variant="full_24m", starts_on=date(2026, 1, 1), now=timezone.now()
        )


def test_a_coach_reads_named_places_and_changes_nothing(cast: Cast, process: Process):
    carl, tick_of_ada = cast.client("carl"), tick(cast, process)
    assert carl.get(f"{ROOM}steg/1/").status_code == 404
    assert queries.processes(cast.actor("carl")) == {}
    assert queries.state_of(cast.actor("carl"), process, "s1_mandate").revision == 0
    assert queries.history(cast.actor("carl"), tick_of_ada) == []
    name_coach(cast.actor("ada"), process.place, coach=cast.users["carl"])
    assert carl.get(f"{ROOM}steg/1/").status_code == 200
    assert carl.post(f"{ROOM}aktivitet/s1_mandate/bocka-av/", {"tick-revision": 0}).status_code == 403


def test_another_municipality_sees_and_changes_nothing(cast: Cast, process: Process):
    assert cast.client("cai").get(f"{ROOM}steg/1/").status_code == 404
    with pytest.raises(NotVisible):
        actions.tick(cast.actor("cai"), state(cast, process), revision=0, now=timezone.now())


def test_the_log_holds_ids_and_dates_and_no_words(cast: Cast, process: Process):
    tick(cast, process, note="Hemligt skrivet")
    line = AuditLine.objects.filter(verb="process.tick").get()
    assert line.facts["activity"] == "s1_mandate"
    assert line.facts["changed"]["is_done"] == [False, True]
    assert "Hemligt" not in str(line.facts)


def test_a_note_and_a_file_that_ought_not_to_be_there_are_taken_out_for_good(
    cast: Cast, process: Process, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
):
    tick(cast, process, note="Fel text", attached=Attached("fel.pdf", [b"fel"], "application/pdf"))
    event = ActivityEvent.objects.get()
    assert event.file is not None
    with on_disk(event.file) as bytes_at:
        assert bytes_at.exists()
    url = f"{ROOM}aktivitetshistorik/{event.public_id}/ta-bort/"
    assert cast.client("bo").post(url).status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        assert cast.client("ada").post(url).status_code == 302
    page = text(cast.client("ada"), f"{ROOM}aktivitet/s1_mandate/")
    assert ("Fel text" in page, "fel.pdf" in page, "Ada Ek bockade av" in page) == (False, False, True)
    assert not bytes_at.exists()
    assert cast.client("ada").get(f"{ROOM}aktivitetsfil/{event.public_id}/").status_code == 404


def test_a_place_that_is_over_shows_its_path_and_asks_for_nothing(cast: Cast, process: Process):
    retire_place(cast.actor("ada"), process.place)
    page = text(cast.client("ada"), ROOM)
    assert 'aria-current="step"' in page
    assert "Gör nu" not in page
    assert "Att göra härnäst" not in page


def test_what_nobody_is_named_for_is_the_project_leader_s_where_the_model_says_so(cast: Cast, process: Process):
    given = {"variant": "standard_12m", "starts_on": process.starts_on, "revision": 1}
    actions.change_model(cast.actor("ada"), process, leader=cast.users["anna"], **given)
    led, other = (text(cast.client("ada"), f"{ROOM}aktivitet/{code}/") for code in ("s1_stakeholders", "s1_privacy"))
    assert '<option value="" selected>Projektledaren, Anna Alm</option>' in led
    assert '<option value="" selected>Ingen utsedd</option>' in other


def test_who_ticks_second_keeps_what_was_written(cast: Cast, process: Process):
    tick(cast, process, note="Adas text")
    sent = {"tick-note": "Min text", "tick-revision": 0}
    answer = cast.client("ada").post(f"{ROOM}aktivitet/s1_mandate/bocka-av/", sent)
    assert answer.status_code == 409
    assert "Någon annan bockade av medan du skrev" in answer.content.decode()
    assert "Min text" in answer.content.decode()


def test_a_day_beyond_the_calendar_is_refused(cast: Cast, place: Place, process: Process):
    ada = cast.client("ada")
    sent = {"variant": "full_24m", "starts_on": "9999-12-01", "revision": 1}
    answer = ada.post(f"{ROOM}steg/andra/", sent)
    assert answer.status_code == 422
    assert "mellan år 2000 och 2100" in answer.content.decode()
    sent = {"move-due_on": "0021-05-01", "move-reason": "Fel", "move-revision": 0}
    assert ada.post(f"{ROOM}aktivitet/s1_mandate/datum/", sent).status_code == 422
