"""Compiled loops that find neighbours."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from placestats.checks import Floats, Integers
from placestats.compiled import compiled


def cells_of(x: Floats, y: Floats, side: float) -> tuple[Any, Any, Any, tuple[int, int]]:
    """Sort points into square cells: order, cell starts, cell per point (in the order), and (rows, columns).

    Cells are made larger than asked for where their number would outgrow the points.
    """
    most = max(4 * x.size, 1 << 16)
    width, height = float(np.ptp(x)), float(np.ptp(y))
    while (width / side + 1) * (height / side + 1) > most:
        side *= 2
    columns, rows = int(width / side) + 1, int(height / side) + 1
    column = np.minimum(((x - x.min()) / side).astype(np.int64), columns - 1)
    row = np.minimum(((y - y.min()) / side).astype(np.int64), rows - 1)
    cell = row * columns + column
    order = np.argsort(cell, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(cell, minlength=rows * columns))])
    return order, starts, cell[order], (rows, columns)


def pairs_within(x: Floats, y: Floats, distance: float) -> tuple[Integers, NDArray[np.int32]]:
    """Return starts and others of all neighbours within a distance, neighbours in rising order."""
    order, starts, cell, (rows, columns) = cells_of(x, y, distance)
    sx, sy = x[order], y[order]
    count = np.zeros(x.size, dtype=np.int64)
    nothing = np.empty(0, dtype=np.int32)
    visit_pairs(sx, sy, order, starts, cell, rows, columns, distance, count, count, nothing)
    first = np.concatenate([[0], np.cumsum(count)])
    others = np.empty(first[-1], dtype=np.int32)
    visit_pairs(sx, sy, order, starts, cell, rows, columns, distance, count, first[:-1].copy(), others)
    sort_rows(first, others)
    return first, others


@compiled
def visit_pairs(
    x: Floats,
    y: Floats,
    order: Integers,
    starts: Integers,
    cell: Integers,
    rows: int,
    columns: int,
    distance: float,
    count: Integers,
    place: Integers,
    others: NDArray[np.int32],
) -> None:
    """Count each point's neighbours, or, when `others` has room, write them from place[point] on."""
    reach = distance * distance
    for i in range(x.size):
        row, column = cell[i] // columns, cell[i] % columns
        for r in range(max(row - 1, 0), min(row + 2, rows)):
            left, right = r * columns + max(column - 1, 0), r * columns + min(column + 1, columns - 1)
            for j in range(starts[left], starts[right + 1]):
                if j != i and (x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2 <= reach:
                    point = order[i]
                    if others.size:
                        others[place[point]] = order[j]
                        place[point] += 1
                    else:
                        count[point] += 1


@compiled
def sort_rows(starts: Integers, others: NDArray[np.int32]) -> None:
    """Sort each short list of neighbours in place (insertion)."""
    for i in range(starts.size - 1):
        for a in range(starts[i] + 1, starts[i + 1]):
            value = others[a]
            b = a - 1
            while b >= starts[i] and others[b] > value:
                others[b + 1] = others[b]
                b -= 1
            others[b + 1] = value


@compiled
def stencil_neighbours(number: NDArray[np.int32], n: int, down: Integers, right: Integers) -> Any:
    """Neighbours on a grid by a list of steps; `number` is each cell's index, -1 outside the study area."""
    rows, columns = number.shape
    starts = np.zeros(n + 1, dtype=np.int64)
    others = np.empty(n * down.size, dtype=np.int32)
    many = 0
    for r in range(rows):
        for c in range(columns):
            if number[r, c] < 0:
                continue
            for s in range(down.size):
                to_row, to_column = r + down[s], c + right[s]
                if 0 <= to_row < rows and 0 <= to_column < columns and number[to_row, to_column] >= 0:
                    others[many] = number[to_row, to_column]
                    many += 1
            starts[number[r, c] + 1] = many
    return starts, others[:many].copy()
