"""Empirical-Bayes rates and funnel limits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr, ndtri
from scipy.stats import poisson

from placestats import InputError, Neighbours, empirical_bayes_rates, funnel_limits
from placestats.rates import _upper_limit

COUNTS = np.array([0, 2, 15, 40, 3, 8])
PEOPLE = np.array([100.0, 100, 1000, 1000, 500, 500])


def test_marshalls_formula_written_out():
    mean = 68 / 3200
    between = (PEOPLE * (COUNTS / PEOPLE - mean) ** 2).sum() / 3200 - mean / (3200 / 6)
    own = between / (between + mean / PEOPLE)
    found = empirical_bayes_rates(COUNTS, PEOPLE)
    assert found.rate == pytest.approx(mean + own * (COUNTS / PEOPLE - mean))
    assert found.own_weight == pytest.approx(own)
    assert (found.low < found.rate).all()
    assert (found.rate < found.high).all()


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(10, 2000)), min_size=3, max_size=20))
def test_shrunk_rates_lie_between_the_raw_rate_and_the_mean(pairs):
    counts, people = np.array(pairs).T
    found = empirical_bayes_rates(counts, people)
    if found:
        low, high = np.minimum(found.raw, found.mean), np.maximum(found.raw, found.mean)
        assert (found.rate >= low - 1e-12).all()
        assert (found.rate <= high + 1e-12).all()
        assert (found.own_weight <= 1).all()


def test_equal_rates_shrink_to_the_mean_and_large_places_keep_more_of_their_own():
    same = empirical_bayes_rates([10, 20, 30], [100, 200, 300])
    assert same.rate == pytest.approx([0.1] * 3)
    assert (same.low == same.high).all()
    found = empirical_bayes_rates(COUNTS, PEOPLE)
    assert (np.diff(found.own_weight[np.argsort(PEOPLE)]) >= 0).all()


def test_local_shrinkage_with_all_as_neighbours_is_the_global_one():
    everyone = Neighbours.within(np.arange(6), np.zeros(6), 10)
    one, all_near = empirical_bayes_rates(COUNTS, PEOPLE), empirical_bayes_rates(COUNTS, PEOPLE, neighbours=everyone)
    assert one.rate == pytest.approx(all_near.rate)


@pytest.mark.slow
def test_rates_agree_with_esda():
    smoothing = pytest.importorskip("esda.smoothing")
    theirs = smoothing.Empirical_Bayes(COUNTS.reshape(-1, 1), PEOPLE.reshape(-1, 1)).r.ravel()
    assert empirical_bayes_rates(COUNTS, PEOPLE).rate == pytest.approx(theirs)


def test_funnel_limits_are_poisson_quantiles():
    found = funnel_limits(COUNTS, PEOPLE, target=0.02, levels=(0.95,), overdispersion=False)
    for i, people in enumerate(PEOPLE):
        low, high = found.low[0, i] * people, found.high[0, i] * people
        assert poisson.cdf(np.ceil(low), 0.02 * people) >= 0.025
        assert poisson.cdf(np.floor(low) - 1, 0.02 * people) <= 0.025
        assert poisson.cdf(np.ceil(high), 0.02 * people) >= 0.975
        assert poisson.cdf(np.floor(high) - 1, 0.02 * people) <= 0.975
    assert found.outside[3] == 1
    assert found.outside[0] == 0


def test_limits_stay_finite_and_far_out_where_places_differ_very_much():
    rng = np.random.default_rng(6)
    people = rng.uniform(200, 90_000, 60)
    found = funnel_limits(rng.poisson(rng.gamma(0.7, 0.02, 60) * people), people)
    assert found.overdispersion > 9
    assert np.isfinite(found.high).all()
    assert (np.diff(found.high, axis=0) > 0).all()
    expected = found.target * people
    # the chance of 9.4 standard deviations, by what lies above
    reach = ndtri(0.9995) * np.sqrt(8.0)
    high = _upper_limit(expected, reach)
    assert (poisson.sf(np.ceil(high), expected) <= ndtr(-reach)).all()
    assert (poisson.sf(np.floor(high) - 1, expected) >= ndtr(-reach)).all()
    assert _upper_limit(np.array([1e6]), 45.0) == pytest.approx(1e6 + 45 * 1e3, rel=0.001)
    assert (_upper_limit(expected, 45.0) > _upper_limit(expected, 37.0)).all()


def test_funnel_holds_its_level_with_and_without_overdispersion():
    rng = np.random.default_rng(4)
    people = rng.uniform(200, 5000, 60)
    plain, spread = [], []
    for _ in range(60):
        plain.append((funnel_limits(rng.poisson(0.01 * people), people, levels=(0.95,)).outside != 0).mean())
        wide = rng.poisson(rng.gamma(20, 0.01 / 20, 60) * people)
        spread.append((funnel_limits(wide, people, levels=(0.95,)).outside != 0).mean())
    assert np.mean(plain) < 0.07
    assert np.mean(spread) < 0.12  # gamma noise is not one factor for all sizes; Poisson limits alone give more
    without = funnel_limits(wide, people, levels=(0.95,), overdispersion=False)
    assert (without.outside != 0).sum() >= (funnel_limits(wide, people, levels=(0.95,)).outside != 0).sum()


def test_data_that_cannot_bear_it_say_so():
    assert empirical_bayes_rates([0, 0, 0], [1, 2, 3]).code == "nothing_counted"
    assert empirical_bayes_rates([1], [1]).code == "too_few_places"
    assert funnel_limits([0, 0, 0], [1, 2, 3]).code == "nothing_counted"


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: empirical_bayes_rates([1, 2, 3], [1, 2, 0]), "exposure"),
        (lambda: empirical_bayes_rates([1, 2, 3], [1, 2]), "exposure"),
        (lambda: empirical_bayes_rates([-1, 2, 3], [1, 2, 3]), "counts"),
        (lambda: funnel_limits([1.5, 2, 3], [1, 2, 3]), "counts"),
        (lambda: funnel_limits([1, 2, 3], [1, 2, 3], levels=(95,)), "levels"),
        (lambda: funnel_limits([1, 2, 3], [1, 2, 3], target=-1), "target"),
    ],
)
def test_bad_input_is_refused(call, argument):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.argument == argument
