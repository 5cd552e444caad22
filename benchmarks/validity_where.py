"""How often corrected hot spots are wrong, and how often they find what is there. Outside CI; seeds are stored here.

Usage: validity_where.py [runs] (2 000 unless told). Prints for each situation the share of maps with any flagged
cell at .05 and its 95 % interval (Clopper and Pearson).
"""

import sys

import numpy as np
from scipy.stats import beta

SEED = 20261122
SIDE, CELL = 100, 100.0
PERMUTATIONS = 399  # enough for .05; more permutations add power, not validity
CROSS = ((50, 50), (49, 50), (51, 50), (50, 49), (50, 51))


def poisson(rng):  # type: ignore[no-untyped-def]
    return rng.poisson(2.0, (SIDE, SIDE)), None


def overdispersed(rng):  # type: ignore[no-untyped-def]
    """Variance three times the mean, independent from cell to cell."""
    return rng.negative_binomial(1.0, 1 / 3, (SIDE, SIDE)), None


def sparse_in_a_mask(rng):  # type: ignore[no-untyped-def]
    """0.2 per cell; the study area is a fixed ragged half of the map, so that many discs are broken."""
    mask = np.random.default_rng(SEED).random((SIDE, SIDE)) < 0.5
    return np.where(mask, rng.poisson(0.2, (SIDE, SIDE)), 0), mask


def near_repeat_events(rng):  # type: ignore[no-untyped-def]
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


def near_repeats_counted(rng):  # type: ignore[no-untyped-def]
    from placestats import Grid

    x, y, _ = near_repeat_events(rng)
    return Grid(0, 0, CELL, SIDE, SIDE).count(x, y), None


def near_repeat_chains(rng):  # type: ignore[no-untyped-def]
    from placestats import Grid, first_of_chain

    x, y, t = near_repeat_events(rng)
    first = first_of_chain(x, y, t, distance=300, days=21)
    return Grid(0, 0, CELL, SIDE, SIDE).count(x[first], y[first]), None


def planted(rng):  # type: ignore[no-untyped-def]
    mean = np.full((SIDE, SIDE), 2.0)
    for cell in CROSS:
        mean[cell] = 8.0
    return rng.poisson(mean), None


SITUATIONS = (
    ("no effect, Poisson, 2 per cell (asked: at most 5 %)", poisson, None),
    ("no effect, overdispersed 3 × (asked: at most 5 %)", overdispersed, None),
    ("no effect, 0.2 per cell in a ragged study area", sparse_in_a_mask, None),
    ("no effect, near repeats, events counted (not claimed)", near_repeats_counted, None),
    ("no effect, near repeats, chains counted once (claimed)", near_repeat_chains, None),
    ("planted 5-cell cross at 4 × (asked: found in at least 80 %)", planted, CROSS),
)


def share(make, wanted, runs):  # type: ignore[no-untyped-def]
    from placestats import hot_spots

    hits = 0
    for run in range(runs):
        counts, mask = make(np.random.default_rng([SEED, run]))
        found = hot_spots(counts, mask=mask, permutations=PERMUTATIONS, levels=(0.05,), seed=run).found
        hits += bool(found.any() if wanted is None else any(found[cell] for cell in wanted))
    return hits


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    for name, make, wanted in SITUATIONS:
        hits = share(make, wanted, runs)
        low = beta.ppf(0.025, hits, runs - hits + 1) if hits else 0.0
        high = beta.ppf(0.975, hits + 1, runs - hits) if hits < runs else 1.0
        print(f"{name}: {hits / runs:.1%} of {runs} maps [{low:.1%}, {high:.1%}]", flush=True)


if __name__ == "__main__":
    main()
