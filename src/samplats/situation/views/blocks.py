"""The page's blocks, each with its sentence, chart, numbers, download and source mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from samplats.analyses.rules.curve import lorenz_curve
from samplats.analyses.rules.runs import Run
from samplats.analyses.rules.shares import peak_of, share_limits
from samplats.analyses.rules.suite import Suite
from samplats.analyses.rules.surface import bands
from samplats.analyses.rules.tables import Table as Counts
from samplats.foundation.ui.charts import Figure, lorenz_figure, map_legend
from samplats.foundation.ui.charts.intervals import Interval, IntervalGroup, interval_figure
from samplats.foundation.ui.charts.legend import LegendStep
from samplats.foundation.ui.components.claims import Source
from samplats.foundation.ui.components.lists import Column, Row, Table
from samplats.foundation.ui.numbers import number
from samplats.situation.sentences import claims, times
from samplats.situation.sentences.findings import concentrated, findings
from samplats.situation.sentences.sources import run_words, titles

MOST_BARS = 12


@dataclass(frozen=True)
class Claim:
    """A sentence (what matters between *stars*) and the numbered mark of what it rests on."""

    text: str
    mark: int
    source: Source


def starred(text: str) -> str:
    """The documents' double asterisks as the pages' single ones."""
    return text.replace("*", "∗").replace("∗∗", "*")


def source_of(suite: Suite, run: Run[Any]) -> Source:
    """What a run rests on: source and period, number, method."""
    period = suite.scoped.period
    rows = [
        (_("Underlag"), f"{run.source}, {times.period(period.first, period.last)}"),
        (_("Antal"), number(run.n)),
        (_("Metod"), run_words(run)),
    ]
    return Source(titles()[run.kind], rows)


def claims_of(suite: Suite) -> dict[str, Claim]:
    """A claim for each block that has figures, numbered on from the findings at the top."""
    said = {one.kind: one.text for one in findings(suite)}
    peak = peak_of(suite)
    texts = {
        **said,
        "hot_spots": said.get("hot_spots", "").removesuffix(concentrated(suite)),
        "hours": f"{said.get('hours', '')} {claims.hours_words(suite)}".strip(),
        "density": claims.density_words(suite, peak) if peak else "",
        "concentration": claims.concentration_words(suite),
        "areas": _("Områdena har olika många händelser; staplarna visar hur säkert det är."),
    }
    made: dict[str, Claim] = {}
    for run in suite.runs():
        if run.figures is not None and texts.get(run.kind):
            made[run.kind] = Claim(starred(texts[run.kind]), len(said) + len(made) + 1, source_of(suite, run))
    return made


def concentration_block(suite: Suite, csv_url: str) -> Figure | None:
    """The curve of how few cells hold how many events."""
    curve, half = lorenz_curve(suite), suite.concentration.figures
    if curve is None or half is None:
        return None
    return lorenz_figure(
        _("Andel av händelserna efter andel av rutorna, de med flest först"),
        places=curve.area,
        events=curve.events,
        half_at=half.share_of_places,
        subtitle=_("Rutor med färre än fem händelser är en rak linje mot toppen."),
        csv_url=csv_url,
    )


def density_block(suite: Suite, geojson_url: str) -> dict[str, Any] | None:
    """The legend, the numbers and the address of the density surface."""
    surface = suite.density.figures
    found = bands(surface) if surface is not None else None
    if found is None:
        return None
    texts = claims.band_texts(found.bounds)
    unit, areas = claims.band_areas(found)
    drawn = zip(texts, areas, found.areas, strict=True)
    rows = [Row([text, told]) for text, told, area in drawn if area]
    columns = [Column(_("Händelser per km² och år")), Column(unit, numeric=True)]
    hot = suite.hot_spots.figures
    return {
        "url": geojson_url,
        "legend": map_legend(
            _("Händelser per km² och år"),
            [LegendStep(f"seq-{at + 1}", text) for at, text in enumerate(texts)],
            outline=_("områdets gräns"),
            note=_("Ram med bokstav: rutan sticker ut. Streckad ram är 95 % säkerhet, hel ram 99 % eller mer.")
            if hot is not None and hot.n_hot
            else "",
        ),
        "table": Table(_("Hur stor yta som har varje täthet"), columns, rows),
        "shown": claims.shown_of_words(suite),
    }


def count_block(run: Run[Counts], heading: str, numbers: Table, csv_url: str) -> Figure | None:
    """Shares (or rates where people live) with their uncertainty; hidden rows are not drawn."""
    table = run.figures
    if table is None:
        return None
    by_rate = table.per is not None
    known = [row for row in table.rows if row.count is not None and (not by_rate or row.rate is not None)][:MOST_BARS]
    if not known:
        return None
    drawn: list[Interval] = []
    for row in known:
        if by_rate:
            drawn.append(Interval(row.label, row.rate, row.low or 0.0, row.high or 0.0))
        else:
            low, high = share_limits(float(row.count or 0), float(table.total))
            drawn.append(Interval(row.label, 100 * (row.count or 0) / table.total, 100 * low, 100 * high))
    return replace(_intervals(heading, drawn, by_rate=by_rate, csv_url=csv_url), numbers=numbers)


def _intervals(heading: str, drawn: Sequence[Interval], *, by_rate: bool, csv_url: str) -> Figure:
    return interval_figure(
        heading,
        groups=[IntervalGroup(one.label, [replace(one, label="")]) for one in drawn],
        subtitle=_("Händelser per 1\u00a0000 invånare och år, med 95 % osäkerhet")
        if by_rate
        else _("Andel av händelserna, med 95 % osäkerhet"),
        unit=_("per 1\u00a0000") if by_rate else "%",
        csv_url=csv_url,
    )
