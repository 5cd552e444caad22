"""Exact Poisson limits of single rates."""

import numpy as np
import pytest

import placestats


def test_limits_are_those_of_poisson_test_in_r():
    found = placestats.exact_rates([10, 0, 137], [1, 1, 24.19893])
    assert found.low == pytest.approx([4.795389, 0, 4.753125], rel=1e-5)  # R: poisson.test(10), (0), (137, 24.19893)
    assert found.high == pytest.approx([18.39036, 3.688879, 6.692709], rel=1e-5)
    assert found.raw[2] == pytest.approx(5.661407, rel=1e-6)


def test_limits_scale_with_the_exposure_and_widen_with_the_level():
    one, ten = placestats.exact_rates([7], [1.0]), placestats.exact_rates([7], [10.0])
    assert one.low == pytest.approx(10 * ten.low)
    wide = placestats.exact_rates([7], [1.0], level=0.99)
    assert wide.low < one.low
    assert wide.high > one.high


def test_the_interval_covers_the_truth_at_least_as_often_as_promised():
    counts = np.random.default_rng(3).poisson(6.0, 4000)
    found = placestats.exact_rates(counts, np.ones(4000))
    assert ((found.low <= 6) & (found.high >= 6)).mean() >= 0.94


@pytest.mark.parametrize(("counts", "exposure"), [([1.5], [1]), ([1], [0]), ([1, 2], [1]), ([-1], [1])])
def test_bad_input_is_refused(counts, exposure):
    with pytest.raises(placestats.InputError):
        placestats.exact_rates(counts, exposure)
