"""Recognise coordinates that were snapped: to addresses, crossings or the middle of a cell, before a map misleads."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from placestats import checks
from placestats.checks import Floats
from placestats.errors import CannotSay
from placestats.results import Result, hash_of

LEAST = 10
SHARED = 0.5  # of the events share their point with others
ON_GRID = 0.9  # of the distinct coordinates lie on multiples of one step
STEPS = (1000.0, 500.0, 250.0, 200.0, 100.0, 50.0, 25.0, 20.0, 10.0)


@dataclass(frozen=True, kw_only=True)
class Snapping(Result):
    """How many events share a point, and whether the points lie on a grid.

    share_shared: share of the events at a point where other events lie too. n_distinct: distinct points. largest_pile:
    most events on one point. step: metres between the multiples that nearly all coordinates lie on, or None.
    snapped: whether either says that the points stand for places, not for where each event happened.
    """

    total: float
    share_shared: float
    n_distinct: int
    largest_pile: float
    largest_pile_at: tuple[float, float]
    step: float | None
    snapped: bool

    def plot(self, x: ArrayLike, y: ArrayLike, weights: ArrayLike | None = None, ax: Any = None) -> Any:
        """Draw how many events lie on one point, for the same x, y and weights (needs matplotlib)."""
        from placestats import place_pictures

        return place_pictures.snapping(self, x, y, weights, ax)


def snapping(x: ArrayLike, y: ArrayLike, weights: ArrayLike | None = None) -> Snapping | CannotSay:
    """Say whether coordinates are snapped (x, y in metres; weights: events that each record stands for).

    A record that stands for several events has them on one point. "Snapped" means that at least half of the events
    share their point, or that 9 of 10 distinct coordinates are multiples of one step of 10 metres or more (with an
    offset, so that the middles of cells are recognised too). The rule is ours: both figures are given beside it.
    """
    east, north = checks.points(x, y)
    given = checks.weights_for(east.size, weights)
    checks.metres(east, north)
    if given.sum() < LEAST:
        return CannotSay("too_few", {"n": int(given.sum()), "least": LEAST})
    # One complex number per point: sorting rows (axis=0) takes some ten times as long at a million points.
    together, spot = np.unique(east + 1j * north, return_inverse=True)
    distinct = np.column_stack([together.real, together.imag])
    held = np.bincount(spot.reshape(-1), given)
    records = np.bincount(spot.reshape(-1))
    shared = float(held[(held > 1) | (records > 1)].sum() / given.sum())
    fullest = int(held.argmax())
    step = _step(distinct[held > 0])
    return Snapping(
        n=east.size,
        parameters={"shared": SHARED, "on_grid": ON_GRID},
        data_hash=hash_of(east, north, None if weights is None else given),
        total=float(given.sum()),
        share_shared=shared,
        n_distinct=int((held > 0).sum()),
        largest_pile=float(held[fullest]),
        largest_pile_at=(float(distinct[fullest, 0]), float(distinct[fullest, 1])),
        step=step,
        snapped=shared >= SHARED or step is not None,
    )


def _step(distinct: Floats) -> float | None:
    """The largest step of which nearly all coordinates are multiples, after one common offset per axis."""
    if distinct.shape[0] < LEAST:
        return None
    for step in STEPS:
        if all(_on_multiples(distinct[:, axis], step) for axis in (0, 1)):
            return step
    return None


def _on_multiples(values: Floats, step: float) -> bool:
    rest = np.round(np.mod(values, step), 3) % step
    most = np.unique(rest, return_counts=True)[1].max()
    return bool(most >= ON_GRID * values.size and np.ptp(values) >= step)
