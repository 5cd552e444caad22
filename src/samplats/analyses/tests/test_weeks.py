"""The weekly comparison: which days are judged, what is said, and that nothing under five is told."""

from datetime import date, timedelta

import numpy as np
import pytest

from samplats.analyses.rules.precision import PlacePrecision, TimePrecision
from samplats.analyses.rules.scoped import Labels, Period, Scoped
from samplats.analyses.rules.shown import LEAST
from samplats.analyses.rules.stored import from_json, to_json
from samplats.analyses.rules.weeks import Weeks, last_sunday, weeks_of
from samplats.foundation.access.scope import Grain, Scope

SUNDAY = date(2026, 11, 15)
SCOPE = Scope("home", frozenset({"x"}), Grain.CELLS)


def events(per_week: dict[str, list[int]], *, precision: TimePrecision = TimePrecision.MINUTE) -> Scoped:
    """Events of each category, so many in each week; the last number is the latest week. All on Fridays at 20."""
    words = tuple(per_week)
    times, codes = [], []
    weeks = max(len(counts) for counts in per_week.values())
    for code, counts in enumerate(per_week.values()):
        for back, n in enumerate(reversed(counts)):
            friday = np.datetime64(SUNDAY - timedelta(days=2 + 7 * back), "s") + np.timedelta64(20, "h")
            times += [friday] * n
            codes += [code] * n
    count = len(times)
    start = np.array(times, dtype="datetime64[s]")
    return Scoped(
        scope=SCOPE,
        source="Rapporter",
        count=np.ones(count, dtype=np.int32),
        start=start,
        end=np.full(count, np.datetime64("NaT"), dtype="datetime64[s]"),
        time_precision=np.full(count, precision, dtype=np.uint8),
        x=np.full(count, 500_010.0),
        y=np.full(count, 6_600_010.0),
        place_precision=np.full(count, PlacePrecision.POINT, dtype=np.uint8),
        crs=3006,
        zone="Europe/Stockholm",
        period=Period(SUNDAY - timedelta(days=7 * weeks - 1), SUNDAY),
        category=Labels(np.array(codes, dtype=np.int32), words),
    )


def steady(n: int, last: int, weeks: int = 60) -> list[int]:
    return [n] * (weeks - 1) + [last]


@pytest.mark.parametrize(("last", "verdict"), [(60, "more"), (20, "usual"), (6, "fewer")])
def test_a_week_that_usually_holds_enough_is_judged_by_itself(last: int, verdict: str):
    found = weeks_of(events({"Klotter": steady(20, last)}), weeks=1)
    assert found.total is not None
    assert (found.total.days, found.total.verdict) == (7, verdict)


def test_a_few_events_a_week_are_judged_over_four_weeks():
    found = weeks_of(events({"Klotter": steady(2, 3)}), weeks=1)
    assert found.total is not None
    assert found.total.days == 28
    assert found.total.verdict == "usual"


def test_what_is_too_rare_is_not_told_of():
    found = weeks_of(events({"Klotter": steady(10, 10), "Rån": steady(0, 3)}), weeks=1)
    assert [one.label for one in found.rows] == ["Klotter"]


def test_what_has_never_been_before_is_new():
    found = weeks_of(events({"Klotter": steady(10, 10), "Brand": steady(0, 7)}), weeks=1)
    assert [(one.label, one.verdict) for one in found.rows] == [("Brand", "new"), ("Klotter", "usual")]


def test_many_categories_are_judged_more_strictly_than_one():
    """Sixteen where ten are usual stands out alone, not as one of twelve."""
    alone = weeks_of(events({"Klotter": steady(10, 17)}), weeks=1)
    many = weeks_of(events({"Klotter": steady(10, 17)} | {f"Annat {n}": steady(5, 5) for n in range(11)}), weeks=1)
    assert alone.rows[0].verdict == "more"
    assert next(one for one in many.rows if one.label == "Klotter").verdict == "usual"


def test_a_hidden_count_is_told_as_no_other_would_be():
    """None, one and four give the same answer: nothing tells which of them it is."""
    told = {last: to_json(weeks_of(events({"Klotter": steady(10, last)}), weeks=1)) for last in (0, 1, 3)}
    assert told[0] == told[1] == told[3]
    found = weeks_of(events({"Klotter": steady(6, 0)}), weeks=1)
    assert found.total is not None
    assert found.total.found.now is None


def numbers(found: Weeks) -> list[float]:
    rows = [*([found.total] if found.total else []), *found.rows]
    told = [value for one in rows for value in (one.found.now, one.found.usual, one.found.low, one.found.high)]
    return [value for value in [*told, found.n_recent] if value is not None]


def test_every_number_is_a_whole_five():
    found = weeks_of(events({"Klotter": steady(13, 22), "Brand": steady(0, 8), "Buller": steady(1, 4)}), weeks=1)
    assert numbers(found)
    assert all(value % LEAST == 0 for value in numbers(found))
    assert all(one.count >= LEAST and one.count % LEAST == 0 for one in (*found.spots, *found.passes))


def test_where_and_when_need_five_events():
    many, few = (weeks_of(events({"Klotter": steady(n, n)}), weeks=1) for n in (10, 1))
    assert [(one.weekday, one.first, one.last, one.count) for one in many.passes] == [(4, 18, 24, 40)]
    assert [one.count for one in many.spots] == [40]
    assert (few.spots, few.passes) == ((), ())


def test_months_and_short_histories_give_a_reason():
    months = weeks_of(events({"Klotter": steady(10, 10)}, precision=TimePrecision.MONTH), weeks=1)
    short = weeks_of(events({"Klotter": steady(10, 10, weeks=20)}), weeks=1)
    assert months.reason is not None
    assert short.reason is not None
    assert (months.reason.code, short.reason.code) == ("needs_day", "needs_history")


def test_figures_survive_being_kept():
    found = weeks_of(events({"Klotter": steady(10, 40)}), weeks=1)
    assert from_json(to_json(found)) == found


@pytest.mark.parametrize(("day", "sunday"), [(15, 15), (16, 15), (21, 15), (22, 22)])
def test_weeks_end_on_sundays(day: int, sunday: int):
    assert last_sunday(date(2026, 11, day)) == date(2026, 11, sunday)
