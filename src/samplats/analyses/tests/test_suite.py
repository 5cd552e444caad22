"""Every analysis says what it used, or why it has no figure."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import numpy as np
import pytest

import placestats
from samplats.analyses.rules import when, where
from samplats.analyses.rules.exports import cells_geojson, patterns_csv
from samplats.analyses.rules.precision import PlacePrecision, TimePrecision
from samplats.analyses.rules.scoped import Period
from samplats.analyses.rules.shown import LEAST
from samplats.analyses.rules.suite import analyse
from samplats.analyses.rules.tables import by_area, by_category
from samplats.foundation.access.scope import Audience

from .events import events, times, town

X, Y = town()


def codes(suite: object) -> dict[str, str]:
    return {run.kind: run.reason.code for run in suite.runs() if run.reason is not None}  # type: ignore[attr-defined]


def test_points_with_times_bear_every_analysis() -> None:
    suite = analyse(events(X, Y, start=times(len(X)), words=["a", "b"] * (len(X) // 2)), seed=1)
    assert codes(suite) == {}
    hot = suite.hot_spots.figures
    assert hot is not None
    first = hot.cells[0]
    assert abs(first.x0 + 50 - 540_850) <= 100
    assert abs(first.y0 + 50 - 6_660_850) <= 100
    assert first.count >= LEAST
    assert {run.source for run in suite.runs()} == {"prov.csv"}


def test_months_give_no_hours_no_repeats_and_no_28_days() -> None:
    months = times(len(X)).astype("datetime64[M]").astype("datetime64[s]")
    suite = analyse(events(X, Y, start=months, precision=TimePrecision.MONTH), seed=1)
    assert codes(suite)["hours"] == "needs_time_of_day"
    assert codes(suite)["near_repeats"] == "needs_day"
    found = suite.development.figures
    assert found is not None
    assert isinstance(found.change_28, placestats.CannotSay)
    assert found.change_28.code == "needs_day"
    assert found.series.unit == "month"
    assert found.series.counts.sum() == len(X)


def test_snapped_points_give_no_repeats_and_larger_cells() -> None:
    x, y = np.round(X / 400) * 400 + 20, np.round(Y / 400) * 400 + 20
    suite = analyse(events(x, y, start=times(len(X))), seed=1)
    assert suite.snapped
    assert codes(suite)["near_repeats"] == "snapped"
    assert suite.cells.parameters["cell_metres"] == 250


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (PlacePrecision.MUNICIPALITY, "centroid_located"),
        (PlacePrecision.COUNTY, "county_located"),
        (PlacePrecision.AREA, "area_only"),
    ],
)
def test_positions_that_are_not_the_events_own_carry_no_map(place: PlacePrecision, code: str) -> None:
    suite = analyse(events(X, Y, start=times(len(X)), place=place), seed=1)
    for kind in ("cells", "density", "hot_spots", "concentration", "near_repeats"):
        assert codes(suite)[kind] == code
    assert json.loads(cells_geojson(suite))["features"] == []


def test_the_public_sees_no_map_of_less_than_a_month() -> None:
    week = Period(date(2025, 6, 1), date(2025, 6, 7))
    suite = analyse(events(X, Y, period=week, audience=Audience.PUBLIC), seed=1)
    assert codes(suite)["cells"] == codes(suite)["hot_spots"] == "shorter_than_a_month"


def test_a_public_hot_cell_is_one_that_the_map_shows_by_itself() -> None:
    run = where.cells(events(X, Y, audience=Audience.PUBLIC), snapped=False)
    hot = where.hot_spots(events(X, Y, audience=Audience.PUBLIC), shown=run.figures, snapped=False, seed=1)
    assert run.figures is not None
    assert hot.figures is not None
    own = {
        (float(x), float(y)): int(n)
        for x, y, side, n, seen in zip(
            run.figures.x0, run.figures.y0, run.figures.side, run.figures.count, run.figures.shown, strict=True
        )
        if seen and side == 250
    }
    for cell in hot.figures.cells:
        assert own[cell.x0, cell.y0] == cell.count
    assert where.hot_spots(events(X, Y), shown=None, snapped=False, seed=1).figures.cells == ()  # type: ignore[union-attr]


def test_counts_are_summed_not_rows() -> None:
    run = by_category(events([1, 2], [1, 2], count=[30, 12], words=["a", "b"]))
    assert run.figures is not None
    assert [(row.label, row.count) for row in run.figures.rows] == [("a", 30), ("b", 12)]
    assert run.n == 42


def test_a_rate_needs_residents_and_says_its_uncertainty() -> None:
    made = events([1, 2], [1, 2], count=[30, 12], words=["a", "b"])
    run = by_area(made, population={"a": 1000.0})
    assert run.figures is not None
    first, second = run.figures.rows
    assert first.rate == pytest.approx(30 * 365.25 / 365)
    assert first.low is not None
    assert first.high is not None
    assert first.low < 30 < first.high
    assert second.rate is None


def test_small_categories_are_hidden_also_from_the_sum() -> None:
    run = by_category(events([1, 2, 3], [1, 2, 3], count=[50, 9, 2], words=["a", "b", "c"]))
    assert run.figures is not None
    assert [(row.label, row.count) for row in run.figures.rows] == [("a", 50), ("b", None), ("c", None)]


def test_passes_add_up_and_small_ones_are_hidden() -> None:
    run = when.hour_table(events(X, Y, start=times(len(X))))
    assert run.figures is not None
    table = run.figures
    assert table.total == len(X)
    assert not ((table.counts > 0) & (table.counts < LEAST)).any()
    assert table.n_hidden != 1


def test_whole_numbers_keep_their_sum() -> None:
    values = np.array([[0.5, 0.5], [1.3, 2.7]])
    assert when.whole_numbers(values, 5).sum() == 5


def test_units_are_whole() -> None:
    starts = when.unit_starts(date(2025, 1, 15), date(2025, 4, 30), "month")
    assert starts == [date(2025, 2, 1), date(2025, 3, 1), date(2025, 4, 1), date(2025, 5, 1)]
    assert when.unit_starts(date(2025, 1, 15), date(2025, 4, 30), "week")[0].weekday() == 0


def test_a_sudden_week_is_told_apart_from_the_usual() -> None:
    usual = times(1040)
    burst = np.datetime64("2025-12-24T12:00:00") + np.arange(60) * np.timedelta64(1, "h")
    run = when.development(events(np.zeros(1100), np.zeros(1100), start=np.concatenate([usual, burst])))
    assert run.figures is not None
    assert run.figures.series.alarms() == [len(run.figures.series.counts) - 1]


def test_equal_seed_gives_equal_files_and_hidden_numbers_are_in_none() -> None:
    made = events(X, Y, start=times(len(X)), words=["=cmd", "b"] * (len(X) // 2))
    one, other = analyse(made, seed=3), analyse(made, seed=3)
    assert cells_geojson(one) == cells_geojson(other)
    assert patterns_csv(one) == patterns_csv(other)
    rows = list(csv.DictReader(io.StringIO(patterns_csv(one).decode())))
    assert {row["row"] for row in rows if row["analysis"] == "categories"} == {"'=cmd", "b"}
    for feature in json.loads(cells_geojson(one))["features"]:
        count = feature["properties"]["count"]
        assert (count is None) == feature["properties"]["hidden"]
        assert count is None or count >= LEAST
