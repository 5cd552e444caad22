"""A file is nobody else's to read than its rows are: its maker's, or its closed room's."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samplats.evidence.incidents import actions, queries
from samplats.evidence.incidents.actions.retiring_reports import carry_out_report_retention
from samplats.evidence.incidents.models import Import, Incident, Report
from samplats.evidence.incidents.tests.files import csv_of, row
from samplats.evidence.incidents.tests.reporting import collected, handed_in
from samplats.evidence.incidents.tests.test_wizard import address
from samplats.foundation.access.actors import system_actor
from samplats.foundation.access.models import CompartmentMember
from samplats.foundation.access.permissions import NotAllowed, NotVisible
from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.jobs import worker

pytestmark = pytest.mark.usefixtures("in_home")
NAMES = ["tid", "longitud", "latitud", "kategori"]
GANGS = {"columns": {}, "categories": {"Gäng": "A3", "Klotter": "E1"}}
FILE = csv_of(row(1, kind="Gäng"), row(2, kind="Klotter"), ";igår;16.5;59.5;Gäng")


def draft(actor, cast):
    return actions.upload_file(actor, cast.home, chunks=[FILE], name="polisen.csv")


def brought_in(actor, cast, *, room):
    source = actions.add_source(actor, cast.home, name="Polisen", kind="partners", room=room)
    batch = draft(actor, cast)
    actions.map_columns(actor, batch, mapping=GANGS)
    actions.choose_source(actor, batch, source=source)
    actions.start_import(actor, batch, names=NAMES, now=timezone.now())
    worker.run_all()
    return Import.objects.get(pk=batch.pk)


@pytest.fixture
def inside(cast):
    """Anna, who has been given a seat in the closed room; Ada has none."""
    CompartmentMember.objects.create(tenant=cast.home, compartment=cast.room, user=cast.users["anna"])
    return cast.actor("anna")


def pages(batch, *names):
    return [address(name, batch) for name in names]


def test_a_file_that_has_not_been_started_is_its_makers_alone(cast, inside):
    batch = draft(inside, cast)
    for url in pages(batch, "import", "review", "categories", "choose_source", "progress", "rejected"):
        assert cast.client("ada").get(url).status_code == 404
    assert cast.client("anna").get(address("review", batch)).status_code == 200
    assert batch.file_name not in cast.client("ada").get(address("imports")).content.decode()
    with pytest.raises(NotVisible):
        actions.map_columns(cast.actor("ada"), batch, mapping={})


def test_when_something_last_happened_in_the_room_is_told_to_nobody_outside(cast, inside):
    """The last known day ends everybody's figures: it is the last one outside closed rooms."""
    source = actions.add_source(inside, cast.home, name="Polisen", kind="partners", room=cast.room)
    for number, (day, last_outside) in enumerate([(20, 3), (28, 5)]):
        batch = actions.upload_file(
            inside,
            cast.home,
            chunks=[csv_of(row(day, kind="Gäng"), row(last_outside, kind="Klotter"))],
            name=f"{number}.csv",
        )
        actions.map_columns(inside, batch, mapping=GANGS)
        actions.choose_source(inside, batch, source=source)
        actions.start_import(inside, batch, names=NAMES, now=timezone.now())
        worker.run_all()
        for who in ("ada", "bo", "anna"):
            assert queries.known_until(cast.actor(who)) == date(2026, 10, last_outside)


def test_an_import_of_a_closed_room_does_not_exist_outside_it(cast, inside):
    batch = brought_in(inside, cast, room=cast.room)
    assert (batch.state, batch.compartment, batch.n_added) == ("live", cast.room, 2)
    ada, anna = cast.client("ada"), cast.client("anna")
    for url in pages(batch, "import", "progress", "rejected"):
        assert ada.get(url).status_code == 404
    assert "igår" in b"".join(anna.get(address("rejected", batch)).streaming_content).decode()
    for deed in (actions.cancel_import, actions.undo_import):
        with pytest.raises(NotVisible):
            deed(cast.actor("ada"), batch, **({} if deed is actions.cancel_import else {"now": timezone.now()}))


def test_what_of_it_is_open_is_still_counted_by_everybody_who_counts(cast, inside):
    batch = brought_in(inside, cast, room=cast.room)
    for who, n in (("ada", 1), ("anna", 2)):
        actor = cast.actor(who)
        assert queries.sources_with_rows(actor) == [batch.source]
        assert queries.opened(actor, batch.source).columns.count.sum() == n
    assert queries.known_until(cast.actor("ada")) is not None


def test_rows_left_out_for_want_of_a_room_are_shown_to_the_one_who_has_the_file(cast):
    ada = cast.actor("ada")
    batch = brought_in(ada, cast, room=None)
    assert batch.n_rejected == 2
    assert "Gäng" in cast.client("ada").get(address("import", batch)).content.decode()
    other = cast.client("anna").get(address("import", batch))
    assert other.status_code == 200
    assert "Gäng" not in other.content.decode()
    assert cast.client("anna").get(address("rejected", batch)).status_code == 404


