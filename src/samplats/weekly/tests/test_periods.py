"""Which weeks a sheet speaks of, and how far a source's own weeks reach."""

from datetime import date

import pytest

from samplats.weekly.rules.periods import Span, since_last, sundays, whole_until

MONDAY = date(2026, 11, 16)


def test_the_first_sheet_speaks_of_the_latest_whole_week():
    found = since_last(MONDAY, None)
    assert (found.first_on, found.last_on) == (date(2026, 11, 9), date(2026, 11, 15))


@pytest.mark.parametrize(("before", "weeks"), [((11, 8), 1), ((11, 1), 2), ((11, 15), 1), ((1, 4), 8)])
def test_later_sheets_speak_of_the_weeks_since_the_last_one(before: tuple[int, int], weeks: int):
    assert since_last(MONDAY, date(2026, *before)) == Span(weeks, date(2026, 11, 15))


def test_a_sunday_is_not_over_yet():
    assert since_last(date(2026, 11, 15), None).last_on == date(2026, 11, 8)
    assert sundays(MONDAY)[:2] == [date(2026, 11, 15), date(2026, 11, 8)]


@pytest.mark.parametrize(
    ("reach", "until"),
    [((11, 15), (11, 15)), ((11, 13), (11, 15)), ((11, 12), (11, 8)), ((11, 20), (11, 15)), ((10, 31), (11, 1))],
)
def test_a_late_source_is_read_up_to_its_own_last_whole_week(reach: tuple[int, int], until: tuple[int, int]):
    assert whole_until(date(2026, *reach), date(2026, 11, 15)) == date(2026, *until)
