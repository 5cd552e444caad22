"""Who may report what, when it happened, and how many report."""

from datetime import date, datetime, timedelta

import pytest

from samplats.evidence.incidents.rules.effort import Effort, has_changed, per_week
from samplats.evidence.incidents.rules.precision import TimePrecision
from samplats.evidence.incidents.rules.reporting import (
    Part,
    Span,
    Teller,
    depends_on_teller,
    may_tell,
    order_of,
    part_of_day,
    period_of,
    until_now,
)
from samplats.vocabulary.reading import packaged
from samplats.vocabulary.rules import category_from, group_from

CONTENT = packaged().content
GROUPS = {entry["id"]: group_from(entry, "sv") for entry in CONTENT["groups"]}
ALL = [category_from(entry, GROUPS, "sv") for entry in CONTENT["categories"]]
PUBLIC, PRIVATE = Teller("public"), Teller("private")


def codes(teller):
    return {one.code for one in ALL if may_tell(one, teller)}


def test_private_organisations_report_open_categories_only():
    assert {one.sensitivity.value for one in ALL if one.code in codes(PRIVATE)} == {"open"}
    assert codes(PRIVATE) == codes(Teller(""))
    assert "C4" in codes(Teller("association"))
    assert "C4" not in codes(PRIVATE)


def test_public_bodies_report_more_and_restricted_kinds_need_the_room():
    assert "B1" in codes(PUBLIC)
    assert "B1" not in codes(Teller("association"))
    assert "C5" not in codes(PUBLIC)
    assert "C5" in codes(Teller("public", in_room=True))
    assert "A7" not in codes(Teller("public", in_room=True))  # youth concern is told as aggregates alone


def test_it_matters_who_reports_just_where_not_all_may_tell_the_same():
    tellers = [Teller(kind, in_room) for kind in ("", "private", "association", "public") for in_room in (False, True)]
    for one in ALL:
        assert depends_on_teller(one) or len({may_tell(one, teller) for teller in tellers}) == 1, one.code
    assert 0 < sum(depends_on_teller(one) for one in ALL) < len(ALL)


def test_nothing_to_report_is_no_category():
    assert all("I1" not in codes(teller) for teller in (PUBLIC, PRIVATE, Teller("public", in_room=True)))


def test_the_most_used_come_first():
    assert [one.code for one in order_of(ALL, {"G2": 3, "E1": 5})[:3]] == ["E1", "G2", "A1"]


@pytest.mark.parametrize(
    ("part", "start", "end", "precision"),
    [
        (Part.WHOLE, "00:00", None, TimePrecision.DAY),
        (Part.EVENING, "17:00", "20:59", TimePrecision.MINUTE),
        (Part.LATE, "21:00", "23:59", TimePrecision.MINUTE),
    ],
)
def test_a_part_of_a_day_is_an_interval(part, start, end, precision):
    day = date(2026, 11, 20)
    told = part_of_day(day, part)
    assert told.start == datetime.fromisoformat(f"2026-11-20T{start}")
    assert told.end == (end and datetime.fromisoformat(f"2026-11-20T{end}"))
    assert told.precision is precision


def test_today_has_not_happened_to_its_end():
    now = datetime(2026, 11, 20, 18, 30)
    assert until_now(part_of_day(date(2026, 11, 20), Part.EVENING), now).end == now
    assert until_now(Span(now, None, TimePrecision.MINUTE), now).end is None


def test_a_fortnight_is_the_same_for_both_of_its_weeks():
    weeks = [date(2026, 11, 9) + timedelta(weeks=n) for n in range(4)]
    periods = [period_of(week, 2) for week in weeks]
    assert len(set(periods)) in {2, 3}
    assert all(first <= week <= last for week, (first, last) in zip(weeks, periods, strict=True))
    assert period_of(weeks[0], 1) == (weeks[0], weeks[0])


def test_weeks_without_anybody_are_none_and_not_missing():
    monday = date(2026, 11, 2)
    rows = [Effort(monday, 4, 3, 1, 5), Effort(monday, 2, 2, 0, 1), Effort(monday + timedelta(weeks=2), 4, 1, 0, 1)]
    assert [(one.members, one.active, one.reports) for one in per_week(rows)] == [(6, 5, 6), (0, 0, 0), (4, 1, 1)]


def test_a_quarter_fewer_reporters_is_a_change():
    assert not has_changed([10] * 15)
    assert not has_changed([10] * 12 + [8] * 4)
    assert has_changed([10] * 12 + [7] * 4)
