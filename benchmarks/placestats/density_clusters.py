"""DBSCAN, 1e6 points, eps 50 m, 50 neighbours: ours against scikit-learn, same labels.

Usage: density_clusters.py [n]"""

import sys
import zlib
from functools import partial

import numpy as np
from contest import contender, report
from places import city_points

TASKS = {10_000: (150.0, 10), 100_000: (100.0, 20), 1_000_000: (50.0, 50)}


def mark(labels):  # type: ignore[no-untyped-def]
    return f"{labels.max() + 1} groups, labels {zlib.crc32(np.ascontiguousarray(labels, dtype=np.int64)):08x}"


def ours(data, *, eps, least):  # type: ignore[no-untyped-def]
    from placestats import dbscan

    return mark(dbscan(*data, eps=eps, min_samples=least).labels)


def scikit_learn(data, *, eps, least):  # type: ignore[no-untyped-def]
    from sklearn.cluster import DBSCAN

    return mark(DBSCAN(eps=eps, min_samples=least, n_jobs=-1).fit(np.column_stack(data)).labels_)


def main() -> None:
    for n in [int(each) for each in sys.argv[1:] if each.isdigit()] or [1_000_000]:
        eps, least = TASKS[n]
        make = partial(city_points, n)
        mine = contender("placestats.dbscan", make, partial(ours, eps=eps, least=least), repeats=7)
        peer = contender("scikit-learn", make, partial(scikit_learn, eps=eps, least=least), repeats=1, warm=False)
        report(f"DBSCAN, {n:,} points", mine, peer, least="35 × scikit-learn, same labels")


if __name__ == "__main__":
    main()
