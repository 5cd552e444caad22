"""Areas beside each other: chance is wide for the small ones, and a real difference stands outside."""

import numpy as np
import pytest

import placestats
from samplats.analyses.rules.comparison import Comparison, can_compare, compare_counts, compare_shares

NAMES = ["A", "B", "C", "D", "E"]


def test_counts_are_those_of_the_funnel():
    counts, people = [10, 52, 98, 400, 590], [1000, 5000, 10_000, 40_000, 50_000]
    found = compare_counts(NAMES, counts, people)
    assert isinstance(found, Comparison)
    funnel = placestats.funnel_limits(counts, people, levels=(0.95, 0.998))
    assert isinstance(funnel, placestats.Funnel)
    assert [one.outside for one in found.areas] == funnel.outside.tolist()
    assert [one.name for one in found.areas] == NAMES
    assert [one.size for one in found.limits] == sorted(people)
    assert found.limits[0].high == pytest.approx(float(funnel.high[0, 0]))
    assert found.limits[0].outer_high == pytest.approx(float(funnel.high[1, 0]))
    assert found.areas[-1].low < 0.0118 < found.areas[-1].high
    assert found.areas[-1].outside > 0


def test_limits_are_drawn_also_where_a_computers_chances_end():
    """Municipalities that differ very much: the limits are some twenty standard deviations wide."""
    people = np.array([5_000, 8_000, 20_000, 60_000, 900_000])
    found = compare_counts(NAMES, [300, 80, 1000, 900, 30_000], people.tolist())
    assert isinstance(found, Comparison)
    assert found.overdispersion > 50
    assert not found.is_chance
    edges = [(one.outer_low, one.low, one.high, one.outer_high) for one in found.limits]
    assert np.isfinite(edges).all()
    assert all(list(one) == sorted(one) for one in edges)
    spread = (found.overdispersion * found.target / 900_000) ** 0.5
    assert found.limits[-1].outer_high == pytest.approx(found.target + 3.09 * spread, 0.1)


def test_a_share_stands_outside_only_when_its_interval_is_narrow():
    shares, half = [0.30, 0.30, *[0.19, 0.20, 0.21, 0.20, 0.20] * 2], [0.15, 0.02, *[0.03] * 10]
    low, high = [s - h for s, h in zip(shares, half, strict=True)], [s + h for s, h in zip(shares, half, strict=True)]
    found = compare_shares([chr(65 + i) for i in range(12)], shares, low, high)
    assert isinstance(found, Comparison)
    assert [one.name for one in found.areas if one.outside > 0] == ["B"]
    assert found.areas[0].outside == 0
    assert found.limits[0].high - found.limits[0].low > found.limits[-1].high - found.limits[-1].low


def test_chance_alone_puts_few_outside():
    rng = np.random.default_rng(7)
    n = rng.integers(150, 3000, 300)
    shares = rng.binomial(n, 0.25) / n
    half = 1.96 * np.sqrt(shares * (1 - shares) / n)
    names = [str(i) for i in range(300)]
    found = compare_shares(names, shares.tolist(), (shares - half).tolist(), (shares + half).tolist())
    assert isinstance(found, Comparison)
    outside = [abs(one.outside) for one in found.areas]
    assert 3 <= sum(one >= 1 for one in outside) <= 27
    assert sum(one == 2 for one in outside) <= 4
    assert found.overdispersion < 1.2
    assert found.is_chance
    assert found.target == pytest.approx(0.25, abs=0.01)


def test_too_few_areas_give_a_reason():
    found = compare_shares(["A", "B"], [0.1, 0.2], [0.05, 0.1], [0.15, 0.3])
    assert isinstance(found, placestats.CannotSay)
    assert found.code == "too_few_places"


@pytest.mark.parametrize(
    ("share", "low", "high", "can"), [(0.2, 0.1, 0.3, True), (0, 0, 0.1, False), (0.2, 0.2, 0.2, False)]
)
def test_what_says_nothing_of_its_own_sureness_is_left_out(share, low, high, can):
    assert can_compare(share, low, high) is can
