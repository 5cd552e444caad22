"""Many small trends on the same scale, one line each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..components.lists import Column, Row, Table
from ..numbers import number
from .figure import Figure, drawn, path
from .scale import place


@dataclass(frozen=True)
class Multiple:
    """One small trend: its name, its values (oldest first), the written total and an optional verdict."""

    label: str
    values: Sequence[float]
    total: str = ""
    verdict: str = ""
    note: str = ""
    url: str = ""


def sparkline(values: Sequence[float], *, highest: float | None = None) -> SafeString:
    """A trend the size of a word; silent, because the words beside it say what it shows."""
    top = max([*values, 1]) if highest is None else highest
    last = max(len(values) - 1, 1)
    points = [(round(100 * i / last, 2), place(v, 0, top)) for i, v in enumerate(values)]
    return format_html(
        '<span class="spark" aria-hidden="true"><svg viewBox="0 0 100 100" preserveAspectRatio="none">'
        '<path class="l-main" d="{}"/></svg><i style="--px:{};--py:{}"></i></span>',
        path(points),
        points[-1][0] if points else 0,
        points[-1][1] if points else 0,
    )


def multiples_figure(
    title: str,
    *,
    rows: Sequence[Multiple],
    periods: Sequence[str],
    subtitle: str = "",
    shared_scale: bool = True,
    csv_url: str = "",
    picture_url: str = "",
) -> Figure:
    """One line per category or source; they share a scale unless told otherwise."""
    highest = max([v for row in rows for v in row.values] + [1]) if shared_scale else None
    context: dict[str, object] = {"rows": [(row, sparkline(row.values, highest=highest)) for row in rows]}
    columns = [Column(_("Period")), *(Column(row.label, numeric=True) for row in rows)]
    body = [Row([period, *(number(row.values[i]) for row in rows)]) for i, period in enumerate(periods)]
    table = Table(_("Siffrorna i diagrammet"), columns, body, caption_hidden=True)
    return Figure(title, drawn("multiples", context), subtitle, table, csv_url, picture_url)
