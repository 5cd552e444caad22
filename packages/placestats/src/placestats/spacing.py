"""How events lie to one another in a study area: nearest neighbours and the K function.

Sources: Clark and Evans 1954; Ripley 1976; Besag 1977 (L); Myllymäki et al. 2017 (envelope test over all distances).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.spatial import cKDTree
from scipy.special import ndtr

from placestats import checks
from placestats.checks import Floats
from placestats.errors import CannotSay, InputError
from placestats.grid import Grid
from placestats.results import Result, hash_of
from placestats.spacing_kernels import pair_counts
from placestats.threads import in_chunks

LEAST = 5


@dataclass(frozen=True, kw_only=True)
class NearestNeighbour(Result):
    """ratio: mean distance over what complete randomness would give; under 1 clustered, over 1 regular.

    z, p_norm: without allowance for edges (Clark and Evans). expected_sim, p_sim: from points dealt at random over the
    study area, which allows for its edges and holes; two-sided.
    """

    observed: float
    expected: float
    ratio: float
    z: float
    p_norm: float
    expected_sim: float
    p_sim: float
    total: float
    left_out: int

    def plot(self, ax: Any = None) -> Any:
        """Draw both mean distances (needs matplotlib)."""
        from placestats import place_pictures

        return place_pictures.nearest_neighbour(self, ax)


@dataclass(frozen=True, kw_only=True)
class KFunction(Result):
    """K and L - r at each distance, with mean and range of random points in the same study area.

    k: mean number of further events within r of an event, per event per square metre. l_minus_r: sqrt(K / pi) - r.
    expected, low, high: mean and envelope of l_minus_r for random points; the envelope holds over all distances at once
    (level 95 %). p: chance of leaving it as far as observed.
    """

    r: Floats
    k: Floats
    l_minus_r: Floats
    expected: Floats
    low: Floats
    high: Floats
    p: float
    total: float
    left_out: int

    def plot(self, ax: Any = None) -> Any:
        """Draw L - r with the envelope of randomness (needs matplotlib)."""
        from placestats.drawing import draw_curves

        named = [("observed", self.l_minus_r), ("expected at random", self.expected)]
        ax = draw_curves(self.r, named, labels=("distance r, m", "L(r) − r, m"), ax=ax)
        ax.fill_between(self.r, self.low, self.high, color="#d9d9d9", zorder=0)
        ax.set_title(f"p = {self.p:.3f} for the whole curve")
        return ax


def nearest_neighbour(
    x: ArrayLike,
    y: ArrayLike,
    *,
    grid: Grid,
    weights: ArrayLike | None = None,
    permutations: int = 199,
    seed: int | np.random.Generator | None = None,
) -> NearestNeighbour | CannotSay:
    """Compare the mean distance to the nearest other event with that of random points in the study area.

    x, y: metres. grid: its mask is the study area; events outside it are left out. weights: whole counts; events that
    share a record have distance 0. permutations: random patterns for p_sim.
    """
    east, north, many, start, left_out = _inputs(x, y, grid, weights, permutations, seed)
    total = float(many.sum())
    if total < LEAST:
        return CannotSay("too_few", {"n": int(total), "least": LEAST})
    area = float(grid.area.sum()) * grid.cell**2
    observed = _mean_nearest(east, north, many)
    expected = 0.5 / np.sqrt(total / area)
    z = (observed - expected) / (0.26136 / np.sqrt(total * total / area))
    sim = _simulate(grid, int(total), permutations, start, lambda e, n: _mean_nearest(e, n, np.ones(e.size)))
    below, above = (sim <= observed).sum() + 1, (sim >= observed).sum() + 1
    return NearestNeighbour(
        n=east.size,
        parameters={"permutations": permutations, "area": area},
        data_hash=hash_of(east, north, many, grid.area),
        seed=start,
        observed=observed,
        expected=float(expected),
        ratio=float(observed / expected),
        z=float(z),
        p_norm=float(2 * ndtr(-abs(z))),
        expected_sim=float(sim.mean()),
        p_sim=float(min(1.0, 2 * min(below, above) / (permutations + 1))),
        total=total,
        left_out=left_out,
    )


def k_function(
    x: ArrayLike,
    y: ArrayLike,
    *,
    grid: Grid,
    distances: ArrayLike,
    weights: ArrayLike | None = None,
    permutations: int = 199,
    seed: int | np.random.Generator | None = None,
) -> KFunction | CannotSay:
    """Return Ripley's K over the study area (no edge correction: the random patterns meet the same edges).

    distances: rising, above 0, in metres; an event at exactly r counts. weights: whole counts.
    """
    radii = checks.numbers("distances", distances)
    if not radii.size or radii[0] <= 0 or (np.diff(radii) <= 0).any():
        raise InputError("distances", "do not rise from above 0", "give for instance 50, 100, 150")
    east, north, many, start, left_out = _inputs(x, y, grid, weights, permutations, seed)
    total = float(many.sum())
    if total < LEAST:
        return CannotSay("too_few", {"n": int(total), "least": LEAST})
    area = float(grid.area.sum()) * grid.cell**2
    scale = area / (total * (total - 1))
    k = pair_counts(east, north, many, radii) * scale
    observed = np.sqrt(k / np.pi) - radii
    sim = _simulate(grid, int(total), permutations, start, lambda e, n: pair_counts(e, n, np.ones(e.size), radii))
    curves = np.sqrt(sim * scale / np.pi) - radii
    low, high, p = _envelope(observed, curves)
    return KFunction(
        n=east.size,
        parameters={"permutations": permutations, "area": area, "distances": radii.tolist()},
        data_hash=hash_of(east, north, many, grid.area),
        seed=start,
        r=radii,
        k=k,
        l_minus_r=observed,
        expected=curves.mean(axis=0),
        low=low,
        high=high,
        p=p,
        total=total,
        left_out=left_out,
    )


def _inputs(
    x: ArrayLike,
    y: ArrayLike,
    grid: Grid,
    weights: ArrayLike | None,
    permutations: int,
    seed: int | np.random.Generator | None,
) -> tuple[Floats, Floats, Floats, int, int]:
    """Events in the study area with their counts, the seed, and how many records lie outside."""
    east, north = checks.points(x, y)
    checks.metres(east, north, grid.cell)
    many = checks.whole_counts("weights", checks.weights_for(east.size, weights)).astype(np.float64)
    checks.whole_number("permutations", permutations, least=19)
    row, column, on_grid = grid.cell_of(east, north)
    inside = on_grid & grid.area[row, column] & (many > 0)
    if inside.any():
        checks.not_one_spot(east[inside], north[inside])
    return east[inside], north[inside], many[inside], checks.seed_of(seed), int((~inside & (many > 0)).sum())


def _mean_nearest(east: Floats, north: Floats, many: Floats) -> float:
    spots = np.column_stack([east, north])
    apart = cKDTree(spots).query(spots, k=2)[0][:, 1]
    return float((np.where(many > 1, 0.0, apart) * many).sum() / many.sum())


def _simulate(
    grid: Grid, n: int, permutations: int, seed: int, measure: Callable[[Floats, Floats], float | Floats]
) -> Floats:
    """Measure random patterns of n points in the study area, each from its own stream."""
    rows, columns = np.nonzero(grid.area)

    def one(number: int) -> float | Floats:
        rng = np.random.default_rng([seed, number])
        cell = rng.integers(0, rows.size, n)
        east = grid.x0 + grid.cell * (columns[cell] + rng.random(n))
        north = grid.y0 + grid.cell * (rows[cell] + rng.random(n))
        return measure(east, north)

    return np.array(in_chunks(one, range(permutations)), dtype=np.float64)


def _envelope(observed: Floats, curves: Floats) -> tuple[Floats, Floats, float]:
    """Envelope over all distances at once: largest deviation from the mean in units of its spread (MAD test)."""
    everything = np.vstack([observed, curves])
    middle, spread = everything.mean(axis=0), np.maximum(everything.std(axis=0), 1e-12)
    far = (np.abs(everything - middle) / spread).max(axis=1)
    p = float((far[1:] >= far[0] * (1 - 1e-12)).sum() + 1) / far.size
    reach = float(np.quantile(far, 0.95, method="higher"))
    return middle - reach * spread, middle + reach * spread, p
