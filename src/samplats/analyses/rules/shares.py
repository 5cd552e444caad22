"""How far a share or a density may lie from the truth by chance alone."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sqrt

import numpy as np

from .suite import Suite

NORMAL = 1.959963984540054  # holds 95 per cent of a normal distribution


def share_limits(part: float, whole: float) -> tuple[float, float]:
    """The 95 per cent interval of part of whole (Wilson 1927); events are taken as independent of each other."""
    if whole <= 0:
        return 0.0, 1.0
    share, square = part / whole, NORMAL**2
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = NORMAL * sqrt(share * (1 - share) / whole + square / (4 * whole**2)) / (1 + square / whole)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Peak:
    """The highest density with its 95 per cent limits, and the mean, in events per square kilometre and year."""

    value: float
    low: float
    high: float
    mean: float
    width: float


def peak_of(suite: Suite) -> Peak | None:
    """How dense it gets; None when the surface shows nothing.

    The variance of a Gaussian kernel estimate is density / (4 pi bandwidth squared) for events that fall as by chance
    (Silverman 1986, 4.3); what smoothing itself takes off a peak is not in the limits.
    """
    surface, run = suite.density.figures, suite.density
    if surface is None or not np.isfinite(surface.values).any():
        return None
    years = suite.scoped.period.days / 365.25
    width = float(run.parameters["bandwidth_metres"])
    value = float(np.nanmax(surface.values))
    half = NORMAL * sqrt(value * years / (4 * pi * (width / 1000) ** 2)) / years
    mean = run.n / years / (_study_cells(suite) * (surface.side / 1000) ** 2)
    return Peak(value, max(0.0, value - half), value + half, mean, width)


def _study_cells(suite: Suite) -> float:
    return float(suite.hot_spots.parameters.get("study_cells") or suite.concentration.parameters.get("study_cells", 1))
