"""How far apart two events may lie to be counted as near, so that their pairs can still be counted."""

from __future__ import annotations

from math import pi

import numpy as np
from numpy.typing import NDArray

# Rings to look in, the usual ones first; where events lie too close together for those, only the nearer ones.
CHOICES: tuple[tuple[float, ...], ...] = (
    (0.0, 100.0, 200.0, 400.0, 800.0),
    (0.0, 100.0, 200.0, 400.0),
    (0.0, 100.0, 200.0),
    (0.0, 50.0, 100.0),
    (0.0, 25.0, 50.0),
)
MOST_PAIRS = 3e7  # with so many a million rows are analysed in 960 MB
OF_A_NEIGHBOUR = (pi - 1) / 8  # nearly all pairs of one square are near; the rest of the circle is shared by eight


def near_bands(x: NDArray[np.float64], y: NDArray[np.float64], count: NDArray[np.int32]) -> tuple[float, ...] | None:
    """The widest rings whose pairs can be counted; None when even the narrowest hold too many."""
    return next((rings for rings in CHOICES if likely_pairs(x, y, count, rings[-1]) <= MOST_PAIRS), None)


def likely_pairs(x: NDArray[np.float64], y: NDArray[np.float64], count: NDArray[np.int32], distance: float) -> float:
    """About how many pairs lie within a distance: those of one square of that side, and a share of its neighbours'."""
    across, up = np.floor(x / distance).astype(np.int64), np.floor(y / distance).astype(np.int64)
    across, up = across - across.min() + 1, up - up.min() + 1
    wide = int(across.max()) + 2
    keys, inverse = np.unique(up * wide + across, return_inverse=True)
    sums = np.bincount(inverse.ravel(), weights=count)
    around = sums.astype(np.float64)
    for step in (-wide - 1, -wide, -wide + 1, -1, 1, wide - 1, wide, wide + 1):
        at = np.searchsorted(keys, keys + step)
        found = (at < len(keys)) & (keys[np.minimum(at, len(keys) - 1)] == keys + step)
        around[found] += OF_A_NEIGHBOUR * sums[at[found]]
    return float((sums * around).sum() / 2)
