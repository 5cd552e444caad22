"""Compiled loops of DBSCAN: cells whose diagonal is eps, so that all points of a cell are neighbours of one another."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from placestats.checks import Flags, Floats, Integers
from placestats.compiled import compiled

Ids = NDArray[np.int32]


@compiled
def cell_keys(x: Floats, y: Floats, x0: float, y0: float, side: float, columns: int, out: Integers) -> None:
    """Cell number of each point, row by row; two spare columns on both sides keep rows apart."""
    per_side = 1.0 / side
    for i in range(x.size):
        out[i] = np.int64((y[i] - y0) * per_side) * columns + np.int64((x[i] - x0) * per_side) + 2


@compiled
def sort_by_counting(
    x: Floats, y: Floats, keys: Integers, size: int, sx: Floats, sy: Floats, order: Ids
) -> Any:  # (keys in use, first point of each)
    """Put points in the order of their cells (stable); returns the cells in use and where their points start."""
    starts = np.zeros(size + 1, dtype=np.int32)
    for i in range(keys.size):
        starts[keys[i] + 1] += np.int32(1)
    many = 0
    for k in range(size):
        many += starts[k + 1] > 0
    used, cells = np.empty(many, dtype=np.int64), np.empty(many + 1, dtype=np.int32)
    many = 0
    for k in range(size):
        if starts[k + 1] > 0:
            used[many], cells[many] = k, starts[k]
            many += 1
        starts[k + 1] += starts[k]
    cells[many] = keys.size
    for i in range(keys.size):
        to = starts[keys[i]]
        starts[keys[i]] = to + np.int32(1)
        sx[to], sy[to], order[to] = x[i], y[i], i
    return used, cells


@compiled
def row_near(used: Integers, columns: int, row: int, near: Any) -> None:
    """For each cell in use and one of five rows: the span of cells up to two columns away; pointers move forward."""
    low, high = 0, 0
    for c in range(used.size):
        middle = used[c] + (row - 2) * columns
        while low < used.size and used[low] < middle - 2:
            low += 1
        while high < used.size and used[high] <= middle + 2:
            high += 1
        near[c, row, 0], near[c, row, 1] = low, max(high, low)


@compiled
def mark_core(
    sx: Floats, sy: Floats, sw: Floats, cells: Ids, near: Any, eps2: float, least: float, span: Any, core: Flags
) -> None:
    """Mark points with at least `least` (weight of) neighbours, themselves included.

    A full cell is all core, and where the five rows together hold too little no point is.
    """
    for c in range(span[0], span[1]):
        own = weight_between(sw, cells[c], cells[c + 1])
        around = 0.0
        for row in range(5):
            around += weight_between(sw, cells[near[c, row, 0]], cells[near[c, row, 1]])
        for i in range(cells[c], cells[c + 1]):
            core[i] = own >= least or (around >= least and reaches(sx, sy, sw, cells, near, eps2, least, c, i))


@compiled
def weight_between(sw: Floats, first: int, last: int) -> float:
    """Sum of the weights of points first..last, or their number when there are no weights."""
    if sw.size == 0:
        return float(last - first)
    total = 0.0
    for i in range(first, last):
        total += sw[i]
    return total


@compiled
def reaches(
    sx: Floats, sy: Floats, sw: Floats, cells: Ids, near: Any, eps2: float, least: float, c: int, i: int
) -> bool:
    """Say whether point i has enough neighbours; the nearest rows first, and no further than needed."""
    held = 0.0
    px, py = sx[i], sy[i]
    for row in (2, 1, 3, 0, 4):
        first, last = cells[near[c, row, 0]], cells[near[c, row, 1]]
        if sw.size == 0:
            many = 0
            for j in range(np.uint64(first), np.uint64(last)):  # unsigned: no check for negative places, so vectors
                many += (px - sx[j]) ** 2 + (py - sy[j]) ** 2 <= eps2
            held += many
        else:
            for j in range(np.uint64(first), np.uint64(last)):
                if (px - sx[j]) ** 2 + (py - sy[j]) ** 2 <= eps2:
                    held += sw[j]
        if held >= least:
            return True
    return False


@compiled
def core_first(sx: Floats, sy: Floats, sw: Floats, order: Ids, core: Flags, cells: Ids) -> Any:  # Ids
    """Move each cell's core points to its front; returns how many each cell has."""
    many = np.zeros(cells.size - 1, dtype=np.int32)
    for c in range(many.size):
        to = cells[c]
        for i in range(cells[c], cells[c + 1]):
            if core[i]:
                sx[i], sx[to] = sx[to], sx[i]
                sy[i], sy[to] = sy[to], sy[i]
                order[i], order[to] = order[to], order[i]
                core[i], core[to] = core[to], core[i]
                if sw.size:
                    sw[i], sw[to] = sw[to], sw[i]
                to += 1
        many[c] = to - cells[c]
    return many


@compiled
def root(parent: Ids, c: int) -> int:
    """Representative of a set, with the path halved on the way."""
    while parent[c] != c:
        parent[c] = parent[parent[c]]
        c = parent[c]
    return c


