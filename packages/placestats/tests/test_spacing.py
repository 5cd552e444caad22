"""Nearest neighbours and the K function: definitions, known patterns, the level held."""

import numpy as np
import pytest

from placestats import Grid, InputError, k_function, nearest_neighbour
from placestats.spacing_kernels import pair_counts
from placestats.threads import set_threads, thread_count

MASK = np.ones((20, 20), dtype=bool)
MASK[12:, 12:] = False
GRID = Grid(0, 0, 100, 20, 20, MASK)
RADII = np.arange(50, 501, 50)


def at_random(n, seed):
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(0, 2000, 3 * n), rng.uniform(0, 2000, 3 * n)
    keep = ~((x >= 1200) & (y >= 1200))
    return x[keep][:n], y[keep][:n]


def clustered(n, seed):
    rng = np.random.default_rng(seed)
    middle = rng.uniform(100, 1100, (8, 2))[rng.integers(0, 8, n)]
    return middle[:, 0] + rng.normal(0, 20, n), middle[:, 1] + rng.normal(0, 20, n)


def test_pairs_equal_all_distances():
    x, y = at_random(200, 1)
    many = np.random.default_rng(2).integers(1, 4, 200).astype(float)
    apart = np.hypot(x[:, None] - x, y[:, None] - y)
    pairs = np.outer(many, many)
    np.fill_diagonal(pairs, many * (many - 1))
    expected = [pairs[apart <= r].sum() for r in RADII]
    assert pair_counts(x, y, many, RADII.astype(float)) == pytest.approx(expected)


def test_weights_are_repeated_points():
    x, y = at_random(100, 3)
    times = np.random.default_rng(4).integers(1, 3, 100)
    rx, ry = np.repeat(x, times), np.repeat(y, times)
    a = k_function(x, y, grid=GRID, distances=RADII, weights=times, permutations=19, seed=1)
    b = k_function(rx, ry, grid=GRID, distances=RADII, permutations=19, seed=1)
    assert a.k == pytest.approx(b.k)
    assert a.p == b.p
    one = nearest_neighbour(x, y, grid=GRID, weights=times, permutations=19, seed=1)
    two = nearest_neighbour(rx, ry, grid=GRID, permutations=19, seed=1)
    assert one.observed == pytest.approx(two.observed)
    assert one.ratio == pytest.approx(two.ratio)


def test_clusters_and_lattices_are_told_apart():
    near = nearest_neighbour(*clustered(150, 5), grid=GRID, seed=1)
    assert near.ratio < 0.6
    assert near.p_sim == pytest.approx(0.01)
    lattice = np.meshgrid(np.arange(50, 1200, 100), np.arange(50, 1200, 100))
    even = nearest_neighbour(lattice[0].ravel(), lattice[1].ravel(), grid=GRID, seed=1)
    assert even.ratio > 1.25
    assert even.p_sim == pytest.approx(0.01)
    found = k_function(*clustered(150, 5), grid=GRID, distances=RADII, seed=1)
    assert found.p == pytest.approx(1 / 200)
    assert (found.l_minus_r[0] > found.high[0]).all()


def test_clark_evans_ratio_of_a_square_lattice():
    # mean distance 100 and density 1e-4 give exactly 100 / (0.5 / sqrt(1e-4)) = 2
    grid = Grid(0, 0, 100, 10, 10)
    x, y = (a.ravel() for a in grid.centres())
    assert nearest_neighbour(x, y, grid=grid, permutations=19, seed=1).ratio == pytest.approx(2)


@pytest.mark.slow
def test_random_patterns_hold_the_level():
    p_near, p_k = [], []
    for i in range(100):
        x, y = at_random(60, i)
        p_near.append(nearest_neighbour(x, y, grid=GRID, permutations=39, seed=i).p_sim)
        p_k.append(k_function(x, y, grid=GRID, distances=RADII, permutations=39, seed=i).p)
    bound = 0.05 + 3 * np.sqrt(0.05 * 0.95 / 100)
    assert np.mean(np.array(p_near) <= 0.05) <= bound
    assert np.mean(np.array(p_k) <= 0.05) <= bound


def test_events_outside_the_study_area_are_left_out():
    x, y = at_random(100, 7)
    found = nearest_neighbour([*x, 1500, 5000], [*y, 1500, 5000], grid=GRID, permutations=19, seed=1)
    assert (found.n, found.left_out) == (100, 2)


def test_equal_seed_gives_equal_result_whatever_the_thread_count():
    x, y = at_random(100, 8)
    before = thread_count()
    try:
        set_threads(1)
        one = k_function(x, y, grid=GRID, distances=RADII, permutations=39, seed=1)
        set_threads(3)
        three = k_function(x, y, grid=GRID, distances=RADII, permutations=39, seed=1)
    finally:
        set_threads(before)
    assert (one.high == three.high).all()


def test_too_few_events_say_so():
    assert nearest_neighbour([1, 2], [1, 2], grid=GRID, seed=1).code == "too_few"
    assert k_function([1, 2], [1, 2], grid=GRID, distances=RADII, seed=1).code == "too_few"


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: nearest_neighbour([5] * 9, [5] * 9, grid=GRID, seed=1), "x"),
        (lambda: k_function([1, 2], [1, np.nan], grid=GRID, distances=RADII), "y"),
        (lambda: k_function([1, 2], [1, 2], grid=GRID, distances=[100, 50]), "distances"),
        (lambda: k_function([1, 2], [1, 2], grid=GRID, distances=[]), "distances"),
        (lambda: nearest_neighbour([1, 2], [1, 2], grid=GRID, weights=[0.5, 1]), "weights"),
        (lambda: nearest_neighbour([11.971, 11.972], [57.701, 57.702], grid=GRID), "x"),
    ],
)
def test_bad_input_is_refused(call, argument):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.argument == argument
