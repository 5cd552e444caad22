from datetime import date, timedelta

import numpy as np
import pytest

from samplats.analyses.rules.precision import PlacePrecision, TimePrecision
from samplats.analyses.rules.scoped import Period, Scoped
from samplats.analyses.rules.when import four_weeks
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
