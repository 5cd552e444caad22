"""Small numbers: what is hidden, what is joined, and that nothing hidden can be worked out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samplats.analyses.rules.shown import LEAST, Cells, cell_side, member_cells, public_cells, withheld
from samplats.foundation.access.scope import Grain, Scope

MEMBERS = Scope.of_files("internal")
PUBLIC = Scope.of_files("public")


def at(cells: list[tuple[int, int, int]], side: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Events in the middle of (column, row) cells, as many as the third number says, one per row of data."""
    x = np.concatenate([np.full(n, (column + 0.5) * side) for column, _, n in cells])
    y = np.concatenate([np.full(n, (row + 0.5) * side) for _, row, n in cells])
    return x, y, np.ones(len(x), dtype=np.int32)


def shown(cells: Cells) -> dict[tuple[float, float, float], int]:
    return {
        (float(x), float(y), float(side)): int(count)
        for x, y, side, count, seen in zip(cells.x0, cells.y0, cells.side, cells.count, cells.shown, strict=True)
        if seen
    }


def test_the_scope_decides_the_size_of_a_cell() -> None:
    assert cell_side(MEMBERS, inside_place=False, snapped=False) == 100
    assert cell_side(MEMBERS, inside_place=True, snapped=False) == 50
    assert cell_side(PUBLIC, inside_place=True, snapped=False) == 250


def test_a_member_sees_cells_with_five_and_no_smaller_ones() -> None:
    cells = member_cells(*at([(0, 0, 5), (1, 0, 4), (2, 0, 3), (3, 0, 9)], 100), 100)
    assert shown(cells) == {(0.0, 0.0, 100.0): 5, (300.0, 0.0, 100.0): 9}
    assert cells.n_hidden == 2
    assert cells.count[~cells.shown].tolist() == [0, 0]


def test_a_single_small_cell_takes_the_smallest_other_with_it() -> None:
    cells = member_cells(*at([(0, 0, 50), (1, 0, 2), (2, 0, 7)], 100), 100)
    assert shown(cells) == {(0.0, 0.0, 100.0): 50}


def test_a_small_public_cell_joins_its_whole_parent() -> None:
    cells = public_cells(*at([(0, 0, 20), (1, 0, 2), (2, 0, 8), (3, 0, 9)], 250))
    assert shown(cells) == {(0.0, 0.0, 500.0): 22, (500.0, 0.0, 250.0): 8, (750.0, 0.0, 250.0): 9}


def test_a_parent_that_is_small_too_joins_the_next_one() -> None:
    cells = public_cells(*at([(0, 0, 2), (2, 0, 8), (40, 40, 9)], 250))
    assert shown(cells) == {(0.0, 0.0, 1000.0): 10, (10_000.0, 10_000.0, 250.0): 9}


def test_what_is_small_even_in_a_kilometre_is_hidden() -> None:
    cells = public_cells(*at([(0, 0, 3), (40, 40, 4), (80, 80, 30)], 250))
    assert shown(cells) == {(20_000.0, 20_000.0, 250.0): 30}
    assert cells.n_hidden == 2


places = st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 12)), min_size=1, max_size=40)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(places)
def test_public_cells_never_overlap_and_hold_every_event_that_is_shown(made: list[tuple[int, int, int]]) -> None:
    x, y, count = at(made, 250)
    cells = public_cells(x, y, count)
    holders = sum(
        ((x >= x0) & (x < x0 + side) & (y >= y0) & (y < y0 + side)).astype(int)
        for x0, y0, side in zip(cells.x0, cells.y0, cells.side, strict=True)
    )
    assert (np.asarray(holders) == 1).all()
    for (x0, y0, side), n in shown(cells).items():
        assert n >= LEAST
        assert n == int(((x >= x0) & (x < x0 + side) & (y >= y0) & (y < y0 + side)).sum())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=12))
def test_hidden_counts_never_follow_from_the_sum(made: list[int]) -> None:
    counts = np.array(made)
    hide = withheld(counts)
    assert not ((counts > 0) & (counts < LEAST) & ~hide).any()
    if hide.any() and not hide.all() and counts.sum() >= LEAST:  # a smaller sum is not told either
        assert hide.sum() >= 2
        assert counts[hide].sum() >= LEAST - 1


def test_scopes_contain_what_is_coarser_in_the_same_tenant() -> None:
    points = Scope("a", frozenset({"x", "y"}), Grain.POINTS)
    cells = Scope("a", frozenset({"x"}), Grain.CELLS)
    assert points.contains(cells)
    assert not cells.contains(points)
    assert not Scope("b", frozenset({"x", "y"}), Grain.POINTS).contains(cells)
    assert points.key() == Scope("a", frozenset({"y", "x"}), Grain.POINTS).key()
    assert points.key() != cells.key()
