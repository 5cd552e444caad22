"""How unevenly events fall on places."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ..components.lists import Column, Row, Table
from ..numbers import percent
from .figure import Figure, drawn, path

MOST_POINTS = 120


def lorenz_figure(
    title: str,
    *,
    places: Sequence[float],
    events: Sequence[float],
    half_at: float | None = None,
    subtitle: str = "",
    note: str = "",
    csv_url: str = "",
    picture_url: str = "",
) -> Figure:
    """The share of events (0–1) held by the share of places (0–1) with the most, both from 0 to 1 and rising."""
    step = max(1, len(places) // MOST_POINTS)
    kept = sorted({*range(0, len(places), step), len(places) - 1})
    points = [(round(100 * places[i], 2), round(100 * events[i], 2)) for i in kept]
    context: dict[str, object] = {
        "summary": title,
        "curve": path(points),
        "half": None if half_at is None else {"x": round(100 * half_at, 2), "text": percent(half_at, 1)},
        "ticks": [{"at": v, "text": percent(v / 100)} for v in (0, 25, 50, 75, 100)],
    }
    table = _table(places, events)
    return Figure(title, drawn("lorenz", context), subtitle, table, csv_url, picture_url, note)


def _table(places: Sequence[float], events: Sequence[float]) -> Table:
    rows = [
        Row([percent(share), percent(_held(share, places, events))])
        for share in (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 1.0)
    ]
    columns = [Column(_("Andel av rutorna"), numeric=True), Column(_("Andel av händelserna"), numeric=True)]
    return Table(_("Siffrorna i diagrammet"), columns, rows, head=-1, caption_hidden=True)


def _held(share: float, places: Sequence[float], events: Sequence[float]) -> float:
    """The curve's height at a share, between its points along straight lines."""
    for i in range(1, len(places)):
        if places[i] >= share:
            span = places[i] - places[i - 1]
            part = (share - places[i - 1]) / span if span else 1.0
            return events[i - 1] + part * (events[i] - events[i - 1])
    return events[-1] if len(events) else 0.0
