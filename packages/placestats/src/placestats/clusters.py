"""Groups of events: DBSCAN (Ester et al. 1996) and ST-DBSCAN (Birant and Kut 2007), and chains of repeats."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from placestats import checks
from placestats import clusters_kernels as kernels
from placestats.checks import Flags, Floats, Integers
from placestats.errors import InputError
from placestats.neighbours_kernels import pairs_within
from placestats.results import Result, hash_of
from placestats.threads import in_chunks, spans

ROOM = 8  # cells per point up to which sorting by counting pays
CHUNK = 4096


@dataclass(frozen=True, kw_only=True)
class Clusters(Result):
    """labels: group of each event, -1 for none. core: events with enough neighbours. sizes: events (weight) per group.

    Groups are numbered by their first core event; an event at the rim of several groups belongs to the first of them.
    """

    labels: Integers
    core: Flags
    n_clusters: int
    sizes: Floats
    share_clustered: float

    def plot(self, x: ArrayLike, y: ArrayLike, ax: Any = None) -> Any:
        """Draw the events coloured by group (needs matplotlib)."""
        from placestats.drawing import draw_labels

        ax = draw_labels(x, y, self.labels, ax=ax)
        ax.set_title(f"{self.n_clusters} groups hold {self.share_clustered:.0%} of the events")
        return ax


def dbscan(
    x: ArrayLike, y: ArrayLike, *, eps: float, min_samples: float = 5, weights: ArrayLike | None = None
) -> Clusters:
    """Return density-based groups of events; labels are those of sklearn.cluster.DBSCAN to the last border point.

    x, y: metres. eps: events at most this far apart are neighbours. min_samples: a core event has at least this many
    neighbours, itself included (sum of weights where given).
    """
    east, north = checks.points(x, y)
    reach, least = checks.positive("eps", eps), checks.positive("min_samples", min_samples)
    checks.metres(east, north, reach)
    given = np.empty(0) if weights is None else checks.weights_for(east.size, weights)
    labels, core = _labels(east, north, given, reach, least)
    return _clusters(labels, core, given, {"eps": reach, "min_samples": min_samples}, hash_of(east, north, given))


def st_dbscan(
    x: ArrayLike,
    y: ArrayLike,
    t: ArrayLike,
    *,
    eps: float,
    tau: float,
    min_samples: float = 5,
    weights: ArrayLike | None = None,
) -> Clusters:
    """Return groups in space and time: neighbours are at most eps metres and at most tau (units of t) apart.

    t: numbers (days), or datetime64, then tau counts days.
    """
    east, north = checks.points(x, y)
    when = _times(t, east.size)
    reach, span, least = (
        checks.positive("eps", eps),
        _not_negative("tau", tau),
        checks.positive("min_samples", min_samples),
    )
    checks.metres(east, north, reach)
    given = checks.weights_for(east.size, weights)
    starts, others = pairs_within(east, north, reach)
    core = kernels.linked_core(when, given, starts, others, span, least)
    head = kernels.join_linked(when, starts, others, span, core)
    labels = np.full(east.size, -1, dtype=np.int64)
    labels[core] = np.unique(head[core], return_inverse=True)[1]
    kernels.label_rim(when, starts, others, span, core, labels)
    parameters = {"eps": reach, "tau": span, "min_samples": min_samples}
    return _clusters(labels, core, given, parameters, hash_of(east, north, when, given))


def first_of_chain(x: ArrayLike, y: ArrayLike, t: ArrayLike, *, distance: float, days: float) -> Flags:
    """Mark the first event of each chain of near repeats, so that a chain can be counted once.

    Two events within `distance` metres and `days` days of one another are linked; a chain is all events that links
    connect. Of events at the same time the first in order counts.
    """
    found = st_dbscan(x, y, t, eps=distance, tau=days, min_samples=1)
    when = _times(t, found.n)
    order = np.lexsort((np.arange(found.n), when, found.labels))
    first = np.zeros(found.n, dtype=np.bool_)
    chain = found.labels[order]
    first[order[np.concatenate([[True], chain[1:] != chain[:-1]])]] = True
    return first


def _labels(x: Floats, y: Floats, weights: Floats, eps: float, least: float) -> tuple[Integers, Flags]:
    side = eps / np.sqrt(2) * (1 - 1e-9)
    keys, columns = _keys(x, y, side)
    sx, sy, order, used, cells = _sorted(x, y, keys)
    many = used.size
    sw = weights[order] if weights.size else weights
    near = np.empty((many, 5, 2), dtype=np.int32)
    in_chunks(lambda row: kernels.row_near(used, columns, row, near), range(5))
    core = np.zeros(x.size, dtype=np.bool_)
    chunks, eps2 = spans(many, CHUNK), eps * eps
    in_chunks(lambda s: kernels.mark_core(sx, sy, sw, cells, near, eps2, least, s, core), chunks)
    cores = kernels.core_first(sx, sy, sw, order, core, cells)
    parent = np.arange(many, dtype=np.int32)
    kernels.join_cells(sx, sy, cells, cores, near, eps2, parent)
    first = np.full(many, np.iinfo(np.int32).max, dtype=np.int32)
    kernels.number_clusters(cells, cores, parent, order, first)
    cluster = _ranked(parent, first)
    labels = np.empty(x.size, dtype=np.int64)
    fixed = (sx, sy, order, cells, cores, near, cluster, eps2)
    in_chunks(lambda s: kernels.label_points(*fixed, s, labels), chunks)
    marked = np.empty(x.size, dtype=np.bool_)
    marked[order] = core
    return labels, marked


def _keys(x: Floats, y: Floats, side: float) -> tuple[Integers, int]:
    x0, y0 = float(x.min()), float(y.min())
    columns = int((x.max() - x0) / side) + 5
    rows = int((y.max() - y0) / side) + 1
    if columns * rows > 2**62:
        raise InputError("eps", "is far too small for the extent of the points", "give metres")
    keys = np.empty(x.size, dtype=np.int64)
    in_chunks(
        lambda s: kernels.cell_keys(x[s[0] : s[1]], y[s[0] : s[1]], x0, y0, side, columns, keys[s[0] : s[1]]),
        spans(x.size, 1 << 18),
    )
    return keys, columns


def _sorted(x: Floats, y: Floats, keys: Integers) -> tuple[Floats, Floats, Any, Integers, Any]:
    """Points in the order of their cells, that order, the cells in use and where the points of each start."""
    largest = int(keys.max()) + 1
    if largest <= ROOM * keys.size + (1 << 16):
        sx, sy, order = np.empty_like(x), np.empty_like(y), np.empty(x.size, dtype=np.int32)
        used, cells = kernels.sort_by_counting(x, y, keys, largest, sx, sy, order)
        return sx, sy, order, used, cells
    order = np.argsort(keys, kind="stable").astype(np.int32)
    used, first = np.unique(keys[order], return_index=True)
    return x[order], y[order], order, used, np.append(first, keys.size).astype(np.int32)


def _ranked(parent: Any, first: Any) -> Any:  # int32 arrays
    """Number of each cell's cluster, by the clusters' first core points."""
    roots = parent.copy()
    while (roots != roots[roots]).any():
        roots = roots[roots]
    heads = np.flatnonzero((roots == np.arange(roots.size)) & (first < np.iinfo(np.int32).max))
    rank = np.full(roots.size, -1, dtype=np.int32)
    rank[heads[np.argsort(first[heads])]] = np.arange(heads.size)
    return rank[roots]


def _clusters(labels: Integers, core: Flags, weights: Floats, parameters: dict[str, Any], data_hash: str) -> Clusters:
    inside = labels >= 0
    held = np.bincount(labels[inside], weights[inside] if weights.size else None)
    total = weights.sum() if weights.size else labels.size
    return Clusters(
        n=labels.size,
        parameters=parameters,
        data_hash=data_hash,
        labels=labels,
        core=core,
        n_clusters=held.size,
        sizes=held.astype(np.float64),
        share_clustered=float(held.sum() / total),
    )


def _times(t: ArrayLike, n: int) -> Floats:
    found = np.asarray(t)
    if found.dtype.kind == "M":
        if np.isnat(found).any():
            raise InputError("t", "holds missing times", "leave those events out first")
        found = found.astype("datetime64[s]").astype(np.int64) / 86_400
    when = checks.numbers("t", found)
    if when.size != n:
        raise InputError("t", f"has {when.size} values for {n} events", "give one time per event")
    return when


def _not_negative(name: str, value: float) -> float:
    found = float(value)
    if not (np.isfinite(found) and found >= 0):
        raise InputError(name, f"is {value}", "give a number of at least 0")
    return found
