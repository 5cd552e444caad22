"""A table with its totals as cells and sums, and what an attacker with a linear programme learns from it."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class AdditiveTable:
    """Cells (flat, totals included) and the sums that hold between them: sums @ cells = 0."""

    cells: Integers
    sums: sparse.csr_array
    shape: tuple[int, ...]

    @classmethod
    def with_totals(cls, table: Integers) -> "AdditiveTable":
        """Append row totals, column totals and the grand total to a table, or the total to a list."""
        full = table
        for axis in range(table.ndim):
            full = np.concatenate([full, full.sum(axis=axis, keepdims=True)], axis=axis)
        number = np.arange(full.size).reshape(full.shape)
        lines = [number] if table.ndim == 1 else [*number, *number.T]
        rows = np.zeros((len(lines), full.size))
        for row, line in zip(rows, lines, strict=True):
            row[line] = 1
            row[line[-1]] = -1
        return cls(full.ravel(), sparse.csr_array(rows), full.shape)

    def lines(self) -> list[Integers]:
        """Return the cells of each sum."""
        return [self.sums.indices[a:b].astype(np.int64) for a, b in pairwise(self.sums.indptr)]


@dataclass(frozen=True)
class Attack:
    """How far a withheld cell can lie below and above its true value, and the dual prices that prove it."""

    down: float
    up: float
    cut: Floats

    @property
    def width(self) -> float:
        """Width of what an attacker must leave open, up to the room that was asked for."""
        return self.down + self.up


def attack(table: AdditiveTable, cell: int, withheld: Flags, room: float) -> Attack:
    """Let an attacker who knows all shown cells, the sums and that no count is negative find the range of a cell.

    Only moves of up to `room` are looked at, which is all that is needed to tell whether `room` is left open. `cut`
    (one price per cell) gives for any pattern of withheld cells: width <= sum of the prices of those withheld.
    """
    below = np.minimum(table.cells, room).astype(np.float64)
    above = np.full(table.cells.size, float(room))
    found = {}
    cut = np.zeros(table.cells.size)
    for sign in (1, -1):
        aim = np.zeros(table.cells.size)
        aim[cell] = sign
        bounds = np.column_stack([-below * withheld, above * withheld])
        solved = optimize.linprog(
            -aim, A_eq=table.sums, b_eq=np.zeros(table.sums.shape[0]), bounds=bounds, method="highs"
        )
        found[sign] = -float(solved.fun)
        worth = aim + table.sums.T @ solved.eqlin.marginals
        cut += np.maximum(worth, 0) * above + np.maximum(-worth, 0) * below
    return Attack(found[-1], found[1], np.minimum(cut, room))


def interval(table: AdditiveTable, cell: int, withheld: Flags) -> tuple[float, float]:
    """Return the least and largest value of a cell that fit all that is shown (infinite where nothing limits it)."""
    bounds = [(0, None) if hidden else (value, value) for hidden, value in zip(withheld, table.cells, strict=True)]
    ends = []
    for sign in (1, -1):
        aim = np.zeros(table.cells.size)
        aim[cell] = sign
        zero = np.zeros(table.sums.shape[0])
        solved = optimize.linprog(aim, A_eq=table.sums, b_eq=zero, bounds=bounds, method="highs")
        ends.append(sign * float(solved.fun) if solved.status == 0 else np.inf)
    return ends[0], ends[1]
