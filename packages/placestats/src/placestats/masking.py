"""Move points before they are shown, so that no address can be read off a map."""

from dataclasses import dataclass
from typing import Any  # Any: matplotlib is optional and untyped here

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placestats import checks
from placestats.errors import InputError
from placestats.results import Result, hash_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class MaskedPoints(Result):
    """Points that may be shown: `x`, `y` (n,), NaN where the point is withheld; `shown` (n,).

    `withheld`: events that are not shown; `moved_median`: metres that the shown points were moved by, in the middle.
    """

    x: Floats
    y: Floats
    shown: NDArray[np.bool_]
    withheld: float
    moved_median: float

    def plot(self, ax: Any = None) -> Any:
        """Draw the points that may be shown (needs matplotlib)."""
        from placestats.pictures import masked_points

        return masked_points(self, ax)


def mask_points(
    x: ArrayLike,
    y: ArrayLike,
    *,
    method: str = "grid",
    cell: float = 250.0,
    minimum: int = 1,
    inner: float = 50.0,
    outer: float = 250.0,
    weights: ArrayLike | None = None,
    seed: int | np.random.Generator | None = None,
) -> MaskedPoints:
    """Snap points to the middle of square cells, or move each by a random step within a ring.

    x, y: (n,) metres. method: "grid" moves to the centre of the cell (cells lie on multiples of `cell`, so several
    maps show the same ones) and withholds cells with fewer than `minimum` events; "donut" moves each point a random way
    of between `inner` and `outer` metres, evenly over the ring. weights: events that each row stands for.

    A ring hides less than it seems where few people live, and averaging several releases undoes it: release once, with
    one seed, and prefer the grid with a minimum for anything public.
    Source: Kwan, M.-P., Casas, I. & Schmitz, B. (2004). Protection of geoprivacy and accuracy of spatial information.
    Cartographica 39(2), 15–28; ring: Hampton, K. et al. (2010). American Journal of Epidemiology 172(9), 1062–1069.
    """
    checks.one_of("method", method, ("grid", "donut"))
    east, north = checks.points(x, y)
    load = checks.weights_for(east.size, weights)
    if method == "grid":
        side = checks.positive("cell", cell)
        checks.metres(east, north, side)
        moved_x, moved_y, shown = _to_cells(east, north, load, side, checks.whole_number("minimum", minimum))
        seeded, asked = None, {"method": method, "cell": side, "minimum": minimum}
    else:
        near, far = _ring(inner, outer)
        checks.metres(east, north, far)
        seeded = checks.seed_of(seed)
        moved_x, moved_y = _in_ring(east, north, near, far, np.random.default_rng(seeded))
        shown = np.ones(east.size, dtype=np.bool_)
        asked = {"method": method, "inner": near, "outer": far}
    moved = np.hypot(moved_x - east, moved_y - north)[shown]
    return MaskedPoints(
        n=east.size,
        parameters=asked,
        data_hash=hash_of(east, north, load),
        seed=seeded,
        x=np.where(shown, moved_x, np.nan),
        y=np.where(shown, moved_y, np.nan),
        shown=shown,
        withheld=float(load[~shown].sum()),
        moved_median=float(np.median(moved)) if moved.size else np.nan,
    )


def _to_cells(
    x: Floats, y: Floats, load: Floats, side: float, minimum: int
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    cells = np.column_stack([np.floor(x / side), np.floor(y / side)])
    distinct, which = np.unique(cells, axis=0, return_inverse=True)
    held = np.bincount(which.reshape(-1), load, minlength=distinct.shape[0])[which.reshape(-1)]
    return (cells[:, 0] + 0.5) * side, (cells[:, 1] + 0.5) * side, held >= minimum


def _ring(inner: float, outer: float) -> tuple[float, float]:
    near, far = checks.positive("inner", inner), checks.positive("outer", outer)
    if far <= near:
        raise InputError("outer", f"is {far}, not more than inner", "give a ring such as 50 to 250 metres")
    return near, far


def _in_ring(x: Floats, y: Floats, inner: float, outer: float, rng: np.random.Generator) -> tuple[Floats, Floats]:
    far = np.sqrt(rng.uniform(inner**2, outer**2, x.size))
    way = rng.uniform(0, 2 * np.pi, x.size)
    return x + far * np.cos(way), y + far * np.sin(way)
