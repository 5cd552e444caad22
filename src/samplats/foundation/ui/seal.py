"""A place's own boundary drawn as its emblem."""

from collections.abc import Sequence
from functools import lru_cache
from math import cos, hypot, radians

Point = tuple[float, float]

BOX = 72.0
INNER = 44.0
MOST_CORNERS = 40


def seal_points(ring: Sequence[Sequence[float]]) -> str:
    """The SVG `points` of a closed ring of (longitude, latitude), fitted into the middle of a 72 by 72 box."""
    return _drawn(tuple(_open_ring(ring)))


@lru_cache(maxsize=512)
def _drawn(corners: tuple[Point, ...]) -> str:
    """A boundary with many corners takes milliseconds to simplify, and stands on page after page."""
    if len(corners) < 3:
        return ""
    flat = _flattened(_simplified(corners))
    west, east = min(x for x, _ in flat), max(x for x, _ in flat)
    north, south = min(y for _, y in flat), max(y for _, y in flat)
    extent = max(east - west, south - north)
    if extent <= 0:
        return ""
    scale = INNER / extent
    left, top = (BOX - (east - west) * scale) / 2, (BOX - (south - north) * scale) / 2
    return " ".join(f"{left + (x - west) * scale:.1f},{top + (y - north) * scale:.1f}" for x, y in flat)


def _open_ring(ring: Sequence[Sequence[float]]) -> list[Point]:
    corners = [(float(corner[0]), float(corner[1])) for corner in ring]
    return corners[:-1] if len(corners) > 1 and corners[0] == corners[-1] else corners


def _flattened(corners: list[Point]) -> list[Point]:
    """Degrees as a plane with equal scale both ways and y downwards."""
    shrink = cos(radians(sum(y for _, y in corners) / len(corners)))
    return [(x * shrink, -y) for x, y in corners]


def _simplified(corners: Sequence[Point]) -> list[Point]:
    """Drop the corner that bends least until few enough remain to be drawn at 40 pixels."""
    kept = list(corners)
    while len(kept) > MOST_CORNERS:
        bends = [_bend(kept[i - 1], kept[i], kept[(i + 1) % len(kept)]) for i in range(len(kept))]
        del kept[bends.index(min(bends))]
    return kept


def _bend(before: Point, corner: Point, after: Point) -> float:
    base = hypot(after[0] - before[0], after[1] - before[1])
    twice_area = abs(
        (after[0] - before[0]) * (before[1] - corner[1]) - (before[0] - corner[0]) * (after[1] - before[1])
    )
    return twice_area / base if base else hypot(corner[0] - before[0], corner[1] - before[1])
