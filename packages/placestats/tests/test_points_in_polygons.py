"""Points in polygons: identical to the parity rule written out, and to shapely away from the borders."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placestats import InputError, PolygonIndex, points_in_polygons
from placestats.threads import set_threads, thread_count

SQUARES = [[[(c, r), (c + 10, r), (c + 10, r + 10), (c, r + 10)]] for r in (0, 10, 20) for c in (0, 10, 20)]


def by_parity(x, y, polygons):
    """One point and one edge at a time."""
    out = np.full(len(x), -1)
    for i, (px, py) in enumerate(zip(x, y, strict=True)):
        for index, rings in enumerate(polygons):
            odd = False
            for ring in rings:
                for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
                    if (ay > py) != (by > py) and px < ax + (py - ay) * (bx - ax) / (by - ay):
                        odd = not odd
            if odd:
                out[i] = index
                break
    return out


def star(rng, x, y, corners, reach):
    angles = np.sort(rng.uniform(0, 2 * np.pi, corners))
    far = rng.uniform(0.2, 1, corners) * reach
    return np.column_stack([x + far * np.cos(angles), y + far * np.sin(angles)]).tolist()


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_overlapping_stars_with_holes_agree_with_parity(seed):
    rng = np.random.default_rng(seed)
    polygons = []
    for _ in range(rng.integers(1, 8)):
        x, y = rng.uniform(0, 1000, 2)
        rings = [star(rng, x, y, rng.integers(3, 30), 400)]
        if rng.random() < 0.5:
            rings.append(star(rng, x, y, 5, 60))
        polygons.append(rings)
    px, py = rng.uniform(-300, 1300, 300), rng.uniform(-300, 1300, 300)
    assert (points_in_polygons(px, py, polygons) == by_parity(px, py, polygons)).all()


def test_every_point_of_a_tiling_has_one_owner_also_on_borders():
    x, y = (a.ravel() for a in np.meshgrid(np.arange(0.5, 30, 0.5), np.arange(0.5, 30, 0.5)))
    alone = [points_in_polygons(x, y, [square]) == 0 for square in SQUARES]
    assert (np.sum(alone, axis=0) == 1).all()
    owner = points_in_polygons(x, y, SQUARES)
    assert (owner == np.argmax(alone, axis=0)).all()


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6))
def test_neighbours_that_share_crooked_borders_and_a_park_across_them_agree_with_parity(seed):
    rng = np.random.default_rng(seed)
    x, y = np.meshgrid(np.arange(5) * 100.0, np.arange(5) * 100.0)
    corners = np.dstack([x, y]) + rng.uniform(-40, 40, (5, 5, 2))
    around = ((0, 0), (0, 1), (1, 1), (1, 0))
    zones = [[[corners[r + up, c + across] for up, across in around]] for r in range(4) for c in range(4)]
    park = [star(rng, 200, 200, 12, 150)]
    px, py = rng.uniform(-50, 450, 400), rng.uniform(-50, 450, 400)
    for polygons in (zones, [*zones[:7], park, *zones[7:]], [park, *zones]):
        assert (points_in_polygons(px, py, polygons) == by_parity(px, py, polygons)).all()


def test_the_coordinate_that_is_no_number_is_named():
    with pytest.raises(InputError, match="y holds NaN"):
        points_in_polygons([1.0, 2.0], [1.0, np.inf], SQUARES)
    with pytest.raises(InputError, match="y has 1 values"):
        points_in_polygons([1.0, 2.0], [1.0], SQUARES)


def test_order_of_points_and_threads_change_nothing():
    rng = np.random.default_rng(3)
    x, y = rng.uniform(-5, 35, 200_000), rng.uniform(-5, 35, 200_000)
    order = rng.permutation(x.size)
    index, before = PolygonIndex(SQUARES), thread_count()
    found = index.locate(x, y)
    try:
        set_threads(1)
        assert (index.locate(x[order], y[order]) == found[order]).all()
    finally:
        set_threads(before)
    inside = (x > 0) & (x < 30) & (y > 0) & (y < 30)
    expected = np.where(inside, (y // 10 * 3 + x // 10).astype(int), -1)
    assert (found == expected).all()


def test_agrees_with_shapely_for_multipolygons_with_holes():
    shapely = pytest.importorskip("shapely")
    rng = np.random.default_rng(4)
    made = [shapely.Point(*rng.uniform(0, 1000, 2)).buffer(rng.uniform(50, 200)) for _ in range(12)]
    shapes = [shapely.union(a, b) - a.centroid.buffer(20) for a, b in zip(made[::2], made[1::2], strict=True)]
    x, y = rng.uniform(0, 1000, 5000), rng.uniform(0, 1000, 5000)
    holds = np.array([shapely.contains_xy(shape, x, y) for shape in shapes])
    expected = np.where(holds.any(axis=0), holds.argmax(axis=0), -1)
    assert (points_in_polygons(x, y, shapes) == expected).all()


def test_geodataframe_is_taken_and_degrees_refused():
    geopandas = pytest.importorskip("geopandas")
    shapely = pytest.importorskip("shapely")
    frame = geopandas.GeoDataFrame(geometry=[shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)], crs=3006)
    assert points_in_polygons([5, 15, 25], [5, 5, 5], frame).tolist() == [0, 1, -1]
    with pytest.raises(InputError, match="degrees"):
        points_in_polygons([5.0], [5.0], frame.set_crs(4326, allow_override=True))


@pytest.mark.parametrize(
    ("polygons", "points"),
    [([], [1.0]), ([[[(0, 0), (1, 1)]]], [1.0]), ([[[0, 1, 2]]], [1.0]), (SQUARES, [np.nan])],
)
def test_bad_input_is_refused(polygons, points):
    with pytest.raises(InputError):
        points_in_polygons(points, points, polygons)


def test_no_points_give_no_answers():
    assert points_in_polygons([], [], SQUARES).size == 0
