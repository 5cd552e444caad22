"""A suite as it is told to those who may not see rows: every count in its band of five, every share in round figures.

What is told is a function of bands: two audiences' figures, two periods or two categories taken from each other leave a
band, never a number. See docs/adr/0118.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

import placestats

from .runs import Run
from .shown import BAND, LEAST, Cells, band, told_cells
from .tables import Row, Table
from .when import ROUGHLY, Development, FourWeeks, HourTable, Series
from .where import LETTERS, DensityMap, HotCell, HotSpots, NearRepeats

DAMP = 100.0  # metres that a point is rounded to
MIDDLE = BAND // 2
SECRET = ("data_hash", "n", "total")


def told_run(run: Run[Any]) -> Run[Any]:
    """One run in bands."""
    reason = run.reason
    if reason is not None:
        reason = replace(reason, facts={name: _fact(name, value) for name, value in reason.facts.items()})
    return replace(
        run,
        n=band(run.n),
        figures=_figures(run.figures),
        reason=reason,
        left_out={why: band(n) for why, n in run.left_out.items() if n >= LEAST},
        parameters={name: value for name, value in run.parameters.items() if name not in SECRET},
    )


def _fact(name: str, value: object) -> object:
    return band(value) if name in {"n", "total"} and isinstance(value, int) else value


def _figures(found: Any) -> Any:
    for kind, told in _ways().items():
        if isinstance(found, kind):
            return told(found)
    if found is None or isinstance(found, DensityMap):  # a surface is made of told cells already
        return found
    raise TypeError(f"{type(found).__name__} has no way of being told in bands.")


def _bands(counts: NDArray[Any]) -> NDArray[np.int64]:
    return np.asarray(counts).astype(np.int64) // BAND * BAND


def _hours(table: HourTable) -> HourTable:
    shown = table.shown & (table.counts >= LEAST)
    return replace(
        table,
        counts=np.where(shown, _bands(table.counts), 0),
        shown=shown,
        total=band(table.total),
        share_guessed=round(table.share_guessed, 2),
        peak_share=round(table.peak_share, 2),
    )


def _series(series: Series) -> Series:
    shown = series.shown & (series.counts >= LEAST)
    return replace(
        series,
        counts=np.where(shown, _bands(series.counts), 0),
        shown=shown,
        low=None if series.low is None else np.floor(series.low / ROUGHLY) * ROUGHLY,
        high=None if series.high is None else np.ceil(series.high / ROUGHLY) * ROUGHLY,
    )


def _development(found: Development) -> Development:
    return replace(
        found,
        series=_series(found.series),
        change_28=_change(found.change_28),
        year_to_date=_change(found.year_to_date),
        four_weeks=None if found.four_weeks is None else told_weeks(found.four_weeks),
    )


def _change(change: placestats.Change | placestats.CannotSay) -> placestats.Change | placestats.CannotSay:
    if isinstance(change, placestats.CannotSay):
        return replace(change, facts={name: _fact(name, value) for name, value in change.facts.items()})
    return replace(
        change,
        n=band(change.n),
        data_hash="",
        now=float(band(change.now)),
        before=float(band(change.before)),
        ratio=round(change.ratio, 1),
        low=float(np.floor(change.low * 10) / 10),
        high=float(np.ceil(change.high * 10) / 10),
        p=round(change.p, 2),
        overdispersion=round(change.overdispersion, 1),
    )


def told_weeks(weeks: FourWeeks) -> FourWeeks:
    """A comparison in bands: the count's own, and the usual range in fives outwards."""
    usual = round(weeks.usual / ROUGHLY) * ROUGHLY
    low, high = np.floor(weeks.low / ROUGHLY) * ROUGHLY, np.ceil(weeks.high / ROUGHLY) * ROUGHLY
    now = None if weeks.now is None or weeks.now < LEAST else band(weeks.now)
    return replace(weeks, now=now, usual=float(usual), low=float(low), high=float(high))


def _repeats(found: NearRepeats) -> NearRepeats:
    return replace(
        found,
        ratio=np.round(found.ratio, 1),
        p=np.round(found.p, 2),
        observed=_digits(found.observed).astype(np.int64),
        low=np.round(found.low, 1),
        high=np.round(found.high, 1),
    )


def _digits(values: NDArray[Any]) -> NDArray[np.float64]:
    """Two digits of each."""
    return np.array([float(f"{value:.2g}") for value in np.asarray(values).ravel()]).reshape(np.shape(values))


def _table(table: Table) -> Table:
    rows = [_row(row) for row in table.rows if row.count is not None and row.count >= LEAST]
    rows.sort(key=lambda row: (-(row.count or 0), row.label))
    return replace(table, rows=tuple(rows), total=band(table.total), n_hidden=0)


def _row(row: Row) -> Row:
    """The rate is that of the middle of the band: the count's own would give it back."""
    assert row.count is not None
    count = band(row.count)
    if row.rate is None:
        return replace(row, count=count)
    found = placestats.exact_rates([count + MIDDLE], [row.count / row.rate])
    return replace(row, count=count, rate=float(found.raw[0]), low=float(found.low[0]), high=float(found.high[0]))


def _hot(found: HotSpots) -> HotSpots:
    total = band(found.total)
    expected = total / max(1, found.area_cells)
    ordered = sorted(found.cells, key=lambda one: (-one.level, -band(one.count), one.y0, one.x0))
    return replace(
        found,
        cells=tuple(_hot_cell(one, letter, expected) for one, letter in zip(ordered, LETTERS, strict=False)),
        n_hot_hidden=0,
        total=total,
        share_of_events=band(found.share_of_events * found.total + 0.5) / total if total else 0.0,
    )


def _hot_cell(one: HotCell, letter: str, expected: float) -> HotCell:
    return replace(one, letter=letter, count=band(one.count), expected=expected)


def _concentration(found: placestats.Concentration) -> placestats.Concentration:
    rounded = {
        name: round(getattr(found, name), 2)
        for name in ("share_of_places", "share_if_chance", "chance_low", "chance_high", "gini", "generalised_gini")
    }
    places = int(float(f"{found.places_needed:.2g}"))
    total = float(band(found.total))
    return replace(found, n=band(found.n), data_hash="", total=total, places_needed=places, **rounded)


def _snapping(found: placestats.Snapping) -> placestats.Snapping:
    east, north = (round(value / DAMP) * DAMP for value in found.largest_pile_at)
    return replace(
        found,
        n=band(found.n),
        data_hash="",
        total=float(band(found.total)),
        share_shared=round(found.share_shared, 2),
        n_distinct=int(float(f"{found.n_distinct:.2g}")),
        largest_pile=float(band(found.largest_pile)),
        largest_pile_at=(east, north),
    )


def _ways() -> Mapping[type, Any]:
    """How each kind of figures is told; named here, since the library loads its results when they are first named."""
    return {
        Cells: told_cells,
        HourTable: _hours,
        Development: _development,
        NearRepeats: _repeats,
        Table: _table,
        HotSpots: _hot,
        placestats.Concentration: _concentration,
        placestats.Snapping: _snapping,
    }
