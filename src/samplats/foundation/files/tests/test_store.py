import hashlib

import pytest

from samplats.foundation.files.store import erase_file, file_path, keep_file


@pytest.mark.usefixtures("in_home")
def test_bytes_are_kept_once_and_go_with_the_last_record(cast):
    one = keep_file(cast.home, [b"ab", b"c"], name="../../x/data.csv", content_type="text/csv")
    two = keep_file(cast.home, [b"abc"], name="other.csv")
    assert one.name == "data.csv"
    assert one.sha256 == hashlib.sha256(b"abc").hexdigest() == two.sha256
    assert file_path(one).read_bytes() == b"abc"
    erase_file(one)
    assert file_path(two).exists()
    where = file_path(two)
    erase_file(two)
    assert not where.exists()
