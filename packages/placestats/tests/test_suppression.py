"""Suppression: an attacker recovers nothing, few cells are withheld; masked points."""

from itertools import combinations

import numpy as np
import pytest
from scipy import optimize

from placestats import CannotSay, InputError, mask_points, suppress


def with_totals(table):
    full = np.vstack([table, table.sum(axis=0)])
    return np.column_stack([full, full.sum(axis=1)])


def attacked(full, hidden, cell):
    """Least and largest value of one withheld cell, worked out here from scratch, over the withheld cells only."""
    where = np.argwhere(hidden)
    sums, known = [], []
    for axis in (0, 1):
        for line in range(full.shape[1 - axis]):
            index = [slice(None), slice(None)]
            index[1 - axis] = line
            sign = np.ones(full.shape[axis])
            sign[-1] = -1
            mine = where[:, 1 - axis] == line
            sums.append(np.where(mine, sign[where[:, axis]], 0))
            known.append(-(sign * full[tuple(index)])[~hidden[tuple(index)]].sum())
    aim = (where == cell).all(axis=1).astype(float)
    ends = []
    for turn in (1, -1):
        solved = optimize.linprog(turn * aim, A_eq=np.array(sums), b_eq=known, bounds=(0, None))
        ends.append(turn * solved.fun if solved.status == 0 else np.inf)
    return ends


def lines_hold(hidden):
    return (hidden.sum(axis=0) != 1).all() and (hidden.sum(axis=1) != 1).all()


def safe(full, hidden, small, room):
    if not lines_hold(hidden):
        return False
    return all(np.subtract(*attacked(full, hidden, cell)[::-1]) >= room - 1e-6 for cell in np.argwhere(small))


def fewest(full, small, room):
    """Try all patterns, the smallest first."""
    free = np.flatnonzero(~small.ravel())
    for more in range(free.size + 1):
        for extra in combinations(free, more):
            hidden = small.copy().ravel()
            hidden[list(extra)] = True
            if safe(full, hidden.reshape(full.shape), small, room):
                return int(hidden.sum())
    raise AssertionError


def random_table(seed):
    rng = np.random.default_rng(seed)
    shape = rng.integers(2, 4, 2)
    return rng.poisson(rng.choice([4, 8, 15]), shape) * rng.integers(1, 4, shape)


@pytest.mark.parametrize("seeds", [range(25), pytest.param(range(25, 200), marks=pytest.mark.slow)])
def test_safe_and_close_to_the_best_pattern(seeds):
    compared = 0
    for seed in seeds:
        table = random_table(seed)
        found = suppress(table, minimum=5)
        full = with_totals(table)
        small = (full > 0) & (full < 5)
        assert (found.primary == small).all()
        assert safe(full, ~found.shown, small, 4) or not small.any()
        best = fewest(full, small, 4)
        assert found.withheld <= 1.5 * best
        assert found.withheld == best or not found.optimal
        compared += small.any()
    assert compared > len(seeds) / 4


@pytest.mark.slow
def test_the_search_cut_short_is_safe_and_close():
    for seed in range(12):
        table = random_table(seed)
        quick, best = suppress(table, minimum=5, time_limit=0), suppress(table, minimum=5)
        full = with_totals(table)
        assert safe(full, ~quick.shown, quick.primary, 4)
        assert quick.withheld <= 1.5 * best.withheld


def test_stated_ranges_are_what_an_attacker_finds():
    table = np.array([[20, 50, 10], [8, 19, 22], [17, 32, 3]])
    found = suppress(table, minimum=5)
    assert found.withheld == 4
    assert np.isnan(found.published[~found.shown]).all()
    for cell in np.argwhere(~found.shown):
        ends = attacked(with_totals(table), ~found.shown, cell)
        assert (found.low[tuple(cell)], found.high[tuple(cell)]) == pytest.approx(ends)
    assert (found.high - found.low)[2, 2] >= 4
    assert found.shown[-1].all()
    assert found.shown[:, -1].all()


def test_a_list_and_a_table_without_totals():
    listed = suppress([3, 40, 12, 9], minimum=5)
    assert listed.shown.tolist() == [False, True, True, False, True]
    bare = suppress([[3, 40], [12, 9]], minimum=5, totals=False)
    assert bare.shown.tolist() == [[False, True], [True, True]]
    assert bare.complementary.sum() == 0


def test_zeros_are_shown_unless_asked():
    assert suppress([[0, 10], [10, 10]], minimum=5).withheld == 0
    assert suppress([[0, 10], [10, 10]], minimum=5, hide_zeros=True).withheld == 4


def test_known_cells_protect_nobody():
    table = np.array([[3, 20, 30], [20, 30, 40], [30, 40, 50]])
    known = np.zeros((4, 4), dtype=bool)
    known[0, 1] = True
    found = suppress(table, minimum=5, known=known)
    assert found.shown[0, 1]
    assert safe(with_totals(table), ~found.shown, found.primary, 4)
    known[:] = True
    known[0, 0] = False
    assert isinstance(suppress(table, minimum=5, known=known), CannotSay)


@pytest.mark.parametrize(
    ("table", "options", "argument"),
    [
        ([[1.5, 2]], {}, "table"),
        ([[-1, 2]], {}, "table"),
        ([[np.nan, 2]], {}, "table"),
        ([], {}, "table"),
        ([[[1]]], {}, "table"),
        ([[1, 2]], {"minimum": 0}, "minimum"),
        ([[1, 2]], {"room": 0}, "room"),
        ([[1, 2]], {"known": [True]}, "known"),
    ],
)
def test_bad_input_names_the_argument(table, options, argument):
    with pytest.raises(InputError) as caught:
        suppress(table, **{"minimum": 5, **options})
    assert caught.value.argument == argument


RNG = np.random.default_rng(1)
X, Y = RNG.uniform(6e5, 6.01e5, 300), RNG.uniform(6.5e6, 6.501e6, 300)


def test_grid_masking_shows_cells_with_enough_events_only():
    found = mask_points(X, Y, cell=200, minimum=8)
    cells = {}
    for x, y in zip(X // 200, Y // 200, strict=True):
        cells[x, y] = cells.get((x, y), 0) + 1
    enough = np.array([cells[x, y] >= 8 for x, y in zip(X // 200, Y // 200, strict=True)])
    assert (found.shown == enough).all()
    assert found.withheld == (~enough).sum() > 0
    assert set((found.x[found.shown] % 200).tolist()) == {100.0}
    assert found.moved_median <= 100 * np.sqrt(2)
    assert mask_points(X, Y, cell=200, minimum=8, weights=np.full(300, 8)).shown.all()


def test_donut_stays_in_the_ring_and_fills_it_evenly():
    found = mask_points(X, Y, method="donut", inner=50, outer=250, seed=1)
    moved = np.hypot(found.x - X, found.y - Y)
    assert moved.min() >= 50
    assert moved.max() <= 250
    assert (moved**2).mean() == pytest.approx((50**2 + 250**2) / 2, rel=0.1)
    assert (found.x == mask_points(X, Y, method="donut", inner=50, outer=250, seed=1).x).all()


@pytest.mark.parametrize(
    ("options", "argument"),
    [
        ({"method": "blur"}, "method"),
        ({"cell": 0}, "cell"),
        ({"minimum": 0}, "minimum"),
        ({"method": "donut", "inner": 90, "outer": 80}, "outer"),
        ({"weights": np.zeros(300)}, "weights"),
    ],
)
def test_masking_names_the_argument(options, argument):
    with pytest.raises(InputError) as caught:
        mask_points(X, Y, **options)
    assert caught.value.argument == argument
