"""The map of cells as an SVG of shapes; every word is set by the document or the page around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samplats.analyses.rules.scoped import Rings
from samplats.analyses.rules.shown import LEAST, Cells
from samplats.analyses.rules.where import HotCell

SEQUENTIAL = ("#fbebcf", "#f3c98b", "#df9447", "#b4541c", "#6e2609")
LAND, PETROL, INK, HATCH = "#f1efe8", "#0c4f55", "#15211f", "#b1b8b3"
WIDTH = 1000.0
SMALLEST_DRAWN = 9.0
APART = 4.4  # per cent of the map between letters
NEAREST = sorted(
    ((x, y) for x in range(-3, 4) for y in range(-3, 4)), key=lambda step: (step[0] ** 2 + step[1] ** 2, step)
)
MOST_TALL, LEAST_TALL = 1.0, 0.6


@dataclass(frozen=True)
class Letter:
    """A letter with its place on the map in per cent from the upper left."""

    text: str
    across: float
    down: float
    level: int


@dataclass(frozen=True)
class MapDrawing:
    """The shapes, the letters to set on them, the lower bounds of the colours and the length of the scale bar."""

    svg: str
    tall: float
    letters: tuple[Letter, ...]
    bounds: tuple[float, ...]
    drawn_side: float
    n_hidden: int
    scale_metres: float
    scale_share: float


@dataclass(frozen=True)
class _Frame:
    west: float
    north: float
    scale: float
    height: float

    def x(self, value: float) -> float:
        return (value - self.west) * self.scale

    def y(self, value: float) -> float:
        return (self.north - value) * self.scale


def draw_map(cells: Cells, hot: Sequence[HotCell], rings: Rings | None) -> MapDrawing:
    """Draw the cells coloured by size, hidden ones hatched, the area outlined and the hot cells framed."""
    frame = _frame(cells, rings)
    x0, y0, side, value, hidden = _to_draw(cells, frame)
    bounds = bounds_of(value[~hidden])
    parts = [_defs(), f'<rect width="{WIDTH:g}" height="{frame.height:.1f}" fill="{LAND}"/>']
    level = np.searchsorted(bounds, value, side="right")
    wide_enough = len(side) > 0 and float(side.min()) * frame.scale > 20
    edge = ' stroke="#cfa878" stroke-width="0.7"' if wide_enough else ""
    for step, colour in enumerate(SEQUENTIAL, start=1):
        parts.append(_squares(frame, x0, y0, side, ~hidden & (level == step), f'fill="{colour}"{edge}'))
    parts.append(_squares(frame, x0, y0, side, hidden, 'fill="url(#dolt)"'))
    parts.append(_outline(frame, rings))
    parts += [_framed(frame, one) for one in hot]
    metres = _scale_length(WIDTH / frame.scale)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {frame.height:.1f}">'
        + "".join(parts)
        + "</svg>"
    )
    return MapDrawing(
        svg=svg,
        tall=frame.height / WIDTH,
        letters=_letters(frame, hot),
        bounds=tuple(bounds),
        drawn_side=float(side.min()) if len(side) else cells.smallest,
        n_hidden=cells.n_hidden,
        scale_metres=metres,
        scale_share=metres * frame.scale / WIDTH,
    )


def bounds_of(values: NDArray[np.float64]) -> list[float]:
    """Whole lower bounds of at most five colours, from the least that is shown, growing by a steady factor."""
    if not len(values):
        return []
    low, high = max(1.0, min(float(LEAST), float(np.floor(values.min())))), float(values.max())
    steps = low * (max(high, low) / low) ** (np.arange(len(SEQUENTIAL)) / len(SEQUENTIAL))
    return sorted(set(np.round(steps).tolist()))


def _frame(cells: Cells, rings: Rings | None) -> _Frame:
    xs, ys = [cells.x0, cells.x0 + cells.side], [cells.y0, cells.y0 + cells.side]
    if rings:
        xs.append(np.concatenate([ring[:, 0] for ring in rings]))
        ys.append(np.concatenate([ring[:, 1] for ring in rings]))
    west, east = float(np.concatenate(xs).min()), float(np.concatenate(xs).max())
    south, north = float(np.concatenate(ys).min()), float(np.concatenate(ys).max())
    pad = 0.04 * max(east - west, north - south)
    west, east, south, north = west - pad, east + pad, south - pad, north + pad
    wide, tall = east - west, north - south
    if tall > MOST_TALL * wide:
        west, wide = west - (tall / MOST_TALL - wide) / 2, tall / MOST_TALL
    if tall < LEAST_TALL * wide:
        north, tall = north + (LEAST_TALL * wide - tall) / 2, LEAST_TALL * wide
    scale = WIDTH / wide
    return _Frame(west, north, scale, tall * scale)


def _to_draw(
    cells: Cells, frame: _Frame
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Cells as they are, or gathered into larger squares (of shown cells only) when they would be too small to see."""
    times = 1
    while cells.smallest * times * frame.scale < SMALLEST_DRAWN:
        times *= 2
    if times == 1:
        value = cells.count * (cells.smallest / cells.side) ** 2
        return cells.x0, cells.y0, cells.side, value, ~cells.shown
    side = cells.smallest * times
    column, row = np.floor(cells.x0 / side).astype(np.int64), np.floor(cells.y0 / side).astype(np.int64)
    keys, inverse = np.unique((column << 32) | (row + (1 << 31)), return_inverse=True)
    sums = np.bincount(inverse, weights=cells.count)
    anything = np.bincount(inverse, weights=cells.shown) > 0
    x0, y0 = (keys >> 32) * side, ((keys & 0xFFFFFFFF) - (1 << 31)) * side
    return (
        x0.astype(np.float64),
        y0.astype(np.float64),
        np.full(len(keys), side, dtype=np.float64),
        sums.astype(np.float64),
        ~anything,
    )


