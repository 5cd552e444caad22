"""Where a place stands: dates from the start, done, late, now, next, and the stage one is at."""

from datetime import date, timedelta

import pytest

from samplats.process.reading import guide
from samplats.process.rules.guide import Weeks
from samplats.process.rules.template import Edit, Own, plan_of
from samplats.process.rules.walk import Mark, StageStanding, Standing, walk
from samplats.process.sentences.shown import first_row

START = date(2026, 1, 5)


def at_week(week, done=(), *, edits=None, own=(), marks=None, variant="standard_12m"):
    """A walk some weeks after the start, with some activities done on the way."""
    plan = plan_of(guide(), variant, edits or {}, own)
    kept = {code: Mark(done_on=START + timedelta(weeks=1)) for code in done} | (marks or {})
    return walk(plan, START, kept, START + timedelta(weeks=week))


def of_step(number, *, but=(), variant="standard_12m"):
    stage = guide().variants[variant].stages[number - 1]
    return [code for code in stage.activities if code not in but]


def part(found, code):
    return next(one for one in found.parts if one.code == code)


@pytest.mark.parametrize(
    ("week", "standing"),
    [(2, Standing.LATER), (3, Standing.NEXT), (7, Standing.NOW), (14, Standing.NOW), (14.2, Standing.LATE)],
)
def test_an_activity_is_later_next_now_and_late(week, standing):
    assert part(at_week(week), "s2_survey").standing is standing


def test_dates_are_counted_from_the_start_and_differ_between_variants():
    assert part(at_week(0), "s2_survey").due_on == START + timedelta(weeks=14)
    assert part(at_week(0, variant="full_24m"), "s2_survey").due_on == START + timedelta(weeks=22)


def test_a_moved_date_counts_and_never_lies_before_the_beginning():
    moved = {"s2_survey": Mark(due_on=START + timedelta(weeks=3))}
    found = part(at_week(4, marks=moved), "s2_survey")
    assert (found.standing, found.begins_on) == (Standing.LATE, found.due_on)


def test_one_stands_at_the_first_step_when_nothing_is_done():
    found = at_week(20)
    assert found.at is not None
    assert found.at.number == 1
    assert [one.standing for one in found.stages] == [StageStanding.NOW, *[StageStanding.AHEAD] * 4]


def test_a_walked_step_leads_to_the_next_one():
    found = at_week(9, of_step(1))
    assert [one.standing for one in found.stages[:3]] == [
        StageStanding.DONE,
        StageStanding.NOW,
        StageStanding.AHEAD,
    ]


def test_what_was_left_behind_is_said_while_one_stands_further_on():
    found = at_week(12, [*of_step(1, but=["s1_privacy"]), "s2_interviews"])
    assert [one.standing for one in found.stages[:2]] == [StageStanding.LEFT, StageStanding.NOW]
    assert [one.code for one in found.stages[0].late] == ["s1_privacy"]


def test_coaching_runs_through_all_steps_and_moves_nobody_ahead():
    found = at_week(5, ["s4_coaching"])
    assert found.at is not None
    assert found.at.number == 1


def test_when_all_is_done_one_stands_nowhere():
    everything = [code for number in range(1, 6) for code in of_step(number)]
    found = at_week(60, everything)
    assert (found.at, found.first(), found.late) == (None, None, ())


def test_late_comes_before_now_and_what_can_be_begun_before_what_waits():
    found = at_week(5, ["s1_stakeholders"])
    assert found.to_do()[0].code == "s1_mandate"
    first = found.first()
    assert first is not None
    assert first.code == "s1_mandate"
    waiting = part(found, "s1_workshop")
    assert "s1_map_campaign" in {one.code for one in waiting.waits_for}


def test_the_list_of_places_tells_what_is_late_before_what_comes_next():
    """Also when what is late lies in a step that the place has left: else it says late, and leads elsewhere."""
    found = at_week(12, [*of_step(1, but=["s1_privacy"]), "s2_interviews"])
    told = first_row("exempelkoping", "torget", found)
    assert told is not None
    assert told.url.endswith("/s1_privacy/")
    assert found.first().code != "s1_privacy"


def test_the_municipality_renames_moves_switches_off_and_adds_beside_the_reference():
    edits = {
        "s1_mandate": Edit(title="Uppdraget", shift_weeks=2),
        "s1_profile": Edit(shift_weeks=-10),
        "s1_privacy": Edit(is_off=True),
    }
    own = [Own("X1", "situation_analysis", "Trygghetsvandring", "", Weeks(1, 4))]
    found = at_week(0, edits=edits, own=own)
    assert part(found, "s1_mandate").activity.title.sv == "Uppdraget"
    assert part(found, "s1_mandate").due_on == START + timedelta(weeks=5)
    assert part(found, "s1_profile").due_on == START  # never before the first day
    assert "s1_privacy" not in {one.code for one in found.parts}
    assert part(found, "X1").due_on == START + timedelta(weeks=6 + 4)
    assert guide().activities["s1_mandate"].title.sv == "Uppdrag, plats och projektledare"


def test_what_is_switched_off_is_waited_for_by_nobody():
    waiting = part(at_week(0, edits={"s1_mandate": Edit(is_off=True)}), "s1_stakeholders")
    assert waiting.waits_for == ()


def test_a_step_without_activities_is_ahead_until_one_has_passed_it():
    off = {code: Edit(is_off=True) for code in of_step(3)}
    assert at_week(0, edits=off).stages[2].standing is StageStanding.AHEAD
    passed = at_week(30, [*of_step(1), *of_step(2), "s4_prioritise"], edits=off)
    assert passed.stages[2].standing is StageStanding.DONE


def test_an_activity_that_is_added_late_is_not_asked_of_who_has_passed_its_time():
    added_on = START + timedelta(weeks=10)
    own = [Own("X1", "kickoff", "Grillkväll", "", Weeks(0, 4), added_on)]
    assert "X1" not in {one.code for one in at_week(12, own=own).parts}
    assert part(at_week(12, own=own, marks={"X1": Mark(revision=1)}), "X1").standing is Standing.LATE
    later = walk(plan_of(guide(), "standard_12m", {}, own), added_on, {}, added_on)
    assert part(later, "X1").standing is Standing.NOW
