"""Compiled loops for points in polygons: which cells an edge touches, what covers a cell, where a point lies."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from placestats.checks import Floats, Integers
from placestats.compiled import compiled

Ids = NDArray[np.int32]
MIXED = 1 << 30  # taken from `cover` in cells that edges touch


@compiled
def touched(ax: float, ay: float, bx: float, by: float, row: int) -> Any:  # (int, int)
    """First and last column that an edge touches in a row; coordinates in cells, ay <= by.

    An edge within 1e-7 of a cell counts as touching it, so that rounding loses none.
    """
    low, high = max(ay, row - 1e-7), min(by, row + 1.0 + 1e-7)
    if by - ay > 1e-12:
        slope = (bx - ax) / (by - ay)
        start, end = ax + (low - ay) * slope, ax + (high - ay) * slope
    else:
        start, end = ax, bx
    left, right = min(start, end), max(start, end)
    left, right = max(left, min(ax, bx)), min(right, max(ax, bx))
    return int(np.floor(left - 1e-7)), int(np.floor(right + 1e-7))


@compiled
def upward_edges(corners: Floats, sizes: Integers, ring_owner: Ids, place: Any, edges: Floats, owner: Ids) -> int:
    """Fill in the edges (ax, ay, bx, by) in cells, ay <= by, so that an edge looks the same from both its sides.

    Returns how many there are; edges without length (a repeated corner) are left out.
    """
    x0, y0, per_metre = place
    many, first = 0, 0
    for ring in range(sizes.size):
        last = first + sizes[ring] - 1
        for i in range(first, last + 1):
            k = i + 1 if i < last else first
            ax, ay = (corners[i, 0] - x0) * per_metre, (corners[i, 1] - y0) * per_metre
            bx, by = (corners[k, 0] - x0) * per_metre, (corners[k, 1] - y0) * per_metre
            if ax == bx and ay == by:
                continue
            if ay > by or (ay == by and ax > bx):
                ax, ay, bx, by = bx, by, ax, ay
            edges[many, 0], edges[many, 1], edges[many, 2], edges[many, 3] = ax, ay, bx, by
            owner[many] = ring_owner[ring]
            many += 1
        first = last + 1
    return many


@compiled
def count_touches(edges: Floats, rows: int, columns: int, count: Ids, crossings: Ids) -> None:
    """Count per cell the edges that touch it, and per cell the edges that cross its row's middle just west of it."""
    for e in range(edges.shape[0]):
        ax, ay, bx, by = edges[e, 0], edges[e, 1], edges[e, 2], edges[e, 3]
        for row in range(max(0, int(np.floor(ay - 1e-7))), min(rows - 1, int(np.floor(by + 1e-7))) + 1):
            left, right = touched(ax, ay, bx, by, row)
            for column in range(max(left, 0), min(right, columns - 1) + 1):
                count[row * columns + column] += np.int32(1)
            middle = row + 0.5
            if ay <= middle < by:
                at = ax + (middle - ay) * (bx - ax) / (by - ay)
                crossings[row * (columns + 1) + min(max(int(np.ceil(at - 0.5)), 0), columns)] += np.int32(1)


@compiled
def fill_touches(
    edges: Floats,
    owner: Ids,
    rows: int,
    columns: int,
    next_edge: Ids,
    next_turn: Ids,
    near: Floats,
    near_owner: Ids,
    turns: Ids,
) -> None:
    """As count_touches, now copying the edges that touch and the polygons that turn; next_* hold where to write."""
    for e in range(edges.shape[0]):
        ax, ay, bx, by = edges[e, 0], edges[e, 1], edges[e, 2], edges[e, 3]
        for row in range(max(0, int(np.floor(ay - 1e-7))), min(rows - 1, int(np.floor(by + 1e-7))) + 1):
            left, right = touched(ax, ay, bx, by, row)
            for column in range(max(left, 0), min(right, columns - 1) + 1):
                at_edge = next_edge[row * columns + column]
                near[at_edge, 0], near[at_edge, 1], near[at_edge, 2], near[at_edge, 3] = ax, ay, bx, by
                near_owner[at_edge] = owner[e]
                next_edge[row * columns + column] += np.int32(1)
            middle = row + 0.5
            if ay <= middle < by:
                at = ax + (middle - ay) * (bx - ax) / (by - ay)
                cell = row * (columns + 1) + min(max(int(np.ceil(at - 0.5)), 0), columns)
                turns[next_turn[cell]] = owner[e]
                next_turn[cell] += np.int32(1)


