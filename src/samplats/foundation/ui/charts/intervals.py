"""Estimates with their uncertainty: a dot and a bar, never a bare bar."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..components.lists import Column, Row, Table
from ..numbers import NO_BREAK, number
from .figure import Figure, drawn
from .scale import axis_between, place


@dataclass(frozen=True)
class Interval:
    """One estimate with its 95 per cent bounds; `before` is drawn hollow; None is hidden."""

    label: str
    value: float | None
    low: float = 0.0
    high: float = 0.0
    n: int | None = None
    before: bool = False


@dataclass(frozen=True)
class IntervalGroup:
    """Estimates of one group; `kind` women or men sets shape and colour."""

    label: str
    rows: Sequence[Interval]
    kind: str = ""


def interval_figure(
    title: str,
    *,
    groups: Sequence[IntervalGroup],
    subtitle: str = "",
    unit: str = "%",
    decimals: int = 0,
    low: float | None = 0.0,
    csv_url: str = "",
    picture_url: str = "",
) -> Figure:
    """Rows of estimates on one scale; values are already in the unit (61 for 61 %)."""
    shown = [row for group in groups for row in group.rows if row.value is not None]
    highest = max((row.high for row in shown), default=1.0)
    lowest = min((row.low for row in shown), default=0.0) if low is None else low
    axis = axis_between(lowest, highest)
    ends = axis[0], axis[-1]
    context: dict[str, object] = {
        "groups": [
            {
                "label": group.label,
                "kind": group.kind,
                "rows": [_drawn_row(r, ends, unit, decimals) for r in group.rows],
            }
            for group in groups
        ],
        "axis": [
            {"at": place(v, *ends), "text": number(v) + (f"{NO_BREAK}{unit}" if v == axis[-1] else "")} for v in axis
        ],
    }
    return Figure(title, drawn("intervals", context), subtitle, _table(groups, unit, decimals), csv_url, picture_url)


def _drawn_row(row: Interval, ends: tuple[float, float], unit: str, decimals: int) -> dict[str, object]:
    if row.value is None:
        return {"label": row.label, "hidden": True}
    return {
        "label": row.label,
        "before": row.before,
        "hidden": False,
        "a": place(row.low, *ends),
        "b": place(row.high, *ends),
        "p": place(row.value, *ends),
        "text": f"{number(row.value, decimals)}{NO_BREAK}{unit}",
        "range": f"({number(row.low, decimals)}–{number(row.high, decimals)})",
    }


def _table(groups: Sequence[IntervalGroup], unit: str, decimals: int) -> Table:
    counted = any(row.n is not None for group in groups for row in group.rows)
    columns = [
        Column(_("Grupp")),
        Column(_("Mätning")),
        Column(_("Värde") + f", {unit}", numeric=True),
        Column(_("95 % osäkerhet"), numeric=True),
    ]
    columns += [Column(_("Antal svar"), numeric=True)] if counted else []
    rows = []
    for group in groups:
        for row in group.rows:
            known = row.value is not None
            cells = [
                group.label,
                row.label,
                number(row.value, decimals) if known else _("dolt"),
                f"{number(row.low, decimals)}–{number(row.high, decimals)}" if known else _("dolt"),
            ]
            rows.append(Row(cells + ([number(row.n) if known else _("dolt")] if counted else [])))
    return Table(_("Siffrorna i diagrammet"), columns, rows, caption_hidden=True)
