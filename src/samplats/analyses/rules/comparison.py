"""Municipalities beside each other: how far apart chance alone may put them, given how large they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import placestats

from .shares import NORMAL

LEVELS = (0.95, 0.998)
LEAST = 3
WINSORISED = 0.1
REACH = (NORMAL, 3.090232306167813)  # of the levels, in standard deviations
GRID = 60
MOST_CHANCE = 1.5
"""With more spread than this the areas differ by more than chance, and the limits hold what is usual among them."""


@dataclass(frozen=True)
class Compared:
    """One area: its value with its own 95 per cent interval, its size, and beyond how many of the limits it lies.

    `outside` is negative below. `size` is people where events are counted, and for a share as many answers of a simple
    random sample as would give its interval.
    """

    name: str
    value: float
    low: float
    high: float
    size: float
    outside: int


@dataclass(frozen=True)
class Limits:
    """Between what chance puts an area of a size: 95 and 99.8 of 100."""

    size: float
    low: float
    high: float
    outer_low: float
    outer_high: float


@dataclass(frozen=True)
class Comparison:
    """Areas in the order given, what they are compared with, and the limits by rising size.

    `overdispersion` is how many times wider than chance alone, in variance, the areas lie as a whole (1: not wider);
    the limits are widened by its root (Spiegelhalter 2005).
    """

    areas: tuple[Compared, ...]
    target: float
    limits: tuple[Limits, ...]
    overdispersion: float

    @property
    def is_chance(self) -> bool:
        """Whether the limits are those of chance, not of lasting differences between the areas."""
        return self.overdispersion < MOST_CHANCE


def compare_counts(
    names: Sequence[str], counts: Sequence[int], people: Sequence[float]
) -> Comparison | placestats.CannotSay:
    """Counts per person of each area against that of all areas together."""
    found = placestats.funnel_limits(counts, people, levels=LEVELS)
    if isinstance(found, placestats.CannotSay):
        return found
    own = placestats.exact_rates(counts, people)
    areas = tuple(
        Compared(name, float(found.rate[i]), float(own.low[i]), float(own.high[i]), people[i], int(found.outside[i]))
        for i, name in enumerate(names)
    )
    limits = tuple(
        Limits(float(people[i]), *(float(edge[level, i]) for level in (0, 1) for edge in (found.low, found.high)))
        for i in np.argsort(people)
    )
    return Comparison(areas, found.target, limits, found.overdispersion)


def compare_shares(
    names: Sequence[str], shares: Sequence[float], low: Sequence[float], high: Sequence[float]
) -> Comparison | placestats.CannotSay:
    """Shares (0–1) with their 95 per cent intervals against all together, by how much each interval says of its area.

    The interval carries the survey's weights and design, which the number of answers does not.
    """
    if len(names) < LEAST:
        return placestats.CannotSay("too_few_places", {"n": len(names), "least": LEAST})
    p = np.asarray(shares, dtype=np.float64)
    spread = (np.asarray(high, dtype=np.float64) - np.asarray(low, dtype=np.float64)) / (2 * NORMAL)
    size = p * (1 - p) / spread**2
    target = float((p * size).sum() / size.sum())
    scores = (p - target) / np.sqrt(target * (1 - target) / size)
    wider = _overdispersion(scores)
    beyond = np.sum([np.abs(scores) > reach * np.sqrt(wider) for reach in REACH], axis=0) * np.sign(scores)
    areas = tuple(
        Compared(name, float(p[i]), float(low[i]), float(high[i]), float(size[i]), int(beyond[i]))
        for i, name in enumerate(names)
    )
    grid = np.geomspace(size.min(), size.max(), GRID)
    return Comparison(areas, target, tuple(_limits(target, one, wider) for one in grid), wider)


def can_compare(share: float, low: float, high: float) -> bool:
    """Whether a share says how sure it is of itself: 0 and 100 per cent, and intervals without width, do not."""
    return 0 < share < 1 and low < high


def _overdispersion(scores: NDArray[np.float64]) -> float:
    """The winsorised mean of the squared scores, never under 1, as placestats' funnel takes it."""
    low, high = np.quantile(scores, [WINSORISED, 1 - WINSORISED])
    return max(float((np.clip(scores, low, high) ** 2).mean()), 1.0)


def _limits(target: float, size: float, wider: float) -> Limits:
    one = float(np.sqrt(target * (1 - target) / size * wider))
    inner, outer = REACH[0] * one, REACH[1] * one
    edges = (target - inner, target + inner, target - outer, target + outer)
    return Limits(size, *(min(1.0, max(0.0, edge)) for edge in edges))