@compiled
def starts_of(count: Ids) -> Any:  # Ids; numba's own type
    """Running sums with a leading zero."""
    out = np.empty(count.size + 1, dtype=np.int32)
    total = np.int32(0)
    for i in range(count.size):
        out[i] = total
        total += count[i]
    out[count.size] = total
    return out


@compiled
def sweep(
    span: Any,  # (first row, last row, columns, polygons)
    start: Ids,
    near_owner: Ids,
    turn_start: Ids,
    turns: Ids,
    cover: Ids,
    inside: Any,
) -> None:
    """Walk the rows of middles. cover[cell] becomes the first polygon that covers the whole cell, -1 for none, or
    MIXED less when edges touch the cell; inside[entry] says whether the middle lies in the polygon of the edge."""
    first, last, columns, polygons = span
    active = np.empty(polygons, dtype=np.int32)
    for row in range(first, last):
        many = 0
        for column in range(columns):
            cell, west = row * columns + column, row * (columns + 1) + column
            for t in range(turn_start[west], turn_start[west + 1]):
                many = turned(active, many, turns[t])
            best = np.int32(-1)
            for a in range(many):
                touching = False
                for i in range(start[cell], start[cell + 1]):
                    if near_owner[i] == active[a]:
                        inside[i] = True
                        touching = True
                if not touching and (best < 0 or active[a] < best):
                    best = active[a]
            cover[cell] = best if start[cell] == start[cell + 1] else best - np.int32(MIXED)


@compiled
def turned(active: Ids, many: int, polygon: int) -> int:
    """Add a polygon to the first `many` of the active ones, or take it away; returns how many there are then."""
    for a in range(many):
        if active[a] == polygon:
            active[a] = active[many - 1]
            return many - 1
    active[many] = polygon
    return many + 1


@compiled
def locate(
    x: Floats,
    y: Floats,
    place: Any,  # (x0, y0, cells per metre)
    rows: int,
    columns: int,
    cover: Ids,
    start: Ids,
    near: Floats,
    near_owner: Ids,
    inside: Any,
    out: Ids,
) -> None:
    """Find the first polygon that holds each point. In a cell with edges: the parity of crossings on the path from the
    middle of the cell sideways and then up or down to the point, one polygon after the other."""
    x0, y0, per_metre = place
    for i in range(x.size):
        u, v = (x[i] - x0) * per_metre, (y[i] - y0) * per_metre
        if not (0.0 <= u < columns and 0.0 <= v < rows):
            out[i] = -1
            continue
        column, row = int(u), int(v)
        cell = row * columns + column
        found = cover[np.uint64(cell)]
        if found < -1:
            entries = (start[cell], start[cell + 1])
            found = first_owner(
                u, v, column + 0.5, row + 0.5, entries, near, near_owner, inside, found + np.int32(MIXED)
            )
        out[i] = found


@compiled
def is_left(run: float, rise: float, east: float, north: float) -> bool:
    """Say on which side of an upward edge a place lies; on the edge it counts as a hair to the east, then north."""
    cross = run * north - rise * east
    return cross > 0.0 or (cross == 0.0 and rise == 0.0)


@compiled
def first_owner(
    u: float,
    v: float,
    mu: float,
    mv: float,
    entries: Any,  # (first, last)
    near: Floats,
    near_owner: Ids,
    inside: Any,
    found: Any,  # np.int32
) -> Any:  # np.int32
    """Return the lowest-numbered of `found` and the polygons whose edges touch the cell and that hold (u, v)."""
    e, last = entries
    while e < last:
        polygon = near_owner[e]
        held = inside[e]
        while e < last and near_owner[e] == polygon:
            ax, ay, bx, by = near[e, 0], near[e, 1], near[e, 2], near[e, 3]
            rise, run = by - ay, bx - ax  # ay <= by
            corner = is_left(run, rise, u - ax, mv - ay)
            if ay <= mv < by and is_left(run, rise, mu - ax, mv - ay) != corner:
                held = not held
            if (ax > u) != (bx > u) and is_left(run, rise, u - ax, v - ay) != corner:
                held = not held
            e += 1
        if held and (found < 0 or polygon < found):
            found = polygon
    return found
