"""Draw one picture per method with made-up events. Usage: python where.py [FOLDER] (needs placestats[plot])."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot

import placestats as ps

mpl.use("Agg")
FLAT = {"concentration", "nearest_neighbour", "stability"}
GRID = ps.Grid(0, 0, 100, 60, 50)


def town(n: int = 3000) -> tuple[Any, Any]:
    """Events around a centre, along a street and at two squares."""
    rng = np.random.default_rng(4)
    kind = rng.choice(4, n, p=(0.45, 0.3, 0.15, 0.1))
    east = [rng.uniform(0, 6000, n), rng.normal(3000, 500, n), rng.normal(1500, 70, n), np.full(n, 4200.0)]
    north = [rng.uniform(0, 5000, n), rng.normal(2500, 400, n), rng.normal(3600, 70, n), np.full(n, 1200.0)]
    x, y = np.choose(kind, east), np.choose(kind, north)
    return x + rng.normal(0, 15, n), y + rng.normal(0, 15, n)


def pictures() -> dict[str, Callable[[], Any]]:
    """Name of each picture and what draws it."""
    x, y = town()
    few_x, few_y = town(1500)
    counts = GRID.count(x, y)
    near = ps.Neighbours.on_grid(GRID.area)
    people = np.random.default_rng(1).uniform(200, 4000, 40)
    events = np.random.default_rng(2).poisson(0.02 * people * np.where(np.arange(40) % 13 == 0, 2, 1))
    steps = np.arange(50, 1001, 50)
    snapped = tuple(np.where(y > 2500, np.round(each / 250) * 250, each) for each in (x, y))
    table = np.random.default_rng(3).poisson((3, 9, 20, 14), (5, 4))
    return {
        "density": lambda: ps.density(x, y, grid=GRID, bandwidth=250).plot(),
        "hot_spots": lambda: ps.hot_spots(counts, permutations=999, seed=1).plot(),
        "getis_ord": lambda: ps.getis_ord(counts.ravel(), near, star=True, seed=1).plot(grid=GRID),
        "local_moran": lambda: ps.local_moran(counts.ravel(), near, seed=1).plot(grid=GRID),
        "moran": lambda: ps.moran(counts.ravel(), near, seed=1).plot(),
        "dbscan": lambda: ps.dbscan(few_x, few_y, eps=90, min_samples=15).plot(few_x, few_y),
        "k_function": lambda: ps.k_function(x[:300], y[:300], grid=GRID, distances=steps, seed=1).plot(),
        "nearest_neighbour": lambda: ps.nearest_neighbour(x[:300], y[:300], grid=GRID, seed=1).plot(),
        "funnel": lambda: ps.funnel_limits(events, people).plot(),
        "rates": lambda: ps.empirical_bayes_rates(events[:20], people[:20]).plot(),
        "exact_rates": lambda: ps.exact_rates(events[:20], people[:20]).plot(),
        "lorenz": lambda: ps.lorenz(counts.ravel()).plot(),
        "concentration": lambda: ps.concentration(counts.ravel(), seed=1).plot(),
        "stability": lambda: ps.stability(counts.ravel(), GRID.count(few_x, few_y).ravel()).plot(),
        "snapping": lambda: ps.snapping(*snapped).plot(*snapped),
        "suppression": lambda: ps.suppress(table, minimum=5).plot(),
    }


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    folder.mkdir(exist_ok=True, parents=True)
    for name, draw in pictures().items():
        save(draw(), folder / f"{name}.png")


def save(axes: Any, path: Path) -> None:
    axes.figure.set_size_inches(6.4, 3 if path.stem in FLAT else 4.8)
    axes.figure.savefig(path, dpi=80)
    pyplot.close(axes.figure)


if __name__ == "__main__":
    main()
