"""One section of the document per analysis, or None when there is no figure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samplats.analyses.rules.runs import Change
from samplats.analyses.rules.shown import LEAST
from samplats.analyses.rules.suite import Suite
from samplats.analyses.rules.tables import Row, Table
from samplats.analyses.rules.when import HourTable, Series
from samplats.analyses.rules.where import HotCell, HotSpots
from samplats.foundation.ui.charts.scale import axis_from_zero, class_of
from samplats.foundation.ui.numbers import number

from . import times
from .findings import Finding, change_words, share
from .map_drawing import MapDrawing, bounds_of, draw_map

Content = dict[str, Any]  # JSON for the template
MOST_ROWS = 20
STARRED = 1.05
CONFIDENCE = {1: "95", 2: "99", 3: "99,9"}


def column(label: str, *, numeric: bool = False) -> Content:
    """One column of a table."""
    return {"label": label, "numeric": numeric}


def hidden_word() -> str:
    """The word for a hidden number."""
    return _("dolt")


def metres(value: float) -> str:
    """A length in metres or kilometres."""
    if value >= 1000:
        return f"{number(value / 1000, 0 if value % 1000 == 0 else 1)}\u00a0km"
    return f"{number(value)}\u00a0m"


def where_section(suite: Suite, said: Sequence[Finding]) -> Content | None:
    """The map of cells and the hot cells in the same order; None when there is no cell to draw."""
    cells, hot = suite.cells.figures, suite.hot_spots.figures
    if cells is None or not len(cells.x0):
        return None
    listed = hot.cells if hot is not None else ()
    drawing = draw_map(cells, listed, suite.scoped.rings)
    summary = next((one.plain for one in said if one.kind == "hot_spots"), "")
    return {
        "heading": _("Var det händer"),
        "lead": _map_lead(suite, drawing),
        "map": {
            "svg": drawing.svg,
            "tall": drawing.tall,
            "alt": _map_alt(summary, drawing),
            "letters": [
                {"text": one.text, "across": one.across, "down": one.down, "level": one.level}
                for one in drawing.letters
            ],
            "scale_share": drawing.scale_share,
            "scale_text": metres(drawing.scale_metres),
            "legend": _map_legend(drawing),
        },
        "note": _map_note(suite, hot, drawing),
        "table": _hot_table(hot) if hot is not None and listed else None,
    }


def _map_lead(suite: Suite, drawing: MapDrawing) -> str:
    text = _("Antal händelser per ruta på %(side)s.") % {"side": metres(drawing.drawn_side)}
    if suite.hot_spots.figures is not None and suite.hot_spots.figures.cells:
        text += " " + _("I inramade rutor med bokstav och intill dem är händelserna fler än slumpen förklarar.")
    if suite.scoped.rings is None:
        text += " " + _("Inget undersökningsområde är angivet. Rutor inom 250 m från en händelse räknas som området.")
    return text


def _map_alt(summary: str, drawing: MapDrawing) -> str:
    text = _("Karta med antal händelser per ruta på %(side)s.") % {"side": metres(drawing.drawn_side)}
    return f"{text} {summary}".strip()


def _map_legend(drawing: MapDrawing) -> list[Content]:
    legend = [{"level": level, "text": text} for level, text in legend_steps(drawing.bounds)]
    if drawing.n_hidden:
        legend.append({"level": 0, "text": _("dolt (under %(least)s)") % {"least": LEAST}})
    return legend


def legend_steps(bounds: Sequence[float]) -> list[tuple[int, str]]:
    """Each colour with its range in words."""
    steps: list[tuple[int, str]] = []
    for index, low in enumerate(bounds):
        if index + 1 == len(bounds):
            text = _("%(n)s eller fler") % {"n": number(low)}
        else:
            high = bounds[index + 1] - 1
            text = number(low) if high <= low else f"{number(low)}–{number(high)}"
        steps.append((index + 1, text))
    return steps


def _map_note(suite: Suite, hot: HotSpots | None, drawing: MapDrawing) -> str:
    notes: list[str] = []
    if hot is not None and hot.cells:
        notes.append(_hot_note(hot))
    if drawing.n_hidden:
        notes.append(
            ngettext(
                "%(n)s ruta är dold för att skydda små tal.",
                "%(n)s rutor är dolda för att skydda små tal.",
                drawing.n_hidden,
            )
            % {"n": number(drawing.n_hidden)}
        )
    cells = suite.cells.figures
    if cells is not None and drawing.drawn_side > float(cells.side.max()):
        notes.append(
            _("Rutor på %(side)s är sammanslagna på kartan för att synas. Dolda rutor ingår inte.")
            % {"side": metres(cells.smallest)}
        )
    if suite.snapped:
        notes.append(_("Platserna är avrundade till gemensamma punkter, så rutorna är stora."))
    return " ".join(notes)


def _hot_table(hot: HotSpots) -> Content:
    has_spots = any(one.spot for one in hot.cells)
    columns = [
        column(_("Ruta")),
        *([column(_("Plats"))] if has_spots else []),
        column(_("Antal"), numeric=True),
        column(_("Väntat"), numeric=True),
        column(_("Kvot"), numeric=True),
        column(_("Säkerhet"), numeric=True),
    ]
    return {
        "columns": columns,
        "rows": [_hot_row(one, has_spots) for one in hot.cells],
        "note": "",
    }


def _hot_row(one: HotCell, has_spots: bool) -> list[Any]:
    decimals = 1 if one.expected < 10 else 0
    spot = [one.spot or "–"] if has_spots else []
    sure = f"{number(float(CONFIDENCE[one.level].replace(',', '.')), 1 if one.level == 3 else 0)}\u00a0%"
    return [
        {"letter": one.letter, "level": one.level},
        *spot,
        number(one.count),
        number(one.expected, decimals),
        number(one.ratio, 1),
        sure,
    ]


def _hot_note(hot: HotSpots) -> str:
    text = _(
        "Väntat är medelvärdet per ruta i området. Säkerheten gäller rutan med sina fyra grannar, och hela kartan på en"
        " gång."
    )
    left = hot.n_hot - len(hot.cells)
    if left > 0:
        more = ngettext("Ytterligare %(n)s ruta sticker ut.", "Ytterligare %(n)s rutor sticker ut.", left)
        text += " " + more % {"n": number(left)}
    return text


def heat_section(suite: Suite) -> Content | None:
    """Weekdays by hours as a table coloured by size."""
    table = suite.hours.figures
    if table is None:
        return None
    bounds = bounds_of(table.counts[table.shown & (table.counts > 0)].astype(float))
    heads = [times.hours(hour, hour + table.band_hours) for hour in range(0, 24, table.band_hours)]
    return {
        "heading": _("När det händer"),
        "lead": _("Antal händelser per veckodag och klockslag, lokal tid."),
        "heads": heads,
        "rows": [_heat_row(table, row, bounds) for row in range(7)],
        "legend": [{"level": level, "text": text} for level, text in legend_steps(bounds)],
        "hidden_word": hidden_word(),
        "note": _heat_note(suite, table),
    }


def _heat_row(table: HourTable, row: int, bounds: Sequence[float]) -> Content:
    cells = [
        {
            "text": number(int(count)) if count else "·",
            "level": class_of(float(count), bounds),
            "hidden": not bool(shown),
        }
        for count, shown in zip(table.counts[row], table.shown[row], strict=True)
    ]
    return {"label": str(times.WEEKDAYS[row]).capitalize(), "cells": cells}


def _heat_note(suite: Suite, table: HourTable) -> str:
    notes: list[str] = []
    if table.n_hidden:
        notes.append(
            _("Dolt = färre än %(least)s händelser, eller ett tal som hade avslöjat ett annat.") % {"least": LEAST}
        )
    without = suite.hours.left_out.get("without_time_of_day")
    if without:
        notes.append(_("%(n)s händelser saknar klockslag och ingår inte.") % {"n": number(without)})
    return " ".join(notes)


def trend_section(suite: Suite) -> Content | None:
    """Bars per week, month or quarter, with the two comparisons in words."""
    run = suite.development.figures
    if run is None:
        return None
    series = run.series
    known = series.counts[series.shown]
    axis = axis_from_zero(max([float(known.max()) if len(known) else 1.0, *_highs(series), 1.0]))
    changes = [
        change_words(one, year=year)[0]
        for one, year in ((run.change_28, False), (run.year_to_date, True))
        if isinstance(one, Change)
    ]
    units = {"week": _("vecka"), "month": _("månad"), "quarter": _("kvartal")}
    return {
        "heading": _("Hur det utvecklas"),
        "lead": _trend_lead(series, units[series.unit]),
        "alt": _trend_alt(series, units[series.unit]),
        "axis": [{"at": value / axis[-1], "text": number(value)} for value in axis],
        "ticks": _ticks(series),
        "bars": _bars(series, axis[-1]),
        "band": _band(series, axis[-1]),
        "line": [],
        "changes": [
            [{"text": part, "strong": at % 2 == 1} for at, part in enumerate(text.split("**")) if part]
            for text in changes
        ],
    }


def _highs(series: Series) -> list[float]:
    return [] if series.high is None else [float(np.nanmax(series.high))]


def _trend_lead(series: Series, unit: str) -> str:
    text = _("Händelser per %(unit)s.") % {"unit": unit}
    if series.low is not None:
        text += " " + _("Bandet är det väntade spannet efter tidigare perioder. En röd stapel ligger utanför.")
    if not series.shown.all():
        text += " " + _("Streckade staplar är dolda, färre än %(least)s.") % {"least": LEAST}
    return text


def _trend_alt(series: Series, unit: str) -> str:
    shown = [
        f"{times.unit_label(start, series.unit)}: {number(int(count))}"
        for start, count, seen in zip(series.starts, series.counts, series.shown, strict=True)
        if seen
    ]
    listed = "; ".join(shown if len(shown) <= 36 else shown[-36:])
    return _("Stapeldiagram, händelser per %(unit)s. %(numbers)s.") % {"unit": unit, "numbers": listed}


def _bars(series: Series, top: float) -> list[Content]:
    slot = 100 / len(series.counts)
    alarms = set(series.alarms())
    bars = []
    for index, (count, shown) in enumerate(zip(series.counts.tolist(), series.shown.tolist(), strict=True)):
        height = count / top if shown else min(1.0, LEAST / top)
        bars.append(
            {
                "x": (index + 0.15) * slot,
                "width": 0.7 * slot,
                "height": height,
                "hidden": not shown,
                "outside": index in alarms,
            }
        )
    return bars


def _band(series: Series, top: float) -> list[list[float]]:
    if series.low is None or series.high is None:
        return []
    judged = np.flatnonzero(np.isfinite(series.high))
    slot = 100 / len(series.counts)
    left, right = float(judged[0]) * slot, 100.0
    low, high = float(series.low[judged[0]]) / top, float(series.high[judged[0]]) / top
    return [[left, high], [right, high], [right, low], [left, low]]


def _ticks(series: Series) -> list[Content]:
    """At most seven labels, at the first unit of evenly spaced ones."""
    n = len(series.starts)
    step = max(1, -(-n // 7))
    return [
        {"at": (index + 0.15) * 100 / n, "text": times.short_month(series.starts[index])}
        for index in range(0, n, step)
        if (index + 0.15) / n < 0.94
    ]


def repeat_section(suite: Suite) -> Content | None:
    """Observed over expected pairs by distance and days."""
    found = suite.near_repeats.figures
    if found is None:
        return None
    unit = _("dygn")
    days = [f"{number(low)}–{number(high - 1)} {unit}" for low, high in _bands(found.days)]
    rows: list[list[str]] = []
    for index, (low, high) in enumerate(_bands(found.distances)):
        cells = [
            number(float(ratio), 1) + ("*" if p <= 0.05 and ratio >= STARRED else "")
            for ratio, p in zip(found.ratio[index], found.p[index], strict=True)
        ]
        rows.append([f"{number(low)}–{metres(high)}", *cells])
    return {
        "heading": _("Om det upprepas"),
        "lead": _("Antal par av händelser delat med det väntade. 1,0 är slumpen. Stjärna: fler än slumpen förklarar."),
        "table": {
            "columns": [column(_("Avstånd")), *[column(one, numeric=True) for one in days]],
            "rows": rows,
            "note": "",
        },
    }


def _bands(edges: Sequence[float]) -> list[tuple[float, float]]:
    return list(pairwise(edges))


def category_tables(suite: Suite) -> list[Content]:
    """By category and by area, where the file has them."""
    made = []
    if (table := suite.categories.figures) is not None and len(table.rows) > 1:
        made.append({"kind": "categories", **_table(_("Vad det handlar om"), _("Kategori"), table)})
    if (table := suite.areas.figures) is not None and len(table.rows) > 1:
        made.append({"kind": "areas", **_table(_("Per område"), _("Område"), table)})
    return made


def _table(heading: str, first: str, table: Table) -> Content:
    columns = [column(first), column(_("Antal"), numeric=True), column(_("Andel"), numeric=True)]
    if table.per:
        rate = column(_("Per 1\u00a0000 invånare och år"), numeric=True)
        columns += [rate, column(_("95 % osäkerhet"), numeric=True)]
    shown = [row for row in table.rows if row.count is not None][:MOST_ROWS]
    rows = [_row(row, table) for row in shown]
    if len(shown) < MOST_ROWS and table.n_hidden:
        rows += [_row(row, table) for row in table.rows if row.count is None][: MOST_ROWS - len(shown)]
    left = len(table.rows) - len(rows)
    notes = []
    if left:
        notes.append(_("Ytterligare %(n)s rader finns i patterns.csv.") % {"n": number(left)})
    if table.n_hidden:
        notes.append(
            _("Dolt = färre än %(least)s händelser, eller ett tal som hade avslöjat ett annat.") % {"least": LEAST}
        )
    return {"heading": heading, "lead": "", "table": {"columns": columns, "rows": rows, "note": " ".join(notes)}}


def _row(row: Row, table: Table) -> list[Any]:
    dark = {"hidden": hidden_word()}
    extra: list[Any] = []
    if table.per:
        has_rate = row.rate is not None
        extra = [
            number(row.rate, 1) if has_rate else "–",
            f"{number(row.low, 1)}–{number(row.high, 1)}" if has_rate else "–",
        ]
    if row.count is None:
        return [row.label, dark, dark, *([dark, dark] if table.per else [])]
    return [row.label, number(row.count), share(row.count / table.total), *extra]
