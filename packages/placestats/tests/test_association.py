"""Getis-Ord, local and global Moran: published values (P5, P6), exact chances, relations, peers."""

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placestats import InputError, Neighbours, getis_ord, local_moran, moran
from placestats.association_kernels import draw_positions
from placestats.chance import stream
from placestats.threads import set_threads, thread_count
from placestats.whole_values import as_whole

ORACLES = Path(__file__).parents[3].parent / "shared" / "oracles"
X, Y = [10, 20, 40, 15, 30, 30], [10, 10, 10, 20, 20, 30]
SIX = [2, 3, 3.2, 5, 8, 7]
BAND = Neighbours.within(X, Y, 15)


def test_published_z_values():
    binary = [-1.0136729, -0.04361589, 1.31558703, -0.31412676, 1.15373986, 1.77833941]
    star = [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331]
    row = [-0.62074534, -0.01780611, 1.31558703, -0.12824171, 0.28843496, 1.77833941]
    assert getis_ord(SIX, BAND, seed=1).z == pytest.approx(binary, abs=1e-7)
    assert getis_ord(SIX, BAND, star=True, seed=1).z == pytest.approx(star, abs=1e-7)
    assert getis_ord(SIX, BAND, transform="R", seed=1).z == pytest.approx(row, abs=1e-7)


@pytest.mark.skipif(not ORACLES.exists(), reason="the folder with published results lies beside the repository")
def test_permutation_chances_converge_to_full_enumeration():
    exact = json.loads((ORACLES / "gi_six_points_exact.json").read_text())
    found = getis_ord(SIX, BAND, permutations=99_999, seed=3)
    for row in exact:
        for reference, mine in (("p_greater", found.p_greater), ("p_lesser", found.p_less)):
            p = row[reference]
            assert abs(mine[row["i"]] - p) <= 4.5 * np.sqrt(p * (1 - p) / 99_999) + 1.5 / 1e5


def test_chances_equal_enumeration_for_counts_with_many_ties():
    values = np.array([0, 1, 1, 0, 2, 0, 1, 3, 0, 0])
    near = Neighbours.within(np.arange(10), np.zeros(10), 1.5)
    found = local_moran(values, near, permutations=49_999, alternative="greater", seed=5)
    for i in range(10):
        others = np.delete(values, i)
        k = near.cardinalities[i]
        own = values[near.others[near.starts[i] : near.starts[i + 1]]].sum()
        sums = np.array([others[list(chosen)].sum() for chosen in combinations(range(9), k)])
        above = values[i] > values.mean()
        p = (sums >= own).mean() if above else (sums <= own).mean()
        assert abs(found.p_greater[i] - p) <= 4.5 * np.sqrt(p * (1 - p) / 49_999) + 1.5 / 5e4


def written_out(values, near, permutations, seed):
    """The same draws, one site and one permutation at a time."""
    whole = as_whole(np.asarray(values, dtype=float))
    drawn = draw_positions(near.n, int(near.cardinalities.max()), permutations, stream(seed, 0))
    greater, less = np.ones(near.n), np.ones(near.n)
    for i in range(near.n):
        k = near.cardinalities[i]
        if k:
            sums = np.delete(whole, i)[drawn[:, :k]].sum(axis=1)
            own = whole[near.others[near.starts[i] : near.starts[i + 1]]].sum()
            greater[i] = ((sums >= own).sum() + 1) / (permutations + 1)
            less[i] = ((sums <= own).sum() + 1) / (permutations + 1)
    return greater, less


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["counts", "decimals", "any"]))
def test_patched_sums_equal_sums_written_out(seed, kind):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(5, 60))
    values = {"counts": rng.poisson(1.5, n), "decimals": rng.integers(0, 40, n) / 10, "any": rng.exponential(1, n)}[
        kind
    ]
    if values.min() == values.max():
        return
    near = Neighbours.within(rng.uniform(0, 10, n), rng.uniform(0, 10, n), rng.uniform(1, 4))
    found = getis_ord(values, near, permutations=50, seed=seed)
    greater, less = written_out(values, near, 50, seed)
    assert (found.p_greater == greater).all()
    assert (found.p_less == less).all()


def test_weights_that_differ_agree_with_equal_weights_when_equal():
    rng = np.random.default_rng(2)
    values = rng.poisson(2, 80)
    near = Neighbours.within(rng.uniform(0, 10, 80), rng.uniform(0, 10, 80), 2)
    doubled = Neighbours(near.starts, near.others, np.full(near.others.size, 2.0))
    one, two = getis_ord(values, near, seed=1), getis_ord(values, doubled, seed=1)
    assert (one.p_sim == two.p_sim).all()
    assert one.z == pytest.approx(two.z, nan_ok=True)


def test_gi_and_gi_star_share_their_permutation_chance():
    values = np.random.default_rng(1).poisson(2, 100)
    near = Neighbours.on_grid(np.ones((10, 10), dtype=bool))
    one, star = getis_ord(values, near, seed=4), getis_ord(values, near, star=True, seed=4)
    assert (one.p_sim == star.p_sim).all()
    assert (one.p_sim == getis_ord(values * 3, near, seed=4).p_sim).all()


def test_alternatives_are_related():
    values = np.random.default_rng(1).poisson(2, 100)
    near = Neighbours.on_grid(np.ones((10, 10), dtype=bool))
    by = {a: getis_ord(values, near, alternative=a, seed=4).p_sim for a in ("two-sided", "greater", "less", "directed")}
    assert (by["directed"] == np.minimum(by["greater"], by["less"])).all()
    assert (by["two-sided"] == np.minimum(1, 2 * by["directed"])).all()
    assert (by["greater"] + by["less"] > 1).all()


