"""Map tiles over a million incidents: 200 fixed views from zoom 5 to 18, warm and cold, without and with a filter.

Run: PYTHONPATH=.:src:packages/placestats/src python benchmarks/map_tiles.py [--rows 1000000] [--folder var/bench/map]
A view is the 3 x 2 tiles that a 1 280-pixel map shows. Server time is looking up and encoding, without HTTP. "Cold" is
a new process that opens the store and answers its first view. The same views as GeoJSON through the ORM are measured by
passing `against`, a function from a bounding box in degrees to bytes (see `compare`).
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from samplats.demo.incidents import generate
from samplats.demo.town import build
from samplats.foundation.geo import crs, mercator, pyramid
from samplats.foundation.geo.mercator import Bounds
from samplats.foundation.geo.pyramid import EVERYTHING, Chosen, Pyramid

View = tuple[int, int, int]
ROWS_PER_SCALE = 11_786
TARGET_MS = 20.0


def store_of(rows: int, folder: Path) -> Pyramid:
    """A store of so many generated incidents, made when missing."""
    try:
        found = pyramid.load(folder)
        if len(found) == rows:
            return found
    except pyramid.NotComplete:
        pass
    incidents = generate(build(), scale=rows / ROWS_PER_SCALE * 1.02)
    rng = np.random.Generator(np.random.PCG64(9))
    kept = np.sort(rng.permutation(len(incidents))[:rows])
    incidents = incidents.only(kept)
    x, y = crs.transform(incidents.x, incidents.y, source=crs.SWEREF99_TM, target=crs.WEB_MERCATOR)
    began = time.perf_counter()
    made = pyramid.build(
        x, y, category=incidents.category, day=incidents.start.astype("datetime64[D]").astype(np.int64)
    )
    pyramid.save(made, folder)
    print(f"built and saved {len(made):,} rows in {time.perf_counter() - began:.2f} s")
    return pyramid.load(folder)


def views(store: Pyramid, count: int = 200) -> list[View]:
    """Fixed views: zooms 5-18 in turn, centred on incidents drawn with a fixed seed."""
    rng = np.random.Generator(np.random.PCG64(11))
    chosen = np.floor(rng.random(count) * len(store)).astype(np.int64)
    zooms = 5 + np.arange(count) % 14
    found = []
    for row, z in zip(chosen.tolist(), zooms.tolist(), strict=True):
        x, y = mercator.tile_of(store.x[row], store.y[row], z)
        found.append((z, int(x), int(y)))
    return found


def tiles_of(view: View) -> list[View]:
    """The six tiles of a view."""
    z, x, y = view
    return [(z, x + across, y + down) for across in (-1, 0, 1) for down in (0, 1)]


def answer(store: Pyramid, view: View, chosen: Chosen) -> tuple[int, int]:
    """Encode a view; bytes and incidents in it."""
    size = total = 0
    for z, x, y in tiles_of(view):
        found = store.tile(z, x, y, chosen)
        size += len(pyramid.encoded(found, z, x, y))
        total += found.total
    return size, total


def timed(store: Pyramid, chosen: Chosen, *, per_tile: bool) -> np.ndarray:
    """Milliseconds per view, or per tile: wall clock in the first row, the processor's own in the second."""
    asked = [tile for view in views(store) for tile in tiles_of(view)] if per_tile else views(store)
    out = []
    for one in asked:
        began, worked = time.perf_counter(), time.thread_time()
        if per_tile:
            pyramid.encoded(store.tile(*one, chosen), *one)
        else:
            answer(store, one, chosen)
        out.append(((time.perf_counter() - began) * 1000, (time.thread_time() - worked) * 1000))
    return np.array(out).T


def cold(rows: int, folder: Path) -> float:
    """Milliseconds from opening the store to the first view, in a process of its own (imports not counted)."""
    command = [sys.executable, __file__, "--rows", str(rows), "--folder", str(folder), "--first-view"]
    return float(np.median([float(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(3)]))


def first_view(folder: Path) -> float:
    """What a cold process does."""
    began = time.perf_counter()
    store = pyramid.load(folder)
    answer(store, (13, *(int(one) for one in mercator.tile_of(store.x[0], store.y[0], 13))), EVERYTHING)
    return (time.perf_counter() - began) * 1000


def compare(
    store: Pyramid, against: Callable[[Bounds], bytes], *, at_least: int = 50_000, every: int = 1
) -> list[tuple[View, float]]:
    """How many times faster each view with many incidents is than `against` on the same ground; of `every` view one."""
    found = []
    for view in views(store)[::every]:
        began = time.perf_counter()
        _, total = answer(store, view, EVERYTHING)
        ours = time.perf_counter() - began
        if total < at_least:
            continue
        corners = [mercator.tile_bounds(*tile) for tile in tiles_of(view)]
        west, south = mercator.to_lonlat(min(one.west for one in corners), min(one.south for one in corners))
        east, north = mercator.to_lonlat(max(one.east for one in corners), max(one.north for one in corners))
        began = time.perf_counter()
        against(Bounds(float(west), float(south), float(east), float(north)))
        found.append((view, (time.perf_counter() - began) / ours))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path("var/bench/map"))
    parser.add_argument("--first-view", action="store_true")
    given = parser.parse_args()
    if given.first_view:
        print(first_view(given.folder))
        return
    store = store_of(given.rows, given.folder)
    day = int(np.datetime64("2026-01-01", "D").astype(np.int64))
    filters = {"all": EVERYTHING, "one year, three categories": Chosen(day - 365, day, frozenset({0, 6, 9}))}
    report: dict[str, object] = {"rows": len(store), "machine": platform.processor() or platform.machine()}
    for name, chosen in filters.items():
        for per_tile in (True, False):
            timed(store, chosen, per_tile=per_tile)
            both = timed(store, chosen, per_tile=per_tile)
            unit = "tile" if per_tile else "view of 6 tiles"
            for clock, ms in zip(("wall", "processor"), both, strict=True):
                report[f"{name}, {clock} ms per {unit}"] = {
                    "p50": round(float(np.percentile(ms, 50)), 2),
                    "p95": round(float(np.percentile(ms, 95)), 2),
                    "max": round(float(ms.max()), 2),
                }
    report["cold: open and first view, ms"] = round(cold(given.rows, given.folder), 1)
    whole = sum(store.tile(5, x, y).total for x in range(32) for y in range(32))
    report["tiles of zoom 5 add up to the table"] = whole == store.total
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
