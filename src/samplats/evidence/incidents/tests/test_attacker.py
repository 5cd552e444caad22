"""Whoever sees no rows cannot find a hidden number by taking answers from each other (ADR 0118)."""

import numpy as np
import pytest

from samplats.evidence.incidents.tests.attacker import pinned, spread, told_exactly, told_to_members

SIZE = 4 * 4 * 36
TOWNS = {
    "seldom": lambda rng: rng.poisson(0.05, SIZE),
    "now and then": lambda rng: rng.poisson(0.2, SIZE),
    "mixed": lambda rng: rng.poisson(np.repeat(rng.choice([0.02, 0.1, 0.5, 2.0], 16), 36)),
    "one a month": lambda rng: np.tile(np.repeat([1, 0, 0, 0], 36), 4),
    "four a year": lambda rng: np.tile(np.arange(36) % 3 == 0, 16).astype(int),
}


@pytest.mark.parametrize("town", TOWNS)
def test_no_hidden_number_is_found_by_subtraction(town):
    rows = spread(TOWNS[town])
    assert pinned(rows, told_to_members(rows), at_most=12) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("town", ["seldom", "now and then", "mixed"])
def test_nor_in_many_towns(town, seed):
    rows = spread(TOWNS[town], seed=seed)
    assert pinned(rows, told_to_members(rows)) == []


def test_the_same_attacker_finds_them_where_numbers_are_told_and_periods_chosen():
    rows = spread(TOWNS["mixed"])
    months = [(0, last) for last in (12, 13, 14)]
    assert pinned(rows, told_exactly(rows, months=months), at_most=60)
