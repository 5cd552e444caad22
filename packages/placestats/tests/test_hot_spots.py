"""Corrected hot spots: exact tails, the level held, the planted cross found, never the floor of the simulation."""

from itertools import combinations

import numpy as np
import pytest

from placestats import CannotSay, InputError, hot_spots
from placestats.sum_tails import _gamma_tail, tails
from placestats.threads import set_threads, thread_count


def poisson_map(seed, rows=40, columns=40, mean=2.0):
    return np.random.default_rng(seed).poisson(mean, (rows, columns))


def planted(seed, rows=40, columns=40):
    rng = np.random.default_rng(seed)
    mean = np.full((rows, columns), 2.0)
    for row, column in ((20, 20), (19, 20), (21, 20), (20, 19), (20, 21)):
        mean[row, column] = 8
    return rng.poisson(mean)


def test_tails_equal_full_enumeration():
    values = np.array([0, 0, 0, 1, 1, 2, 3, 5])
    tables, method = tails(values, np.array([4, 2, 1]))
    assert method == "exact"
    for k in (1, 2, 4):
        sums = np.array([values[list(chosen)].sum() for chosen in combinations(range(8), k)])
        written = [(sums >= s).mean() for s in range(11)]
        assert tables[k][:11] == pytest.approx(written, abs=1e-14)


def test_gamma_tail_is_near_the_exact_one_for_large_counts():
    values = np.random.default_rng(3).poisson(40, 500)
    exact = tails(values, np.array([9]))[0][9]
    near = _gamma_tail(values, 9, exact.size - 1)
    middle = (exact > 1e-6) & (exact < 0.999)
    ratio = near[middle] / exact[middle]
    assert ratio.min() > 0.9  # in the far tail it errs to the careful side: here up to 2.4 times at 1e-6
    assert ratio.max() < 3
    assert ratio[exact[middle] > 1e-3].max() < 1.2


def test_far_tail_keeps_its_accuracy():
    values = np.repeat([0, 1], [9_000, 1_000])
    tail = tails(values, np.array([5]))[0][5]
    from scipy.stats import hypergeom

    assert tail[:6] == pytest.approx(hypergeom.sf(np.arange(6) - 1, 10_000, 1_000, 5), rel=1e-10)


def test_statistic_is_the_sum_over_the_disc_in_the_study_area():
    counts = poisson_map(1, 12, 9)
    mask = np.random.default_rng(2).random((12, 9)) < 0.7
    found = hot_spots(counts, mask=mask, radius_cells=1.5, permutations=99, seed=1)
    inside = np.where(mask, counts, 0)
    padded = np.pad(inside, 1)
    written = sum(padded[1 + r : 13 + r, 1 + c : 10 + c] for r in (-1, 0, 1) for c in (-1, 0, 1))
    assert (found.statistic == np.where(mask, written, 0)).all()
    assert (found.p[~mask] == 1).all()
    assert (found.level[~mask] == 0).all()
    assert found.total + found.left_out == counts.sum()


def test_planted_cross_is_found_and_p_is_far_below_the_floor():
    found = [hot_spots(planted(seed), permutations=199, seed=seed) for seed in range(15)]
    hits = [f.found[19:22, 19:22].any() for f in found]
    assert np.mean(hits) >= 0.8
    strongest = min(f.p.min() for f in found)
    assert strongest < 1e-5


def test_null_maps_are_rarely_flagged_whatever_the_spread_of_counts():
    rng = np.random.default_rng(11)
    maps = [rng.poisson(0.3, (25, 25)) for _ in range(60)]
    maps += [rng.negative_binomial(0.5, 0.2, (25, 25)) for _ in range(60)]
    flagged = [hot_spots(counts, permutations=199, seed=i).found.any() for i, counts in enumerate(maps)]
    assert np.mean(flagged) < 0.05 + 3 * np.sqrt(0.05 * 0.95 / 120)


def test_few_permutations_never_reach_a_level_by_the_floor():
    found = hot_spots(poisson_map(5), permutations=19, levels=(0.05, 0.001), seed=3)
    assert not found.found.any()
    many = hot_spots(poisson_map(5), permutations=9999, seed=3)
    assert many.p.min() > 0.05


def test_bound_is_not_below_the_permutation_share():
    counts = poisson_map(8)
    found = hot_spots(counts, permutations=4999, seed=1)
    by_share = ~found.by_bound & (found.p < 0.2)
    cells = counts.size
    assert (found.p[by_share] <= np.minimum(found.raw_p[by_share] * cells * 1.3, 1)).all()


def test_an_extreme_place_does_not_hide_the_next():
    counts = planted(1)
    counts[5:8, 5:8] += 400
    found = hot_spots(counts, permutations=199, seed=1)
    assert found.level[6, 6] == 3
    assert found.found[19:22, 19:22].any()
    assert found.steps >= 2


def test_p_falls_as_raw_p_falls():
    found = hot_spots(poisson_map(1), permutations=499, seed=1)
    order = np.argsort(found.raw_p.ravel())
    assert (np.diff(found.p.ravel()[order]) >= 0).all()


@pytest.mark.parametrize("turn", [np.transpose, np.flipud, np.fliplr])
def test_turning_the_map_turns_the_result(turn):
    counts = planted(3, 40, 40)
    one, other = hot_spots(counts, permutations=99, seed=1), hot_spots(turn(counts), permutations=99, seed=1)
    assert (turn(one.statistic) == other.statistic).all()
    assert turn(one.raw_p) == pytest.approx(other.raw_p)


def test_equal_seed_gives_equal_result_whatever_the_thread_count():
    counts, before = poisson_map(2), thread_count()
    try:
        set_threads(1)
        one = hot_spots(counts, permutations=300, seed=9)
        set_threads(4)
        four = hot_spots(counts, permutations=300, seed=9)
    finally:
        set_threads(before)
    assert (one.p == four.p).all()
    other = hot_spots(counts, permutations=300, seed=10)
    assert (one.p != other.p).any()


def test_data_that_cannot_bear_it_say_so():
    assert hot_spots(np.full((10, 10), 3), seed=1).code == "no_variation"
    answer = hot_spots([[1, 2], [3, 4]], seed=1)
    assert isinstance(answer, CannotSay)
    assert answer.code == "too_few_places"


@pytest.mark.parametrize(
    ("change", "argument"),
    [
        ({"counts": np.full((9, 9), 0.5)}, "counts"),
        ({"counts": np.full((9, 9), -1)}, "counts"),
        ({"counts": np.full((9, 9), np.nan)}, "counts"),
        ({"counts": np.arange(9)}, "counts"),
        ({"mask": np.zeros((9, 9), dtype=bool)}, "mask"),
        ({"mask": np.ones((9, 8), dtype=bool)}, "mask"),
        ({"radius_cells": 0}, "radius_cells"),
        ({"permutations": 5}, "permutations"),
        ({"levels": (1.5,)}, "levels"),
    ],
)
def test_bad_input_is_refused(change, argument):
    given = {"counts": poisson_map(1, 9, 9), "seed": 1, **change}
    with pytest.raises(InputError) as caught:
        hot_spots(given.pop("counts"), **given)
    assert caught.value.argument == argument
