"""Two-way tables coloured by size: hours of the week, and distance by time after an event."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..numbers import number
from .figure import Figure, drawn
from .scale import class_of, classes

Cell = tuple[int, int]

DAYS = (
    (gettext_lazy("Måndag"), gettext_lazy("Mån")),
    (gettext_lazy("Tisdag"), gettext_lazy("Tis")),
    (gettext_lazy("Onsdag"), gettext_lazy("Ons")),
    (gettext_lazy("Torsdag"), gettext_lazy("Tor")),
    (gettext_lazy("Fredag"), gettext_lazy("Fre")),
    (gettext_lazy("Lördag"), gettext_lazy("Lör")),
    (gettext_lazy("Söndag"), gettext_lazy("Sön")),
)

# Near repeat: pairs seen against pairs expected, the same classes in every place so that colours can be compared.
RATIO_BOUNDS = (1.2, 1.5, 2.0, 2.75, 4.0)


def hours_figure(
    title: str,
    *,
    table: Sequence[Sequence[float | None]],
    subtitle: str = "",
    hours_per_column: int = 2,
    peaks: Collection[Cell] = (),
    caption: str = "",
    decimals: int = 0,
    note: str = "",
    csv_url: str = "",
    picture_url: str = "",
) -> Figure:
    """Seven days by 24 hours, Monday first, gathered into columns; None is a hidden number.

    `peaks` are (day, column) of the gathered table that stand out more than chance explains.
    """
    gathered = [_gathered(day, hours_per_column) for day in table]
    bounds = classes([v for day in gathered for v in day if v is not None])
    heads = [(f"{h:02d}–{h + hours_per_column:02d}", f"{h:02d}") for h in range(0, 24, hours_per_column)]
    rows = [
        {
            "label": long,
            "short": short,
            "cells": [_cell(v, bounds, (i, j) in peaks, decimals) for j, v in enumerate(gathered[i])],
        }
        for i, (long, short) in enumerate(DAYS)
    ]
    context: dict[str, object] = {
        "caption": caption or title,
        "heads": heads,
        "rows": rows,
        "legend": _legend(bounds, gathered, decimals),
        "has_peaks": bool(peaks),
        "has_hidden": any(v is None for day in gathered for v in day),
    }
    return Figure(title, drawn("hours", context), subtitle, None, csv_url, picture_url, note)


def repeat_figure(
    title: str,
    *,
    distances: Sequence[str],
    times: Sequence[str],
    ratios: Sequence[Sequence[float | None]],
    peaks: Collection[Cell] = (),
    subtitle: str = "",
    caption: str = "",
    note: str = "",
    csv_url: str = "",
    picture_url: str = "",
) -> Figure:
    """Pairs of events observed over expected, by distance (rows) and time between them (columns); 1.0 is chance."""
    rows = [
        {
            "label": distances[i],
            "short": distances[i],
            "cells": [_cell(v, RATIO_BOUNDS, (i, j) in peaks, 1) for j, v in enumerate(row)],
        }
        for i, row in enumerate(ratios)
    ]
    context: dict[str, object] = {
        "caption": caption or title,
        "heads": [(text, text) for text in times],
        "rows": rows,
        "has_peaks": bool(peaks),
        "has_hidden": any(v is None for row in ratios for v in row),
    }
    return Figure(title, drawn("repeat", context), subtitle, None, csv_url, picture_url, note)


def _gathered(day: Sequence[float | None], width: int) -> list[float | None]:
    parts = [day[h : h + width] for h in range(0, 24, width)]
    return [None if any(v is None for v in part) else sum(v for v in part if v is not None) for part in parts]


def _cell(value: float | None, bounds: Sequence[float], peak: bool, decimals: int) -> dict[str, object]:
    if value is None:
        return {"text": "", "level": 0, "peak": False, "hidden": True}
    text = number(value, decimals) if value > 0 else "·"
    return {"text": text, "level": class_of(value, bounds), "peak": peak, "hidden": False, "zero": value <= 0}


def _legend(bounds: Sequence[float], values: Sequence[Sequence[float | None]], decimals: int) -> list[tuple[int, str]]:
    whole = decimals == 0
    texts = []
    for i, bound in enumerate(bounds):
        if i + 1 == len(bounds):
            top = max(v for row in values for v in row if v is not None)
            text = number(bound, decimals) if bound >= top else _("%(n)s eller fler") % {"n": number(bound, decimals)}
        else:
            upper = bounds[i + 1] - 1 if whole else bounds[i + 1]
            text = (
                number(bound, decimals)
                if whole and upper <= bound
                else f"{number(bound, decimals)}–{number(upper, decimals)}"
            )
        texts.append((i + 1, text))
    return texts
