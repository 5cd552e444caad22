"""A suite of analyses as what the page shows: findings, map, charts, tables and what cannot be said."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from samplats.analyses.rules.runs import Change
from samplats.analyses.rules.suite import Suite
from samplats.evidence.incidents.queries import Source as IncidentSource
from samplats.foundation.actions.page import ActorRequest
from samplats.foundation.ui.charts import Figure, hours_figure, map_legend, repeat_figure, trend_figure
from samplats.foundation.ui.charts.legend import SIGNIFICANCE, LegendStep
from samplats.foundation.ui.components.claims import Finding, suppressed
from samplats.foundation.ui.components.lists import Column, Row, Table
from samplats.foundation.ui.numbers import number
from samplats.situation.queries import Subject
from samplats.situation.sentences import times
from samplats.situation.sentences.findings import change_words, findings
from samplats.situation.sentences.sections import category_tables, repeat_section, trend_section, where_section
from samplats.situation.sentences.sources import unknowns
from samplats.situation.views.addresses import address
from samplats.situation.views.blocks import (
    claims_of,
    concentration_block,
    count_block,
    density_block,
    source_of,
    starred,
)
from samplats.situation.views.ground import map_view

STRENGTH = {3: "strong", 2: "likely", 1: "weak"}


def shown(request: ActorRequest, subject: Subject, suite: Suite, slug: str, source: IncidentSource) -> dict[str, Any]:
    """The page's parts for one source."""
    query = f"?kalla={source.public_id}&kategori={request.GET.get('kategori', '')}"
    csv_url = address(request, "situation:csv", slug, table="siffror") + query
    where = where_section(suite, findings(suite))
    density = density_block(suite, address(request, "situation:density", slug) + query)
    return {
        "findings": [_finding(suite, one) for one in findings(suite)],
        "n": suite.development.n or suite.cells.n,
        "where": where,
        "hot_table": _content_table(_("Rutor som sticker ut"), where["table"], keyed=True)
        if where and where["table"]
        else None,
        "map": map_view(request, subject, suite, source, density["url"] if density else "") if where else None,
        "legend": density["legend"]
        if density
        else map_legend(_("Säkerhet i att rutan är het"), SIGNIFICANCE, outline=_("områdets gräns")),
        "counts": _counts(where),
        "claims": claims_of(suite),
        "density": density,
        "concentration": concentration_block(suite, csv_url),
        "cells_url": address(request, "situation:cells", slug) + query,
        "hours": _hours(suite, csv_url),
        "trend": _trend(suite, csv_url),
        "repeats": _repeats(suite, csv_url),
        "tables": [_counted(suite, part, csv_url) for part in category_tables(suite)],
        "unknown": unknowns(suite),
        "csv_url": csv_url,
    }


def _counted(suite: Suite, part: dict[str, Any], csv_url: str) -> dict[str, Any]:
    """One table of counts with its chart."""
    run = suite.areas if part["kind"] == "areas" else suite.categories
    table = _content_table(part["heading"], part["table"])
    return {
        "kind": part["kind"],
        "heading": part["heading"],
        "figure": count_block(run, part["heading"], table, csv_url),
        "table": table,
        "note": part["table"]["note"],
    }


def _counts(where: dict[str, Any] | None) -> dict[str, Any] | None:
    """The map of counts per cell, as the document draws it."""
    if where is None:
        return None
    drawn = where["map"]
    return {
        "svg": mark_safe(drawn["svg"]),  # noqa: S308 - drawn by ourselves from numbers alone
        "alt": drawn["alt"],
        "legend": map_legend(
            _("Antal händelser per ruta"),
            [LegendStep(f"seq-{step['level']}", step["text"]) for step in drawn["legend"] if step["level"]],
            hidden=next((step["text"] for step in drawn["legend"] if not step["level"]), ""),
        ),
    }


def _finding(suite: Suite, one: Any) -> Finding:
    run = next(run for run in suite.runs() if run.kind == one.kind)
    return Finding(one.label, starred(one.text), STRENGTH[one.strength], source_of(suite, run))


def _hours(suite: Suite, csv_url: str) -> Figure | None:
    table = suite.hours.figures
    if table is None:
        return None
    spread: list[list[float | None]] = []
    for row in range(7):
        day: list[float | None] = []
        for column in range(table.counts.shape[1]):
            value = float(table.counts[row, column]) if table.shown[row, column] else None
            day += [value, *([None if value is None else 0.0] * (table.band_hours - 1))]
        spread.append(day)
    return hours_figure(
        _("Antal händelser per veckodag och klockslag"),
        table=spread,
        hours_per_column=table.band_hours,
        subtitle=_("Lokal tid, %(n)s händelser.") % {"n": number(table.total)},
        csv_url=csv_url,
    )


def _trend(suite: Suite, csv_url: str) -> dict[str, Any] | None:
    run = suite.development.figures
    section = trend_section(suite)
    if run is None or section is None:
        return None
    series = run.series
    labels = [times.unit_label(start, series.unit) for start in series.starts]
    expected = None
    if series.low is not None and series.high is not None:
        expected = [(float(low), float(high)) for low, high in zip(series.low, series.high, strict=True)]
    figure = trend_figure(
        section["lead"],
        labels=labels,
        counts=[float(n) if seen else None for n, seen in zip(series.counts, series.shown, strict=True)],
        ticks=[(at, times.short_month(series.starts[at])) for at in _few(len(labels))],
        expected=expected,
        alarms=series.alarms(),
        csv_url=csv_url,
    )
    said = next((starred(one.text) for one in findings(suite) if one.kind == "development"), "")
    changes = [
        words
        for one, year in ((run.change_28, False), (run.year_to_date, True))
        if isinstance(one, Change) and (words := starred(change_words(one, year=year)[0])) not in said
    ]
    return {"figure": figure, "changes": changes}


def _few(n: int) -> list[int]:
    return list(range(0, n, max(1, -(-n // 6))))


def _repeats(suite: Suite, csv_url: str) -> Figure | None:
    found, section = suite.near_repeats.figures, repeat_section(suite)
    if found is None or section is None:
        return None
    columns = [str(one["label"]) for one in section["table"]["columns"]]
    return repeat_figure(
        _("Par av händelser mot det väntade"),
        distances=[str(row[0]) for row in section["table"]["rows"]],
        times=columns[1:],
        ratios=[[float(value) for value in row] for row in found.ratio],
        peaks=[
            (i, j)
            for i in range(found.ratio.shape[0])
            for j in range(found.ratio.shape[1])
            if found.p[i, j] <= 0.05 and found.ratio[i, j] > 1
        ],
        subtitle=section["lead"],
        csv_url=csv_url,
    )


def _content_table(caption: str, content: dict[str, Any], *, keyed: bool = False) -> Table:
    columns = [Column(str(one["label"]), numeric=one["numeric"]) for one in content["columns"]]
    rows = [Row([_cell(cell) for cell in row], key=str(_cell(row[0])) if keyed else "") for row in content["rows"]]
    return Table(caption, columns, rows, caption_hidden=True)


def _cell(cell: Any) -> Any:
    """A cell as the page writes it: plain text, the letter of a hot cell, or the mark of a hidden number."""
    if not isinstance(cell, dict):
        return cell
    return cell["letter"] if "letter" in cell else suppressed()
