"""Aoristic hour of the week: published cases, relations, refusals."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracles import ORACLES, needs_oracles

import placestats.threads
from placestats import CannotSay, HourOfWeek, InputError, aoristic

MONDAY = np.datetime64("2024-03-04T00:00:00")


def table(start, end, **options):
    found = aoristic(start, end, least_timed=0, **options)
    assert isinstance(found, HourOfWeek)
    return found.table


@needs_oracles
def test_oracle_cases():
    for case in json.loads((ORACLES / "aoristic_cases.json").read_text()):
        expected = np.zeros(168)
        for hour, weight in case["weights"].items():
            expected[slice(None) if hour == "every_bin" else int(hour)] = weight
        found = table([case["start"]], [case["end"] or "NaT"])
        np.testing.assert_allclose(found.ravel(), expected, atol=1e-12)


def by_the_second(begin, end):
    """The same thing counted second by second."""
    seconds = np.arange(begin, max(end, begin + 1)) % (168 * 3600)
    return np.bincount(seconds // 3600, minlength=168) / seconds.size


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 168 * 3600 - 1), st.integers(0, 40 * 3600)), min_size=1, max_size=5))
def test_equals_a_count_by_the_second(events):
    begins = np.array([begin for begin, _ in events])
    lengths = np.array([length for _, length in events])
    expected = sum(by_the_second(begin, begin + length) for begin, length in events)
    found = table(MONDAY + begins, MONDAY + begins + lengths)
    np.testing.assert_allclose(found.ravel(), expected, atol=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.integers(-30, 30))
def test_whole_weeks_do_not_matter_and_weights_are_repeats(seed, weeks):
    rng = np.random.default_rng(seed)
    start = MONDAY + rng.integers(0, 10**7, 30)
    end = start + rng.integers(0, 10**6, 30)
    weights = rng.integers(1, 4, 30)
    moved = np.timedelta64(7 * weeks, "D")
    weighted = table(start, end, weights=weights)
    np.testing.assert_allclose(table(start + moved, end + moved, weights=weights), weighted, atol=1e-9)
    np.testing.assert_allclose(table(np.repeat(start, weights), np.repeat(end, weights)), weighted, atol=1e-9)


def many(n=300_000):
    rng = np.random.default_rng(3)
    start = MONDAY + rng.integers(0, 10**8, n)
    return start, start + rng.integers(1, 10**5, n)


def test_threads_do_not_change_a_bit():
    start, end = many()
    before = placestats.threads.thread_count()
    try:
        found = []
        for threads in (1, 2, 3):
            placestats.threads.set_threads(threads)
            found.append(aoristic(start, end))
    finally:
        placestats.threads.set_threads(before)
    assert (found[0].table == found[1].table).all()
    assert (found[0].table == found[2].table).all()
    assert found[0].data_hash == found[1].data_hash


def test_shares_say_what_is_guessed():
    start = MONDAY + np.array([0, 10, 20, 30]) * np.timedelta64(1, "h") + np.timedelta64(5, "m")
    end = np.array([start[0] + 600, np.datetime64("NaT"), start[2] + 4 * 3600, start[3] + 8 * 86400])
    found = aoristic(start, end, weights=[1, 2, 3, 4])
    assert (found.n, found.total) == (4, 10)
    assert found.share_guessed == pytest.approx(0.7)
    assert found.share_open == pytest.approx(0.2)
    assert found.share_weeklong == pytest.approx(0.4)
    assert found.certain.sum() == pytest.approx(3)
    assert found.by_hour.sum() == pytest.approx(10)
    assert found.by_weekday[0] == pytest.approx(3 + 3 * 235 / 240 + 4 / 7)


@pytest.mark.parametrize("unit", ["D", "M", "Y"])
def test_dates_without_a_time_of_day_cannot_say(unit):
    start = np.array(["2024-03-04", "2024-04-05"], dtype=f"datetime64[{unit}]")
    found = aoristic(start, start)
    assert isinstance(found, CannotSay)
    assert (found.code, bool(found)) == ("needs_time_of_day", False)
    assert "known to the" in found.reason


def test_midnights_only_are_dates_in_disguise():
    start = MONDAY + np.arange(20) * np.timedelta64(1, "D")
    assert aoristic(start, start + np.timedelta64(1, "D")).code == "needs_time_of_day"
    assert aoristic(start, np.full(20, "NaT", "datetime64[s]")).code == "needs_time_of_day"


@pytest.mark.parametrize(
    ("start", "end", "options", "argument"),
    [
        ([], [], {}, "start"),
        (["2024-03-04T08:00"], [], {}, "end"),
        (["2024-03-04T08:00"], ["2024-03-04T07:00"], {}, "end"),
        (["NaT", "2024-03-04T08:00"], ["2024-03-04T08:00"] * 2, {}, "start"),
        (["2024-03-04T08:00"], ["2024-03-04T09:00"], {"weights": [0]}, "weights"),
        (["2024-03-04T08:00"], ["2024-03-04T09:00"], {"weights": [np.nan]}, "weights"),
        (["2024-03-04T08:00"], ["2024-03-04T09:00"], {"weights": [1, 2]}, "weights"),
        (["2024-03-04T08:00"], ["2024-03-04T09:00"], {"end_before_start": "swap"}, "end_before_start"),
    ],
)
def test_bad_input_names_the_argument(start, end, options, argument):
    start = np.array(start, dtype="datetime64[s]") if start and isinstance(start[0], str) else np.array(start)
    if start.size == 0:
        start = start.astype("datetime64[s]")
        end = start
    with pytest.raises(InputError) as caught:
        aoristic(start, np.array(end, dtype="datetime64[s]") if end is not start else end, **options)
    assert caught.value.argument == argument
    assert caught.value.remedy


def test_reversed_end_may_be_counted_at_the_start():
    found = table(["2024-03-04T08:30"], ["2024-03-04T07:00"], end_before_start="start")
    assert found[0, 8] == 1


def test_times_with_a_zone_are_refused():
    from datetime import UTC, datetime

    with pytest.raises(InputError, match="zone"):
        aoristic([datetime(2024, 3, 4, tzinfo=UTC)], [datetime(2024, 3, 4, tzinfo=UTC)])


def test_input_is_left_alone():
    start, end = many(1000)
    copies = start.copy(), end.copy()
    aoristic(start, end)
    assert (start == copies[0]).all()
    assert (end == copies[1]).all()


def test_numbers_are_not_times():
    with pytest.raises(InputError, match="dates or times"):
        aoristic([1.0], [2.0])
