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
def list_touches(edges: Floats, first: int, last: int, size: Any, touches: Ids, crossings: Ids) -> Any:  # (int, int)
    """List (cell, edge) for the cells that edges first..last touch, and for those whose row's middle they cross just
    west of the cell. Returns how many of each; -1 when there is no room for all."""
    rows, columns = size
    many, crossed = 0, 0
    for e in range(first, last):
        ax, ay, bx, by = edges[e, 0], edges[e, 1], edges[e, 2], edges[e, 3]
        for row in range(max(0, int(np.floor(ay - 1e-7))), min(rows - 1, int(np.floor(by + 1e-7))) + 1):
            left, right = touched(ax, ay, bx, by, row)
            if many + right - left >= touches.shape[0] or crossed >= crossings.shape[0]:
                return -1, -1
            for column in range(max(left, 0), min(right, columns - 1) + 1):
                touches[many, 0], touches[many, 1] = row * columns + column, e
                many += 1
            middle = row + 0.5
            if ay <= middle < by:
                at = ax + (middle - ay) * (bx - ax) / (by - ay)
                crossings[crossed, 0] = row * (columns + 1) + min(max(int(np.ceil(at - 0.5)), 0), columns)
                crossings[crossed, 1] = e
                crossed += 1
    return many, crossed


@compiled
def add_up(touches: Ids, crossings: Ids, edges_of: Ids, turns_of: Ids, last: bool) -> None:
    """Count the entries (cell, edge) of each cell, one place further on; after the last, make running sums of them."""
    for listed, count in ((touches, edges_of), (crossings, turns_of)):
        for k in range(listed.shape[0]):
            count[listed[k, 0] + 1] += np.int32(1)
        if last:
            for cell in range(1, count.size):
                count[cell] += count[cell - 1]


@compiled
def put_in_place(
    touches: Ids,
    crossings: Ids,
    edges: Floats,
    owner: Ids,
    edge_place: Ids,
    turn_place: Ids,
    near: Floats,
    turns: Ids,
) -> None:
    """Copy the edges that touch each cell, and the polygon of each crossing, to the cell's place; places move on.

    near: (ax, ay, bx, by, 2 × polygon); a place holds all that a look-up needs, so that it waits for memory once.
    """
    for k in range(touches.shape[0]):
        cell, e = touches[k, 0], touches[k, 1]
        at = edge_place[cell]
        near[at, 0], near[at, 1], near[at, 2], near[at, 3] = edges[e, 0], edges[e, 1], edges[e, 2], edges[e, 3]
        near[at, 4] = 2.0 * owner[e]
        edge_place[cell] = at + np.int32(1)
    for k in range(crossings.shape[0]):
        cell = crossings[k, 0]
        turns[turn_place[cell]] = owner[crossings[k, 1]]
        turn_place[cell] += np.int32(1)


@compiled
def sweep(
    span: Any,  # (first row, last row, columns, polygons)
    start: Ids,
    near: Floats,
    turn_start: Ids,
    turns: Ids,
    cover: Ids,
) -> None:
    """Walk the rows of middles. cover[cell] becomes the first polygon that covers the whole cell, -1 for none, or
    MIXED less when edges touch the cell; near[entry, 4] becomes odd where the middle lies in the edge's polygon."""
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
                    if int(near[i, 4]) >> 1 == active[a]:
                        near[i, 4] = 2.0 * active[a] + 1.0
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
            found = first_owner(u, v, column + 0.5, row + 0.5, entries, near, found + np.int32(MIXED))
        out[i] = found


@compiled
def is_left(run: float, rise: float, east: float, north: float) -> bool:
    """Say on which side of an upward edge a place lies; on the edge it counts as a hair to the east, then north."""
    cross = run * north - rise * east
    return (cross > 0.0) | ((cross == 0.0) & (rise == 0.0))


@compiled
def first_owner(
    u: float,
    v: float,
    mu: float,
    mv: float,
    entries: Any,  # (first, last)
    near: Floats,
    found: Any,  # np.int32
) -> Any:  # np.int32
    """Return the lowest-numbered of `found` and the polygons whose edges touch the cell and that hold (u, v)."""
    e, last = entries
    while e < last:
        mark = int(near[e, 4])
        polygon = np.int32(mark >> 1)
        held = (mark & 1) == 1
        while e < last and int(near[e, 4]) >> 1 == polygon:
            ax, ay, bx, by = near[e, 0], near[e, 1], near[e, 2], near[e, 3]
            rise, run = by - ay, bx - ax  # ay <= by
            corner = is_left(run, rise, u - ax, mv - ay)
            # no `and`, no `if`: a wrong guess of the processor costs more than both comparisons
            held ^= (ay <= mv) & (mv < by) & (is_left(run, rise, mu - ax, mv - ay) != corner)
            held ^= ((ax > u) != (bx > u)) & (is_left(run, rise, u - ax, v - ay) != corner)
            e += 1
        if held and (found < 0 or polygon < found):
            found = polygon
    return found
