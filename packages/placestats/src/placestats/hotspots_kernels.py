"""Compiled loops of the corrected hot spots: sums over discs, their largest values under permutation, exact tails."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from placestats.chance import shuffle
from placestats.checks import Floats, Integers
from placestats.compiled import compiled

Small = NDArray[np.int32]


@compiled
def disc_row(prefix: Small, half_widths: Integers, row: int, out: Small) -> None:
    """Sum the disc around each cell of one row, from the running sums of the framed rows."""
    reach = half_widths.size // 2
    columns = out.size
    out[:] = 0
    for down in range(half_widths.size):
        wide = half_widths[down]
        right = prefix[row + down, reach + wide + 1 : reach + wide + 1 + columns]
        left = prefix[row + down, reach - wide : reach - wide + columns]
        for c in range(columns):
            out[c] += right[c] - left[c]


@compiled
def run_sums(framed: Small, prefix: Small) -> None:
    """Running sums along each row; prefix has one column more than framed."""
    for r in range(framed.shape[0]):
        total = np.int32(0)
        prefix[r, 0] = total
        for c in range(framed.shape[1]):
            total += framed[r, c]
            prefix[r, c + 1] = total


@compiled
def largest_sums(
    values: Small,
    places: Integers,
    framed: Small,
    half_widths: Integers,
    whole: Small,
    broken_start: Integers,
    broken_column: Integers,
    broken_class: Integers,
    state: np.uint64,
    out: Small,
) -> None:
    """Fill out[permutation, class] with the largest disc sum of each class of cells (by cells in the disc).

    Cells with a whole disc (class 0) are marked 1 in `whole` and compared a row at a time; the others are listed row
    by row in `broken_*`.
    """
    rows, columns = whole.shape
    prefix = np.zeros((framed.shape[0], framed.shape[1] + 1), dtype=np.int32)
    sums = np.empty(columns, dtype=np.int32)
    flat = framed.reshape(-1)
    for p in range(out.shape[0]):
        state = shuffle(values, state)
        for i in range(places.size):
            flat[places[i]] = values[i]
        run_sums(framed, prefix)
        top = out[p]
        top[:] = -1
        for r in range(rows):
            disc_row(prefix, half_widths, r, sums)
            for i in range(broken_start[r], broken_start[r + 1]):
                top[broken_class[i]] = max(top[broken_class[i]], sums[broken_column[i]])
            best, whole_row = np.int32(-1), whole[r]
            for c in range(columns):
                best = max(best, (sums[c] + np.int32(1)) * whole_row[c] - np.int32(1))
            top[0] = max(top[0], best)


@compiled
def joint_sums(distinct: Integers, shares: Floats, most: int, largest: int) -> Any:  # Floats; numba's own type
    """Return P(k cells are drawn and their counts sum to s), shape (most + 1, largest + 1).

    shares[v, j] is the chance that j of the cells with count distinct[v] are drawn (binomial thinning of all cells).
    All terms are positive, so that the far tail keeps its relative accuracy.
    """
    table = np.zeros((most + 1, largest + 1))
    table[0, 0] = 1.0
    reached = 0
    for v in range(distinct.size):
        value = distinct[v]
        reached = min(largest, reached + value * min(most, shares.shape[1] - 1))
        for k in range(most, -1, -1):
            for s in range(reached, -1, -1):
                total = 0.0
                for j in range(k + 1):
                    if j * value > s:
                        break
                    total += table[k - j, s - j * value] * shares[v, j]
                table[k, s] = total
    return table
