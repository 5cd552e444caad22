import hashlib

import pytest

from samplats.foundation.files.shelf import shelf
from samplats.foundation.files.store import erase_file, keep_file, on_disk, open_file

pytestmark = pytest.mark.usefixtures("in_home", "anywhere")


def test_bytes_are_kept_once_and_go_with_the_last_record(cast):
    one = keep_file(cast.home, [b"ab", b"c"], name="../../x/data.csv", content_type="text/csv")
    two = keep_file(cast.home, [b"abc"], name="other.csv")
    assert one.name == "data.csv"
    assert one.sha256 == hashlib.sha256(b"abc").hexdigest() == two.sha256
    assert list(shelf().names()) == [one.sha256]
    with open_file(one) as stream, on_disk(one) as path:
        assert stream.read(2) == b"ab"
        assert stream.read(2) == b"c"
        assert path.read_bytes() == b"abc"
    erase_file(one)
    with on_disk(two) as path:
        assert path.exists()
    erase_file(two)
    assert list(shelf().names()) == []


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
