"""How few cells hold how many events, as a curve that tells no more than the map's shown cells do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .suite import Suite

MOST_POINTS = 100


@dataclass(frozen=True)
class Curve:
    """Shares (0 to 1, rising) of the study area, fullest cells first, and of the events that lie there."""

    area: tuple[float, ...]
    events: tuple[float, ...]


def lorenz_curve(suite: Suite) -> Curve | None:
    """The curve over the shown cells; what is hidden is one straight line up to all events, and then it is level.

    None when the concentration has no figures, or no cell is shown.
    """
    cells, run = suite.cells.figures, suite.concentration
    if cells is None or run.figures is None or not cells.shown.any():
        return None
    whole = float(run.parameters["study_cells"]) * float(run.parameters["cell_metres"]) ** 2
    size = cells.side**2
    order = np.argsort(-(cells.count / size), kind="stable")
    order = order[cells.shown[order]]
    area = np.minimum(np.cumsum(size[order]) / whole, 1.0)
    events = np.cumsum(cells.count[order]) / max(1, suite.cells.n)
    step = max(1, len(order) // MOST_POINTS)
    kept = sorted({*range(0, len(order), step), len(order) - 1})
    filled = min(1.0, float(size.sum()) / whole)
    return Curve(
        (0.0, *(float(area[at]) for at in kept), filled, 1.0),
        (0.0, *(min(1.0, float(events[at])) for at in kept), 1.0, 1.0),
    )
