"""All pairs of points within a distance, found through a grid and kept as lists per distance band."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from placestats.compiled import compiled
from placestats.errors import InputError
from placestats.threads import in_chunks, spans

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Indices = NDArray[np.uint32]
METRICS = ("euclidean", "manhattan")
MOST_PAIRS = 400_000_000  # 1.6 GB of indices
CHUNK = 1 << 14
PATCHES = 4  # along each side of a cell: points of one patch follow one another, so that their partners are the same


@dataclass(frozen=True)
class NearPairs:
    """Pairs by distance band. Points are renumbered along the grid; `order[new] = old`.

    Band d of point i holds others[starts[d, i] : starts[d, i + 1]]; each pair is listed once.
    """

    order: Integers
    starts: Integers
    others: Indices

    @property
    def per_band(self) -> Integers:
        """Number of pairs in each band."""
        return self.starts[:, -1] - self.starts[:, 0]


def near_pairs(x: Floats, y: Floats, breaks: Floats, *, metric: str, closed: bool = False) -> NearPairs:
    """Return the pairs whose distance lies in [breaks[d], breaks[d + 1]) for each d.

    closed: the last break belongs to the last band. Distances are compared squared (Manhattan: as they are), in
    float64, so that points exactly on a break fall where the notation says.
    """
    cell, order, edges, columns = _gridded(x, y, float(breaks[-1]))
    limits = breaks**2 if metric == "euclidean" else breaks.copy()
    if closed:
        limits[-1] = np.nextafter(limits[-1], np.inf)
    sorted_points = x[order], y[order], cell[order], edges, columns, limits
    if breaks.size == 2 and breaks[0] == 0 and metric == "euclidean":
        listing: Callable[..., None] = partial(list_one_band, *sorted_points)
    else:
        listing = partial(list_pairs, *sorted_points, metric == "euclidean")
    bands, n = breaks.size - 1, x.size
    counts = np.zeros((bands, n + 1), dtype=np.int64)
    nowhere = np.empty(0, dtype=np.uint32)
    in_chunks(lambda span: listing(*span, counts, nowhere), spans(n, CHUNK))
    total = int(counts.sum())
    if total > MOST_PAIRS:
        raise InputError("delta", f"gives {total} near pairs", "choose a shorter distance or fewer events")
    starts = np.zeros((bands, n + 1), dtype=np.int64)
    np.cumsum(counts[:, :-1], axis=1, out=starts[:, 1:])
    starts[1:] += np.cumsum(starts[:-1, -1])[:, None]
    others = np.empty(max(total, 1), dtype=np.uint32)
    places = starts.copy()
    in_chunks(lambda span: listing(*span, places, others), spans(n, CHUNK))
    return NearPairs(order, starts, others[:total] if total else others[:0])


def _gridded(x: Floats, y: Floats, side: float) -> tuple[Integers, Integers, Integers, int]:
    """Return each point's cell, the points ordered by cell, where each cell begins, and the number of columns."""
    side = max(side, float(np.ptp(x)) * 1e-6, float(np.ptp(y)) * 1e-6)
    while (np.ptp(x) / side + 3) * (np.ptp(y) / side + 3) > 4 * x.size + 4096:
        side *= 2
    columns = int(np.ptp(x) / side) + 3
    rows = int(np.ptp(y) / side) + 3
    across, up = (x - x.min()) / side, (y - y.min()) / side
    cell = up.astype(np.int64) * columns + across.astype(np.int64) + 1
    patch = (up % 1 * PATCHES).astype(np.uint8) * PATCHES + (across % 1 * PATCHES).astype(np.uint8)
    edges = np.zeros(rows * columns + 1, dtype=np.int64)
    np.cumsum(np.bincount(cell, minlength=rows * columns), out=edges[1:])
    order, by_patch = np.empty(x.size, dtype=np.int64), np.argsort(patch, kind="stable")
    sort_by_cell(cell, by_patch, edges[:-1].copy(), order)
    return cell, order, edges, columns


@compiled
def sort_by_cell(cell: Integers, ordered: Integers, places: Integers, order: Integers) -> None:
    """Counting sort: stable, so that the order never depends on anything but the data."""
    for k in ordered:
        order[places[cell[k]]] = k
        places[cell[k]] += 1


@compiled
def list_pairs(
    x: Floats,
    y: Floats,
    cell: Integers,
    edges: Integers,
    columns: int,
    limits: Floats,
    straight: bool,
    first: int,
    last: int,
    places: Integers,
    others: Indices,
) -> None:
    """Count (others empty) or list the near pairs of points first..last, each pair at its earlier point.

    Points of one cell and its eastern neighbour lie side by side in memory, as do those of the three cells above.
    """
    counting = others.size == 0
    bands = limits.size - 1
    widest = limits[bands]
    for i in range(first, last):
        here = cell[i]
        for above in range(2):
            if above == 0:
                begin, end = i + 1, edges[here + 2]
            else:
                begin, end = edges[here + columns - 1], edges[here + columns + 2]
            for j in range(begin, end):
                dx, dy = x[i] - x[j], y[i] - y[j]
                gap = dx * dx + dy * dy if straight else abs(dx) + abs(dy)
                if gap < widest and gap >= limits[0]:
                    band = 0
                    while gap >= limits[band + 1]:
                        band += 1
                    if not counting:
                        others[places[band, i]] = j
                    places[band, i] += 1


@compiled
def list_one_band(
    x: Floats,
    y: Floats,
    cell: Integers,
    edges: Integers,
    columns: int,
    limits: Floats,
    first: int,
    last: int,
    places: Integers,
    others: Indices,
) -> None:
    """`list_pairs` for one Euclidean band from 0, without a branch that the processor has to guess."""
    counting = others.size == 0
    widest = limits[1]
    for i in range(first, last):
        here = cell[i]
        own_x, own_y = x[i], y[i]
        at = places[0, i]
        full = at if counting else places[0, i + 1]
        for above in range(2):
            begin = i + 1 if above == 0 else edges[here + columns - 1]
            end = edges[here + 2] if above == 0 else edges[here + columns + 2]
            if counting:
                near = 0
                for j in range(begin, end):
                    near += (own_x - x[j]) ** 2 + (own_y - y[j]) ** 2 < widest
                at += near
            else:
                for j in range(begin, end):
                    if at == full:
                        break
                    others[at] = j
                    at += (own_x - x[j]) ** 2 + (own_y - y[j]) ** 2 < widest
        if counting:
            places[0, i] = at
