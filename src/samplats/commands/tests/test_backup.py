"""A backup is destroyed for and restored from: everything is there again, and nothing broken is ever put in."""

import json
import shutil
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from samplats.commands import backups
from samplats.foundation.tests.crashed import new_house

STEP = Path(__file__).with_name("backup_run.py")
NOW = datetime.now(UTC)


@pytest.mark.slow
@pytest.mark.database
def test_a_destroyed_house_is_there_again_with_every_row_and_file(tmp_path):
    with new_house(tmp_path / "home") as house:
        _, before, backed_up = house.step(STEP, "fill,look,backup")
        assert (before["counted"], before["chain"], backed_up) == (60, None, 0)
    shutil.rmtree(tmp_path / "home")
    with new_house(tmp_path / "home", tables=False) as house:
        assert house.step(STEP, "restore") == [0]
        assert house.step(STEP, "look,restore") == [before, 2]  # never over something


@pytest.mark.slow
def test_the_files_of_a_bucket_are_in_the_backup_and_come_back_to_an_empty_one(tmp_path, monkeypatch):
    monkeypatch.setattr("samplats.foundation.tests.crashed.SERVER", "")
    told = {"FILES": "s3://exempel/kommunen", "S3_REGION": "eu-north-1", "S3_KEY": "AKEY", "S3_SECRET": "secret"}
    for name, value in {**told, "SECRET_KEY": "not in the backup"}.items():
        monkeypatch.setenv(f"SAMPLATS_{name}", value)
    with new_house(tmp_path / "home") as house:
        _, before, backed_up = house.step(STEP, "fill,look,backup")
        assert (before["counted"], len(before["files"]), before["folder"], backed_up) == (60, 2, False, 0)
    shutil.rmtree(tmp_path / "home")
    with new_house(tmp_path / "home", tables=False) as house:
        assert house.step(STEP, "restore,look") == [0, before]


@pytest.mark.slow
def test_what_was_there_is_moved_aside_when_it_is_to_be_replaced(tmp_path, monkeypatch):
    monkeypatch.setattr("samplats.foundation.tests.crashed.SERVER", "")
    with new_house(tmp_path / "home") as house:
        _, before, _ = house.step(STEP, "fill,look,backup")
        assert house.step(STEP, "replace") == [0]
        assert house.step(STEP, "look") == [before]
    [aside] = (tmp_path / "home").glob("replaced-*")
    assert (aside / "samplats.sqlite3").stat().st_size > 0


def archive(place: Path, *, days: int = 30, files: dict[str, bytes] | None = None) -> Path:
    told = backups.About("0.1.0", NOW.isoformat(), (NOW + timedelta(days=days)).isoformat(), "sqlite", [], {})
    sums: dict[str, str] = {}
    with tarfile.open(place, "w:gz") as target:
        backups.add(target, backups.ABOUT, told.as_json(), sums)
        for name, content in (files or {"database.sqlite3": b"rows" * 500}).items():
            backups.add(target, name, content, sums)
        backups.add(target, backups.CHECKSUMS, json.dumps(sums).encode(), {})
    return place


def test_a_whole_backup_is_laid_out_as_it_was(tmp_path):
    place = archive(tmp_path / "one.tar.gz")
    assert backups.unpack(place, tmp_path / "out").engine == "sqlite"
    assert (tmp_path / "out" / "database.sqlite3").read_bytes() == b"rows" * 500


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_backup_that_is_cut_off_is_refused(tmp_path, part):
    place = archive(tmp_path / "one.tar.gz", files={"database.sqlite3": bytes(range(256)) * 64})
    whole = place.read_bytes()
    place.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(backups.Broken):
        backups.unpack(place)


def test_a_backup_with_other_bytes_is_refused(tmp_path):
    place, sums = tmp_path / "one.tar.gz", {}
    with tarfile.open(place, "w:gz") as target:
        told = backups.About("0.1.0", NOW.isoformat(), (NOW + timedelta(days=1)).isoformat(), "sqlite", [], {})
        backups.add(target, backups.ABOUT, told.as_json(), sums)
        backups.add(target, "database.sqlite3", b"one", {})
        sums["database.sqlite3"] = "0" * 64
        backups.add(target, backups.CHECKSUMS, json.dumps(sums).encode(), {})
    with pytest.raises(backups.Broken, match=r"database\.sqlite3 is not what was put in"):
        backups.unpack(place)


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "files/../../x", "database.exe", "files/ab"])
def test_nothing_but_the_parts_of_a_backup_is_laid_out(tmp_path, name):
    place = archive(tmp_path / "one.tar.gz", files={name: b"x"})
    with pytest.raises(backups.Broken, match="which no backup has"):
        backups.unpack(place, tmp_path / "out")
    assert not (tmp_path / "outside").exists()


def test_a_file_of_another_kind_is_no_backup(tmp_path):
    place = tmp_path / "samplats-x.tar.gz"
    place.write_bytes(b"not an archive")
    with pytest.raises(backups.Broken, match="cannot be read as a backup"):
        backups.about(place)


def test_a_backup_says_when_its_time_is_up(tmp_path):
    assert backups.about(archive(tmp_path / "old.tar.gz", days=-1)).is_expired
    assert not backups.about(archive(tmp_path / "new.tar.gz", days=1)).is_expired
