"""Files that land in a watched folder: in by themselves when nothing is left to ask, else they wait for a person."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from samplats.evidence.incidents import actions, jobs, queries
from samplats.evidence.incidents.models import ArrivedFile, Import, ImportProfile, Incident, WatchedFolder
from samplats.evidence.incidents.reading import inbox
from samplats.evidence.incidents.rules import arriving
from samplats.evidence.incidents.tests.files import WITHOUT_IDS, csv_of, imported, row, source_of
from samplats.evidence.incidents.tests.test_wizard import address
from samplats.foundation.access.models import CompartmentMember
from samplats.foundation.accounts.models import Membership
from samplats.foundation.accounts.roles import Role
from samplats.foundation.audit.models import AuditLine
from samplats.foundation.jobs import worker

pytestmark = pytest.mark.usefixtures("in_home")
MAPPING = {**WITHOUT_IDS, "categories": {"Bråk": "C1", "Klotter": "E1"}}


class Crash(BaseException):
    """The power went."""


@pytest.fixture
def folder(cast) -> Path:
    """A folder that Ada has watched, whose source has given one file by hand."""
    imported(cast, csv_of(row(1)), mapping=MAPPING)
    return watched(cast)


def watched(cast, who="ada", **source) -> Path:
    watch = actions.watch_folder(cast.actor(who), source_of(cast, **source), now=timezone.now())
    return Path(settings.INBOX_FOLDER) / cast.home.slug / watch.folder


def lay(folder: Path, content: bytes, name="vecka.csv") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


def look(cast, times=2):
    for _ in range(times):
        jobs.look_into_folders(cast.home)
        worker.run_all()


def lying(folder: Path) -> list[str]:
    return sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if not one.is_dir())


def today() -> str:
    return f"{timezone.localdate()}"


def test_a_file_that_fits_comes_in_by_itself(cast, folder):
    lay(folder, csv_of(row(2), row(3, kind="Klotter")))
    look(cast)
    batch = Import.objects.first()
    assert (batch.state, batch.n_added, batch.made_by, batch.file_name) == ("live", 2, cast.users["ada"], "vecka.csv")
    assert Incident.objects.filter(batch=batch, category="E1").count() == 1
    assert lying(folder) == [f"done/{today()}_vecka.csv"]
    lines = AuditLine.objects.filter(verb__in=["incidents.watch_folder", "incidents.start_import"])
    assert set(lines.values_list("actor_user_id", flat=True)) == {cast.users["ada"].pk}


def test_nothing_comes_in_from_a_folder_that_is_not_watched(cast, folder):
    actions.stop_watching(cast.actor("ada"), WatchedFolder.objects.get())
    lay(folder, csv_of(row(2)))
    look(cast, 3)
    assert (Import.objects.count(), lying(folder)) == (1, ["vecka.csv"])


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (csv_of("2026-10-02;16,5;59,5", header="dag;x;y"), "columns_new", "Kolumnerna är andra"),
        (csv_of(row(2, kind="Fylleri")), "words_new", "kategorier som ingen har tagit ställning till"),
        (csv_of(row(2), ";igår;16.5;59.5;Bråk"), "many_left_out", "50 procent av raderna"),
        (csv_of(*[one.replace("2026-10-", "10/") for one in (row(2), row(3))]), "no_usable_rows", "gick att använda"),
    ],
)
def test_what_a_person_must_answer_waits_as_a_draft(cast, folder, content, code, words):
    lay(folder, content)
    look(cast)
    [arrived] = ArrivedFile.objects.all()
    assert (arrived.fate, arrived.code, arrived.batch.state) == ("waiting", code, "draft")
    assert lying(folder) == [f"waiting/{today()}_vecka.csv"]
    page = cast.client("ada").get(address("imports")).content.decode()
    assert words in page
    assert address("review", arrived.batch) in page
    assert cast.client("ada").get(address("review", arrived.batch)).status_code == 200
    other = cast.client("anna").get(address("imports")).content.decode()
    assert "Väntar på Ada Ek" in other
    assert address("review", arrived.batch) not in other


def test_dates_that_would_be_read_in_another_way_wait(cast):
    mapping = {**WITHOUT_IDS, "categories": {"Bråk": "C1"}}
    imported(cast, csv_of(";31/10/2026 20:15;16.5;59.5;Bråk"), mapping=mapping)
    folder = watched(cast)
    lay(folder, csv_of(";10/31/2026 20:15;16.5;59.5;Bråk"))
    look(cast)
    assert [one.code for one in ArrivedFile.objects.all()] == ["read_otherwise"]


def test_a_way_of_reading_from_before_waits_once(cast, folder):
    ImportProfile.objects.update(understood={})
    lay(folder, csv_of(row(2)))
    look(cast)
    assert [one.code for one in ArrivedFile.objects.all()] == ["first_time"]


def test_what_a_person_answers_in_the_wizard_is_not_asked_again(cast, folder):
    lay(folder, csv_of(row(2, kind="Fylleri")))
    look(cast)
    batch = ArrivedFile.objects.get().batch
    ada = cast.client("ada")
    ada.post(address("categories", batch), {"word_0": ""})
    ada.post(address("choose_source", batch), {"source": str(batch.source.public_id)})
    worker.run_all()
    lay(folder, csv_of(row(4, kind="Fylleri"), row(5)), "nasta.csv")
    look(cast)
    assert [one.fate for one in ArrivedFile.objects.all()] == ["done", "waiting"]
    assert Incident.objects.count() == 4
    assert "Fylleri" not in ada.get(address("imports")).content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Filen är tom"),
        (b"\x89PNG\x00\x01\x02\x03" * 50, "binär fil"),
        (b"PK\x03\x04trasig", "skadad"),
        (csv_of(row(2), row(3)), "större än 0 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_and_kept(cast, folder, content, words, monkeypatch):
    if words.startswith("större"):
        monkeypatch.setattr(inbox, "UPLOAD_AT_MOST", 60)
    lay(folder, content)
    look(cast, 3)
    assert [one.fate for one in ArrivedFile.objects.all()] == ["refused"]
    assert lying(folder) == [f"refused/{today()}_vecka.csv"]
    assert words in cast.client("ada").get(address("imports")).content.decode()
    assert Import.objects.count() == 1


def test_a_file_that_is_still_being_written_is_left_alone(cast, folder):
    lay(folder, csv_of(row(2)))
    lay(folder, csv_of(row(3)), "b.csv.part")
    lay(folder, csv_of(row(3)), ".c.csv")
    look(cast, 1)
    lay(folder, csv_of(row(2), row(3)))
    look(cast, 1)
    assert lying(folder) == [".c.csv", "b.csv.part", "vecka.csv"]
    look(cast, 1)
    assert lying(folder) == [".c.csv", "b.csv.part", f"done/{today()}_vecka.csv"]
    assert Import.objects.first().n_read == 2


def test_no_link_is_followed(cast, folder, tmp_path):
    secret = tmp_path / "hemlig.csv"
    secret.write_bytes(csv_of(row(2)))
    folder.mkdir(parents=True)
    (folder / "mjuk.csv").symlink_to(secret)
    os.link(secret, folder / "hard.csv")
    look(cast)
    assert [(one.fate, one.code) for one in ArrivedFile.objects.all()] == [("refused", "link")] * 2
    assert (Import.objects.count(), secret.exists()) == (1, True)
    assert "länkar följs inte" in cast.client("ada").get(address("imports")).content.decode()


def test_a_folder_that_is_a_link_is_not_entered(cast, folder, tmp_path):
    lay(tmp_path / "annan", csv_of(row(2)))
    folder.parent.mkdir(parents=True)
    folder.symlink_to(tmp_path / "annan")
    look(cast, 3)
    assert Import.objects.count() == 1
    assert WatchedFolder.objects.get().trouble == "folder"
    assert "går inte att läsa eller skriva" in cast.client("ada").get(address("imports")).content.decode()


def test_it_stops_when_the_person_has_lost_the_right(cast, folder):
    lay(folder, csv_of(row(2)))
    look(cast, 1)
    Membership.objects.filter(user=cast.users["ada"]).update(role=Role.MEMBER)
    look(cast, 2)
    watch = WatchedFolder.objects.get()
    assert (watch.is_on, watch.stopped) == (False, "right_lost")
    assert (Import.objects.count(), lying(folder)) == (1, ["vecka.csv"])
    assert "får inte längre läsa in" in cast.client("anna").get(address("imports")).content.decode()


def test_it_stops_when_the_person_has_left_the_room_even_with_the_job_waiting(cast):
    seat = CompartmentMember.objects.create(tenant=cast.home, compartment=cast.room, user=cast.users["anna"])
    source = actions.add_source(cast.actor("anna"), cast.home, name="Polisen", kind="partners", room=cast.room)
    folder = watched(cast, "anna", name=source.name)
    lay(folder, csv_of(row(2)))
    jobs.look_into_folders(cast.home)
    jobs.look_into_folders(cast.home)
    seat.delete()
    worker.run_all()
    assert (Import.objects.count(), lying(folder)) == (0, ["vecka.csv"])
    look(cast, 1)
    assert WatchedFolder.objects.get().stopped == "room_lost"


def test_what_lands_in_the_folder_of_a_closed_room_is_told_to_its_members_alone(cast):
    CompartmentMember.objects.create(tenant=cast.home, compartment=cast.room, user=cast.users["anna"])
    actions.add_source(cast.actor("anna"), cast.home, name="Polisen", kind="partners", room=cast.room)
    lay(watched(cast, "anna", name="Polisen"), csv_of(row(2)), "spaning.csv")
    look(cast)
    assert "spaning.csv" in cast.client("anna").get(address("imports")).content.decode()
    assert "spaning.csv" not in cast.client("ada").get(address("imports")).content.decode()


def test_the_same_file_twice_adds_nothing(cast, folder):
    for name in ("a.csv", "b.csv"):
        lay(folder, csv_of(row(2)), name)
        look(cast)
    assert (Import.objects.count(), Incident.objects.count()) == (2, 2)
    assert lying(folder) == [f"done/{today()}_a.csv", f"done/{today()}_b.csv"]
    assert [one.code for one in ArrivedFile.objects.all()] == ["known_already", ""]


def test_two_files_at_once_come_in_one_after_the_other(cast, folder):
    lay(folder, csv_of(row(2)), "a.csv")
    lay(folder, csv_of(row(3)), "b.csv")
    look(cast)
    assert len(lying(folder)) == 2
    look(cast, 1)
    assert Import.objects.filter(state="live").count() == 3


@pytest.mark.parametrize("content", [csv_of(row(2)), csv_of(row(2, kind="Fylleri")), b""])
def test_a_crash_between_storing_and_moving_neither_loses_nor_doubles(cast, folder, content, monkeypatch):
    lay(folder, content)
    look(cast, 1)
    jobs.look_into_folders(cast.home)

    def die(*_args, **_given):
        raise Crash

    with monkeypatch.context() as broken:
        broken.setattr(inbox, "put_away", die)
        with pytest.raises(Crash):
            worker.run_next()
    n_imports = Import.objects.count()
    assert [(one.is_moved, lying(folder)) for one in ArrivedFile.objects.all()] == [(False, ["vecka.csv"])]
    worker.queue.reclaim_silent(timezone.now() + timedelta(minutes=1))
    worker.run_all()
    look(cast, 2)
    [arrived] = ArrivedFile.objects.all()
    assert (arrived.is_moved, Import.objects.count()) == (True, n_imports)
    assert lying(folder) == [f"{arrived.fate}/{today()}_vecka.csv"]


def test_a_crash_before_storing_starts_over(cast, folder, monkeypatch):
    from samplats.evidence.incidents.actions import arriving as at_work

    lay(folder, csv_of(row(2)))
    look(cast, 1)
    jobs.look_into_folders(cast.home)

    def die(*_args, **_given):
        raise Crash

    with monkeypatch.context() as broken:
        broken.setattr(at_work, "note_arrival", die)
        with pytest.raises(Crash):
            worker.run_next()
    assert (Import.objects.count(), ArrivedFile.objects.count(), lying(folder)) == (1, 0, ["vecka.csv"])
    worker.queue.reclaim_silent(timezone.now() + timedelta(minutes=1))
    worker.run_all()
    assert Incident.objects.count() == 2
    assert lying(folder) == [f"done/{today()}_vecka.csv"]


def test_an_unexpected_error_stops_and_says_so(cast, folder, monkeypatch):
    from samplats.evidence.incidents.actions import arriving as at_work

    def fail(*_args, **_given):
        raise ValueError

    monkeypatch.setattr(at_work, "fitting", fail)
    lay(folder, csv_of(row(2)))
    look(cast)
    assert (WatchedFolder.objects.get().stopped, lying(folder)) == ("unexpected", ["vecka.csv"])


def test_a_person_switches_watching_on_and_off_where_the_path_stands(cast):
    source = source_of(cast)
    ada = cast.client("ada")
    path = queries.folder_of(cast.actor("ada"), queries.folder_name(source))
    assert str(path) in ada.get(address("source", source)).content.decode()
    assert not WatchedFolder.objects.exists()
    ada.post(address("watch", source), {"on": "1"})
    page = ada.get(address("source", source)).content.decode()
    assert "som Ada Ek har" in page
    assert str(path) in page
    assert cast.client("bo").post(address("watch", source), {"on": "1"}).status_code == 403
    ada.post(address("watch", source))
    assert not WatchedFolder.objects.get().is_on


def test_a_name_that_is_taken_is_numbered_and_a_long_one_keeps_its_end(tmp_path):
    now = timezone.now()
    for _ in range(2):
        path = lay(tmp_path, b"x", "å" * 120 + ".csv")
        there = path.stat()
        with inbox.opened(tmp_path) as opened:
            inbox.put_away(opened, path.name, there.st_size, there.st_mtime_ns, place="done", now=now)
    names = lying(tmp_path)
    assert len(names) == 2
    assert all(name.endswith("å.csv") for name in names)
    assert any(f"{now:%Y-%m-%d}_2_" in name for name in names)


def test_another_file_under_the_same_name_is_not_moved(tmp_path):
    path = lay(tmp_path, b"ny")
    with inbox.opened(tmp_path) as opened, pytest.raises(inbox.Changed):
        inbox.put_away(opened, path.name, 99, 1, place="done", now=timezone.now())
    assert lying(tmp_path) == ["vecka.csv"]


def test_a_file_is_whole_when_two_looks_agree():
    once = arriving.seen_now({}, {"a": (1, 2), "b": (1, 2)})
    assert arriving.whole(once) == []
    assert arriving.whole(arriving.seen_now(once, {"a": (1, 2), "b": (2, 3)})) == ["a"]