def test_a_room_is_filled_given_and_taken_by_its_members_alone(cast, inside):
    source = brought_in(inside, cast, room=cast.room).source
    ada = cast.actor("ada")
    assert source not in queries.open_sources(ada)
    with pytest.raises(NotVisible):
        actions.choose_source(ada, draft(ada, cast), source=source)
    with pytest.raises(NotAllowed):
        actions.change_source(ada, source, room=None)
    with pytest.raises(NotVisible):
        actions.add_source(ada, cast.home, name="Egen", kind="partners", room=cast.room)


def test_how_long_a_rooms_rows_are_kept_is_said_by_its_members_alone(cast, inside):
    """Whoever may shorten the time may erase what only the room may see."""
    source = brought_in(inside, cast, room=cast.room).source
    fields = {"name": "Polisen, ny", "kind": "partners", "retention_months": "1", "room": ""}
    ada, anna = cast.client("ada"), cast.client("anna")
    assert ada.post(address("source", source), fields).status_code == 403
    with pytest.raises(NotAllowed):
        actions.close_source(cast.actor("ada"), source, now=timezone.now())
    source.refresh_from_db()
    assert (source.name, source.retention_months, source.closed_at, source.room) == ("Polisen", 36, None, cast.room)
    assert "Bara rummets medlemmar" in ada.get(address("source", source)).content.decode()
    shown = anna.get(address("source", source)).content.decode()
    assert "Bara rummets medlemmar" not in shown
    assert "Spara källan" in shown
    assert anna.post(address("source", source), {**fields, "room": str(cast.room.public_id)}).status_code == 302
    source.refresh_from_db()
    assert (source.name, source.retention_months) == ("Polisen, ny", 1)


def test_rows_that_stay_in_a_room_when_the_source_leaves_it_are_its_members_still(cast, inside):
    source = brought_in(inside, cast, room=cast.room).source
    actions.change_source(inside, source, room=None)
    fields = {"name": "Polisen", "kind": "partners", "retention_months": "1", "room": ""}
    assert cast.client("ada").post(address("source", source), fields).status_code == 403
    actions.carry_out_retention(system_actor(cast.home), timezone.now() + timedelta(days=100))
    assert Incident.objects.filter(compartment=cast.room).exists()


def test_a_room_given_meanwhile_is_seen_when_the_source_is_changed(cast, inside):
    ada = cast.actor("ada")
    source = actions.add_source(ada, cast.home, name="Polisen", kind="partners")
    stale = queries.the_source(ada, source.public_id)
    actions.change_source(inside, source, room=cast.room)
    with pytest.raises(ChangedMeanwhile):
        actions.change_source(ada, stale, retention_months=1, room=None)
    source.refresh_from_db()
    assert (source.room, source.retention_months) == (cast.room, 36)


def test_the_watch_of_a_rooms_folder_is_stopped_by_its_members_alone(cast, inside):
    source = actions.add_source(inside, cast.home, name="Polisen", kind="partners", room=cast.room)
    actions.watch_folder(inside, source, now=timezone.now())
    ada = cast.client("ada")
    assert "Mapp på servern" not in ada.get(address("source", source)).content.decode()
    ada.post(address("watch", source), {"on": "0"})
    with pytest.raises(NotVisible):
        actions.stop_watching(cast.actor("ada"), queries.watch_of(inside, source))
    assert queries.watch_of(inside, source).is_on
    cast.client("anna").post(address("watch", source), {"on": "0"})
    assert not queries.watch_of(inside, source).is_on


def test_a_rooms_reports_are_not_erased_by_choosing_another_source(cast, inside):
    ada, later = cast.actor("ada"), timezone.now() + timedelta(days=100)
    kept = actions.add_source(ada, cast.home, name="Rapporterna", kind="partners", retention_months=36)
    short = actions.add_source(ada, cast.home, name="Kort", kind="partners", retention_months=1)
    actions.choose_report_source(ada, cast.home, source=kept)
    report = handed_in(cast)
    Report.objects.filter(pk=report.pk).update(category="C5", compartment=cast.room)
    collected(cast)
    choose = reverse("incidents:choose_report_source", args=[cast.home.slug])
    answer = cast.client("ada").post(choose, {"source": str(short.public_id)}, follow=True)
    assert "Rapporter ligger i ett slutet rum" in answer.content.decode()
    carry_out_report_retention(system_actor(cast.home), later)
    assert Report.objects.filter(pk=report.pk).exists()


def test_the_system_erases_what_is_due_in_a_closed_room_too(cast, inside):
    batch = brought_in(inside, cast, room=cast.room)
    batch.source.retention_months = 1
    batch.source.save()
    later = timezone.now() + timedelta(days=400)

    assert actions.carry_out_retention(system_actor(cast.home), later) == 2
    assert not Incident.objects.exists()
