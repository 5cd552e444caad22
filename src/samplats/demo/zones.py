"""Small statistical areas (like Sweden's DeSO) whose borders follow streets, with inhabitants per year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from samplats.demo import curves, sketch
from samplats.demo.buildings import Building
from samplats.demo.districts import DISTRICTS
from samplats.demo.land import Land
from samplats.demo.streets import GRID, Street, centre_area

YEARS = (2022, 2023, 2024, 2025)
PER_HOME = {"house": 2.5, "row": 2.3, "slab": 2.0, "apartments": 1.8, "centre": 1.6}
WHOLE = 150_000.0
"""Ground between streets up to this many square metres is never split between two areas."""

# code ending (A countryside, B other locality, C main town), name, middle, share of the yearly growth
SEEDS: tuple[tuple[str, str, tuple[float, float], float], ...] = (
    ("C1010", "Centrum väst", (-330, 380), 0.008),
    ("C1020", "Centrum öst", (230, 360), 0.012),
    ("C1030", "Öster", (950, 380), 0.004),
    ("C1040", "Norrby", (-380, 1250), -0.002),
    ("C1050", "Kvarnbacken", (650, 1300), 0.003),
    ("C1060", "Solbacken", (1950, 1250), 0.021),
    ("C1070", "Väster", (-1270, 500), -0.003),
    ("C1080", "Sjöhagen", (-2350, 480), 0.006),
    ("C1090", "Söder", (-100, -560), 0.009),
    ("C1100", "Ekbacken", (-150, -1300), -0.004),
    ("C1110", "Björkhaga", (950, -1250), 0.005),
    ("C1120", "Björkbrinken", (1720, -1230), 0.002),
    ("B2010", "Lugnviken", (4300, 2350), -0.007),
    ("A0010", "Norra landsbygden med Åsbo", (-1000, 4300), -0.009),
    ("A0020", "Södra landsbygden med Berga", (0, -4300), -0.006),
)


@dataclass(frozen=True)
class Zone:
    """A small area with code, name, boundary and inhabitants in the years of YEARS."""

    code: str
    name: str
    area: BaseGeometry
    inhabitants: tuple[int, ...]


def divide(land: Land, streets: Sequence[Street], buildings: Sequence[Building]) -> tuple[Zone, ...]:
    """Cut the municipality into small areas along its streets and count who lives there."""
    middles = np.array([middle for _, _, middle, _ in SEEDS])
    pieces = _pieces(land, streets, middles)
    owners = _nearest(pieces, middles)
    areas = [shapely.unary_union(pieces[owners == number], grid_size=GRID) for number in range(len(SEEDS))]
    living = _living(areas, buildings)
    return tuple(
        Zone(f"{sketch.CODE}{ending}", name, area, _yearly(people, growth))
        for (ending, name, _, growth), area, people in zip(SEEDS, areas, living.tolist(), strict=True)
    )


def _pieces(land: Land, streets: Sequence[Street], middles: NDArray[np.float64]) -> NDArray[np.object_]:
    """Ground that is never split: faces between streets, and what is left outside the built-up parts."""
    lines = [street.line for street in streets if street.kind != "path"]
    noded = shapely.unary_union([*lines, land.railway, land.river_line, land.boundary.exterior], grid_size=GRID)
    within = land.boundary.buffer(1)
    shapely.prepare(within)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    faces = faces[shapely.contains(within, faces)]
    hull = _built_up().buffer(-260)
    nearest = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(middles), extend_to=land.boundary))
    wide = [face for face in faces if face.area > WHOLE]
    inner = shapely.intersection(np.array(wide)[:, None], shapely.intersection(nearest, hull)[None], grid_size=GRID)
    outer = shapely.difference(wide, hull, grid_size=GRID)
    pieces = [*faces[shapely.area(faces) <= WHOLE], *shapely.get_parts(inner.ravel()), *shapely.get_parts(outer)]
    return np.array([piece for piece in pieces if piece.area > 1])


def _built_up() -> BaseGeometry:
    """Town and village with a wide margin; hamlets belong to the countryside."""
    towns = [one for one in DISTRICTS if one.name not in ("Åsbo", "Berga")]
    grounds = [centre_area(), *(curves.area(one.outline) for one in towns)]
    return shapely.unary_union([ground.buffer(420) for ground in grounds])


def _nearest(pieces: NDArray[np.object_], middles: NDArray[np.float64]) -> NDArray[np.int64]:
    """Countryside goes to the countryside's areas, everything else to the nearest of the others."""
    at = shapely.get_coordinates(shapely.point_on_surface(pieces))
    hull = _built_up().buffer(-258)
    shapely.prepare(hull)
    rural = np.array([ending.startswith("A") for ending, *_ in SEEDS])
    town = shapely.contains(hull, shapely.points(at))
    far = ((at[:, None] - middles[None]) ** 2).sum(axis=2)
    far[town[:, None] == rural[None]] = np.inf
    return np.asarray(far.argmin(axis=1), dtype=np.int64)


def _living(areas: list[BaseGeometry], buildings: Sequence[Building]) -> NDArray[np.int64]:
    homes = [one for one in buildings if one.homes]
    at = shapely.centroid(np.array([one.outline for one in homes]))
    people = np.array([one.homes * PER_HOME[one.kind] for one in homes])
    which, inside = shapely.STRtree(at).query(areas, predicate="contains")
    raw = np.bincount(which, weights=people[inside], minlength=len(areas))
    exact = raw / raw.sum() * sketch.INHABITANTS
    whole: NDArray[np.int64] = np.floor(exact).astype(np.int64)
    whole[np.argsort(whole - exact, kind="stable")[: sketch.INHABITANTS - int(whole.sum())]] += 1
    return whole


def _yearly(people: int, growth: float) -> tuple[int, ...]:
    return tuple(round(people / (1 + growth) ** (YEARS[-1] - year)) for year in YEARS)
