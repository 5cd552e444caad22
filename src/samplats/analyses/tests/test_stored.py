import json
from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest

from samplats.analyses.rules.runs import Reason, Run
from samplats.analyses.rules.scoped import Period
from samplats.analyses.rules.shown import Cells
from samplats.analyses.rules.stored import from_json, to_json
from samplats.foundation.access.scope import Grain, Scope


def there_and_back(value):
    return from_json(json.loads(json.dumps(to_json(value))))


def test_a_run_with_figures_comes_back_equal():
    side = np.full(2, 100.0)
    cells = Cells(np.array([1.5, np.nan]), np.array([2.0, 3.0]), side, np.array([7, 0]), np.array([True, False]), 100.0)
    run = Run("cells", "count", "Polisen", "key", 7, cells, parameters={"levels": [0.05], "cell": np.float64(100)})
    back = there_and_back(run)
    assert back.kind == "cells"
    assert back.figures.count.dtype == cells.count.dtype
    np.testing.assert_array_equal(back.figures.x0, cells.x0)
    np.testing.assert_array_equal(back.figures.shown, cells.shown)
    assert back.parameters == {"levels": [0.05], "cell": 100.0}


@pytest.mark.parametrize(
    "value",
    [
        Reason("too_few", {"n": 3, "least": 30}),
        Period(date(2025, 1, 1), date(2025, 12, 31)),
        Scope("t", frozenset({"b", "a"}), Grain.CELLS),
        (1, 2.5, None, "åäö", True, float("inf")),
    ],
)
def test_values_come_back_with_their_types(value):
    back = there_and_back(value)
    assert back == value
    assert type(back) is type(value)


def test_moments_come_back():
    times = np.array(["2026-11-16T22:30:00", "NaT"], dtype="datetime64[s]")
    back = there_and_back(times)
    assert back.dtype == times.dtype
    np.testing.assert_array_equal(back, times)


@dataclass
class Foreign:
    path: str


def test_what_is_no_result_is_refused_on_the_way_out_and_in():
    with pytest.raises(TypeError, match="Foreign"):
        to_json(Foreign("x"))
    with pytest.raises(TypeError, match="subprocess"):
        from_json({"!": "dataclass", "of": "subprocess.Popen", "with": {"args": "true"}})
    with pytest.raises(TypeError):
        from_json({"!": "dataclass", "of": "samplats.analyses.rules.stored.to_json", "with": {}})


def test_what_was_stored_in_the_older_longer_way_is_read():
    old = {"!": "array", "type": "float64", "shape": [3], "of": [1.5, {"!": "float", "of": "nan"}, 2.0]}
    np.testing.assert_array_equal(from_json(old), [1.5, np.nan, 2.0])
    assert to_json(np.array([1.5, np.nan, 2.0]))["of"] == [1.5, None, 2.0]
