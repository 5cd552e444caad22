"""Figures and links that several pages of incidents show."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _

from samplats.analyses.rules.shown import Cells, band_top
from samplats.foundation.actions.page import ActorRequest
from samplats.foundation.geo.crs import to_lonlat
from samplats.foundation.ui.charts import trend_figure
from samplats.foundation.ui.charts.figure import Figure
from samplats.foundation.ui.components import Column, Link, Row, Table
from samplats.foundation.ui.numbers import number

from ..reading import Profile

QUIET_HOURS = 5
LEAST_FOR_HOURS = 50  # with fewer, five empty hours in a row say nothing


def way_back(request: ActorRequest, *more: Link) -> list[Link]:
    """Incidents, and what lies between."""
    return [Link(_("Händelser"), reverse("incidents:list", args=[request.tenant.slug])), *more]


def preview_table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """The first rows of a file as they stand there."""
    return Table(_("Filens första rader"), [Column(name) for name in names], [Row(list(row)) for row in rows])


def hour_figure(profile: Profile | None) -> Figure | None:
    """When on the day the file says things happen: wrong hours show at a glance."""
    if profile is None or profile.hours is None:
        return None
    hours = profile.hours
    sums = [sum(hours[(start + step) % 24] for step in range(QUIET_HOURS)) for start in range(24)]
    start = sums.index(min(sums))
    words = _("Lugnast är det klockan %(start)02d–%(end)02d. Stämmer det inte är tidszonen fel.")
    if sum(hours) < LEAST_FOR_HOURS:
        words = _("Händelserna är för få för att visa när på dygnet det är lugnast.")
    return trend_figure(
        words % {"start": start, "end": (start + QUIET_HOURS) % 24},
        labels=[f"{hour:02d}" for hour in range(24)],
        counts=list(hours),
        ticks=[(hour, f"{hour:02d}") for hour in (0, 6, 12, 18)],
        subtitle=_("Antal händelser per timme i början av filen, med vald tidszon"),
        names=(_("Timme"), _("Händelser"), ""),
    )


def spread_words(profile: Profile | None) -> list[tuple[str, str]]:
    """What the beginning of the file holds: rows, period, extent."""
    if profile is None:
        return []
    rows = _("%(used)s av %(read)s") % {"used": number(profile.n_rows), "read": number(profile.n_read)}
    found = [
        (_("Rader som går att använda"), rows),
        (_("Period"), f"{str(profile.first)[:10]} – {str(profile.last)[:10]}"),
    ]
    if profile.bounds:
        west, south, east, north = (number(value, 3) for value in profile.bounds)
        words = _("latitud %(s)s–%(n)s, longitud %(w)s–%(e)s")
        found.append((_("Koordinater"), words % {"s": south, "n": north, "w": west, "e": east}))
    if profile.n_areas:
        found.append((_("Områdeskoder"), number(profile.n_areas)))
    return found


def band_words(edge: int) -> str:
    """10–14"""
    return f"{number(edge)}–{number(band_top(edge))}"


def cell_table(cells: Cells, epsg: int, most: int) -> Table:
    """The cells with most incidents, by the middle of each; hidden ones are not among them."""
    order = [number for number in np.argsort(-cells.count, kind="stable") if cells.shown[number]][:most]
    half = cells.side[order] / 2
    lon, lat = to_lonlat(cells.x0[order] + half, cells.y0[order] + half, epsg)
    rows = [
        Row([f"{number(lat[at], 4)}, {number(lon[at], 4)}", number(cells.side[one]), band_words(int(cells.count[one]))])
        for at, one in enumerate(order)
    ]
    columns = [Column(_("Rutans mitt (latitud, longitud)")), Column(_("Sida, m"), True), Column(_("Antal"), True)]
    return Table(_("Rutor med flest händelser"), columns, rows)
