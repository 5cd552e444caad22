"""Snapped coordinates are recognised and said."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placestats import InputError, snapping


def free(n=400, seed=1):
    rng = np.random.default_rng(seed)
    return 674_000 + rng.uniform(0, 3000, n).round(1), 6_580_000 + rng.uniform(0, 3000, n).round(1)


def test_free_points_are_not_snapped():
    found = snapping(*free())
    assert not found.snapped
    assert found.share_shared < 0.05
    assert found.step is None


def test_points_moved_to_few_addresses_are_snapped():
    x, y = free(20)
    chosen = np.random.default_rng(2).integers(0, 20, 300)
    found = snapping(x[chosen], y[chosen])
    assert found.snapped
    assert found.n_distinct <= 20
    assert found.share_shared > 0.95
    assert found.largest_pile == np.unique(chosen, return_counts=True)[1].max()


@pytest.mark.parametrize(("step", "offset"), [(100, 50), (250, 0), (10, 5)])
def test_middles_of_cells_are_recognised(step, offset):
    x, y = free(200)
    found = snapping(np.floor(x / step) * step + offset, np.floor(y / step) * step + offset)
    assert found.snapped
    assert found.step == step


def test_a_record_of_several_events_shares_its_point():
    x, y = free(30)
    plain, weighted = snapping(x, y), snapping(x, y, weights=[2] * 30)
    assert plain.share_shared < 0.1
    assert weighted.share_shared == 1
    assert weighted.total == 60


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(40)))
def test_order_of_the_events_does_not_matter(order):
    x, y = free(40)
    x[:25], y[:25] = x[0], y[0]
    one, other = snapping(x, y), snapping(x[list(order)], y[list(order)])
    assert (one.share_shared, one.n_distinct, one.largest_pile_at) == (
        other.share_shared,
        other.n_distinct,
        other.largest_pile_at,
    )


def test_too_few_events_say_so():
    assert snapping([674_000.5], [6_580_000.5]).code == "too_few"


def test_bad_input_is_refused():
    with pytest.raises(InputError):
        snapping([11.97, 11.98] * 6, [57.70, 57.71] * 6)
    with pytest.raises(InputError):
        snapping([1.0, 2.0], [1.0, np.nan])
