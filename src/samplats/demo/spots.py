"""Where things happen: named hot spots and pools of likely positions taken from the town's own geometry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.random import PCG64, Generator
from numpy.typing import NDArray

from samplats.demo import sketch
from samplats.demo.rhythm import pick
from samplats.demo.town import Town

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class HotSpot:
    """A point that gathers incidents: middle (metres from the origin), spread and weight within its place."""

    name: str
    at: tuple[float, float]
    spread: float
    weight: float


STATION = (
    HotSpot("Gångtunneln, norra mynningen", (-61, -70), 8, 41), HotSpot("Busstorget, läge C–D", (255, 22), 13, 38),
    HotSpot("Resecentrum, entré", (2, -68), 9, 27), HotSpot("Busstorget, kiosken", (176, 4), 10, 24),
    HotSpot("Cykelgaraget", (-186, -74), 8, 17), HotSpot("Parkeringen söder", (170, -200), 20, 16),
    HotSpot("Stationstorget", (0, 0), 60, 42),
)  # fmt: skip
GROUPS: dict[str, tuple[HotSpot, ...]] = {
    "station": STATION,
    "church_square": (HotSpot("Kyrktorget", (-324, 500), 26, 3), HotSpot("Kyrkparken", (-432, 580), 28, 2)),
    "main_square": (HotSpot("Stora torget", (-94, 216), 24, 1), HotSpot("Gallerians entré", (60, 165), 14, 1.4)),
    "river": (HotSpot("Norra Åparken, bron", (-842, 1290), 30, 2), HotSpot("Utegymmet", (-760, 1150), 25, 1),
              HotSpot("Lekplatsen Norrby", (-590, 1330), 30, 1.5), HotSpot("Åpromenaden", (-850, 1560), 60, 1)),
    "bjorkhaga": (HotSpot("Björkhaga centrum", (688, -918), 24, 3), HotSpot("Björkskolans gård", (850, -1190), 38, 3),
                  HotSpot("Björkhagaskogens stig", (1090, -1330), 50, 1)),
    "harbour": (HotSpot("Hamnplan", (-1268, -300), 26, 3), HotSpot("Hamnmagasinet", (-1180, -250), 18, 1)),
    "village": (HotSpot("Lugnvikens torg", (4186, 2322), 18, 3), HotSpot("Lugnvikens handel", (4240, 2362), 12, 2),
                HotSpot("Badplatsen", (4640, 2680), 24, 1)),
    "schools": (HotSpot("Exempelgymnasiet", (330, 690), 34, 2), HotSpot("Åskolan", (-250, 1000), 30, 1),
                HotSpot("Kvarnskolan", (560, 1560), 30, 1), HotSpot("Björkskolans gård", (850, -1190), 34, 2)),
    "shops": (HotSpot("Gallerian", (60, 212), 22, 4), HotSpot("ICA Stationen", (330, 0), 10, 4),
              HotSpot("Björkhaga centrumhus", (690, -920), 12, 2), HotSpot("Lugnvikens handel", (4250, 2365), 8, 1)),
    "sports": (HotSpot("Ishallen", (610, -1860), 30, 2), HotSpot("Simhallen", (425, 702), 24, 1)),
}  # fmt: skip


@dataclass(frozen=True)
class Pools:
    """Positions (EPSG:3006) by name of pool, ready to draw from."""

    positions: Mapping[str, Floats]

    def draw(self, mixture: Mapping[str, float], count: int, rng: Generator) -> Floats:
        """Positions from a mixture of hot-spot groups and pools, as a (count, 2) table rounded to decimetres."""
        names = sorted(mixture)
        chosen = pick(np.array([mixture[name] for name in names]), count, rng)
        out = np.empty((count, 2))
        for number, name in enumerate(names):
            rows = np.flatnonzero(chosen == number)
            out[rows] = _gathered(GROUPS[name], len(rows), rng) if name in GROUPS else self._from(name, len(rows), rng)
        return np.asarray(np.round(out, 1))

    def _from(self, name: str, count: int, rng: Generator) -> Floats:
        pool = self.positions[name]
        rows = np.floor(rng.random(count) * len(pool)).astype(np.int64)
        return np.asarray(pool[rows] + scattered(5.0, count, rng))


def scattered(spread: float | Floats, count: int, rng: Generator) -> Floats:
    """Offsets about a point, normal with the given spread in metres."""
    reach = np.sqrt(-2 * np.log1p(-rng.random(count))) * spread
    turn = rng.random(count) * 2 * np.pi
    return np.column_stack([np.cos(turn) * reach, np.sin(turn) * reach])


def _gathered(group: tuple[HotSpot, ...], count: int, rng: Generator) -> Floats:
    chosen = pick(np.array([one.weight for one in group]), count, rng)
    middles = np.array([one.at for one in group]) + np.asarray(sketch.ORIGIN)
    spread = np.array([one.spread for one in group], dtype=np.float64)
    return np.asarray(middles[chosen] + scattered(spread[chosen], count, rng))


def pools(town: Town) -> Pools:
    """Likely positions: along streets by part of town, at houses by kind, in parks."""
    streets = town.streets
    homes = {kind: [one.outline for one in town.buildings if one.kind == kind] for kind in sorted(_HOUSES)}
    found = {
        "centre_streets": _along(one.line for one in streets if one.district == "Centrum"),
        "streets": _along(one.line for one in streets if one.kind in ("local", "collector") and one.district),
        "main_roads": _along(one.line for one in streets if one.kind in ("major", "collector")),
        "paths": _along(one.line for one in streets if one.kind in ("path", "pedestrian")),
        "parks": _within([one.area for one in town.greens if one.kind in ("park", "sports")]),
    }
    found |= {kind: shapely.get_coordinates(shapely.centroid(np.array(homes[kind]))) for kind in homes}
    return Pools(found)


_HOUSES = ("house", "row", "slab", "apartments", "centre", "industry", "school")


def _along(lines: Iterable[shapely.LineString]) -> Floats:
    """A position every twelve metres, so that long streets get more."""
    return np.vstack([shapely.get_coordinates(shapely.segmentize(line, 12.0)) for line in lines])


def _within(areas: list[shapely.Polygon]) -> Floats:
    """Positions spread over areas, a fixed number per hectare."""
    rng = Generator(PCG64(7))
    found = []
    for area in areas:
        west, south, east, north = area.bounds
        tries = max(20, int((east - west) * (north - south) / 150))
        xy = np.column_stack([west + (east - west) * rng.random(tries), south + (north - south) * rng.random(tries)])
        found.append(xy[shapely.contains_xy(area, xy[:, 0], xy[:, 1])])
    return np.vstack(found)
