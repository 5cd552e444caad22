"""Hot spots against a second, plain implementation, step by step."""

from pathlib import Path

import numpy as np
import plain_hot_spots as plain
import pytest

from placestats import Grid, hot_spots

LANCASHIRE = Path(__file__).parents[4] / "shared" / "data" / "pt_lancashire_asb" / "lancashire_asb.tab"


def town(seed=3):
    """One extreme place, one that it hides, and one that both hide, in a ragged study area."""
    rng = np.random.default_rng(seed)
    area = rng.random((22, 22)) < 0.9
    counts = rng.poisson(1.0, (22, 22))
    counts[3:6, 3:6] += 150
    counts[15:17, 14:17] += 30
    counts[5, 14:17] += 9
    return np.where(area, counts, 0), area


@pytest.mark.parametrize("radius", [1, 1.5])
def test_the_first_step_is_the_plain_one(radius):
    counts, area = town()
    counts = np.where(area, np.random.default_rng(8).poisson(1.5, area.shape), 0)
    found = hot_spots(counts, mask=area, radius_cells=radius, permutations=999, seed=1)
    p, alone = plain.one_step(counts, area, plain.disc(radius), 400, np.random.default_rng(2))
    assert found.raw_p == pytest.approx(alone, rel=1e-9)
    assert found.steps == 1
    spread = np.sqrt(p * (1 - p) * (1 / 400 + 1 / 999)) + 1 / 400
    shared = ~found.by_bound & (p > 11 / 401)
    assert shared.sum() > 50
    assert (np.abs(found.p - p) <= 4.5 * spread)[shared].all()


def test_bounds_are_the_plain_ones():
    counts, area = town()
    found = hot_spots(counts, mask=area, permutations=999, seed=1)
    p, _ = plain.one_step(counts, area, plain.disc(1), 99, np.random.default_rng(2))
    strongest = p < 0.01
    assert strongest.sum() > 3
    assert found.p[strongest] == pytest.approx(p[strongest], rel=1e-9)


def test_every_step_flags_what_the_plain_one_flags():
    counts, area = town()
    found = hot_spots(counts, mask=area, permutations=999, seed=1)
    after = plain.hot(counts, area, 1, 300, np.random.default_rng(2))
    assert (found.found == after[-1]).all()
    assert found.steps == len(after) >= 3
    assert after[0].sum() < after[-1].sum()
    assert not (after[0] & ~found.found).any()  # what one step finds stays found


def test_plants_bring_no_false_finds_more_often_than_none():
    """Finding strong places must not loosen the level for the rest (the full run: benchmarks/validity.py)."""
    rng, wrong = np.random.default_rng(7), 0
    strong = np.zeros((20, 20), dtype=bool)
    strong[4:6, 4:6] = strong[14:16, 12:14] = True
    near = plain.disc_sums(strong.astype(int), plain.disc(1)) > 0
    for seed in range(50):
        found = hot_spots(rng.poisson(np.where(strong, 60.0, 1.0)), permutations=199, levels=(0.05,), seed=seed).found
        assert found[strong].any()
        wrong += bool((found & ~near).any())
    assert wrong <= 50 * (0.05 + 3 * np.sqrt(0.05 * 0.95 / 50))


@pytest.mark.slow
@pytest.mark.skipif(not LANCASHIRE.exists(), reason="the folder shared/data is not beside the project")
def test_a_whole_county():
    """What one plain step finds is found; the steps after it find more (32 cells became 89 when they came)."""
    rows = np.loadtxt(LANCASHIRE, delimiter="\t", skiprows=1, usecols=(1, 2))
    x, y = (rows * (65_700, 111_300)).T  # near enough to metres for this
    grid = Grid.covering(x, y, cell=250, pad=250)
    area = grid.near_events(x, y, distance=250)
    counts = grid.count(x, y).astype(int)
    found = hot_spots(counts, mask=area, permutations=999, levels=(0.05,), seed=1)
    single = plain.one_step(counts, area, plain.disc(1), 399, np.random.default_rng(2))[0] <= 0.05
    assert single.sum() > 20
    assert not (single & ~found.found).any()
    assert found.found.sum() > 2 * single.sum()
