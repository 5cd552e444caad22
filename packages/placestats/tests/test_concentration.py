"""Lorenz, Gini, share of places with half of the events, stability (oracle P15)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placestats import InputError, concentration, generalised_gini, gini, lorenz, stability

TEN = [10, 8, 2] + [0] * 7
some_counts = st.lists(st.integers(0, 50), min_size=2, max_size=60).filter(any)


def test_published_values():
    assert gini(TEN) == pytest.approx(0.78, abs=1e-12)
    assert generalised_gini(TEN) == pytest.approx(0.78, abs=1e-12)
    assert gini([10] + [0] * 9) == pytest.approx(0.9, abs=1e-12)
    assert gini([10] + [0] * 9, unbiased=True) == pytest.approx(1.0, abs=1e-12)
    # the formula of Bernasco and Steenbeek; the vignette of R's lorenzgini prints .58 here
    assert generalised_gini([3, 1, 1] + [0] * 7) == pytest.approx(0.56, abs=1e-12)


@settings(deadline=None)
@given(some_counts)
def test_gini_is_the_mean_difference_over_twice_the_mean(counts):
    values = np.array(counts, dtype=float)
    written = np.abs(values[:, None] - values).mean() / (2 * values.mean())
    assert gini(counts) == pytest.approx(written, abs=1e-12)


@settings(deadline=None)
@given(some_counts, st.integers(2, 5))
def test_scaling_ordering_and_repeating_places_change_nothing(counts, times):
    plain = gini(counts)
    assert gini([times * c for c in counts]) == pytest.approx(plain, abs=1e-12)
    assert gini(sorted(counts)) == pytest.approx(plain, abs=1e-12)
    assert gini(counts * times) == pytest.approx(plain, abs=1e-12)


@settings(deadline=None)
@given(some_counts)
def test_lorenz_curve_rises_under_the_diagonal_and_its_area_is_the_gini(counts):
    curve = lorenz(counts)
    assert curve.events[0] == 0
    assert curve.events[-1] == pytest.approx(1)
    assert (np.diff(curve.events) >= -1e-12).all()
    assert (curve.events <= curve.places + 1e-12).all()
    area = np.trapezoid(curve.events, curve.places)
    assert 1 - 2 * area == pytest.approx(curve.gini, abs=1e-12)


def test_half_of_the_events_lies_at_one_place_of_ten():
    found = concentration(TEN, seed=1)
    assert (found.places_needed, found.share_of_places) == (1, 0.1)
    assert concentration([10, 9, 1] + [0] * 7, seed=1).places_needed == 1
    assert concentration([9, 10, 2] + [0] * 7, seed=1).places_needed == 2
    assert concentration(TEN, holding=1.0, seed=1).places_needed == 3


def test_evenly_spread_places_need_half_of_the_places():
    assert concentration([4] * 100, seed=1).share_of_places == 0.5
    assert not concentration([4] * 100, seed=1).excess


def test_chance_alone_is_not_called_excess_and_a_real_pile_is():
    rng = np.random.default_rng(5)
    random = [concentration(rng.multinomial(60, np.full(200, 1 / 200)), seed=i, draws=199).excess for i in range(40)]
    assert np.mean(random) <= 0.15
    piled = np.zeros(200)
    piled[:5] = 12
    found = concentration(piled, seed=1)
    assert found.excess
    # 60 events on 200 places can fill 60 at most, so half lie at under 15 % of the places by chance alone
    assert 0.08 < found.share_if_chance < 0.15


def test_comparison_by_chance_agrees_with_sorting():
    from placestats.inequality import _needed, _needed_of_whole

    rng = np.random.default_rng(3)
    for _ in range(200):
        counts = rng.poisson(rng.uniform(0.1, 3), 30)
        if counts.any():
            for share in (0.25, 0.5, 0.8, 1.0):
                assert _needed_of_whole(counts, share) == _needed(counts.astype(float), share)


def test_stability_of_equal_and_of_disjoint_periods():
    same = stability([5, 3, 1, 0], [10, 6, 2, 0])
    assert same.overlap == pytest.approx(1)
    assert same.rank_correlation == pytest.approx(1)
    assert same.still_top == 1
    apart = stability([5, 0, 0, 0], [0, 0, 0, 5])
    assert apart.overlap == 0
    assert apart.still_top == 0
    assert apart.still_top_if_chance == 0.25


@settings(deadline=None)
@given(some_counts, st.randoms())
def test_overlap_is_symmetric_and_keeps_within_bounds(counts, random):
    other = counts.copy()
    random.shuffle(other)
    there, back = stability(counts, other), stability(other, counts)
    if there:
        assert there.overlap == pytest.approx(back.overlap)
        assert -1e-12 <= there.overlap <= 1 + 1e-12


def test_data_that_cannot_bear_it_say_so():
    assert gini([0, 0]).code == "nothing_counted"
    assert concentration([3], seed=1).code == "too_few_places"
    assert stability([1, 1], [1, 2]).code == "no_variation"
    assert generalised_gini([0, 0]).code == "nothing_counted"


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: gini([1, np.nan]), "counts"),
        (lambda: lorenz([1, -1]), "counts"),
        (lambda: concentration(TEN, holding=1.2), "holding"),
        (lambda: stability([1, 2], [1, 2, 3]), "after"),
    ],
)
def test_bad_input_is_refused(call, argument):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.argument == argument
