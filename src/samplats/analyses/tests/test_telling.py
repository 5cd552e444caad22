"""Figures for those who see no rows: bands of five and round shares, in everything that leaves the analyses."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from samplats.analyses.rules import tables, telling, where
from samplats.analyses.rules.exports import cells_geojson, patterns_csv
from samplats.analyses.rules.scoped import Period
from samplats.analyses.rules.shown import band, in_bands, told_period, two_years
from samplats.analyses.rules.stored import to_json
from samplats.analyses.rules.suite import analyse
from samplats.foundation.access.scope import Grain, Scope

from .events import events, times, town

MEMBERS = Scope("a municipality", frozenset({"open"}), Grain.CELLS)
EVERYONE = Scope("a municipality", frozenset({"open"}), Grain.PUBLIC)
FAR = (542_450.0, 6_662_450.0)


def incidents(scope, *, extra=0):
    """A town, and perhaps some incidents in a far corner where else nothing has happened."""
    x, y = town()
    n = len(x)
    east, north = np.append(x, [FAR[0]] * extra), np.append(y, [FAR[1]] * extra)
    start = np.append(times(n), np.full(extra, np.datetime64("2025-06-02T10:00:00")))
    words = [*(["a", "b", "b"] * n)[: n - 1], "b", *["c"] * extra]
    return replace(events(east, north, start=start, words=words), scope=scope)


@pytest.fixture(scope="module", params=[MEMBERS, EVERYONE], ids=["members", "everyone"])
def suite(request):
    return analyse(incidents(request.param), seed=1)


def test_every_count_is_the_lower_edge_of_its_band(suite):
    assert all(run.n % 5 == 0 for run in suite.runs())
    cells = suite.cells.figures
    assert cells.shown.all()
    assert (cells.count >= 5).all()
    assert not (cells.count % 5).any()
    assert not (suite.hours.figures.counts % 5).any()
    assert not (suite.development.figures.series.counts % 5).any()
    tables = [suite.categories.figures, suite.areas.figures]
    assert all(row.count % 5 == 0 for table in tables for row in table.rows)
    assert all(one.count % 5 == 0 for one in suite.hot_spots.figures.cells)


def test_files_tell_how_high_a_count_may_be(suite):
    lines = list(csv.DictReader(io.StringIO(patterns_csv(suite).decode())))
    counts = [one for one in lines if one["column"] == "count"]
    assert counts
    assert all(int(one["high"]) == int(one["low"]) + 4 for one in counts)
    told = [one["properties"] for one in json.loads(cells_geojson(suite))["features"]]
    assert told
    assert all(one["count_at_most"] == one["count"] + 4 for one in told)


def test_no_fingerprint_of_the_data_goes_along(suite):
    assert '"data_hash": ""' in json.dumps(to_json(suite.concentration.figures))
    assert suite.scoped.older is None


def test_few_more_or_fewer_in_a_hidden_cell_change_no_number_that_is_told():
    """600 incidents, and 1, 2, 3 or 4 in a corner: maps and tables are the same to the letter."""
    told = [runs(incidents(MEMBERS, extra=extra)) for extra in (1, 2, 3, 4)]
    for name, ran in told[0].items():
        figures = {json.dumps(to_json(telling.told_run(one[name]).figures)) for one in told}
        assert len(figures) == 1, name
        assert ran.figures is not None


def runs(scoped):
    """The runs without chance in them, before they are told."""
    cells = where.cells(scoped, snapped=False)
    return {
        "cells": cells,
        "density": where.density(scoped, shown=cells.figures, snapped=False),
        "categories": tables.by_category(scoped),
        "areas": tables.by_area(scoped),
    }


def test_those_who_see_rows_are_told_the_numbers():
    assert not in_bands(Scope("a municipality", frozenset({"open"}), Grain.POINTS))
    assert not in_bands(Scope.of_files("internal"))
    assert in_bands(Scope.of_files("public"))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("2025-03-04", "2025-03-04"), ("2025-01-01", "2025-12-31")),
        (("2026-02-01", "2026-11-16"), ("2026-01-01", "2026-11-30")),
        (("2025-12-31", "2026-01-01"), ("2024-12-01", "2026-11-30")),
        (("2026-11-02", "2026-11-16"), ("2026-01-01", "2026-11-30")),
    ],
)
def test_a_period_is_a_calendar_year_or_the_two_last(asked, told):
    asked, told = (Period(*(date.fromisoformat(day) for day in days)) for days in (asked, told))
    assert told_period(asked, date(2026, 11, 16)) == told


@pytest.mark.parametrize("day", ["2026-10-31", "2026-11-29"])
def test_two_years_end_with_a_whole_month(day):
    assert two_years(date.fromisoformat(day)) == Period(date(2024, 11, 1), date(2026, 10, 31))


def test_a_band_begins_at_a_multiple_of_five():
    assert [band(n) for n in (0, 1, 4, 5, 9, 10)] == [0, 0, 0, 5, 5, 10]
