"""Pairs that are too many to count are looked for nearer, or the run says so; nothing crashes."""

import numpy as np
import pytest
from scipy.spatial import KDTree

from samplats.analyses.rules import closeness, where

from .events import events, times, town


@pytest.mark.parametrize("distance", [100.0, 400.0])
def test_the_number_of_pairs_is_about_right(distance):
    x, y = town(n=3000)
    tree = KDTree(np.column_stack([x, y]))
    true = (tree.count_neighbors(tree, distance) - len(x)) / 2
    guessed = closeness.likely_pairs(x, y, np.ones(len(x), dtype=np.int32), distance)
    assert 0.5 * true < guessed < 2 * true


def test_events_counted_several_times_make_more_pairs():
    x, y = town()
    once = closeness.likely_pairs(x, y, np.ones(len(x), dtype=np.int32), 200.0)
    assert closeness.likely_pairs(x, y, np.full(len(x), 3, dtype=np.int32), 200.0) == pytest.approx(9 * once)


def test_where_it_is_dense_only_nearer_pairs_are_counted(monkeypatch):
    x, y = town()
    assert closeness.near_bands(x, y, np.ones(len(x), dtype=np.int32))[-1] == 800
    monkeypatch.setattr(closeness, "MOST_PAIRS", 9_000)
    found = where.near_repeats(events(x, y, start=times(len(x))), snapped=False, seed=1, permutations=19)
    assert found.figures.distances == found.parameters["distance_bands"]
    assert found.figures.distances[-1] < 800
    assert found.figures.ratio.shape[0] == len(found.figures.distances) - 1
    monkeypatch.setattr(closeness, "MOST_PAIRS", 1)
    none = where.near_repeats(events(x, y, start=times(len(x))), snapped=False, seed=1, permutations=19)
    assert none.reason.code == "too_many_pairs"
