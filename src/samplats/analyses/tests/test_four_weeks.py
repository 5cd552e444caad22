from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from samplats.analyses.rules.precision import PlacePrecision, TimePrecision
from samplats.analyses.rules.scoped import Period, Scoped
from samplats.analyses.rules.when import ROUGHLY, four_weeks
from samplats.foundation.access.scope import Scope

LAST = date(2026, 11, 16)


def events(per_period, now, *, precision=TimePrecision.MINUTE, periods=26):
    """`now` events in the last 28 days and `per_period` in each of the periods before."""
    counts = [now] + [per_period] * (periods - 1)
    days = [LAST - timedelta(days=28 * back + at % 28) for back, n in enumerate(counts) for at in range(n)]
    n = len(days)
    return Scoped(
        scope=Scope.of_files("internal"),
        source="Test",
        count=np.ones(n, dtype=np.int32),
        start=np.array(days, dtype="datetime64[s]"),
        end=np.full(n, np.datetime64("NaT"), dtype="datetime64[s]"),
        time_precision=np.full(n, precision, dtype=np.uint8),
        x=np.zeros(n),
        y=np.zeros(n),
        place_precision=np.full(n, PlacePrecision.POINT, dtype=np.uint8),
        crs=3006,
        zone="Europe/Stockholm",
        period=Period(LAST - timedelta(days=28 * periods - 1), LAST),
    )


@pytest.mark.parametrize(("now", "verdict"), [(20, "usual"), (40, "more"), (6, "fewer")])
def test_the_last_four_weeks_are_judged_against_the_places_own(now, verdict):
    found = four_weeks(events(20, now))
    assert (found.now, found.verdict) == (now, verdict)
    assert found.periods == 25
    assert found.low < 20 < found.high
    assert found.usual == 20


def test_a_small_number_is_hidden_but_the_verdict_stands():
    found = four_weeks(events(20, 3))
    assert found.now is None
    assert found.verdict == "fewer"


def test_months_and_short_series_say_nothing():
    assert four_weeks(events(20, 20, precision=TimePrecision.MONTH)) is None
    assert four_weeks(events(20, 20, periods=8)) is None


@pytest.mark.parametrize("usual", [1, 2, 5, 6, 8, 10, 11, 12, 13, 14, 20])
def test_what_is_usual_does_not_give_a_hidden_number_back(usual):
    """Known to everyone are the total and the periods: with any other hidden number exactly the same must be told."""
    total = usual * 25 + 3
    told = {four_weeks(spread(total - now, now)) for now in (1, 2, 3, 4)}
    assert len(told) == 1
    [found] = told
    assert found.now is None
    assert abs(found.usual - usual) <= ROUGHLY


def spread(earlier, now):
    """`now` in the last 28 days and `earlier` as evenly as may be over the 25 periods before."""
    per_period, more = divmod(earlier, 25)
    whole = events(per_period, now)
    extra = np.array([LAST - timedelta(days=28 * (1 + at)) for at in range(more)], dtype="datetime64[s]")
    ones = {"count": np.ones(more, np.int32), "start": extra, "end": np.full(more, np.datetime64("NaT"), "M8[s]")}
    zeros = {
        name: np.zeros(more, getattr(whole, name).dtype) for name in ("time_precision", "x", "y", "place_precision")
    }
    grown = {name: np.concatenate([getattr(whole, name), more]) for name, more in {**ones, **zeros}.items()}
    return replace(whole, **grown)