@compiled
def join_cells(sx: Floats, sy: Floats, cells: Ids, many: Ids, near: Any, eps2: float, parent: Ids) -> None:
    """Join the cells of which two core points are neighbours."""
    for c in range(many.size):
        if many[c] == 0:
            continue
        for row in range(2, 5):
            for d in range(near[c, row, 0], near[c, row, 1]):
                if d <= c or many[d] == 0:
                    continue
                own, other = root(parent, c), root(parent, d)
                if own != other and touch(sx, sy, cells[c], many[c], cells[d], many[d], eps2):
                    parent[max(own, other)] = min(own, other)


@compiled
def touch(sx: Floats, sy: Floats, a: int, na: int, b: int, nb: int, eps2: float) -> bool:
    """Say whether any of na points from a on is within reach of any of nb points from b on."""
    left, right, low, high = sx[b], sx[b], sy[b], sy[b]
    for j in range(b + 1, b + nb):
        left, right = min(left, sx[j]), max(right, sx[j])
        low, high = min(low, sy[j]), max(high, sy[j])
    for i in range(a, a + na):
        dx, dy = max(left - sx[i], sx[i] - right, 0.0), max(low - sy[i], sy[i] - high, 0.0)
        if dx * dx + dy * dy <= eps2:
            for j in range(b, b + nb):
                if (sx[i] - sx[j]) ** 2 + (sy[i] - sy[j]) ** 2 <= eps2:
                    return True
    return False


@compiled
def number_clusters(cells: Ids, many: Ids, parent: Ids, order: Ids, first: Ids) -> None:
    """first[root] becomes the smallest index of a core point in the cluster."""
    for c in range(many.size):
        own = root(parent, c)
        for i in range(cells[c], cells[c] + many[c]):
            first[own] = min(first[own], order[i])


@compiled
def label_points(
    sx: Floats,
    sy: Floats,
    order: Ids,
    cells: Ids,
    many: Ids,
    near: Any,
    cluster: Ids,
    eps2: float,
    span: Any,
    out: Any,
) -> None:
    """Core points take their cell's cluster, others the lowest-numbered cluster with a core point in reach, or -1."""
    with_core = np.empty(25, dtype=np.int32)
    for c in range(span[0], span[1]):
        for i in range(cells[c], cells[c] + many[c]):
            out[order[i]] = cluster[c]
        if cells[c] + many[c] == cells[c + 1]:
            continue
        found = 0
        for row in range(5):
            for d in range(near[c, row, 0], near[c, row, 1]):
                if many[d] > 0:
                    with_core[found] = d
                    found += 1
        for i in range(cells[c] + many[c], cells[c + 1]):
            out[order[i]] = lowest_cluster(sx, sy, cells, many, with_core[:found], cluster, eps2, i)


@compiled
def lowest_cluster(
    sx: Floats, sy: Floats, cells: Ids, many: Ids, with_core: Ids, cluster: Ids, eps2: float, i: int
) -> Any:  # np.int32
    """The lowest-numbered cluster with a core point within reach of point i, or -1."""
    best = np.int32(-1)
    px, py = sx[i], sy[i]
    for d in with_core:
        if best >= 0 and cluster[d] >= best:
            continue
        for j in range(np.uint64(cells[d]), np.uint64(cells[d] + many[d])):
            if (px - sx[j]) ** 2 + (py - sy[j]) ** 2 <= eps2:
                best = cluster[d]
                break
    return best


@compiled
def linked_core(t: Floats, weights: Floats, starts: Integers, others: Ids, tau: float, least: float) -> Any:  # Flags
    """Mark events with enough (weight of) neighbours in space that are also within tau in time."""
    core = np.zeros(t.size, dtype=np.bool_)
    for i in range(t.size):
        held = weights[i]
        for e in range(starts[i], starts[i + 1]):
            if abs(t[i] - t[others[e]]) <= tau:
                held += weights[others[e]]
        core[i] = held >= least
    return core


@compiled
def join_linked(t: Floats, starts: Integers, others: Ids, tau: float, core: Flags) -> Any:  # Ids
    """For each event the smallest index of its connected core events."""
    parent = np.arange(t.size).astype(np.int32)
    for i in range(t.size):
        for e in range(starts[i], starts[i + 1]):
            j = others[e]
            if j < i and core[i] and core[j] and abs(t[i] - t[j]) <= tau:
                own, other = root(parent, i), root(parent, j)
                parent[max(own, other)] = min(own, other)
    for i in range(t.size):
        parent[i] = root(parent, i)
    return parent


@compiled
def label_rim(t: Floats, starts: Integers, others: Ids, tau: float, core: Flags, labels: Integers) -> None:
    """Give events that are not core the lowest label among their core neighbours."""
    for i in range(t.size):
        if core[i]:
            continue
        for e in range(starts[i], starts[i + 1]):
            j = others[e]
            if core[j] and abs(t[i] - t[j]) <= tau and (labels[i] < 0 or labels[j] < labels[i]):
                labels[i] = labels[j]
