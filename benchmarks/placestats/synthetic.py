"""A made-up city to time things on: 30 × 30 km, 1 826 days, 60 hot spots, fixed seed."""

import numpy as np


def city(n: int, seed: int = 20261122) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return x, y in metres and t in whole days: a quarter spread out, the rest in Zipf-weighted hot spots."""
    rng = np.random.default_rng(seed)
    spots = rng.uniform(0, 30_000, (60, 2))
    chance = 1 / np.arange(1, 61)
    chosen = rng.choice(60, n - n // 4, p=chance / chance.sum())
    spread = rng.uniform(260, 1550, 60)[chosen, None]
    x, y = np.vstack(
        [rng.uniform(0, 30_000, (n // 4, 2)), spots[chosen] + rng.normal(size=(chosen.size, 2)) * spread]
    ).T
    return x.copy(), y.copy(), rng.integers(0, 1826, n)


def spans(n: int, seed: int = 20261122) -> tuple[np.ndarray, np.ndarray]:
    """Return start and end (datetime64[s]) of events known to lie within about eight hours."""
    rng = np.random.default_rng(seed)
    start = np.datetime64("2020-01-01T00:00:00") + rng.integers(0, 5 * 365 * 86_400, n)
    return start, start + rng.exponential(8 * 3600, n).astype(np.int64)
