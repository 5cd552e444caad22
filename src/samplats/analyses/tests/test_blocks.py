"""The curve, the density bands and the erased months tell no more than the map, and tell it right."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
import shapely

import placestats
from samplats.analyses.rules import when
from samplats.analyses.rules.curve import lorenz_curve
from samplats.analyses.rules.scoped import Months, Period
from samplats.analyses.rules.shares import peak_of, share_limits
from samplats.analyses.rules.suite import analyse
from samplats.analyses.rules.surface import bands, density_geojson

from .events import events, times, town


@pytest.fixture(scope="module")
def suite():
    x, y = town()
    return analyse(events(x, y, start=times(len(x)), words=["a", "b"] * (len(x) // 2)), seed=1)


def test_the_curve_rises_to_all_events_and_hides_what_the_map_hides(suite):
    curve, cells = lorenz_curve(suite), suite.cells.figures
    assert (curve.area[0], curve.events[0], curve.area[-1], curve.events[-1]) == (0.0, 0.0, 1.0, 1.0)
    assert all(np.diff(curve.area) >= 0)
    assert all(np.diff(curve.events) >= 0)
    assert len(curve.area) == int(cells.shown.sum()) + 3  # a point per shown cell, none per hidden one
    assert curve.events[-3] == pytest.approx(cells.count.sum() / suite.cells.n)


def test_the_bands_cover_where_the_surface_is_shown_and_nowhere_else(suite):
    surface = suite.density.figures
    found = bands(surface)
    drawn = sum(shape.area for shape in found.shapes)
    assert [shape.area for shape in found.shapes] == pytest.approx(found.areas)
    assert drawn == pytest.approx((surface.values >= found.bounds[0]).sum() * surface.side**2)
    row, column = np.unravel_index(np.nanargmax(surface.values), surface.values.shape)
    peak = shapely.Point(surface.x0 + (column + 0.5) * surface.side, surface.y0 + (row + 0.5) * surface.side)
    assert found.shapes[-1].contains(peak)
    features = json.loads(density_geojson(suite))["features"]
    assert [one["properties"]["level"] for one in features] == [1, 2, 3, 4, 5]
    west, south, east, north = shapely.from_geojson(json.dumps(features[-1]["geometry"])).bounds
    assert 15 < west < east < 16
    assert 59.5 < south < north < 60.5


def test_a_surface_that_is_hidden_everywhere_draws_nothing(suite):
    hidden = replace(suite.density.figures, values=np.full((3, 3), np.nan))
    assert bands(hidden) is None
    assert json.loads(density_geojson(replace(suite, density=replace(suite.density, figures=hidden))))["features"] == []


def test_limits_of_a_share_are_those_of_wilson():
    low, high = share_limits(81, 263)  # Newcombe 1998, table I, method 3
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


def test_the_peak_has_limits_that_narrow_with_more_events(suite):
    peak = peak_of(suite)
    assert peak.low < peak.value < peak.high
    assert peak.mean < peak.value
    assert peak.mean == pytest.approx(600 / (365 / 365.25) / (suite.hot_spots.parameters["study_cells"] * 0.01))


def test_the_density_of_a_small_place_is_not_lost_outside_it():
    rng = np.random.default_rng(3)
    x, y = 540_000 + 374 * rng.beta(0.5, 0.5, 300), 6_660_000 + 374 * rng.beta(0.5, 0.5, 300)
    corners = np.add([[0, 0], [374, 0], [374, 374], [0, 374], [0, 0]], [540_000.0, 6_660_000.0])
    found = analyse(replace(events(x, y, start=times(300)), rings=[corners]), seed=1)
    peak, surface = peak_of(found), found.density.figures
    assert peak.value >= peak.mean
    assert np.nansum(surface.values) * (surface.side / 1000) ** 2 == pytest.approx(300 / (365 / 365.25), rel=0.05)


def months_of(first, counts, erased):
    starts = [
        date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(len(counts))
    ]
    return Months(tuple(starts), tuple(counts), starts[erased - 1])


def test_erased_months_go_on_in_the_development():
    x, y = town()
    found = events(x, y, start=times(len(x)))
    plain = when.development(found)
    longer = when.development(replace(found, older=months_of(date(2023, 11, 1), [40] * 14, 14)))
    assert plain.figures.series.unit == "week"
    series = longer.figures.series
    assert (series.unit, series.starts[0], len(series.starts)) == ("month", date(2023, 11, 1), 26)
    assert series.counts[:14].tolist() == [40] * 14
    assert series.counts.sum() == len(x) + 14 * 40
    assert longer.parameters["months_until"] == "2024-12-01"


def test_a_year_that_is_only_counts_is_compared_by_whole_months():
    x, y = town()
    found = events(x, y, start=times(len(x)), period=Period(date(2025, 3, 1), date(2025, 11, 15)))
    found = found.take(found.start >= np.datetime64("2025-03-01"))
    older = months_of(date(2024, 1, 1), [25] * 12 + [60, 60], 14)
    change = when.development(replace(found, older=older)).figures.year_to_date
    rows = int((found.start < np.datetime64("2025-11-01")).sum())
    assert (change.now, change.before) == (rows + 120, 250)
    assert change.verdict == "increase"


def test_without_last_years_first_month_the_years_are_not_compared():
    x, y = town()
    found = events(x, y, start=times(len(x)), period=Period(date(2025, 3, 1), date(2025, 11, 15)))
    change = when.development(replace(found, older=months_of(date(2024, 6, 1), [25] * 9, 9))).figures.year_to_date
    assert isinstance(change, placestats.CannotSay)
    assert change.code == "needs_history"
