"""The exact chance that k cells, drawn at random without replacement, hold at least s events between them."""

import numpy as np
from scipy import special

from placestats.checks import Floats, Integers
from placestats.hotspots_kernels import joint_sums

MOST_WORK = 2e9  # multiplications; beyond them a gamma curve with the exact first three moments takes over


def tails(values: Integers, sizes: Integers) -> tuple[dict[int, Floats], str]:
    """Return for each number of cells the chances of a sum of at least 0, 1, 2 ..., and "exact" or "gamma"."""
    most = int(sizes.max())
    distinct, many = np.unique(values, return_counts=True)
    largest = int(np.sort(values)[-most:].sum())
    if distinct.size * most**2 / 2 * largest > MOST_WORK:
        return {int(k): _gamma_tail(values, int(k), largest) for k in sizes}, "gamma"
    share = most / values.size
    shares = binomial(many, most, share)
    table = joint_sums(distinct, shares, most, largest)
    return {int(k): _tail(table[k]) for k in sizes}, "exact"


def binomial(many: Integers, most: int, share: float) -> Floats:
    """Return P(j of `many` are drawn) for j = 0 … most, each with chance `share`; one row per number in `many`."""
    steps = np.arange(1, most + 1)
    with np.errstate(divide="ignore"):
        ways = np.cumsum(np.log(np.maximum(many[:, None] - steps + 1, 0) / steps), axis=1)
    ways = np.concatenate([np.zeros((many.size, 1)), ways], axis=1)
    drawn = np.arange(most + 1)
    left = np.maximum(many[:, None] - drawn, 0)
    return np.asarray(np.exp(ways + special.xlogy(drawn, share) + special.xlog1py(left, -share)))


def _tail(chances: Floats) -> Floats:
    upward = np.cumsum(chances[::-1])[::-1]
    return np.asarray(np.minimum(upward / upward[0], 1.0))


def _gamma_tail(values: Integers, k: int, largest: int) -> Floats:
    """Pearson's third type with the mean, variance and skewness of a sum without replacement."""
    from scipy import stats  # slow to load, and few maps need it

    n = values.size
    centred = values - values.mean()
    second, third = (centred**2).mean(), (centred**3).mean()
    variance = k * second * (n - k) / (n - 1)
    skew = 0.0
    if n > 2 and variance > 0:
        skew = k * third * (n - k) * (n - 2 * k) / ((n - 1) * (n - 2)) / variance**1.5
    at = (np.arange(largest + 1) - 0.5 - k * values.mean()) / np.sqrt(max(variance, 1e-300))
    upper = stats.pearson3.sf(at, skew) if abs(skew) > 1e-6 else special.ndtr(-at)
    return np.asarray(np.minimum.accumulate(np.clip(upper, 1e-300, 1.0)))
