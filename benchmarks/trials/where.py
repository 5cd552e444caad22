"""How often corrected hot spots are wrong, and how often they find what is there."""

from functools import partial

import numpy as np

from placestats import Grid, first_of_chain, hot_spots
from trials.question import SEED, Question

SIDE, CELL = 100, 100.0
SMALL = 50
PERMUTATIONS = 399  # enough for .05; more permutations add power, not validity
CROSS = ((50, 50), (49, 50), (51, 50), (50, 49), (50, 51))
Made = tuple[np.ndarray, np.ndarray | None]


def poisson(rng: np.random.Generator) -> Made:
    return rng.poisson(2.0, (SIDE, SIDE)), None


def overdispersed(rng: np.random.Generator, side: int = SIDE) -> Made:
    """Variance three times the mean, independent from cell to cell."""
    return rng.negative_binomial(1.0, 1 / 3, (side, side)), None


def ragged(side: int) -> np.ndarray:
    """A fixed ragged half of the map, so that many discs are broken."""
    return np.random.default_rng(SEED).random((side, side)) < 0.5


def sparse_in_a_mask(rng: np.random.Generator, side: int = SIDE) -> Made:
    mask = ragged(side)
    return np.where(mask, rng.poisson(0.2, (side, side)), 0), mask


def near_repeat_events(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """No place is worse than another, but 30 % of the events follow another by about 100 m and 7 days; 0.3 per cell."""
    extent, days = SIDE * CELL, 365.0
    many = rng.poisson(0.3 * SIDE * SIDE * 0.7)
    x, y, t = rng.uniform(0, extent, many), rng.uniform(0, extent, many), rng.uniform(0, days, many)
    followers = rng.poisson(0.3 / 0.7, many)
    start = np.repeat(np.arange(many), followers)
    angle, far = rng.uniform(0, 2 * np.pi, start.size), rng.exponential(100.0, start.size)
    x = np.concatenate([x, x[start] + far * np.cos(angle)])
    y = np.concatenate([y, y[start] + far * np.sin(angle)])
    return x, y, np.concatenate([t, t[start] + rng.exponential(7.0, start.size)])


def near_repeats_counted(rng: np.random.Generator) -> Made:
    x, y, _ = near_repeat_events(rng)
    return Grid(0, 0, CELL, SIDE, SIDE).count(x, y), None


def near_repeat_chains(rng: np.random.Generator) -> Made:
    x, y, t = near_repeat_events(rng)
    first = first_of_chain(x, y, t, distance=300, days=21)
    return Grid(0, 0, CELL, SIDE, SIDE).count(x[first], y[first]), None


def planted(rng: np.random.Generator) -> Made:
    mean = np.full((SIDE, SIDE), 2.0)
    for cell in CROSS:
        mean[cell] = 8.0
    return rng.poisson(mean), None


def effects() -> np.ndarray:
    """Where something is planted to see whether finding it leads to false finds: four squares, on a smaller map."""
    there = np.zeros((SMALL, SMALL), dtype=bool)
    for row, column in ((10, 10), (10, 40), (40, 15), (25, 25)):
        there[row : row + 3, column : column + 3] = True
    return there


def strong_places(rng: np.random.Generator) -> Made:
    return rng.poisson(np.where(effects(), 60.0, 2.0)), None


def strong_overdispersed(rng: np.random.Generator) -> Made:
    counts, _ = overdispersed(rng, SMALL)
    return counts + rng.poisson(np.where(effects(), 60.0, 0.0)), None


def strong_in_a_mask(rng: np.random.Generator) -> Made:
    counts, mask = sparse_in_a_mask(rng, SMALL)
    return counts + rng.poisson(np.where(effects() & mask, 10.0, 0.0)), mask


def graded_places(rng: np.random.Generator) -> Made:
    """From plain to see to hard to find: the steps go on for long."""
    mean = np.full((SMALL, SMALL), 2.0)
    mean[effects()] = np.linspace(5, 80, int(effects().sum()))
    return rng.poisson(mean), None


def _found(make: object, number: int) -> np.ndarray:
    counts, mask = make(np.random.default_rng([SEED, number]))  # type: ignore[operator]
    answer = hot_spots(counts, mask=mask, permutations=PERMUTATIONS, levels=(0.05,), seed=number)
    return np.asarray(answer.found)


def any_flagged(make: object, number: int) -> tuple[int, int]:
    return int(_found(make, number).any()), 1


def cross_flagged(make: object, number: int) -> tuple[int, int]:
    found = _found(make, number)
    return int(any(found[cell] for cell in CROSS)), 1


def flagged_without_effect(make: object, number: int) -> tuple[int, int]:
    """Any cell flagged whose disc (itself and its four sides) holds no planted cell."""
    there = np.pad(effects(), 1)
    near = there[1:-1, 1:-1] | there[:-2, 1:-1] | there[2:, 1:-1] | there[1:-1, :-2] | there[1:-1, 2:]
    return int((_found(make, number) & ~near).any()), 1


NULL = "hot_spots, no effect: share of maps with any cell at .05"
ELSEWHERE = "hot_spots, effects planted: share of maps with any cell at .05 that no effect touches"
POWER = "hot_spots, effect planted: share of maps with at least one planted cell at .05"
QUESTIONS = (
    Question(NULL, "Poisson, 2 per cell", partial(any_flagged, poisson)),
    Question(NULL, "overdispersed, variance 3 × mean", partial(any_flagged, overdispersed)),
    Question(NULL, "0.2 per cell in a ragged study area", partial(any_flagged, sparse_in_a_mask)),
    Question(
        NULL,
        "near repeats (30 %, 100 m, 7 days), events counted: not claimed",
        partial(any_flagged, near_repeats_counted),
        None,
    ),
    Question(NULL, "the same, chains counted once (first_of_chain)", partial(any_flagged, near_repeat_chains)),
    Question(POWER, "5-cell cross at 4 × the base of 2", partial(cross_flagged, planted), ("at least", 0.8)),
    Question(ELSEWHERE, "four squares at 30 ×, 50 × 50 cells", partial(flagged_without_effect, strong_places)),
    Question(ELSEWHERE, "the same on overdispersed counts", partial(flagged_without_effect, strong_overdispersed)),
    Question(
        ELSEWHERE, "the same in a ragged study area, 0.2 per cell", partial(flagged_without_effect, strong_in_a_mask)
    ),
    Question(ELSEWHERE, "from 2.5 × to 40 ×, cell by cell", partial(flagged_without_effect, graded_places)),
)
