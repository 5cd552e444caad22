"""The grid: cells, counts, study area."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placestats import Grid, InputError


def test_cells_are_half_open_and_row_zero_is_southmost():
    grid = Grid(0, 0, 10, 3, 2)
    row, column, inside = grid.cell_of([0, 9.99, 10, 30, 5], [0, 0, 10, 5, -0.1])
    assert row.tolist() == [0, 0, 1, -1, -1]
    assert column.tolist() == [0, 0, 1, -1, -1]
    assert inside.tolist() == [True, True, True, False, False]


def test_weights_are_repeated_points():
    grid = Grid(0, 0, 10, 3, 2)
    assert (grid.count([1, 11], [1, 1], [2, 3]) == grid.count([1, 1, 11, 11, 11], [1] * 5)).all()


coordinates = st.lists(st.tuples(st.floats(-5e5, 5e5), st.floats(-5e5, 5e5)), min_size=1, max_size=30)


@given(coordinates, st.floats(100, 5000))
def test_covering_grid_counts_every_point(pairs, cell):
    x, y = np.array(pairs).T
    if (np.abs(x).max() <= 180 and np.abs(y).max() <= 180) or np.ptp(x) / cell * np.ptp(y) / cell > 1e6:
        return
    assert Grid.covering(x, y, cell=cell).count(x, y).sum() == len(pairs)


def test_over_a_square_with_a_hole():
    square = [(0, 0), (60, 0), (60, 60), (0, 60)]
    hole = [(20, 20), (40, 20), (40, 40), (20, 40)]
    mask = Grid.over([square, hole], cell=10).mask[:6, :6]
    assert mask.sum() == 36 - 4
    assert not mask[2:4, 2:4].any()


def test_over_agrees_with_shapely():
    shapely = pytest.importorskip("shapely")
    angles = np.sort(np.random.default_rng(4).uniform(0, 2 * np.pi, 40))
    reach = np.random.default_rng(5).uniform(300, 1000, 40)
    ring = np.column_stack([5000 + reach * np.cos(angles), 5000 + reach * np.sin(angles)])
    grid = Grid.over([ring], cell=13)
    assert (shapely.contains_xy(shapely.Polygon(ring), *grid.centres()) == grid.mask).all()


def test_near_events_is_a_disc_inside_the_study_area():
    mask = np.ones((9, 9), dtype=bool)
    mask[4, 5] = False
    grid = Grid(0, 0, 100, 9, 9, mask)
    near = grid.near_events([450], [450], distance=200)
    assert near.sum() == 13 - 1
    assert near[4, 4]
    assert not near[4, 5]


def test_bad_grids_are_refused():
    for bad in (
        lambda: Grid(0, 0, 0, 3, 3),
        lambda: Grid(0, 0, 1, 0, 3),
        lambda: Grid(0, np.nan, 1, 3, 3),
        lambda: Grid(0, 0, 1, 3, 3, np.zeros((3, 3), dtype=bool)),
        lambda: Grid(0, 0, 1, 3, 3, np.ones((2, 3), dtype=bool)),
        lambda: Grid.covering([0, 1e9], [0, 1e9], cell=1),
    ):
        with pytest.raises(InputError):
            bad()
