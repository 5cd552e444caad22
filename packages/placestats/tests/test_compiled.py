"""What is kept of compiled code, and of room to work in."""

import numpy as np

from placestats import compiled, permuted_times, scratch
from placestats.permuted_times import LANES, lay_days, lay_times


def test_kept_code_is_known_by_all_the_kernels_it_calls():
    own = compiled._kernels_behind("placestats.permuted_times")
    assert own != compiled._kernels_behind("placestats.chance")
    assert permuted_times.count_segment._cache._cache_file._source_stamp.endswith(own)


def test_squares_turned_in_registers_equal_plain_turning():
    rows = np.random.default_rng(1).integers(0, 1826, (LANES, 131)).astype(np.uint16)
    fast, plain = np.zeros((2, 90, LANES), np.uint16)
    lay_days(rows, fast, 20, 103)
    lay_times(rows, plain, 20, 103)
    assert (plain[:83] == rows.T[20:103]).all()
    assert (fast == plain).all()


def test_room_is_used_again_and_never_by_two():
    with scratch.room((100, 100), np.float32) as first:
        place = first.ctypes.data
        with scratch.room((100, 100), np.float32) as second:
            assert second.ctypes.data != place
    with scratch.room((50, 190), np.float32) as again:
        assert again.shape == (50, 190)
    assert sum(block.size for block in scratch._kept) <= scratch.MOST_BYTES
