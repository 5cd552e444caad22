"""From a file to rows that people see, and back again."""

import pytest

from samplats.evidence.incidents import actions
from samplats.evidence.incidents.actions import running, snapshot
from samplats.evidence.incidents.models import Incident, RejectedRow
from samplats.evidence.incidents.rules.states import ImportState
from samplats.evidence.incidents.tests.files import (
    MAPPING,
    NOW,
    WITHOUT_IDS,
    counts,
    csv_of,
    imported,
    row,
    rows_of,
    started,
)
from samplats.foundation.access.permissions import visible
from samplats.foundation.access.scopes import scope
from samplats.foundation.jobs import worker
from samplats.foundation.jobs.models import Job
from samplats.foundation.snapshots import store
from samplats.foundation.snapshots.models import SnapshotPart

pytestmark = pytest.mark.usefixtures("in_home")


def test_a_file_becomes_rows_and_a_snapshot(cast):
    batch = imported(cast, csv_of(row(1), row(2, kind="Klotter")))
    assert (batch.state, counts(batch)) == (ImportState.LIVE, (2, 2, 0, 0))
    first = rows_of(batch)[0]
    assert first.starts_at.isoformat() == "2026-10-01T18:15:00+00:00"  # 20.15 in Sweden
    assert (first.lon, first.lat, first.count, first.category_text) == (16.5, 59.5, 1, "Bråk")
    assert (round(first.x), round(first.y)) == (584921, 6596687)  # pyproj, 4326 → 3006
    parts = store.parts(scope(cast.actor("ada")), kind="incidents")
    assert [part.rows for part in parts] == [2]
    [table] = store.read(scope(cast.actor("ada")), parts)
    assert table["row"].to_pylist() == [one.pk for one in rows_of(batch)]


def test_rows_are_hidden_until_the_import_is_finished(cast):
    batch = imported(cast, csv_of(row(1)))
    ada = cast.actor("ada")
    assert visible(ada, Incident.objects.all()).count() == 1
    type(batch).objects.filter(pk=batch.pk).update(state=ImportState.RUNNING)
    assert visible(ada, Incident.objects.all()).count() == 0


def test_a_member_sees_no_points(cast):
    imported(cast, csv_of(row(1)))
    assert not visible(cast.actor("bo"), Incident.objects.all()).exists()


def test_the_same_file_twice_adds_nothing(cast):
    content = csv_of(row(1), row(1), row(2))
    assert counts(imported(cast, content)) == (3, 3, 0, 0)
    assert counts(imported(cast, content)) == (3, 0, 3, 0)
    assert Incident.objects.count() == 3


def test_what_is_known_is_fetched_while_a_long_file_is_read(cast, monkeypatch):
    imported(cast, csv_of(row(1), row(1), row(2)))
    monkeypatch.setattr(running, "LONG_FILE", 0)
    assert counts(imported(cast, csv_of(row(1), row(1), row(1), row(2), row(3)))) == (5, 2, 3, 0)


def test_rows_whose_snapshot_cannot_be_written_do_not_come_in(cast, monkeypatch):
    def full(*_):
        raise OSError("no space left")

    monkeypatch.setattr(snapshot, "write_file", full)
    batch = started(cast, csv_of(row(1)))
    worker.run_all()
    batch.refresh_from_db()
    assert batch.state == ImportState.FAILED
    assert not SnapshotPart.objects.exists()
    assert not Incident.objects.exists()


def test_three_equal_rows_over_two_known_add_one(cast):
    imported(cast, csv_of(row(1), row(1)))
    assert counts(imported(cast, csv_of(row(1), row(1), row(1)))) == (3, 1, 2, 0)


def test_the_source_s_own_id_decides_even_when_the_row_has_changed(cast):
    imported(cast, csv_of(row(1, key="K1"), row(2, key="K2")), mapping=MAPPING)
    again = imported(cast, csv_of(row(1, 21, key="K1"), row(3, key="K3"), row(3, key="K3")), mapping=MAPPING)
    assert counts(again) == (3, 1, 2, 0)


def test_two_sources_do_not_know_each_other_s_rows(cast):
    imported(cast, csv_of(row(1)))
    assert counts(imported(cast, csv_of(row(1)), name="Räddningstjänsten")) == (1, 1, 0, 0)


def test_a_bad_row_is_kept_with_its_line_and_reason(cast):
    batch = imported(cast, csv_of(row(1), ";i går;16.5;59.5;Bråk", row(2)))
    assert counts(batch) == (3, 2, 0, 1)
    [left_out] = RejectedRow.objects.filter(batch=batch)
    assert (left_out.line, left_out.field, left_out.code, left_out.value) == (3, "tid", "time_unreadable", "i går")


def test_an_import_is_undone_whole_and_can_be_done_again(cast):
    content = csv_of(row(1), row(2))
    batch = imported(cast, content)
    actions.undo_import(cast.actor("ada"), batch, now=NOW)
    assert not visible(cast.actor("ada"), Incident.objects.all()).exists()
    assert store.parts(scope(cast.actor("ada")), kind="incidents") == []
    worker.run_all()
    assert not Incident.objects.exists()
    assert counts(imported(cast, content)) == (2, 2, 0, 0)


def test_a_new_import_first_clears_what_an_undone_one_left(cast):
    content = csv_of(row(1))
    batch = imported(cast, content)
    actions.undo_import(cast.actor("ada"), batch, now=NOW)
    Job.objects.filter(state=Job.State.WAITING).delete()  # the erasing worker never came
    assert counts(imported(cast, content)) == (1, 1, 0, 0)
    assert Incident.objects.count() == 1


def test_an_unusable_file_fails_with_its_reason_and_leaves_nothing(cast):
    batch = imported(cast, b"id;tid;longitud;latitud;kategori\n;x;y;z;\n")
    assert batch.state == ImportState.FAILED
    assert batch.job is not None
    assert batch.job.error == "no_usable_rows"
    assert not Incident.objects.exists()


def test_only_one_import_of_a_source_runs_at_a_time(cast):
    started(cast, csv_of(row(1)))
    with pytest.raises(actions.OtherImportRunning):
        started(cast, csv_of(row(2)))


def test_cancelling_before_the_worker_came_ends_it(cast):
    batch = started(cast, csv_of(row(1)))
    actions.cancel_import(cast.actor("ada"), batch)
    worker.run_all()
    batch.refresh_from_db()
    assert batch.state == ImportState.CANCELLED
    assert not Incident.objects.exists()


def test_what_identifies_a_person_is_hidden_before_it_is_stored(cast):
    mapping = {**WITHOUT_IDS, "columns": {**WITHOUT_IDS["columns"], "category": "", "place": "kategori"}}
    batch = imported(cast, csv_of(row(1, kind="Gatan 3, ring 070-123 45 67")), mapping=mapping)
    assert rows_of(batch)[0].place_text == "Gatan 3, ring [dolt]"
