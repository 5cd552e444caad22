"""Houses: along the streets in villa areas, around the edge of blocks in the centre, in rows between the slabs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.random import Generator
from shapely.geometry.base import BaseGeometry

from samplats.demo import curves, sketch, streets
from samplats.demo.curves import box
from samplats.demo.districts import DISTRICTS
from samplats.demo.land import Land
from samplats.demo.sketch import Pattern
from samplats.demo.streets import Street


@dataclass(frozen=True)
class Building:
    """A house with its use and how many homes it holds."""

    kind: str
    outline: shapely.Polygon
    homes: int
    district: str
    name: str = ""


@dataclass(frozen=True)
class Plot:
    """How houses stand along a street: size, setback from the middle of the street and distance between them."""

    kind: str
    length: tuple[float, float]
    depth: tuple[float, float]
    setback: float
    gap: tuple[float, float]
    homes: int
    garages: float = 0.0


PLOTS = {
    Pattern.HOUSES: Plot("house", (11, 16), (8.5, 11), 18, (12, 20), 1, 0.6),
    Pattern.OLD_HOUSES: Plot("house", (11, 17), (8, 11), 12, (7, 15), 1, 0.4),
    Pattern.ROWS: Plot("row", (34, 56), (8, 9.5), 15, (12, 22), 6),
    Pattern.APARTMENTS: Plot("apartments", (17, 30), (11, 13), 15, (14, 26), 7),
}


def stand(
    land: Land, network: tuple[Street, ...], blocks: list[shapely.Polygon], rng: Generator
) -> tuple[Building, ...]:
    """All buildings, landmarks first; where two would overlap the earlier one stays."""
    landmarks = [Building(kind, box(at, size, turn), 0, "", name) for name, kind, at, size, turn in sketch.LANDMARKS]
    candidates = [*landmarks, *_in_blocks(blocks, rng), *_along_streets(network, rng), *_farms(land, network, rng)]
    roads = shapely.unary_union([s.line.buffer(streets.WIDTHS[s.kind] / 2 + 2.0, cap_style="flat") for s in network])
    kept = [shapely.unary_union([one.area for one in land.greens if one.kind != "wood"]), land.wet.buffer(8)]
    closed = shapely.union_all([roads, land.railway.buffer(9), *kept, *(one.area for one in land.squares)])
    return (*landmarks, *_without_overlap(candidates, len(landmarks), closed, land.boundary))


def _without_overlap(
    candidates: list[Building], fixed: int, closed: BaseGeometry, boundary: BaseGeometry
) -> list[Building]:
    outlines = np.array([one.outline for one in candidates])
    shapely.prepare(closed)
    shapely.prepare(boundary)
    alive = ~shapely.intersects(closed, outlines) & shapely.contains(boundary, outlines)
    alive[:fixed] = True
    first, second = shapely.STRtree(outlines).query(outlines, predicate="dwithin", distance=2.5)
    pairs = np.column_stack([first, second])[first < second]
    for early, late in pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))].tolist():
        if alive[early] and alive[late]:
            alive[late] = candidates[early].kind == "centre" and candidates[late].kind == "centre"
    return [one for one, stays in zip(candidates[fixed:], alive[fixed:].tolist(), strict=True) if stays]


def _along_streets(network: tuple[Street, ...], rng: Generator) -> Iterator[Building]:
    patterns = {district.name: district.pattern for district in DISTRICTS}
    outlines = [(curves.area(one.outline).buffer(20), one) for one in DISTRICTS]
    for street in network:
        if street.kind in ("local", "collector"):
            pattern, district = _pattern_of(street, patterns, outlines)
            if pattern in PLOTS:
                yield from _row(street, PLOTS[pattern], district, rng)


def _pattern_of(
    street: Street, patterns: dict[str, Pattern], outlines: list[tuple[BaseGeometry, sketch.District]]
) -> tuple[Pattern | None, str]:
    if street.district in patterns:
        return patterns[street.district], street.district
    middle = street.line.interpolate(0.5, normalized=True)
    for outline, district in outlines:
        if outline.contains(middle):
            return district.pattern, district.name
    return None, ""


def _row(street: Street, plot: Plot, district: str, rng: Generator) -> Iterator[Building]:
    for side in (1.0, -1.0):
        at = 9.0 + 8.0 * rng.random()
        while True:
            length = plot.length[0] + (plot.length[1] - plot.length[0]) * rng.random()
            if at + length > street.line.length - 8:
                break
            depth = plot.depth[0] + (plot.depth[1] - plot.depth[0]) * rng.random()
            turned = plot.kind == "house" and rng.random() < 0.35
            jitter = (rng.random() - 0.5) * 3
            size = (depth, length) if turned else (length, depth)
            place, turn = _beside(street.line, at + length / 2, side * (plot.setback + jitter))
            if rng.random() > 0.05:
                yield Building(plot.kind, box(place, size, turn), plot.homes, district)
                if rng.random() < plot.garages:
                    shed, _ = _beside(street.line, at + length + 2.2, side * (plot.setback - 3))
                    yield Building("shed", box(shed, (4.2, 6.5), turn), 0, district)
            at += length + plot.gap[0] + (plot.gap[1] - plot.gap[0]) * rng.random()


def _beside(line: shapely.LineString, along: float, across: float) -> tuple[tuple[float, float], float]:
    """A place so far along and beside a line, and the line's direction there in degrees."""
    here, ahead = line.interpolate(along), line.interpolate(along + 4)
    back = line.interpolate(max(along - 4, 0))
    dx, dy = ahead.x - back.x, ahead.y - back.y
    length = float(np.hypot(dx, dy)) or 1.0
    return (here.x - dy / length * across, here.y + dx / length * across), float(np.degrees(np.arctan2(dy, dx)))


