"""Bytes that no record names go after a day; whatever is named, young or somebody else's stays."""

import hashlib
import logging
import os
import time
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from samplats.foundation.files import sweeping
from samplats.foundation.files.bucket import Bucket
from samplats.foundation.files.models import StoredFile
from samplats.foundation.files.shelf import shelf
from samplats.foundation.files.store import keep_file
from samplats.foundation.files.sweeping import sweep_unnamed
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tests.bucket import ADDRESS

pytestmark = pytest.mark.usefixtures("in_home", "anywhere")
TWO_DAYS = timedelta(days=2)


def kept(cast, content):
    return keep_file(cast.home, [content], name="data.csv").sha256


def put(content):
    """Bytes on the shelf without a record."""
    written = shelf().room() / "tmpwritten"
    written.write_bytes(content)
    sha256 = hashlib.sha256(content).hexdigest()
    shelf().put(written, sha256)
    written.unlink(missing_ok=True)
    return sha256


def aged(sha256):
    """The same bytes, as if they had been put two days ago."""
    place = shelf()
    if isinstance(place, Bucket):
        from moto.s3.models import s3_backends

        (buckets,) = [one["aws"].buckets for one in s3_backends.values() if ADDRESS.bucket in one["aws"].buckets]
        buckets[ADDRESS.bucket].keys[place._key(sha256)].last_modified -= TWO_DAYS
    else:
        os.utime(place._place(sha256), times=(time.time() - TWO_DAYS.total_seconds(),) * 2)
    return sha256


def lying():
    return set(shelf().names())


def test_bytes_of_an_action_that_never_ended_go_after_a_day(cast, caplog):
    named = kept(cast, b"named")
    with transaction.atomic():
        kept(cast, b"never committed")
        transaction.set_rollback(True)
    orphan = hashlib.sha256(b"never committed").hexdigest()
    assert lying() == {named, orphan}
    assert sweep_unnamed(timezone.now() + timedelta(hours=23)) == 0
    assert lying() == {named, orphan}
    with caplog.at_level(logging.INFO, "samplats.files"):
        assert sweep_unnamed(timezone.now() + timedelta(hours=25)) == 1
        assert sweep_unnamed(timezone.now() + timedelta(hours=25)) == 0
    assert lying() == {named}
    assert caplog.messages == ["1 stored files without a record and 0 half-written ones are erased"]


def test_what_any_tenant_names_and_what_is_young_stays(cast):
    ours, twice = kept(cast, b"ours"), kept(cast, b"named twice")
    kept(cast, b"named twice")
    StoredFile.objects.filter(sha256=twice).first().delete()
    with open_tenant(cast.elsewhere.pk):
        theirs = keep_file(cast.elsewhere, [b"theirs"], name="x").sha256
        cast.elsewhere.logo = put(b"a logo whose record is gone")
        cast.elsewhere.save(update_fields=["logo"])
    old = {aged(one) for one in (ours, twice, theirs, cast.elsewhere.logo)}
    young, orphan = put(b"young"), aged(put(b"orphan"))
    assert sweep_unnamed(timezone.now()) == 1
    assert lying() == {*old, young}
    assert orphan not in lying()


def test_the_same_bytes_put_again_are_young_again(cast):
    kept(cast, b"named")
    again = aged(put(b"orphan"))
    put(b"orphan")
    assert sweep_unnamed(timezone.now()) == 0
    assert again in lying()


def test_bytes_put_again_while_the_sweep_looks_stay(cast, monkeypatch):
    named, orphan = kept(cast, b"named"), aged(put(b"orphan"))

    def asked(hashes):
        put(b"orphan")  # by an action whose record is not committed yet
        return {named}

    monkeypatch.setattr(sweeping, "named_among", asked)
    assert sweep_unnamed(timezone.now()) == 0
    assert lying() == {named, orphan}
    with shelf().open(orphan) as stream:
        assert stream.read() == b"orphan"


def test_nothing_goes_where_shelf_and_database_hardly_belong_together(cast, monkeypatch, caplog):
    monkeypatch.setattr(sweeping, "MOST", 2)
    orphans = {aged(put(bytes([n]))) for n in range(3)}
    for most in (2, 3):  # too many; then few, but of a database that names nothing at all
        monkeypatch.setattr(sweeping, "MOST", most)
        assert sweep_unnamed(timezone.now()) == 0
    assert lying() == orphans
    assert caplog.messages == ["3 of 3 stored files have no record: left, see docs/operations.md"] * 2
    kept(cast, b"named")
    assert sweep_unnamed(timezone.now()) == 3


def test_the_young_do_not_hold_the_old_back(cast, monkeypatch):
    monkeypatch.setattr(sweeping, "MOST", 1)
    kept(cast, b"named")
    young = {put(bytes([n])) for n in range(5)}
    orphan = aged(put(b"orphan"))
    assert sweep_unnamed(timezone.now()) == 1
    assert young < lying()
    assert orphan not in lying()


def test_many_are_asked_for_in_parts(cast, monkeypatch):
    monkeypatch.setattr(sweeping, "AT_ONCE", 2)
    named = {aged(kept(cast, bytes([n]))) for n in range(5)}
    aged(put(b"orphan"))
    assert sweep_unnamed(timezone.now()) == 1
    assert lying() == named


def test_half_written_files_go_and_what_is_not_ours_stays(cast):
    kept(cast, b"named")
    room = shelf().room()
    half, young, foreign = room / "tmpabcdefgh", room / "tmp12345678", room / "ab" / "abc-notes.txt"
    foreign.parent.mkdir(exist_ok=True)
    for path in (half, young, foreign):
        path.write_bytes(b"x")
    before = time.time() - TWO_DAYS.total_seconds()
    os.utime(half, (before, before))
    if not isinstance(shelf(), Bucket):  # beside a bucket the room holds passing copies only
        os.utime(foreign, (before, before))
    sweep_unnamed(timezone.now())
    assert [path.exists() for path in (half, young, foreign)] == [False, True, True]


def test_bytes_that_are_gone_already_are_none_that_went():
    assert not shelf().erase_older("ab" * 32, timezone.now())
