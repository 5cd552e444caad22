"""What a bucket adds to a folder: copies for a while, a server that fails, and what is said of it."""

import os
import time
from dataclasses import replace
from unittest.mock import MagicMock

import pytest

from samplats.foundation.files.bucket import Bucket, FilesUnreachable
from samplats.foundation.files.models import StoredFile
from samplats.foundation.files.shelf import check_shelf, shelf
from samplats.foundation.files.store import keep_file, on_disk
from samplats.foundation.tests.bucket import ADDRESS, breaking_off, refusing, server

HASH = "ab" * 32


def left(bucket):
    return [path for path in bucket.room().rglob("*") if path.is_file()]


def at(endpoint, tmp_path):
    return Bucket(replace(ADDRESS, endpoint=endpoint), tmp_path, attempts=1)


@pytest.mark.usefixtures("in_home")
def test_a_path_is_lent_once_and_gone_when_it_is_given_back(cast, bucket):
    kept = keep_file(cast.home, [b"abc"], name="data.csv")
    with on_disk(kept) as path:
        shelf().erase(kept.sha256)  # not asked for again
        with on_disk(kept) as again:
            assert again == path
        assert path.read_bytes() == b"abc"
        assert path.stat().st_mode & 0o077 == 0 or path.parent.stat().st_mode & 0o077 == 0
    assert left(bucket) == []


def test_only_files_of_ours_are_listed(bucket):
    for key in ("kommunen/ab/" + HASH, "andra/ab/" + HASH, "kommunen/las-mig", "kommunen/cd/" + HASH):
        bucket._client.put_object(Bucket=ADDRESS.bucket, Key=key, Body=b"x")
    assert list(bucket.names()) == [HASH]


def test_without_a_prefix_the_whole_bucket_is_ours(bucket, tmp_path):
    whole = Bucket(replace(ADDRESS, prefix=""), tmp_path)
    whole.check()
    (tmp_path / "x").write_bytes(b"x")
    whole.put(tmp_path / "x", HASH)
    assert list(whole.names()) == [HASH]


def test_bytes_that_come_back_changed_are_refused(bucket, tmp_path):
    (tmp_path / "x").write_bytes(b"other")
    bucket.put(tmp_path / "x", HASH)
    with pytest.raises(FilesUnreachable, match="other bytes"), bucket.on_disk(HASH):
        pass
    assert left(bucket) == []


@pytest.mark.usefixtures("in_home")
def test_a_server_that_breaks_off_while_it_takes_a_file_leaves_nothing_acknowledged(cast, tmp_path, monkeypatch):
    with server(breaking_off) as endpoint:
        broken = at(endpoint, tmp_path / "passing")
        monkeypatch.setattr("samplats.foundation.files.store.shelf", lambda: broken)
        with pytest.raises(FilesUnreachable, match="broke off"):
            keep_file(cast.home, [b"x" * 4_000_000], name="stor.csv")
    assert not StoredFile.objects.exists()
    assert left(broken) == []


@pytest.mark.parametrize(
    ("status", "code", "told"),
    [
        (403, "InvalidAccessKeyId", "look at SAMPLATS_S3_KEY and SAMPLATS_S3_SECRET"),
        (403, "SignatureDoesNotMatch", "look at SAMPLATS_S3_KEY and SAMPLATS_S3_SECRET"),
        (403, "AccessDenied", "may not do PutObject in the bucket exempel"),
        (404, "NoSuchBucket", "no bucket exempel at http://127.0.0.1"),
        (400, "AuthorizationHeaderMalformed", "SAMPLATS_S3_REGION"),
        (507, "XStorageFull", "answered XStorageFull to PutObject"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_without_the_key(tmp_path, status, code, told):
    with server(refusing(status, code)) as endpoint, pytest.raises(FilesUnreachable) as refused:
        at(endpoint, tmp_path).check()
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)
    assert ADDRESS.secret not in f"{refused.value}{ADDRESS!r}"
    assert left(at(endpoint, tmp_path)) == []


def test_a_server_that_is_not_there_is_named(tmp_path):
    with server(breaking_off) as endpoint:
        pass
    with pytest.raises(FilesUnreachable, match=f"{endpoint} does not answer"):
        at(endpoint, tmp_path).check()


def test_without_the_packages_the_lock_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "botocore.config", None)
    with pytest.raises(FilesUnreachable, match=r"requirements/s3\.lock"):
        at("http://127.0.0.1:9/not-asked", tmp_path).check()


def test_the_check_before_deployment_tries_the_bucket_and_leaves_nothing_in_it(bucket, settings):
    assert check_shelf() == []
    assert list(bucket.names()) == []
    settings.FILES_BUCKET = replace(ADDRESS, bucket="finns-inte")
    [found] = check_shelf()
    assert "no bucket finns-inte" in found.msg


def test_a_bucket_that_keeps_what_is_erased_is_warned_of(bucket):
    asked = {"Bucket": ADDRESS.bucket, "VersioningConfiguration": {"Status": "Enabled"}}
    bucket._client.put_bucket_versioning(**asked)
    [found] = check_shelf()
    assert "keeps versions" in found.msg


@pytest.mark.parametrize(
    ("endpoint", "doubted"),
    [("http://10.0.0.7:9000", True), ("http://127.0.0.1:9", False), ("https://s3.example", False)],
)
def test_files_that_travel_in_the_clear_are_warned_of(tmp_path, monkeypatch, endpoint, doubted):
    monkeypatch.setattr("samplats.foundation.files.bucket._client", lambda *_given: MagicMock())
    assert any("in the clear" in told for told in at(endpoint, tmp_path).doubts()) == doubted


def test_what_a_killed_process_left_on_this_machine_is_cleared_away(bucket):
    old, new = bucket.room() / "old", bucket.room() / "new"
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (time.time() - 90_000,) * 2)
    bucket.check()
    assert left(bucket) == [new]