def _in_blocks(blocks: list[shapely.Polygon], rng: Generator) -> Iterator[Building]:
    centre = streets.centre_area()
    outlines = [(curves.area(one.outline).buffer(30), one) for one in DISTRICTS]
    for block in blocks:
        middle = block.representative_point()
        if centre.contains(middle):
            yield from _perimeter(block, rng)
            continue
        district = next((one for outline, one in outlines if outline.contains(middle)), None)
        if district and district.pattern in (Pattern.SLABS, Pattern.INDUSTRY):
            yield from _lined_up(block, district, rng)


def _perimeter(block: shapely.Polygon, rng: Generator) -> Iterator[Building]:
    """A ring of town houses with a yard, cut into separate buildings, some gaps and a yard house."""
    outer = block.buffer(-1.0, join_style="mitre")
    if outer.is_empty or outer.geom_type != "Polygon":
        return
    ring = outer.difference(outer.buffer(-12.5, join_style="mitre"))
    for part in _cut(ring, outer, rng):
        if part.area > 90 and rng.random() > 0.13:
            yield Building("centre", part.simplify(0.5), max(2, round(part.area / 95)), "Centrum")
    yard = outer.buffer(-24, join_style="mitre")
    if not yard.is_empty and rng.random() < 0.6:
        spot = yard.representative_point()
        yield Building("shed", box((spot.x, spot.y), (14 + 12 * rng.random(), 8), sketch.TILT), 0, "Centrum")


def _cut(ring: BaseGeometry, outer: shapely.Polygon, rng: Generator) -> list[shapely.Polygon]:
    """The ring split crosswise every 18-38 metres along its outer edge."""
    edge, along, cuts = outer.exterior, 12.0 * rng.random(), []
    while along < edge.length:
        (x, y), turn = _beside(edge, along, 0.0)
        cuts.append(box((x, y), (0.6, 40.0), turn))
        along += 18 + 20 * rng.random()
    left = ring.difference(shapely.unary_union(cuts))
    return [part for part in shapely.get_parts(left) if part.geom_type == "Polygon"]


def _lined_up(block: shapely.Polygon, district: sketch.District, rng: Generator) -> Iterator[Building]:
    """Parallel long houses with lawns between (slabs), or halls with yards (industry)."""
    slabs = district.pattern is Pattern.SLABS
    room = block.buffer(-9 if slabs else -7)
    if room.is_empty:
        return
    turn = district.angle + (90.0 if rng.random() < 0.4 else 0.0) + (rng.random() - 0.5) * 6
    flat = curves.rotated(shapely.get_coordinates(room), -turn)
    (west, south), (east, north) = flat.min(axis=0), flat.max(axis=0)
    y = south + (8 if slabs else 20)
    while y < north:
        depth = 12.0 if slabs else 26 + 24 * rng.random()
        x = west + 12 * rng.random()
        while x < east:
            length = 46 + 30 * rng.random() if slabs else 40 + 55 * rng.random()
            at = curves.rotated([[x + length / 2, y]], turn)[0]
            house = box((at[0], at[1]), (length, depth), turn)
            if room.contains(house) and rng.random() > (0.12 if slabs else 0.25):
                yield Building("slab" if slabs else "industry", house, 20 if slabs else 0, district.name)
            x += length + (16 + 10 * rng.random() if slabs else 18 + 20 * rng.random())
        y += 44 + 8 * rng.random() if slabs else depth + 26 + 12 * rng.random()


def _farms(land: Land, network: tuple[Street, ...], rng: Generator) -> Iterator[Building]:
    """Farmsteads and cottages along country roads: a house with a barn or two."""
    built = shapely.unary_union([curves.area(one.outline).buffer(150) for one in DISTRICTS])
    for street in network:
        if street.district or street.kind not in ("major", "local", "collector"):
            continue
        at = 120.0 * rng.random()
        while at < street.line.length - 20:
            side = 1.0 if rng.random() < 0.5 else -1.0
            place, turn = _beside(street.line, at, side * (34 + 60 * rng.random()))
            if not built.contains(shapely.Point(place)):
                yield Building("house", box(place, (14, 9), turn), 1, "")
                barn, _ = _beside(street.line, at + 34, side * (60 + 30 * rng.random()))
                yield Building("barn", box(barn, (22 + 18 * rng.random(), 12), turn + 90 * (rng.random() < 0.5)), 0, "")
            at += 50 + 170 * rng.random()