def test_equal_seed_gives_equal_result_whatever_the_thread_count():
    values = np.random.default_rng(1).poisson(2, 250 * 200)
    near, before = Neighbours.on_grid(np.ones((250, 200), dtype=bool)), thread_count()
    try:
        set_threads(1)
        one = (local_moran(values, near, permutations=99, seed=4), moran(values, near, permutations=9, seed=4))
        set_threads(3)
        three = (local_moran(values, near, permutations=99, seed=4), moran(values, near, permutations=9, seed=4))
    finally:
        set_threads(before)
    assert (one[0].p_sim == three[0].p_sim).all()
    assert (one[1].sim == three[1].sim).all()


def test_local_moran_sums_to_the_global_one():
    values = np.random.default_rng(1).gamma(2, 3, 120)
    near = Neighbours.on_grid(np.ones((10, 12), dtype=bool))
    local, whole = local_moran(values, near, seed=1), moran(values, near, seed=1)
    assert local.statistic.sum() / (120 - 1) == pytest.approx(whole.statistic)


@pytest.mark.slow
def test_statistics_agree_with_esda():
    esda = pytest.importorskip("esda")
    from libpysal import weights

    values = np.random.default_rng(1).gamma(2, 3, 120)
    w = weights.lat2W(10, 12, rook=False)
    w.transform = "r"
    near = Neighbours.on_grid(np.ones((10, 12), dtype=bool))
    theirs, ours = esda.Moran_Local(values, w, permutations=999, seed=1), local_moran(values, near, seed=1)
    assert ours.statistic == pytest.approx(theirs.Is)
    assert (ours.quadrant == theirs.q).all()
    directed = np.minimum(ours.p_greater, ours.p_less)
    p = np.clip(theirs.p_sim, 0.001, 0.999)
    assert (np.abs(directed - p) <= 5.5 * np.sqrt(2 * p * (1 - p) / 999) + 0.002).all()
    whole, peer = moran(values, near, seed=1), esda.Moran(values, w)
    assert (whole.statistic, whole.z_norm, whole.z_rand) == pytest.approx((peer.I, peer.z_norm, peer.z_rand))
    assert Neighbours.of(w).cardinalities.tolist() == near.cardinalities.tolist()


def test_planted_likeness_is_seen_and_noise_is_not():
    near = Neighbours.on_grid(np.ones((15, 15), dtype=bool))
    slope = np.add.outer(np.arange(15), np.arange(15)).ravel().astype(float)
    assert moran(slope, near, alternative="greater", seed=1).p_sim == 0.001
    noise = [moran(np.random.default_rng(i).normal(size=225), near, permutations=99, seed=i).p_sim for i in range(60)]
    assert np.mean(np.array(noise) <= 0.1) < 0.1 + 3 * np.sqrt(0.09 / 60)


def test_place_without_neighbours_has_p_one():
    near = Neighbours.within([0, 1, 2, 100, 3], [0, 0, 0, 0, 0], 1.5)
    found = getis_ord([1, 2, 3, 9, 1], near, seed=1)
    assert np.isnan(found.z[3])
    assert found.p_sim[3] == found.p_norm[3] == 1


def test_neighbours_within_agree_with_all_distances():
    rng = np.random.default_rng(6)
    x, y = rng.uniform(0, 1000, 300), rng.uniform(0, 700, 300)
    near = Neighbours.within(x, y, 90)
    apart = np.hypot(x[:, None] - x, y[:, None] - y)
    expected = [np.flatnonzero((row <= 90) & (np.arange(300) != i)).tolist() for i, row in enumerate(apart)]
    assert [near.others[near.starts[i] : near.starts[i + 1]].tolist() for i in range(300)] == expected


def test_decimals_tie_as_they_are_written():
    assert as_whole(np.array([3.2, 5.0, 8.2])).tolist() == [32, 50, 82]
    assert as_whole(np.array([3.0, 5.0])).tolist() == [3, 5]
    far = as_whole(np.array([np.pi, np.e]))
    assert far[0] / far[1] == pytest.approx(np.pi / np.e, rel=1e-14)


def test_data_that_cannot_bear_it_say_so():
    near = Neighbours.within([0, 1, 2, 3], [0, 0, 0, 0], 1)
    assert getis_ord([1, 1, 1, 1], near, seed=1).code == "no_variation"
    assert local_moran([1, 2], Neighbours.within([0, 1], [0, 0], 1), seed=1).code == "too_few_places"
    assert moran([1, 2, 3, 5], Neighbours.within([0, 9, 18, 27], [0, 0, 0, 0], 1), seed=1).code == "no_neighbours"


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: getis_ord([1, 2], BAND), "neighbours"),
        (lambda: getis_ord([-1, *SIX[1:]], BAND), "values"),
        (lambda: getis_ord([np.nan, *SIX[1:]], BAND), "values"),
        (lambda: getis_ord(SIX, BAND, alternative="both"), "alternative"),
        (lambda: getis_ord(SIX, BAND, transform="V"), "transform"),
        (lambda: getis_ord(SIX, "queen"), "graph"),
        (lambda: moran(SIX, BAND, permutations=-1), "permutations"),
        (lambda: Neighbours.within([57.701, 57.702], [11.97, 11.98], 100), "x"),
        (lambda: Neighbours(np.array([0, 1]), np.array([0], dtype=np.int32)), "neighbours"),
    ],
)
def test_bad_input_is_refused(call, argument):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.argument == argument
