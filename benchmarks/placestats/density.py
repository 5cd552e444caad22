"""Density on 600 x 600 cells of 50 m, bandwidth 300 m: ours against KDEpy's FFT. Usage: density.py [10000 ...]"""

import sys
from functools import partial

import numpy as np
from contest import contender, report
from places import city_points

TASKS = {10_000: "22 × KDEpy", 100_000: "22 × KDEpy", 1_000_000: "10 × KDEpy"}


def ours(data):  # type: ignore[no-untyped-def]
    from placestats import Grid, density

    found = density(*data, grid=Grid(0, 0, 50, 600, 600), bandwidth=300)
    return f"mass {found.values.sum() * 2500 / found.n:.4f} peak {found.values.max() / found.n:.4e}"


def exact(data):  # type: ignore[no-untyped-def]
    from placestats import Grid, density

    found = density(*data, grid=Grid(0, 0, 50, 600, 600), bandwidth=300, method="exact")
    return f"mass {found.values.sum() * 2500 / found.n:.4f} peak {found.values.max() / found.n:.4e}"


def kdepy(data):  # type: ignore[no-untyped-def]
    from KDEpy import FFTKDE

    east, north = np.meshgrid(50 * (np.arange(600) + 0.5), 50 * (np.arange(600) + 0.5))
    places = np.column_stack([east.T.ravel(), north.T.ravel()])
    inside = np.column_stack(data)
    inside = inside[((inside > places.min(axis=0)) & (inside < places.max(axis=0))).all(axis=1)]  # it refuses others
    found = FFTKDE(kernel="gaussian", bw=300).fit(inside).evaluate(places)
    return f"mass {found.sum() * 2500:.4f} peak {found.max():.4e}"


def main() -> None:
    for n in [int(each) for each in sys.argv[1:] if each.isdigit()] or TASKS:
        make = partial(city_points, n)
        mine = contender("placestats.density", make, ours, repeats=15)
        report(f"Density, {n:,} points", mine, contender("KDEpy FFTKDE", make, kdepy, repeats=5), least=TASKS[n])
    mine = contender("placestats.density exact", partial(city_points, 100_000), exact, repeats=2)
    report("Density, exact direct sum, 100,000 points", mine, None, least="no bound")


if __name__ == "__main__":
    main()
