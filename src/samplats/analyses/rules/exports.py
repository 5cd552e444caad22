"""Runs as open files: cells as GeoJSON, every table as one long CSV. Suppressed already; codes, not words."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

import placestats
from samplats.foundation.geo.crs import to_lonlat

from .runs import Run, told
from .shown import band_top, in_bands
from .suite import Suite
from .tables import Table
from .when import Development, HourTable
from .where import CONFIDENCE, HotCell, HotSpots, NearRepeats

Line = tuple[str, str, str, object, object, object, object, str]
HEADER = ("analysis", "row", "column", "value", "low", "high", "n", "note")
HIDDEN = "hidden"
BANDS = "band of five"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cells_geojson(suite: Suite) -> bytes:
    """Cells with their count (null when hidden) and, for those that stand out, letter and confidence."""
    cells = suite.cells.figures
    features: list[dict[str, object]] = []
    bands = in_bands(suite.scoped.scope)
    if cells is not None:
        hot = {(one.x0, one.y0): one for one in _hot_cells(suite)}
        order = np.lexsort((cells.x0, cells.y0))
        corners = _corners(suite, order)
        smooth = _density_at(suite, cells.x0[order] + cells.side[order] / 2, cells.y0[order] + cells.side[order] / 2)
        for position, index in enumerate(order.tolist()):
            found = hot.get((float(cells.x0[index]), float(cells.y0[index])))
            shown = bool(cells.shown[index])
            properties: dict[str, object] = {
                "count": int(cells.count[index]) if shown else None,
                "hidden": not shown,
                "cell_metres": float(cells.side[index]),
            }
            if shown and bands:
                properties["count_at_most"] = band_top(int(cells.count[index]))
            if found is not None and shown:
                properties |= {
                    "letter": found.letter,
                    "confidence": CONFIDENCE[found.level - 1],
                    "expected": round(found.expected, 3),
                }
            if shown and not np.isnan(smooth[position]):
                properties["density_per_km2_year"] = float(f"{smooth[position]:.3g}")
            ring = corners[position].tolist()
            features.append(
                {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}
            )
    text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    return text.encode() + b"\n"


def _hot_cells(suite: Suite) -> tuple[HotCell, ...]:
    return suite.hot_spots.figures.cells if suite.hot_spots.figures is not None else ()


def _density_at(suite: Suite, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """The density where points lie; NaN outside the surface."""
    surface = suite.density.figures
    if surface is None:
        return np.full(len(x), np.nan)
    column = np.floor((x - surface.x0) / surface.side).astype(np.int64)
    row = np.floor((y - surface.y0) / surface.side).astype(np.int64)
    rows, columns = surface.values.shape
    inside = (column >= 0) & (row >= 0) & (column < columns) & (row < rows)
    values = np.full(len(x), np.nan)
    values[inside] = surface.values[row[inside], column[inside]]
    return values


def _corners(
    suite: Suite, order: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> np.ndarray[tuple[int, int, int], np.dtype[np.float64]]:
    cells = suite.cells.figures
    assert cells is not None
    x0, y0, side = cells.x0[order], cells.y0[order], cells.side[order]
    x = np.stack([x0, x0 + side, x0 + side, x0, x0], axis=1)
    y = np.stack([y0, y0, y0 + side, y0 + side, y0], axis=1)
    lon, lat = to_lonlat(x.ravel(), y.ravel(), suite.scoped.crs)
    return np.stack([lon, lat], axis=1).round(7).reshape(len(order), 5, 2)


def patterns_csv(suite: Suite) -> bytes:
    """Every number of every run, one per line; a hidden number has no value and the note "hidden"."""
    return _written(suite, io.StringIO(), delimiter=",", decimal=".").encode()


def patterns_for_excel(suite: Suite) -> bytes:
    """The same for a person with a Swedish Excel: semicolons, decimal commas and a mark of the encoding."""
    return _written(suite, io.StringIO(), delimiter=";", decimal=",").encode("utf-8-sig")


def _written(suite: Suite, stream: io.StringIO, *, delimiter: str, decimal: str) -> str:
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(HEADER)
    bands = in_bands(suite.scoped.scope)
    for run in suite.runs():
        for line in _lines(run):
            writer.writerow([_cell(one, decimal) for one in (_in_band(line) if bands else line)])
    return stream.getvalue()


def _in_band(line: Line) -> Line:
    """A count told in a band, with the lowest and the highest it may be."""
    kind, row, column, value, low, high, n, note = line
    if isinstance(value, int) and low is None and high is None:
        return kind, row, column, value, value, band_top(value), n, note or BANDS
    return line


def _cell(value: object, decimal: str) -> object:
    """Numbers rounded, text harmless in a spreadsheet."""
    if isinstance(value, float):
        return "" if value != value else f"{value:.6g}".replace(".", decimal)
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return "" if value is None else value


def _lines(run: Run[object]) -> Iterator[Line]:
    if run.reason is not None:
        yield run.kind, "", "", None, None, None, told(run.n), f"cannot_say:{run.reason.code}"
        return
    figures = run.figures
    if isinstance(figures, HourTable):
        yield from _hours(run, figures)
    elif isinstance(figures, Development):
        yield from _development(run, figures)
    elif isinstance(figures, HotSpots):
        yield from _hot(run, figures)
    elif isinstance(figures, NearRepeats):
        yield from _repeats(run, figures)
    elif isinstance(figures, placestats.Concentration):
        yield from _concentration(run, figures)
    elif isinstance(figures, Table):
        yield from _table(run, figures)


def _hours(run: Run[object], table: HourTable) -> Iterator[Line]:
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    for row, day in enumerate(days):
        for band in range(24 // table.band_hours):
            shown = bool(table.shown[row, band])
            hours = f"{band * table.band_hours:02d}-{(band + 1) * table.band_hours:02d}"
            value = int(table.counts[row, band]) if shown else None
            yield run.kind, day, hours, value, None, None, run.n, "" if shown else HIDDEN


def _development(run: Run[object], found: Development) -> Iterator[Line]:
    series = found.series
    for index, start in enumerate(series.starts):
        shown = bool(series.shown[index])
        low = float(series.low[index]) if series.low is not None else None
        high = float(series.high[index]) if series.high is not None else None
        value = int(series.counts[index]) if shown else None
        yield "development", start.isoformat(), series.unit, value, low, high, run.n, "" if shown else HIDDEN
    for kind, change in (("change_28_days", found.change_28), ("year_to_date", found.year_to_date)):
        if isinstance(change, placestats.Change):
            n = int(change.now + change.before)
            yield kind, "", "ratio", change.ratio, change.low, change.high, n, change.verdict
        else:
            yield kind, "", "ratio", None, None, None, run.n, f"cannot_say:{change.code}"


def _hot(run: Run[object], found: HotSpots) -> Iterator[Line]:
    for one in found.cells:
        sure = f"confidence {CONFIDENCE[one.level - 1]}"
        yield run.kind, one.letter, "count", one.count, None, None, run.n, sure
        yield run.kind, one.letter, "ratio", one.ratio, None, None, run.n, sure


def _repeats(run: Run[object], found: NearRepeats) -> Iterator[Line]:
    for i, (near, far) in enumerate(zip(found.distances[:-1], found.distances[1:], strict=True)):
        for j, (first, last) in enumerate(zip(found.days[:-1], found.days[1:], strict=True)):
            note = f"p {float(found.p[i, j]):.4g}"
            low, high = float(found.low[i, j]), float(found.high[i, j])
            yield (
                run.kind,
                f"{near:g}-{far:g} m",
                f"{first:g}-{last - 1:g} days",
                float(found.ratio[i, j]),
                low,
                high,
                run.n,
                note,
            )


def _concentration(run: Run[object], found: placestats.Concentration) -> Iterator[Line]:
    cells = run.parameters["study_cells"]
    yield run.kind, "half_of_events", "share_of_cells", found.share_of_places, None, None, run.n, f"of {cells} cells"
    yield run.kind, "half_of_events", "cells", found.places_needed, None, None, run.n, ""
    chance = found.share_if_chance
    yield run.kind, "half_of_events", "if_chance", chance, found.chance_low, found.chance_high, run.n, ""
    yield run.kind, "gini", "", found.gini, None, None, run.n, ""


def _table(run: Run[object], table: Table) -> Iterator[Line]:
    for row in table.rows:
        yield run.kind, row.label, "count", row.count, None, None, run.n, "" if row.count is not None else HIDDEN
        if row.rate is not None:
            yield run.kind, row.label, f"per {table.per} residents and year", row.rate, row.low, row.high, run.n, ""
