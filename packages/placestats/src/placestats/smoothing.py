"""Kernel density of events on a grid and at points (Gaussian; Silverman 1986, ch. 4; binning: Wand 1994)."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from placestats import checks
from placestats.checks import Floats
from placestats.errors import InputError
from placestats.grid import Grid
from placestats.results import Result, hash_of
from placestats.scratch import room
from placestats.smoothing_kernels import add_linear, convolve, spread_points, sum_at
from placestats.threads import in_chunks, spans

REACH = 5.0  # bandwidths; beyond them lies 6e-7 of a Gaussian
FEW = 1_500  # so few events are summed directly: it costs no more than binning
FINE = 3.0  # cells per bandwidth from which binning keeps within 2e-3 of the peak (1e-4 from 6 cells)
PARTS = 4
LEAST_SHARE = 0.01  # so little of a kernel within the study area raises an event no further


@dataclass(frozen=True, kw_only=True)
class Density(Result):
    """Events per square metre at the cell centres: `values` (rows, columns), row 0 southmost.

    `values.sum() * cell**2` is the number of events (sum of weights) as far as the grid reaches; `used` says which
    way was taken ("binned" or "exact"); `outside` counts events too far off the grid to matter.
    """

    values: Floats
    grid: Grid = field(repr=False)
    bandwidth: float
    total: float
    used: str
    outside: int

    def plot(self, ax: Any = None, **style: Any) -> Any:
        """Draw the density as a picture (needs matplotlib); returns the axes."""
        from placestats.drawing import draw_grid

        return draw_grid(self.grid, self.values * 1e6, label="events per km²", ax=ax, **style)


def density(
    x: ArrayLike,
    y: ArrayLike,
    *,
    grid: Grid,
    bandwidth: float,
    weights: ArrayLike | None = None,
    method: str = "binned",
    edge: str = "none",
) -> Density:
    """Return the kernel density of events on a grid.

    x, y: metres, one per event, on or off the grid (events within 5 bandwidths of its frame count). grid: its cell
    must not be wider than the bandwidth. bandwidth: standard deviation of the Gaussian in metres. weights: events
    that each record stands for. method: "binned" (each event is shared between four cell centres, and the kernel is
    narrowed by the width that this adds, cell²/6) or "exact" (direct sum; also taken where binning would be coarse,
    under 3 cells per bandwidth, or would save nothing, under 1 500 events; `used` says so). edge: "none";
    "renormalised" to divide at each cell by the share of its kernel within the study area (Diggle 1985); or
    "conserving" to divide each event by the share of its own (Jones 1993), so that the study area holds all events.
    With the last two, cells outside the study area are 0.

    Raises InputError for NaN, degrees, negative or all-zero weights, a bandwidth below one cell.
    """
    east, north = checks.points(x, y)
    given = _weights(east.size, weights)
    width = _bandwidth(bandwidth, grid)
    checks.metres(east, north, width)
    checks.one_of("method", method, ("binned", "exact"))
    checks.one_of("edge", edge, ("none", "renormalised", "conserving"))
    coarse = east.size < FEW or width < FINE * grid.cell
    used = "exact" if method == "exact" or coarse else "binned"
    raised = given if edge != "conserving" else _raised(east, north, given, grid, width)
    values, outside = (_exact if used == "exact" else _binned)(east, north, raised, grid, width)
    if edge != "none":
        values = _within(values, grid, width, divide=edge == "renormalised")
    return Density(
        n=east.size,
        parameters={"bandwidth": width, "method": method, "edge": edge, "cell": grid.cell, "grid": _placed(grid)},
        data_hash=hash_of(east, north, None if weights is None else given),
        values=values,
        grid=grid,
        bandwidth=width,
        total=float(east.size if weights is None else given.sum()),
        used=used,
        outside=outside,
    )


def density_at(
    x: ArrayLike,
    y: ArrayLike,
    *,
    at_x: ArrayLike,
    at_y: ArrayLike,
    bandwidth: float,
    weights: ArrayLike | None = None,
) -> Floats:
    """Return events per square metre at the points (at_x, at_y): the exact sum within 5 bandwidths."""
    east, north = checks.points(x, y)
    here, there = checks.numbers("at_x", at_x), checks.numbers("at_y", at_y)
    if here.size != there.size:
        raise InputError("at_y", f"has {there.size} values but at_x has {here.size}", "give one of each per point")
    given = checks.weights_for(east.size, weights)
    width = checks.positive("bandwidth", bandwidth)
    checks.metres(east, north, width)
    order = np.argsort(north, kind="stable")
    east, north, given = east[order], north[order], given[order]
    first = np.searchsorted(north, there - REACH * width)
    last = np.searchsorted(north, there + REACH * width, side="right")
    chunks = spans(here.size, 2048)
    parts = in_chunks(
        lambda s: sum_at(
            east, north, given, here[s[0] : s[1]], there[s[0] : s[1]], first[s[0] : s[1]], last[s[0] : s[1]], width
        ),
        chunks,
    )
    return np.concatenate(parts) if parts else np.empty(0)


def _weights(n: int, weights: ArrayLike | None) -> Floats:
    """One value when all events weigh the same: a million ones would cost more than the density itself."""
    return np.ones(1) if weights is None else checks.weights_for(n, weights)


def _bandwidth(bandwidth: float, grid: Grid) -> float:
    width = checks.positive("bandwidth", bandwidth)
    if width < grid.cell:
        raise InputError("bandwidth", f"is {width:g} m, under one cell", f"use at least {grid.cell:g} or smaller cells")
    return width


def _placed(grid: Grid) -> tuple[float, float, int, int]:
    """South-west corner, columns and rows, for the record."""
    return grid.x0, grid.y0, grid.columns, grid.rows


def _taps(width: float, grid: Grid) -> Floats:
    """Half of the kernel, from its centre out to its reach, per cell."""
    reach = int(np.ceil(REACH * width / grid.cell))
    steps = np.arange(reach + 1) * grid.cell
    return np.asarray(np.exp(-0.5 * (steps / width) ** 2) / (np.sqrt(2 * np.pi) * width))


def _binned(east: Floats, north: Floats, weights: Floats, grid: Grid, width: float) -> tuple[Floats, int]:
    taps = _taps(float(np.sqrt(width**2 - grid.cell**2 / 6)), grid).astype(np.float32)
    frame = taps.size  # one more than the reach, for the neighbour that shares an event
    shape = (grid.rows + 2 * frame, grid.columns + 2 * frame)
    step = int(weights.size > 1)
    corner = (grid.x0 - (frame - 0.5) * grid.cell, grid.y0 - (frame - 0.5) * grid.cell)
    size = max(500_000, -(-east.size // 8))

    chunks = spans(east.size, size)
    with room((len(chunks), *shape), np.float32) as parts:

        def add(span: tuple[int, int]) -> int:
            first, last = span
            part = parts[first // size]
            part.fill(0)
            own = weights[first:last] if step else weights
            return add_linear(east[first:last], north[first:last], own, step, *corner, grid.cell, part)

        outside = in_chunks(add, chunks)
        for part in parts[1:]:
            parts[0] += part
        return smoothed(parts[0], taps, grid.rows, grid.columns), sum(outside)


def smoothed(framed: Any, taps: Any, rows: int, columns: int) -> Floats:
    """Convolve a framed grid (frame as wide as there are taps) with the separable kernel."""
    high, wide = framed.shape
    frame = taps.size
    with room((high + rows, columns), np.float32) as lines:
        middle, out = lines[:high], lines[high:]
        across = (framed.reshape(-1), frame, wide, 1, taps, middle)
        down = (middle.reshape(-1), frame * columns, columns, columns, taps, out)
        in_chunks(lambda s: convolve(*across, *s), spans(high, -(-high // PARTS)))
        in_chunks(lambda s: convolve(*down, *s), spans(rows, -(-rows // PARTS)))
        return np.asarray(out, dtype=np.float64)


def _exact(east: Floats, north: Floats, weights: Floats, grid: Grid, width: float) -> tuple[Floats, int]:
    step = int(weights.size > 1)
    size = max(5_000, -(-east.size // 8))

    def add(span: tuple[int, int]) -> tuple[Any, int]:
        part = np.zeros(grid.shape)
        first, last = span
        own = weights[first:last] if step else weights
        place = (grid.x0, grid.y0, grid.cell)
        return part, spread_points(east[first:last], north[first:last], own, step, *place, width, REACH, part)

    parts = in_chunks(add, spans(east.size, size))
    values = parts[0][0]
    for part, _ in parts[1:]:
        values += part
    return values, sum(outside for _, outside in parts)


def _within(values: Floats, grid: Grid, width: float, *, divide: bool) -> Floats:
    share = np.maximum(_share_within(grid, width), 1e-9) if divide else 1.0
    return np.where(grid.area, values / share, 0.0)


def _raised(east: Floats, north: Floats, weights: Floats, grid: Grid, width: float) -> Floats:
    """Weights over the share of each event's kernel within the study area; events off the grid keep theirs."""
    known = _share_within(grid, width, frame=1)
    row, column = (north - grid.y0) / grid.cell + 0.5, (east - grid.x0) / grid.cell + 0.5
    inside = (row >= 0) & (column >= 0) & (row < grid.rows + 1) & (column < grid.columns + 1)
    first, left = np.where(inside, row, 0).astype(np.int64), np.where(inside, column, 0).astype(np.int64)
    up, right = np.where(inside, row - first, 0), np.where(inside, column - left, 0)
    below = known[first, left] * (1 - right) + known[first, left + 1] * right
    above = known[first + 1, left] * (1 - right) + known[first + 1, left + 1] * right
    share = np.where(inside, np.maximum(below * (1 - up) + above * up, LEAST_SHARE), 1.0)
    return np.asarray(weights / share)


def _share_within(grid: Grid, width: float, frame: int = 0) -> Floats:
    """How much of a kernel at each cell's centre lies within the study area, of one; with cells around the grid."""
    taps = _taps(width, grid).astype(np.float32)
    rows, columns = (side + 2 * frame for side in grid.shape)
    return smoothed(np.pad(grid.area.astype(np.float32), taps.size + frame), taps, rows, columns) * grid.cell**2
