"""Which incidents of two sources are near enough in place and time to be one event."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

METRES = 50.0
SECONDS = 2 * 3600
AT_MOST = 5_000


@dataclass(frozen=True)
class Placed:
    """Rows with a position and a time known to the hour or better; `group` is the category's group (empty: none)."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    seconds: NDArray[np.int64]
    group: NDArray[np.str_]


@dataclass(frozen=True)
class Pairs:
    """Row numbers in both, the distance in metres and the time between in seconds; the nearest first."""

    ours: NDArray[np.int64]
    theirs: NDArray[np.int64]
    metres: NDArray[np.float64]
    seconds: NDArray[np.int64]


def likely(ours: Placed, theirs: Placed) -> Pairs:
    """For each of our rows the nearest of theirs within 50 m and two hours and of the same group."""
    none = np.empty(0, dtype=np.int64)
    if not len(ours.x) or not len(theirs.x):
        return Pairs(none, none, np.empty(0), none)
    from scipy.spatial import KDTree  # a second and a half to import, and only this job needs it

    # One scale for both: a box of 50 m and two hours becomes a cube of side one.
    scaled = [np.column_stack([of.x / METRES, of.y / METRES, of.seconds / SECONDS]) for of in (ours, theirs)]
    near = KDTree(scaled[1]).query_ball_point(scaled[0], r=1.0, p=np.inf, workers=1)
    counts = np.array([len(one) for one in near])
    left = np.repeat(np.arange(len(near)), counts)
    right = np.array([row for one in near for row in one], dtype=np.int64)
    metres = np.hypot(ours.x[left] - theirs.x[right], ours.y[left] - theirs.y[right])
    seconds = np.abs(ours.seconds[left] - theirs.seconds[right])
    fits = (metres <= METRES) & (ours.group[left] == theirs.group[right]) & (ours.group[left] != "")
    order = np.flatnonzero(fits)[np.lexsort((metres[fits], seconds[fits]))]
    _, first = np.unique(left[order], return_index=True)
    best = order[np.sort(first)][:AT_MOST]
    return Pairs(left[best], right[best], metres[best], seconds[best])
