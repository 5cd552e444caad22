"""Which places are neighbours of which: by distance, on a grid, or taken over from libpysal or scipy."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placestats import checks
from placestats.checks import Floats, Integers
from placestats.errors import InputError


@dataclass(frozen=True, eq=False)
class Neighbours:
    """Place i has the neighbours others[starts[i]:starts[i + 1]], never i itself; weights beside them, None for 1."""

    starts: Integers
    others: NDArray[np.int32]
    weights: Floats | None = None

    def __post_init__(self) -> None:
        place = np.repeat(np.arange(self.n), np.diff(self.starts))
        if self.others.size != self.starts[-1] or (self.others.size and not self.others.min() >= 0):
            raise InputError("neighbours", "do not fit their starts", "build them with within, on_grid or of")
        if self.others.size and self.others.max() >= self.n:
            raise InputError("neighbours", "point beyond the last place", "give neighbours for all places")
        if (self.others == place).any():
            raise InputError("neighbours", "hold a place as its own neighbour", "leave it out and use star=True")
        if self.weights is not None and (self.weights.size != self.others.size or not np.isfinite(self.weights).all()):
            raise InputError("neighbours", "have weights that do not fit", "give one finite weight per neighbour")

    @property
    def n(self) -> int:
        """How many places there are."""
        return self.starts.size - 1

    @cached_property
    def cardinalities(self) -> Integers:
        """How many neighbours each place has."""
        return np.diff(self.starts)

    @cached_property
    def row_sums(self) -> tuple[Floats, Floats]:
        """Sum of the weights, and of their squares, for each place."""
        if self.weights is None:
            sums = self.cardinalities.astype(np.float64)
            return sums, sums
        place = np.repeat(np.arange(self.n), self.cardinalities)
        first, second = (np.bincount(place, w, minlength=self.n) for w in (self.weights, self.weights**2))
        return first.astype(np.float64, copy=False), second.astype(np.float64, copy=False)

    @classmethod
    def within(cls, x: ArrayLike, y: ArrayLike, distance: float) -> "Neighbours":
        """Return the neighbours within `distance` metres (at most; a distance band with weight 1)."""
        from placestats.neighbours_kernels import pairs_within

        east, north = checks.points(x, y, least=2)
        reach = checks.positive("distance", distance)
        checks.metres(east, north, reach)
        starts, others = pairs_within(east, north, reach)
        return cls(starts, others)

    @classmethod
    def on_grid(cls, mask: ArrayLike, *, radius_cells: float = 1.5) -> "Neighbours":
        """Return the neighbours among the study cells of a mask (rows, columns), in the order of mask.nonzero().

        radius_cells: centre to centre; 1 is rook, 1.5 is queen, 5 with 100 m cells is a 500 m band.
        """
        given = np.asarray(mask)
        area = checks.area_mask(given, given.shape)
        if area.ndim != 2:
            raise InputError("mask", f"has {area.ndim} dimensions", "give booleans (rows, columns)")
        from placestats.neighbours_kernels import stencil_neighbours

        reach = int(checks.positive("radius_cells", radius_cells))
        steps = np.arange(-reach, reach + 1)
        down, right = (a.ravel() for a in np.meshgrid(steps, steps, indexing="ij"))
        keep = (down**2 + right**2 <= radius_cells**2) & ((down != 0) | (right != 0))
        number = np.where(area, np.cumsum(area).reshape(area.shape) - 1, -1).astype(np.int32)
        starts, others = stencil_neighbours(number, int(area.sum()), down[keep], right[keep])
        return cls(starts, others)

    @classmethod
    def of(cls, graph: Any) -> "Neighbours":
        """Take over a libpysal Graph or W, or a scipy sparse matrix; weights that are all 1 are dropped."""
        matrix = getattr(graph, "sparse", graph)
        if not hasattr(matrix, "tocsr"):
            raise InputError("graph", f"is a {type(graph).__name__}", "give a libpysal Graph or W, or a sparse matrix")
        rows = matrix.tocsr().copy()
        rows.setdiag(0)
        rows.eliminate_zeros()
        rows.sort_indices()
        weights = None if (rows.data == 1).all() else np.asarray(rows.data, dtype=np.float64)
        return cls(rows.indptr.astype(np.int64), rows.indices.astype(np.int32), weights)
