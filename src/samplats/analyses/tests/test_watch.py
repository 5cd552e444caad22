"""Series under watch: what rings, what does not, and how often chance rings."""

from datetime import date

import numpy as np
import pytest

from samplats.analyses.rules.watch import (
    BURST,
    JUDGED,
    LASTING,
    LEAST_WEEKS,
    NEWEST,
    can_be_watched,
    run_length_for,
    watch,
    weeks_until,
)

MONDAY = date(2024, 1, 1)
RUN_LENGTH = 520.0


def counts(*newest, usual=2, weeks=60):
    """So many usual weeks (one more, one fewer in turn) and then the newest."""
    return np.array([usual + (-1) ** week for week in range(weeks)] + list(newest))


def test_a_usual_series_is_silent_and_says_its_run_length():
    seen = watch(counts(2, 1, 3, 2, 1, 3, 2, 1), MONDAY, run_length=RUN_LENGTH)
    assert seen.found == ()
    assert RUN_LENGTH / 2 <= seen.run_length <= RUN_LENGTH * 1.2


def test_one_week_far_above_the_usual_is_a_burst():
    seen = watch(counts(2, 2, 2, 2, 2, 12, 2, 2), MONDAY, run_length=RUN_LENGTH)
    burst = next(one for one in seen.found if one.kind == BURST)
    assert (burst.count, burst.week, burst.usual) == (12, date(2025, 3, 31), 2.0)
    assert burst.limit < 12


def test_weeks_a_little_above_the_usual_ring_together_and_tell_since_when():
    seen = watch(counts(2, 2, 5, 5, 5, 5, 5, 5), MONDAY, run_length=RUN_LENGTH)
    [lasting] = seen.found
    assert (lasting.kind, lasting.since) == (LASTING, date(2025, 3, 10))
    assert lasting.week > lasting.since


def test_what_rang_more_than_four_weeks_ago_rings_no_more():
    assert watch(counts(15, 2, 2, 2, 2, 2, 2, 2), MONDAY, run_length=RUN_LENGTH).found == ()


@pytest.mark.parametrize("series", [counts(9, usual=0, weeks=33) * 0, counts(*[2] * JUDGED, weeks=LEAST_WEEKS - 1)])
def test_what_is_rare_or_short_is_not_watched(series):
    assert not can_be_watched(series)


def test_whole_weeks_end_on_the_last_sunday_and_need_a_history():
    period = weeks_until(date(2025, 1, 1), date(2026, 11, 18))
    assert (period.first.weekday(), period.last, period.days % 7) == (0, date(2026, 11, 15), 0)
    assert period.first >= date(2025, 1, 1)
    assert weeks_until(date(2026, 6, 1), date(2026, 11, 18)) is None


def test_more_series_make_each_of_them_ring_more_seldom():
    assert run_length_for(40) == 40 * run_length_for(1)


@pytest.mark.slow
def test_chance_rings_about_as_often_as_is_said():
    """Sixty series in which nothing happens, with limits that ring often; `benchmarks/alarms.py` does it at length."""
    rng = np.random.default_rng(20261122)
    seen = [watch(rng.poisson(2.0, 104 + JUDGED), MONDAY, run_length=52.0) for _ in range(60)]
    promised = sum(NEWEST / one.run_length for one in seen)
    assert 0.3 * promised < sum(len(one.found) for one in seen) < 2.0 * promised
