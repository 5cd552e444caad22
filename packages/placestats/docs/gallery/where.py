"""Draw one picture per method with made-up events. Usage: python where.py FOLDER (needs placestats[plot])."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib import pyplot

import placestats as ps

GRID = ps.Grid(0, 0, 100, 60, 50)


def town(n: int = 3000) -> tuple[Any, Any]:
    """Events around a centre, along a street and at two squares."""
    rng = np.random.default_rng(4)
    kind = rng.choice(4, n, p=(0.45, 0.3, 0.15, 0.1))
    east = [rng.uniform(0, 6000, n), rng.normal(3000, 500, n), rng.normal(1500, 70, n), np.full(n, 4200.0)]
    north = [rng.uniform(0, 5000, n), rng.normal(2500, 400, n), rng.normal(3600, 70, n), np.full(n, 1200.0)]
    x, y = np.choose(kind, east), np.choose(kind, north)
    return x + rng.normal(0, 15, n), y + rng.normal(0, 15, n)


def pictures() -> dict[str, Any]:
    """Name of each picture and the result that draws it."""
    x, y = town()
    counts = GRID.count(x, y)
    people = np.random.default_rng(1).uniform(200, 4000, 40)
    events = np.random.default_rng(2).poisson(0.02 * people * np.where(np.arange(40) % 13 == 0, 2, 1))
    return {
        "density": ps.density(x, y, grid=GRID, bandwidth=250),
        "hot_spots": ps.hot_spots(counts, permutations=999, seed=1),
        "lorenz": ps.lorenz(counts.ravel()),
        "k_function": ps.k_function(x[:300], y[:300], grid=GRID, distances=np.arange(50, 1001, 50), seed=1),
        "funnel": ps.funnel_limits(events, people),
    }


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "gallery")
    folder.mkdir(exist_ok=True, parents=True)
    for name, result in pictures().items():
        save(result.plot(), folder / f"{name}.png")
    x, y = town(1500)
    save(ps.dbscan(x, y, eps=90, min_samples=15).plot(x, y), folder / "dbscan.png")


def save(axes: Any, path: Path) -> None:
    axes.figure.savefig(path, dpi=110)
    pyplot.close(axes.figure)


if __name__ == "__main__":
    main()
