import hashlib
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from samplats.foundation.files.models import StoredFile
from samplats.foundation.files.shelf import shelf
from samplats.foundation.files.store import erase_file, keep_file, on_disk, open_file
from samplats.foundation.tenancy.models import Tenant

pytestmark = pytest.mark.usefixtures("in_home", "anywhere")


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Carries out what waits for the end of the transaction, as a commit does."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_bytes_are_kept_once_and_go_with_the_last_record(cast, committed):
    one = keep_file(cast.home, [b"ab", b"c"], name="../../x/data.csv", content_type="text/csv")
    two = keep_file(cast.home, [b"abc"], name="other.csv")
    assert one.name == "data.csv"
    assert one.sha256 == hashlib.sha256(b"abc").hexdigest() == two.sha256
    assert list(shelf().names()) == [one.sha256]
    with open_file(one) as stream, on_disk(one) as path:
        assert stream.read(2) == b"ab"
        assert stream.read(2) == b"c"
        assert path.read_bytes() == b"abc"
    with committed():
        erase_file(one)
    with on_disk(two) as path:
        assert path.exists()
    with committed():
        erase_file(two)
    assert list(shelf().names()) == []


def test_bytes_outlast_an_erasure_that_is_undone(cast, committed):
    kept = keep_file(cast.home, [b"abc"], name="data.csv")
    with committed(), suppress(ValueError), transaction.atomic():
        erase_file(kept)
        raise ValueError
    with open_file(StoredFile.objects.get()) as stream:
        assert stream.read() == b"abc"


def test_bytes_that_a_logo_is_made_of_outlast_a_file_with_the_same(cast, committed):
    kept = keep_file(cast.home, [b"abc"], name="logo.png")
    Tenant.objects.filter(pk=cast.elsewhere.pk).update(logo=kept.sha256)
    with committed():
        erase_file(kept)
    assert list(shelf().names()) == [kept.sha256]


def test_bytes_that_are_put_again_meanwhile_are_left_to_the_sweep(cast, committed):
    kept = keep_file(cast.home, [b"abc"], name="data.csv")
    StoredFile.objects.update(kept_at=timezone.now() - timedelta(days=3))
    kept.refresh_from_db()
    with committed():
        erase_file(kept)
    assert list(shelf().names()) == [kept.sha256]  # put just now: somebody's record may be on its way


def test_bytes_that_are_gone_are_missed_in_the_same_words(cast):
    kept = keep_file(cast.home, [b"abc"], name="data.csv")
    shelf().erase(kept.sha256)
    shelf().erase(kept.sha256)
    with pytest.raises(FileNotFoundError):
        open_file(kept)
    with on_disk(kept) as path, pytest.raises(FileNotFoundError):
        path.read_bytes()


def test_what_breaks_while_it_comes_in_leaves_nothing(cast):
    def breaking():
        yield b"ab"
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - our own
        keep_file(cast.home, breaking(), name="data.csv")
    assert list(shelf().names()) == []
    assert [path for path in shelf().room().rglob("*") if path.is_file()] == []
