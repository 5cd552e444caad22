"""Streets: the hand-drawn roads, the old grid and every district's own pattern, joined into one network."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.random import Generator
from shapely.geometry.base import BaseGeometry

from samplats.demo import curves, sketch
from samplats.demo.districts import DISTRICTS
from samplats.demo.land import Land

KINDS = ("major", "collector", "local", "pedestrian", "path")
WIDTHS = {"major": 9.0, "collector": 8.0, "local": 6.0, "pedestrian": 5.0, "path": 2.5}
GRID = 0.01
"""Streets are noded on a grid of one centimetre so that ends really meet."""


@dataclass(frozen=True)
class Street:
    """One stretch between two junctions."""

    name: str
    kind: str
    line: shapely.LineString
    district: str = ""


PATHS: tuple[sketch.Road, ...] = (
    sketch.Road("Gångtunneln", "pedestrian", ((-60, -62), (-62, -104), (-66, -168), (-70, -290))),
    sketch.Road(
        "Åpromenaden",
        "path",
        (
            (-1150, -250),
            (-1000, -110),
            (-800, 90),
            (-725, 320),
            (-740, 640),
            (-910, 950),
            (-800, 1300),
            (-900, 1700),
            (-700, 2180),
        ),
    ),
    sketch.Road("Stationsgången", "pedestrian", ((-340, 20), (-240, 0), (-146, -5))),
    sketch.Road("Skolstigen", "path", ((560, -1190), (745, -1200), (960, -1180), (1230, -1020))),
    sketch.Road("Ekbacksstigen", "path", ((-170, -1300), (-30, -1330), (100, -1420))),
    sketch.Road("Strandpromenaden", "path", ((-1180, -330), (-1010, -390), (-960, -560), (-900, -800), (-800, -1000))),
    sketch.Road("Kvarndammsstigen", "path", ((640, 1280), (740, 1310), (860, 1290))),
)


def network(land: Land, rng: Generator) -> tuple[Street, ...]:
    """Every street of the municipality, cut at the junctions."""
    drawn = [Street(road.name, road.kind, curves.line(road.through)) for road in sketch.ROADS]
    centre = _centre(land)
    laid = [*drawn, *centre]
    for district in DISTRICTS:
        laid += _district(district, land, laid, rng)
    inside = [_clipped(street, land.boundary) for street in laid]
    walked = [Street(path.name, path.kind, curves.line(path.through, step=10)) for path in PATHS]
    return tuple(_without_stubs(_noded([one for many in inside for one in many])) + walked)


def _clipped(street: Street, area: BaseGeometry) -> list[Street]:
    parts = shapely.get_parts(street.line.intersection(area))
    return [Street(street.name, street.kind, part, street.district) for part in parts if part.geom_type == "LineString"]


def centre_area() -> shapely.Polygon:
    """The old town between the river park and Öster."""
    return shapely.Polygon([(-686, 118), (-330, 95), (0, 73), (250, 57), (487, 45), (448, 640), (-620, 700)])


def _centre(land: Land) -> list[Street]:
    open_ground = [one.area.buffer(-2) for one in (*land.greens, *land.squares)]
    area = centre_area().difference(shapely.unary_union(open_ground))
    lines = [((-760.0, y), (520.0, y)) for y in sketch.CENTRE_ACROSS]
    lines += [((x, -60.0), (x, 760.0)) for x in sketch.CENTRE_ALONG]
    streets = []
    for name, ends in zip(sketch.CENTRE_NAMES, lines, strict=True):
        line = shapely.LineString(curves.rotated(np.linspace(*ends, 40), sketch.TILT))
        kind = "pedestrian" if name == "Köpmangatan" else "local"
        streets += _clipped(Street(name, kind, line, "Centrum"), area)
    return streets


def _district(district: sketch.District, land: Land, laid: list[Street], rng: Generator) -> list[Street]:
    outline = curves.area(district.outline)
    near = [street.line for street in laid if street.line.distance(outline) < 60]
    mains = shapely.unary_union(near) if near else shapely.LineString()
    houses = [curves.box(at, size, turn).buffer(9) for _, _, at, size, turn in sketch.LANDMARKS]
    room = outline.difference(shapely.union_all([land.closed, mains.buffer(30), *houses]))
    grid = curves.bent_grid(outline, angle=district.angle, spacing=district.spacing, warp=district.warp, rng=rng)
    named = [(_name(district.names, i), line) for i, line in enumerate(_touching(grid, room))]
    edges = [
        (name, part)
        for name, line in named
        for part in shapely.get_parts(line.intersection(room))
        if part.geom_type == "LineString" and part.length > 45 and not _hugs(part, mains)
    ]
    short = [(name, edge) for name, edge in _edges(edges) if edge.length > 150 or not _hugs(edge, mains)]
    kept = _thinned(short, district.dropped, mains, rng)
    return [Street(name, "local", _joined(line, mains), district.name) for name, line in kept]


def _name(names: tuple[str, ...], number: int) -> str:
    """Names in turn; the second round takes another ending, so that no two streets are called the same."""
    name, again = names[number % len(names)], number // len(names)
    if not again:
        return name
    for ending in ("vägen", "gatan", "gränd"):
        if name.endswith(ending):
            return name.removesuffix(ending) + ("stigen", "backen", "svängen")[(again - 1) % 3]
    return f"{name} {again + 1}"


def _hugs(part: shapely.LineString, mains: BaseGeometry) -> bool:
    """Whether a piece only runs beside a larger street that is there already."""
    return bool(shapely.distance(shapely.points(shapely.get_coordinates(part)), mains).max() < 75)


def _touching(lines: list[shapely.LineString], room: BaseGeometry) -> list[shapely.LineString]:
    return [line for line in lines if line.intersection(room).length > 45]


def _edges(named: list[tuple[str, shapely.LineString]]) -> list[tuple[str, shapely.LineString]]:
    if not named:
        return []
    parents = shapely.STRtree([line for _, line in named])
    union = shapely.unary_union([line for _, line in named], grid_size=GRID)
    edges = shapely.get_parts(shapely.line_merge(union) if union.geom_type == "MultiLineString" else union)
    owners = parents.nearest(shapely.line_interpolate_point(edges, 0.5, normalized=True))
    return [(named[owner][0], edge) for owner, edge in zip(owners, edges, strict=True) if edge.length > 12]


def _ends(line: BaseGeometry) -> list[tuple[int, int]]:
    xy = shapely.get_coordinates(line)[[0, -1]]
    return [(round(x * 10), round(y * 10)) for x, y in xy.tolist()]


def _thinned(
    edges: list[tuple[str, shapely.LineString]], share: float, mains: BaseGeometry, rng: Generator
) -> list[tuple[str, shapely.LineString]]:
    """Some streets end in a turning place: edges fall away where both ends keep another way out."""
    degree = Counter(end for _, line in edges for end in _ends(line))
    kept = list(edges)
    for number in rng.permutation(len(edges)).tolist():
        ends = _ends(edges[number][1])
        if rng.random() < share and all(degree[end] >= 3 for end in ends):
            kept.remove(edges[number])
            degree.subtract(ends)
    return _reachable(kept, mains)


def _reachable(
    edges: list[tuple[str, shapely.LineString]], mains: BaseGeometry
) -> list[tuple[str, shapely.LineString]]:
    """Only what hangs together with the larger streets."""
    if mains.is_empty:
        return edges
    reached = {end for _, line in edges for end in _ends(line) if _distance(end, mains) < 60}
    waiting, grew = edges, True
    kept: list[tuple[str, shapely.LineString]] = []
    while grew:
        now = [edge for edge in waiting if reached.intersection(_ends(edge[1]))]
        waiting = [edge for edge in waiting if not reached.intersection(_ends(edge[1]))]
        reached.update(end for _, line in now for end in _ends(line))
        kept, grew = kept + now, bool(now)
    return kept


def _distance(end: tuple[int, int], mains: BaseGeometry) -> float:
    return float(mains.distance(shapely.Point(end[0] / 10, end[1] / 10)))


def _joined(line: shapely.LineString, mains: BaseGeometry) -> shapely.LineString:
    """The line led on to a larger street when it stops just short of one."""
    if mains.is_empty:
        return line
    xy = shapely.get_coordinates(line)
    for at_start in (True, False):
        end = shapely.Point(xy[0] if at_start else xy[-1])
        if 0 < end.distance(mains) < 48:
            foot = shapely.get_coordinates(shapely.ops.nearest_points(end, mains)[1])
            xy = np.vstack([foot, xy]) if at_start else np.vstack([xy, foot])
    return shapely.LineString(xy)


def _noded(streets: list[Street]) -> list[Street]:
    parents = shapely.STRtree([street.line for street in streets])
    union = shapely.unary_union([street.line for street in streets], grid_size=GRID)
    edges = shapely.get_parts(union)
    owners = parents.nearest(shapely.line_interpolate_point(edges, 0.5, normalized=True))
    return [
        Street(streets[owner].name, streets[owner].kind, edge, streets[owner].district)
        for owner, edge in zip(owners.tolist(), edges, strict=True)
        if edge.length > 2
    ]


def _without_stubs(edges: list[Street], *, shorter_than: float = 40.0) -> list[Street]:
    """Short dead ends of local streets are only where a line was cut; they go."""
    degree = Counter(end for edge in edges for end in _ends(edge.line))
    return [
        edge
        for edge in edges
        if edge.kind not in ("local", "pedestrian")
        or edge.line.length >= shorter_than
        or all(degree[end] > 1 for end in _ends(edge.line))
    ]


def blocks(streets: tuple[Street, ...], land: Land) -> list[shapely.Polygon]:
    """The ground between streets in built-up parts, without water, track, parks and squares."""
    built = shapely.unary_union([*(curves.area(one.outline).buffer(45) for one in DISTRICTS), centre_area()])
    roads = shapely.unary_union([street.line.buffer(WIDTHS[street.kind] / 2 + 1.5, quad_segs=3) for street in streets])
    left = shapely.get_parts(built.difference(shapely.union_all([land.closed, roads])))
    return [part for part in left if part.geom_type == "Polygon" and part.buffer(-6).area > 250]
