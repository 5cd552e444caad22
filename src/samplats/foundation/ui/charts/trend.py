"""Counts over time against what was expected."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..components.claims import suppressed
from ..components.lists import Column, Row, Table
from ..numbers import number
from .figure import Figure, drawn, marks, path
from .scale import axis_from_zero, place

Span = tuple[float, float]


def trend_figure(
    title: str,
    *,
    labels: Sequence[str],
    counts: Sequence[float | None],
    subtitle: str = "",
    ticks: Sequence[tuple[int, str]] = (),
    expected: Sequence[Span] | Span | None = None,
    line: Sequence[float | None] = (),
    limit: float | None = None,
    alarms: Sequence[int] = (),
    alarm_text: str = "",
    provisional_from: int | None = None,
    names: tuple[str, str, str] = ("", "", ""),
    decimals: int = 0,
    csv_url: str = "",
    picture_url: str = "",
) -> Figure:
    """Bars for counts, a band for the expected range, a line for the smoothed level; alarms are red under a triangle.

    A count of None is hidden: a low hatched bar, never a zero.
    `labels` names every bar in the table; `ticks` are the few (index, text) on the axis. `expected` is one (low, high)
    for all bars or one for each. `names` are the column heads of period, count and line.
    """
    bands = _bands(expected, len(counts))
    axis = axis_from_zero(_highest(counts, bands, line, limit))
    scale = _Scale(len(counts), axis[-1])
    soft = len(counts) if provisional_from is None else provisional_from
    context: dict[str, object] = {
        "summary": title,
        "bars": scale.bars(counts, soft, alarms),
        "hidden": [scale.bar(i, 0, soft=False) for i, v in enumerate(counts) if v is None],
        "band": _band_path(bands, scale),
        "line": path([(scale.centre(i), scale.up(v)) for i, v in enumerate(line) if v is not None]),
        "limit": limit is not None and {"at": scale.up(limit), "y": scale.down(limit), "text": number(limit, 1)},
        "grid": [scale.down(v) for v in axis[1:]],
        "y": [{"at": scale.up(v), "text": number(v)} for v in axis],
        "x": marks([(scale.centre(i), text) for i, text in ticks or _ends(labels)]),
        "alarms": [{"x": scale.centre(i), "y": scale.up(_tip(counts, line, i))} for i in alarms],
        "alarm_text": alarm_text,
        "band_label": scale.up(sum(bands[-1]) / 2) if bands and sum(bands[-1]) == sum(bands[-1]) else None,
    }
    table = _numbers(labels, counts, bands, line, names, decimals)
    return Figure(title, drawn("trend", context), subtitle, table, csv_url, picture_url)


@dataclass(frozen=True)
class _Scale:
    """Places in per cent for equally wide slots from left to right and values from the floor up."""

    slots: int
    top: float

    def centre(self, i: int) -> float:
        return round((i + 0.5) * 100 / self.slots, 2)

    def up(self, value: float) -> float:
        return place(value, 0, self.top)

    def down(self, value: float) -> float:
        return round(100 - self.up(value), 2)

    def bars(self, counts: Sequence[float | None], soft: int, alarms: Sequence[int]) -> list[dict[str, object]]:
        known = [(i, value) for i, value in enumerate(counts) if value is not None]
        return [{**self.bar(i, value, soft=i >= soft), "out": i in alarms} for i, value in known]

    def bar(self, i: int, value: float, *, soft: bool) -> dict[str, object]:
        width = 100 / self.slots
        return {
            "x": round((i + 0.18) * width, 2),
            "width": round(0.64 * width, 2),
            "y": self.down(value),
            "height": self.up(value),
            "soft": soft,
        }


def _highest(
    counts: Sequence[float | None], bands: Sequence[Span], line: Sequence[float | None], limit: float | None
) -> float:
    return max([*_known(counts), *(high for _, high in bands if high == high), *_known(line), limit or 0, 1])


def _tip(counts: Sequence[float | None], line: Sequence[float | None], at: int) -> float:
    """Where an alarm stands: on the line where there is one, else on the bar."""
    level = line[at] if line else None
    return (counts[at] if level is None else level) or 0


def _known(line: Sequence[float | None]) -> list[float]:
    return [value for value in line if value is not None]


def _bands(expected: Sequence[Span] | Span | None, count: int) -> list[Span]:
    if expected is None:
        return []
    if len(expected) == 2 and isinstance(expected[0], int | float):
        low, high = expected
        return [(float(low), float(high))] * count  # type: ignore[arg-type]
    return [(float(low), float(high)) for low, high in expected]  # type: ignore[misc]


def _band_path(bands: list[Span], scale: _Scale) -> str:
    """The band as an area over the stretch where it is known (NaN elsewhere), out to the edges it reaches."""
    known = [at for at, (low, high) in enumerate(bands) if low == low and high == high]
    if not known:
        return ""
    edges = {0: 0.0, len(bands) - 1: 100.0}
    across = [edges.get(at, scale.centre(at)) for at in known]
    upper = [(x, scale.up(bands[at][1])) for x, at in zip(across, known, strict=True)]
    lower = [(x, scale.up(bands[at][0])) for x, at in zip(across, known, strict=True)]
    return path(upper + lower[::-1]) + "Z"


def _span(band: Span, decimals: int) -> str:
    low, high = band
    return "–" if low != low or high != high else f"{number(low, decimals)}–{number(high, decimals)}"


def _ends(labels: Sequence[str]) -> list[tuple[int, str]]:
    if len(labels) < 2:
        return [(i, text) for i, text in enumerate(labels)]
    return [(0, labels[0]), (len(labels) - 1, labels[-1])]


def _numbers(
    labels: Sequence[str],
    counts: Sequence[float | None],
    bands: list[Span],
    line: Sequence[float | None],
    names: tuple[str, str, str],
    decimals: int,
) -> Table:
    columns = [Column(names[0] or _("Period")), Column(names[1] or _("Antal"), numeric=True)]
    columns += [Column(_("Väntat"), numeric=True)] if bands else []
    columns += [Column(names[2] or _("Glidande medelvärde"), numeric=True)] if line else []
    rows = []
    for i, label in enumerate(labels):
        cells: list[object] = [label, suppressed() if counts[i] is None else number(counts[i], decimals)]
        cells += [_span(bands[i], decimals)] if bands else []
        cells += [number(line[i], 1)] if line else []
        rows.append(Row(cells))
    return Table(_("Siffrorna i diagrammet"), columns, rows, caption_hidden=True)