def _defs() -> str:
    return (
        '<defs><pattern id="dolt" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="5" height="5" fill="#fbfaf6"/><rect width="1.8" height="5" fill="{HATCH}"/></pattern></defs>'
    )


def _squares(
    frame: _Frame,
    x0: NDArray[np.float64],
    y0: NDArray[np.float64],
    side: NDArray[np.float64],
    rows: NDArray[np.bool_],
    look: str,
) -> str:
    if not rows.any():
        return ""
    corners = np.column_stack([x0, y0, side * frame.scale, side])[rows].tolist()
    path = "".join(
        f"M{frame.x(x):.1f} {frame.y(y + one):.1f}h{wide:.1f}v{wide:.1f}h-{wide:.1f}z" for x, y, wide, one in corners
    )
    return f'<path d="{path}" {look}/>'


def _outline(frame: _Frame, rings: Rings | None) -> str:
    if not rings:
        return ""
    paths = "".join(
        "M" + "L".join(f"{frame.x(x):.1f} {frame.y(y):.1f}" for x, y in _thinned(ring, frame)) + "z" for ring in rings
    )
    halo = f'<path d="{paths}" fill="none" stroke="#ffffff" stroke-width="7" stroke-linejoin="round"/>'
    return halo + f'<path d="{paths}" fill="none" stroke="{PETROL}" stroke-width="3" stroke-linejoin="round"/>'


def _thinned(ring: NDArray[np.float64], frame: _Frame) -> list[tuple[float, float]]:
    """The ring without corners that would fall within a third of a drawn unit."""
    import shapely

    line = shapely.simplify(shapely.LinearRing(ring), 0.3 / frame.scale, preserve_topology=False)
    corners = shapely.get_coordinates(line)
    return [(float(x), float(y)) for x, y in (corners if len(corners) > 3 else ring)]


def _framed(frame: _Frame, cell: HotCell) -> str:
    size = max(cell.side * frame.scale, 4.0)
    dash = ' stroke-dasharray="6 4"' if cell.level == 1 else ""
    x, y = frame.x(cell.x0), frame.y(cell.y0 + cell.side)
    box = f'x="{x:.1f}" y="{y:.1f}" width="{size:.1f}" height="{size:.1f}"'
    return f'<rect {box} fill="none" stroke="{INK}" stroke-width="2.5"{dash}/>'


def _letters(frame: _Frame, hot: Sequence[HotCell]) -> tuple[Letter, ...]:
    """Letters in the middle of their cells, or on the nearest free spot beside it."""
    placed: list[Letter] = []
    for cell in hot:
        across = frame.x(cell.x0 + cell.side / 2) / WIDTH * 100
        down = frame.y(cell.y0 + cell.side / 2) / frame.height * 100
        spots = (
            (min(98.0, max(2.0, across + step_x * APART)), min(98.0, max(2.0, down + step_y * APART)))
            for step_x, step_y in NEAREST
        )
        free = next((spot for spot in spots if _is_free(spot, placed)), (across, down))
        placed.append(Letter(cell.letter, *free, cell.level))
    return tuple(placed)


def _is_free(spot: tuple[float, float], placed: Sequence[Letter]) -> bool:
    across, down = spot
    return all(abs(one.across - across) >= 0.99 * APART or abs(one.down - down) >= 0.99 * APART for one in placed)


def _scale_length(width: float) -> float:
    """A round length of about a fifth of the width."""
    for power in (10.0, 100.0, 1000.0, 10_000.0, 100_000.0):
        for step in (1, 2, 5):
            if step * power >= width / 8:
                return step * power
    return 500_000.0
