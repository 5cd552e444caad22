"""Curves and shapes that look drawn: splines, blobs and bent grids."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def spline(through: ArrayLike, *, step: float = 20.0, closed: bool = False) -> Floats:
    """Points every `step` metres or so along a smooth curve through the given ones (centripetal Catmull-Rom)."""
    knots = np.asarray(through, dtype=np.float64)
    if len(knots) < 3:
        return knots
    if closed:
        padded = np.vstack([knots[-1], knots, knots[:2]])
    else:
        padded = np.vstack([2 * knots[0] - knots[1], knots, 2 * knots[-1] - knots[-2]])
    pieces = [_span(padded[i : i + 4], step) for i in range(len(padded) - 3)]
    return np.vstack([*pieces, padded[-2:-1]])


def _span(four: Floats, step: float) -> Floats:
    gaps = np.sqrt(np.maximum(np.hypot(*np.diff(four, axis=0).T), 1e-9))
    t = np.concatenate([[0.0], np.cumsum(gaps)])
    count = max(2, int(np.hypot(*(four[2] - four[1])) / step))
    at = np.linspace(t[1], t[2], count, endpoint=False)[:, None]

    def mix(p: Floats, q: Floats, low: float, high: float) -> Floats:
        return np.asarray(((high - at) * p + (at - low) * q) / (high - low))

    a = [mix(four[i], four[i + 1], t[i], t[i + 1]) for i in range(3)]
    b = [mix(a[i], a[i + 1], t[i], t[i + 2]) for i in range(2)]
    middle: Floats = mix(b[0], b[1], t[1], t[2])
    return middle


def area(outline: ArrayLike, *, step: float = 20.0) -> shapely.Polygon:
    """A smooth closed area through the given points."""
    return shapely.make_valid(shapely.Polygon(spline(outline, step=step, closed=True)))


def line(through: ArrayLike, *, step: float = 20.0) -> shapely.LineString:
    """A smooth line through the given points."""
    return shapely.LineString(spline(through, step=step))


def blob(centre: tuple[float, float], radius: float, rng: Generator, *, stretch: float = 1.0) -> shapely.Polygon:
    """An uneven round area, as a wood between fields."""
    turn = np.linspace(0, 2 * np.pi, 140, endpoint=False)
    reach = np.ones_like(turn)
    for wave in range(2, 15):
        reach += 0.36 / wave * np.sin(wave * turn + rng.random() * 2 * np.pi)
    lean = rng.random() * np.pi
    xy = np.column_stack([np.cos(turn) * stretch, np.sin(turn) / stretch]) * (reach * radius)[:, None]
    return shapely.make_valid(shapely.Polygon(rotated(xy, np.degrees(lean)) + centre))


def rotated(xy: ArrayLike, degrees: float) -> Floats:
    """Positions turned about the origin, against the clock."""
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.asarray(np.asarray(xy, dtype=np.float64) @ turn)


def bent_grid(
    around: shapely.Polygon, *, angle: float, spacing: tuple[float, float], warp: float, rng: Generator
) -> list[shapely.LineString]:
    """Two families of crossing lines, bent together so that they keep meeting nearly at right angles."""
    centre = np.array(around.centroid.coords[0])
    reach = float(np.hypot(around.bounds[2] - around.bounds[0], around.bounds[3] - around.bounds[1])) / 2 + warp * 2
    phases = rng.random(4) * 2 * np.pi
    waves = 260.0 + 260.0 * rng.random(4)

    def bend(uv: Floats) -> Floats:
        u, v = uv[:, 0], uv[:, 1]
        du = np.sin(v / waves[0] * 2 + phases[0]) + 0.5 * np.sin((u + v) / waves[1] * 2 + phases[1])
        dv = np.sin(u / waves[2] * 2 + phases[2]) + 0.5 * np.sin((u - v) / waves[3] * 2 + phases[3])
        return np.asarray(rotated(uv + warp * np.column_stack([du, dv]), angle) + centre, dtype=np.float64)

    along = np.arange(-reach, reach, 15.0)
    lines = []
    for family, gap in enumerate(spacing):
        offsets = np.arange(-reach + gap * rng.random(), reach, gap)
        for offset in offsets:
            fixed = np.full_like(along, offset)
            uv = np.column_stack([fixed, along] if family == 0 else [along, fixed])
            lines.append(shapely.LineString(bend(uv)))
    return lines


def box(at: tuple[float, float], size: tuple[float, float], turn: float) -> shapely.Polygon:
    """A rectangle about a point, turned."""
    length, depth = size[0] / 2, size[1] / 2
    corners = np.array([(-length, -depth), (length, -depth), (length, depth), (-length, depth)])
    return shapely.Polygon(rotated(corners, turn) + np.asarray(at))
