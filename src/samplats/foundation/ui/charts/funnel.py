"""How far apart chance alone puts areas of different size, and which stand outside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from ..numbers import NO_BREAK, number
from .figure import Figure, drawn, path
from .scale import axis_from_zero, place

MOST_LABELS = 6
NEAR_END = 12.0


@dataclass(frozen=True)
class FunnelPoint:
    """One area: its size and value; `outside` is 0 within the inner limits, 1 between them, 2 beyond both."""

    label: str
    size: float
    value: float
    outside: int = 0


@dataclass(frozen=True)
class FunnelEdge:
    """The limits at a size, inner and outer."""

    size: float
    low: float
    high: float
    outer_low: float
    outer_high: float


def funnel_figure(
    title: str,
    *,
    points: Sequence[FunnelPoint],
    edges: Sequence[FunnelEdge],
    target: float,
    target_label: str,
    unit: str = "",
    subtitle: str = "",
    note: str = "",
) -> Figure:
    """Values against sizes, sizes on a scale where ten times more is always as far; the numbers stand on the page."""
    first, last = _ends([*(one.size for one in points), *(one.size for one in edges)])
    top = max([target, *(one.value for one in points), *(one.high for one in edges)])
    marks = axis_from_zero(top * 1.02, 4, whole=top > 4)

    def at(size: float, value: float) -> tuple[float, float]:
        return place(log10(size), first, last), min(100.0, place(value, 0.0, marks[-1]))

    context: dict[str, object] = {
        "summary": title,
        "band": _closed([at(one.size, one.high) for one in edges], [at(one.size, one.low) for one in edges]),
        "outer": [path([at(one.size, getattr(one, side)) for one in edges]) for side in ("outer_low", "outer_high")],
        "target": {"y": round(100 - place(target, 0.0, marks[-1]), 2), "text": target_label},
        "grid": [round(100 - place(mark, 0.0, marks[-1]), 2) for mark in marks],
        "y": [{"at": place(mark, 0.0, marks[-1]), "text": _mark(mark, unit, mark == marks[-1])} for mark in marks],
        "x": _sizes(first, last),
        "points": [_dot(one, *at(one.size, one.value)) for one in points],
        "labels": _labels([(one.label, *at(one.size, one.value)) for one in points if one.outside == 2]),
    }
    return Figure(title, drawn("funnel", context), subtitle, None, note=note)


def _ends(sizes: Sequence[float]) -> tuple[float, float]:
    low, high = log10(min(sizes)), log10(max(sizes))
    room = max(0.04 * (high - low), 0.02)
    return low - room, high + room


def _mark(value: float, unit: str, is_last: bool) -> str:
    decimals = 0 if float(value).is_integer() else 1
    return number(value, decimals) + (f"{NO_BREAK}{unit}" if is_last and unit else "")


def _sizes(first: float, last: float) -> list[dict[str, object]]:
    """Marks at 1, 2 and 5 times powers of ten."""
    values = [factor * 10.0**power for power in range(floor(first), ceil(last) + 1) for factor in (1, 2, 5)]
    kept = [value for value in values if first <= log10(value) <= last]
    return [_size(place(log10(value), first, last), number(value)) for value in kept]


def _size(at: float, text: str) -> dict[str, object]:
    """A mark that stays within the drawing also where it is narrow."""
    return {"at": at, "text": text, "end": "first" if at < NEAR_END else "last" if at > 100 - NEAR_END else ""}


def _closed(above: list[tuple[float, float]], below: list[tuple[float, float]]) -> str:
    return f"{path([*above, *reversed(below)])}Z"


def _dot(one: FunnelPoint, x: float, y: float) -> dict[str, object]:
    return {"x": x, "y": y, "kind": ("ring", "half", "")[min(2, one.outside)]}


def _labels(found: list[tuple[str, float, float]]) -> list[dict[str, object]]:
    """Names beside the points that stand out, no more than can be read."""
    return [{"text": text, "x": x, "y": y, "start": x > 60} for text, x, y in found[:MOST_LABELS]]
