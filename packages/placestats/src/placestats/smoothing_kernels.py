"""Compiled loops of the kernel density."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from placestats.checks import Floats
from placestats.compiled import compiled, compiled_loosely

Singles = NDArray[np.float32]
Places = NDArray[np.int64]


@compiled
def add_linear(
    x: Floats, y: Floats, weights: Floats, step: int, x0: float, y0: float, cell: float, out: Singles
) -> int:
    """Share each event between the four nearest nodes; node (0, 0) lies at (x0, y0). Returns how many fell outside."""
    rows, columns = out.shape
    per_cell = 1.0 / cell
    outside = 0
    for i in range(x.size):
        u, v = (x[i] - x0) * per_cell, (y[i] - y0) * per_cell
        if not (0.0 <= u < columns - 1 and 0.0 <= v < rows - 1):
            outside += 1
            continue
        right, up = u - np.floor(u), v - np.floor(v)
        c, r = np.uint64(u), np.uint64(v)  # unsigned: no check for negative places
        east, north = c + np.uint64(1), r + np.uint64(1)
        weight = weights[i * step]
        upper, lower = weight * up, weight * (1.0 - up)
        out[r, c] += np.float32(lower * (1.0 - right))
        out[r, east] += np.float32(lower * right)
        out[north, c] += np.float32(upper * (1.0 - right))
        out[north, east] += np.float32(upper * right)
    return outside


@compiled_loosely
def convolve(
    given: Singles, start: int, row: int, apart: int, taps: Singles, out: Singles, first: int, last: int
) -> None:
    """Convolve rows first..last of `out` with the half kernel `taps`, four taps at a time.

    given: flat; the middle of out[r, c] lies at start + r * row + c, its neighbours `apart` from one another.
    """
    columns = out.shape[1]
    for r in range(first, last):
        total = out[r]
        at = start + r * row
        here = given[at : at + columns]
        for c in range(columns):
            total[c] = here[c] * taps[0]
        for j in range(1, taps.size - 3, 4):
            low, high = at - j * apart, at + j * apart
            a, b = given[low : low + columns], given[low - apart : low - apart + columns]
            c_, d = (
                given[low - 2 * apart : low - 2 * apart + columns],
                given[low - 3 * apart : low - 3 * apart + columns],
            )
            e, f = given[high : high + columns], given[high + apart : high + apart + columns]
            g, h = (
                given[high + 2 * apart : high + 2 * apart + columns],
                given[high + 3 * apart : high + 3 * apart + columns],
            )
            s, t, u, v = taps[j], taps[j + 1], taps[j + 2], taps[j + 3]
            for c in range(columns):
                total[c] += s * (a[c] + e[c]) + t * (b[c] + f[c]) + u * (c_[c] + g[c]) + v * (d[c] + h[c])
        for j in range(1 + (taps.size - 1) // 4 * 4, taps.size):
            lower, upper = (
                given[at - j * apart : at - j * apart + columns],
                given[at + j * apart : at + j * apart + columns],
            )
            for c in range(columns):
                total[c] += taps[j] * (lower[c] + upper[c])


@compiled_loosely
def spread_points(
    x: Floats,
    y: Floats,
    weights: Floats,
    step: int,
    x0: float,
    y0: float,
    cell: float,
    width: float,
    reach: float,
    out: Floats,
) -> int:
    """Add each event's Gaussian to the cell centres within reach. Returns how many events reach no cell."""
    rows, columns = out.shape
    far = reach * width / cell
    profile = np.empty(int(2 * far) + 3)
    scale = 1.0 / (2.0 * np.pi * width * width)
    outside = 0
    for i in range(x.size):
        u, v = (x[i] - x0) / cell - 0.5, (y[i] - y0) / cell - 0.5
        left, right = max(0, int(np.ceil(u - far))), min(columns - 1, int(np.floor(u + far)))
        low, high = max(0, int(np.ceil(v - far))), min(rows - 1, int(np.floor(v + far)))
        if left > right or low > high:
            outside += 1
            continue
        for c in range(left, right + 1):
            profile[c - left] = np.exp(-0.5 * ((c - u) * cell / width) ** 2)
        for r in range(low, high + 1):
            factor = weights[i * step] * scale * np.exp(-0.5 * ((r - v) * cell / width) ** 2)
            to = out[r, left : right + 1]
            for c in range(to.size):
                to[c] += factor * profile[c]
    return outside


@compiled
def sum_at(
    x: Floats, y: Floats, weights: Floats, at_x: Floats, at_y: Floats, first: Places, last: Places, width: float
) -> Any:  # Floats; numba's own type
    """Sum the Gaussians of the events first..last (sorted by y) at each point."""
    out = np.zeros(at_x.size)
    scale = 1.0 / (2.0 * np.pi * width * width)
    reach = 25.0 * width * width
    for i in range(at_x.size):
        total = 0.0
        for j in range(first[i], last[i]):
            apart = (x[j] - at_x[i]) ** 2 + (y[j] - at_y[i]) ** 2
            if apart <= reach:
                total += weights[j] * np.exp(-0.5 * apart / (width * width))
        out[i] = total * scale
    return out
