"""Kernel density: the oracle (P16), mass, and relations that must hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placestats import Grid, InputError, density, density_at
from placestats.threads import set_threads, thread_count

GRID = Grid(500_000, 6_400_000, 50, 120, 100)


def cloud(n, seed=1):
    rng = np.random.default_rng(seed)
    return 503_000 + rng.normal(0, 400, n), 6_402_500 + rng.normal(0, 300, n)


@pytest.mark.parametrize("method", ["binned", "exact"])
def test_one_point_in_the_centre_has_the_known_peak_and_mass(method):
    grid = Grid(0, 0, 10, 101, 101)
    found = density([505], [505], grid=grid, bandwidth=60, method=method)
    assert found.values[50, 50] == pytest.approx(1 / (2 * np.pi * 60**2), rel=1e-9)
    assert found.values.sum() * 100 == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("bandwidth", [150, 300])
def test_binned_agrees_with_exact(bandwidth):
    x, y = cloud(5000)
    binned = density(x, y, grid=GRID, bandwidth=bandwidth)
    exact = density(x, y, grid=GRID, bandwidth=bandwidth, method="exact")
    assert (binned.used, exact.used) == ("binned", "exact")
    assert np.abs(binned.values - exact.values).max() < 2e-3 * exact.values.max()
    assert binned.values.sum() * 2500 == pytest.approx(5000, rel=1e-4)


def test_exact_agrees_with_the_sum_written_out():
    x, y = cloud(300)
    east, north = GRID.centres()
    apart = (east[..., None] - x) ** 2 + (north[..., None] - y) ** 2
    written = (np.exp(-apart / (2 * 200**2)) / (2 * np.pi * 200**2)).sum(axis=-1)
    found = density(x, y, grid=GRID, bandwidth=200, method="exact").values
    assert np.abs(found - written).max() < 1e-5 * written.max()
    at = density_at(x, y, at_x=east.ravel(), at_y=north.ravel(), bandwidth=200)
    assert np.abs(at.reshape(GRID.shape) - written).max() < 1e-5 * written.max()


@pytest.mark.parametrize("n", [200, 4000])
def test_weights_are_repeated_points(n):
    x, y = cloud(n)
    times = np.random.default_rng(2).integers(1, 4, n)
    weighted = density(x, y, grid=GRID, bandwidth=200, weights=times).values
    repeated = density(np.repeat(x, times), np.repeat(y, times), grid=GRID, bandwidth=200, method="binned").values
    assert np.allclose(weighted, repeated, rtol=2e-3, atol=1e-4 * repeated.max())


@settings(max_examples=20, deadline=None)
@given(st.integers(-40, 40), st.integers(-40, 40))
def test_moving_points_and_grid_moves_the_density(right, up):
    x, y = cloud(2000)
    moved = Grid(500_000 + 50 * right, 6_400_000 + 50 * up, 50, 120, 100)
    a = density(x, y, grid=GRID, bandwidth=200).values
    b = density(x + 50 * right, y + 50 * up, grid=moved, bandwidth=200).values
    assert np.allclose(a, b, rtol=1e-3, atol=1e-5 * a.max())


def test_events_beyond_the_frame_count_near_its_edge():
    grid = Grid(500_000, 6_400_000, 50, 40, 40)
    x, y = np.full(2000, 499_900.0), np.full(2000, 6_401_000.0)
    found = density(x, y, grid=grid, bandwidth=200)
    assert found.used == "binned"
    assert found.outside == 0
    assert found.values[20, 0] == pytest.approx(
        2000 / (2 * np.pi * 200**2) * np.exp(-(125**2 + 25**2) / (2 * 200**2)), rel=1e-2
    )
    assert density(x - 5000, y, grid=grid, bandwidth=200).outside == 2000


def test_result_does_not_depend_on_threads_and_input_is_kept():
    x, y = cloud(1_100_000)
    kept = x.copy()
    before = thread_count()
    try:
        set_threads(1)
        one = density(x, y, grid=GRID, bandwidth=200)
        set_threads(3)
        three = density(x, y, grid=GRID, bandwidth=200)
    finally:
        set_threads(before)
    assert (one.values == three.values).all()
    assert one.data_hash == three.data_hash
    assert (x == kept).all()


def test_renormalised_density_is_flat_where_events_are_flat():
    east, north = GRID.centres()
    mask = np.zeros(GRID.shape, dtype=bool)
    mask[20:60, 30:90] = True
    grid = Grid(GRID.x0, GRID.y0, GRID.cell, GRID.columns, GRID.rows, mask)
    found = density(east[mask], north[mask], grid=grid, bandwidth=200, method="exact", edge="renormalised")
    assert np.allclose(found.values[mask], 1 / 2500, rtol=1e-3)
    assert (found.values[~mask] == 0).all()


@pytest.mark.parametrize("method", ["binned", "exact"])
@pytest.mark.parametrize(("high", "wide"), [(8, 7), (2, 60), (40, 60)])
def test_conserving_density_keeps_all_events_in_the_study_area(method, high, wide):
    rng = np.random.default_rng(5)
    mask = np.zeros(GRID.shape, dtype=bool)
    mask[20 : 20 + high, 30 : 30 + wide] = True
    grid = Grid(GRID.x0, GRID.y0, GRID.cell, GRID.columns, GRID.rows, mask)
    x = GRID.x0 + GRID.cell * (30 + wide * rng.beta(0.3, 0.3, 2000))  # most of them at the border
    y = GRID.y0 + GRID.cell * (20 + high * rng.random(2000))
    found = density(x, y, grid=grid, bandwidth=150, method=method, edge="conserving")
    assert found.values.sum() * GRID.cell**2 == pytest.approx(2000, rel=0.02)
    assert found.values.max() >= 2000 / (mask.sum() * GRID.cell**2)
    assert (found.values[~mask] == 0).all()


@pytest.mark.parametrize(
    ("change", "argument"),
    [
        ({"edge": "torus"}, "edge"),
        ({"x": [np.nan, 1.0]}, "x"),
        ({"x": [11.9, 12.1], "y": [57.7, 57.8]}, "x"),
        ({"weights": [0, 0]}, "weights"),
        ({"weights": [-1, 2]}, "weights"),
        ({"bandwidth": 0}, "bandwidth"),
        ({"bandwidth": 20}, "bandwidth"),
        ({"method": "fft"}, "method"),
        ({"x": [], "y": []}, "x"),
    ],
)
def test_bad_input_is_refused(change, argument):
    good = {"x": [503_000.5, 503_100], "y": [6_402_000, 6_402_100], "grid": GRID, "bandwidth": 200}
    given = {**good, **change}
    with pytest.raises(InputError) as caught:
        density(given.pop("x"), given.pop("y"), **given)
    assert caught.value.argument == argument
