"""Change against a zero line, with a verdict in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..components.lists import Column, Row, Table
from ..numbers import NO_BREAK, number, signed
from .figure import Figure, drawn
from .scale import axis_between, place


@dataclass(frozen=True)
class Change:
    """One change with its bounds, in the figure's unit; before and after are ready-written numbers."""

    label: str
    value: float
    low: float
    high: float
    verdict: str  # decrease, uncertain or increase
    before: str = ""
    after: str = ""
    note: str = ""


def change_figure(
    title: str,
    *,
    rows: Sequence[Change],
    subtitle: str = "",
    unit: str = "%",
    decimals: int = 0,
    good: str = "decrease",
    csv_url: str = "",
    picture_url: str = "",
) -> Figure:
    """Each change as a dot and a bar on a common scale; a bar across zero means that nothing is certain."""
    axis = axis_between(min([row.low for row in rows] + [0]), max([row.high for row in rows] + [0]))
    ends = axis[0], axis[-1]
    context: dict[str, object] = {
        "good": good,
        "zero": place(0, *ends),
        "rows": [_drawn_row(row, ends, unit, decimals, good) for row in rows],
        "axis": [{"at": place(v, *ends), "text": signed(v)} for v in axis],
        "unit": unit,
    }
    return Figure(title, drawn("changes", context), subtitle, _table(rows, unit, decimals), csv_url, picture_url)


def _drawn_row(row: Change, ends: tuple[float, float], unit: str, decimals: int, good: str) -> dict[str, object]:
    tone = "--ink-2" if row.verdict == "uncertain" else "--good" if row.verdict == good else "--bad"
    return {
        "change": row,
        "tone": tone,
        "a": place(row.low, *ends),
        "b": place(row.high, *ends),
        "p": place(row.value, *ends),
        "text": f"{signed(row.value, decimals)}{NO_BREAK}{unit}",
        "range": _("(%(low)s till %(high)s)") % {"low": signed(row.low, decimals), "high": signed(row.high, decimals)},
    }


def _table(rows: Sequence[Change], unit: str, decimals: int) -> Table:
    columns = [
        Column(_("Vad")),
        Column(_("Före"), numeric=True),
        Column(_("Efter"), numeric=True),
        Column(_("Förändring") + f", {unit}", numeric=True),
        Column(_("95 % osäkerhet"), numeric=True),
    ]
    body = [
        Row(
            [
                row.label,
                row.before,
                row.after,
                signed(row.value, decimals),
                f"{number(row.low, decimals)} {_('till')} {signed(row.high, decimals)}",
            ]
        )
        for row in rows
    ]
    return Table(_("Siffrorna i diagrammet"), columns, body, caption_hidden=True)
