"""How often a chart cries wolf: average run lengths in the series' own range, by Markov chains over exact counts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any  # scipy's distributions are untyped

import numpy as np
from numpy.typing import NDArray

from placestats.compiled import compiled

Floats = NDArray[np.float64]
CELLS = 301  # states of a chain over a continuous range
FINE, COARSE = 600, 150  # states: for the answer, and while searching for a limit
LONGEST = 1e12
FINEST = 100  # steps that a unit of counts is cut into


@dataclass(frozen=True)
class Noise:
    """What one period looks like when nothing has changed: Poisson, negative binomial (factor > 1) or normal (sd)."""

    mean: float
    factor: float = 1.0
    sd: float | None = None

    @property
    def spread(self) -> float:
        """Standard deviation."""
        return float(np.sqrt(self.mean * self.factor)) if self.sd is None else self.sd

    def distribution(self) -> Any:
        """The distribution as scipy knows it."""
        from scipy import stats  # slow to load

        if self.sd is not None:
            return stats.norm(self.mean, self.sd)
        if self.factor > 1 + 1e-9:
            return stats.nbinom(self.mean / (self.factor - 1), 1 / self.factor)
        return stats.poisson(self.mean)

    def times(self, ratio: float) -> "Noise":
        """The same noise around another mean."""
        return Noise(self.mean * ratio, self.factor, self.sd)


def constant_chart(noise: Noise, lower: float, upper: float) -> float:
    """Average run length of limits that alarm below `lower` and above `upper`."""
    law = noise.distribution()
    below = law.cdf(np.ceil(lower) - 1) if noise.sd is None else law.cdf(lower)
    chance = float(below + law.sf(upper))
    return 1 / chance if chance > 1 / LONGEST else np.inf


def ewma_chart(noise: Noise, target: float, lam: float, lower: float, upper: float) -> float:
    """Average run length of an EWMA that starts at `target`, by a chain over cells between the limits.

    Source: Brook, D. & Evans, D. A. (1972). An approach to the probability distribution of CUSUM run length.
    Biometrika 59(3), 539–549; EWMA: Lucas & Saccucci (1990), Technometrics 32(1), 1–12; counts: Borror, Champ &
    Rigdon (1998), Journal of Quality Technology 30(4), 352–361.
    """
    edges = np.linspace(lower, upper, CELLS + 1)
    middle = (edges[1:] + edges[:-1]) / 2
    needed = (edges[None, :] - (1 - lam) * middle[:, None]) / lam
    staying = np.diff(_below(noise, needed), axis=1)
    start = int(np.clip(np.searchsorted(edges, target) - 1, 0, CELLS - 1))
    return _run_length(staying, start)


def cusum_chart(noise: Noise, reference: float, limit: float, *, upward: bool = True, most: int = FINE) -> float:
    """Average run length of a one-sided CUSUM that starts at 0 and alarms above `limit`.

    Counts: exact on the lattice of 1 / q of a unit, `reference` and `limit` rounded to it, q such that the chain has
    about `most` states, or more where the reference would else be moved towards the mean (Lucas, J. M. (1985).
    Counted data CUSUM's. Technometrics 27(2), 129–144). Normal values: Brook & Evans' cells.
    """
    if noise.sd is not None:
        return _continuous_cusum(noise, reference, limit, upward)
    q = _steps_per_unit(reference, noise.mean, most / max(limit, 1.0))
    states = np.arange(int(np.floor(limit * q + 1e-9)) + 1)
    step = round(reference * q)
    counts = np.arange(int(noise.distribution().ppf(1 - 1e-14)) + 2)
    chance = noise.distribution().pmf(counts)
    moved = q * counts - step if upward else step - q * counts
    staying = np.zeros((states.size, states.size))
    for jump, share in zip(moved, chance, strict=True):
        after = np.maximum(states + jump, 0)
        inside = after < states.size
        staying[states[inside], after[inside]] += share
    return _run_length(staying, 0)


def _steps_per_unit(reference: float, mean: float, most: float) -> int:
    """Return how finely a unit is cut: as asked for, as near as possible to the reference, finer while that is off by a
    twentieth of what it lies from the mean: the sum's drift is all that keeps it down."""
    cap = max(1, min(FINEST, int(most)))
    best = min(range(cap, (cap + 1) // 2 - 1, -1), key=lambda q: abs(round(reference * q) / q - reference))
    while best < FINEST and abs(round(reference * best) / best - reference) > abs(reference - mean) / 20:
        best += 1
    return best


def limit_for(run_length: float, length_at: Callable[[float], float], step: float, first: float) -> float:
    """Return the smallest limit on the lattice whose run length is at least the one asked for."""
    low, high = 0.0, max(first, step)
    while length_at(high) < run_length:
        low, high = high, 2 * high
    while high - low > step * 1.001:
        middle = round((low + high) / 2 / step) * step
        low, high = (middle, high) if length_at(middle) < run_length else (low, middle)
    return high


def _continuous_cusum(noise: Noise, reference: float, limit: float, upward: bool) -> float:
    width = 2 * limit / (2 * CELLS - 1)
    middle = np.arange(CELLS) * width
    law = noise.distribution()
    edges = np.append(-np.inf, middle + width / 2)[None, :] - middle[:, None]
    passed = law.cdf(edges + reference) if upward else law.sf(reference - edges)
    return _run_length(np.diff(passed, axis=1), 0)


def _below(noise: Noise, values: Floats) -> Floats:
    return np.asarray(noise.distribution().cdf(values))


def _run_length(staying: Floats, start: int) -> float:
    found = float(solved(np.eye(staying.shape[0]) - staying)[start])
    return found if 0 < found < LONGEST else np.inf


@compiled
def solved(leaving: Floats) -> Floats:
    """Solve leaving × lengths = 1 by elimination; a chain's matrix needs no pivoting, and no pool of BLAS threads."""
    n = leaving.shape[0]
    lengths = np.ones(n)
    for k in range(n):
        for i in range(k + 1, n):
            share = leaving[i, k] / leaving[k, k]
            if share != 0.0:
                lengths[i] -= share * lengths[k]
                for j in range(k + 1, n):
                    leaving[i, j] -= share * leaving[k, j]
    for k in range(n - 1, -1, -1):
        for j in range(k + 1, n):
            lengths[k] -= leaving[k, j] * lengths[j]
        lengths[k] /= leaving[k, k]
    return lengths
