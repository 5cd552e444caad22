"""Compiled loop of the K function."""

from typing import Any

import numpy as np

from placestats.checks import Floats, Integers
from placestats.compiled import compiled
from placestats.neighbours_kernels import cells_of


def pair_counts(x: Floats, y: Floats, many: Floats, radii: Floats) -> Floats:
    """Number of ordered pairs of events at most each radius apart; events of one record are 0 apart."""
    order, starts, cell, (rows, columns) = cells_of(x, y, float(radii[-1]))
    found = histogram(x[order], y[order], many[order], starts, cell, rows, columns, radii)
    return np.asarray(np.cumsum(found) + (many * (many - 1)).sum())


@compiled
def histogram(
    x: Floats, y: Floats, many: Floats, starts: Integers, cell: Integers, rows: int, columns: int, radii: Floats
) -> Any:  # Floats
    """Ordered pairs by the first radius that reaches them."""
    out = np.zeros(radii.size)
    squares = radii * radii
    for i in range(x.size):
        row, column = cell[i] // columns, cell[i] % columns
        for r in range(max(row - 1, 0), min(row + 2, rows)):
            left, right = r * columns + max(column - 1, 0), r * columns + min(column + 1, columns - 1)
            for j in range(starts[left], starts[right + 1]):
                apart = (x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2
                if j != i and apart <= squares[-1]:
                    out[np.searchsorted(squares, apart)] += many[i] * many[j]
    return out
