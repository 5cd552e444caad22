"""Where a place stands in its plan: what is done, late, now and next, and at which stage it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from samplats.process.rules.guide import Activity, Weeks
from samplats.process.rules.template import Plan, Planned, PlannedStage

SOON = timedelta(weeks=4)


class Standing(StrEnum):
    """How an activity stands today."""

    DONE = "done"
    LATE = "late"
    NOW = "now"
    NEXT = "next"
    LATER = "later"


class StageStanding(StrEnum):
    """How a stage stands: walked, where the place is, left behind with something undone, or ahead."""

    DONE = "done"
    NOW = "now"
    LEFT = "left"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Mark:
    """What is kept about an activity at a place; `revision` 0 means that nothing is."""

    done_on: date | None = None
    due_on: date | None = None
    responsible: str = ""
    responsible_id: int | None = None
    revision: int = 0


NOTHING_KEPT = Mark()


@dataclass(frozen=True)
class Part:
    """An activity at a place, with its dates and how it stands; `waits_for` are the undone ones it builds on."""

    activity: Activity
    begins_on: date
    due_on: date
    standing: Standing
    mark: Mark
    waits_for: tuple[Activity, ...] = ()

    @property
    def code(self) -> str:
        """The activity's id."""
        return self.activity.code

    @property
    def is_done(self) -> bool:
        """Whether somebody has ticked it."""
        return self.standing is Standing.DONE


@dataclass(frozen=True)
class WalkedStage:
    """A stage at a place."""

    planned: PlannedStage
    parts: tuple[Part, ...]
    begins_on: date
    ends_on: date
    standing: StageStanding

    @property
    def number(self) -> int:
        """The stage's place on the path, from 1."""
        return self.planned.number

    @property
    def n_done(self) -> int:
        """How many of its activities are done."""
        return sum(one.is_done for one in self.parts)

    @property
    def late(self) -> tuple[Part, ...]:
        """Its activities whose date has passed."""
        return tuple(one for one in self.parts if one.standing is Standing.LATE)

    @property
    def done_on(self) -> date | None:
        """The day its last activity was done."""
        return max((one.mark.done_on for one in self.parts if one.mark.done_on), default=None)


@dataclass(frozen=True)
class Walk:
    """The whole path of a place; `at` is the stage where it stands, None when everything is done."""

    plan: Plan
    starts_on: date
    today: date
    stages: tuple[WalkedStage, ...]
    at: WalkedStage | None
    leader: str = ""

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every activity, in the order of the path."""
        return tuple(part for stage in self.stages for part in stage.parts)

    @property
    def late(self) -> tuple[Part, ...]:
        """Activities whose date has passed, the longest overdue first."""
        return tuple(sorted((one for one in self.parts if one.standing is Standing.LATE), key=_urgency))

    def to_do(self, stage: WalkedStage | None = None) -> tuple[Part, ...]:
        """What is undone and has begun or begins soon, the most urgent first; of one stage or of all."""
        chosen = self.parts if stage is None else stage.parts
        return tuple(sorted((one for one in chosen if one.standing in TO_DO), key=_urgency))

    def first(self) -> Part | None:
        """What to do now: the most urgent of the stage where the place stands, or its first undone activity."""
        if self.at is None:
            return None
        undone = [one for one in self.at.parts if not one.is_done]
        return min(undone, key=_urgency) if undone else None


TO_DO = {Standing.LATE: 0, Standing.NOW: 1, Standing.NEXT: 2}


def _urgency(part: Part) -> tuple[int, bool, date]:
    return TO_DO.get(part.standing, 3), bool(part.waits_for), part.due_on


def walk(plan: Plan, starts_on: date, marks: Mapping[str, Mark], today: date, *, leader: str = "") -> Walk:
    """The plan laid out from the first day, with what has been done; `leader` is the place's project leader."""
    asked = [(stage, _asked(stage, starts_on, marks)) for stage in plan.stages]
    activities = {one.code: one.activity for _stage, planned in asked for one in planned}
    undone = {code: one for code, one in activities.items() if _mark(marks, code).done_on is None}
    laid = []
    for stage, planned in asked:
        parts = (_part(one.activity, one.weeks, starts_on, _mark(marks, one.code), today, undone) for one in planned)
        laid.append((replace(stage, activities=planned), tuple(parts)))
    at = _stage_where_one_stands(laid)
    stages = tuple(_stage(stage, parts, starts_on, at) for stage, parts in laid)
    standing = next((one for one in stages if one.standing is StageStanding.NOW), None)
    return Walk(plan, starts_on, today, stages, standing, leader)


def _asked(stage: PlannedStage, starts_on: date, marks: Mapping[str, Mark]) -> tuple[Planned, ...]:
    """The activities of a stage but for those that were added when this place's time for them was over."""
    return tuple(
        one
        for one in stage.activities
        if one.code in marks or planned_dates(one.weeks, starts_on)[1] >= one.added_on or starts_on >= one.added_on
    )


def _mark(marks: Mapping[str, Mark], code: str) -> Mark:
    return marks.get(code, NOTHING_KEPT)


def _part(
    activity: Activity, weeks: Weeks, starts_on: date, mark: Mark, today: date, undone: Mapping[str, Activity]
) -> Part:
    begins, due = planned_dates(weeks, starts_on)
    if mark.due_on is not None:
        begins, due = min(begins, mark.due_on), mark.due_on
    waits = tuple(undone[code] for code in activity.depends_on if code in undone)
    standing = _standing(begins, due, mark, today)
    return Part(activity, begins, due, standing, mark, () if standing is Standing.DONE else waits)


def planned_dates(weeks: Weeks, starts_on: date) -> tuple[date, date]:
    """The first and the last day of some weeks of a plan that begins on a day."""
    return starts_on + timedelta(weeks=weeks.start), starts_on + timedelta(weeks=weeks.end)


def _standing(begins: date, due: date, mark: Mark, today: date) -> Standing:
    if mark.done_on is not None:
        return Standing.DONE
    if due < today:
        return Standing.LATE
    if begins <= today:
        return Standing.NOW
    return Standing.NEXT if begins - today <= SOON else Standing.LATER


def _stage_where_one_stands(laid: list[tuple[PlannedStage, tuple[Part, ...]]]) -> int | None:
    """The furthest stage in which work has been done; when that is walked, the next one with something undone.

    An activity that begins before its stage does (coaching runs through all of them) says nothing about it.
    """
    undone = [stage.number for stage, parts in laid if any(not one.is_done for one in parts)]
    if not undone:
        return None
    reached = [stage.number for stage, parts in laid if _has_been_worked_in(stage, parts)]
    furthest = max(reached, default=undone[0])
    return next((number for number in undone if number >= furthest), undone[-1])


def _has_been_worked_in(stage: PlannedStage, parts: tuple[Part, ...]) -> bool:
    paired = zip(stage.activities, parts, strict=True)
    return any(part.is_done and planned.weeks.start >= stage.stage.weeks.start for planned, part in paired)


def _stage(stage: PlannedStage, parts: tuple[Part, ...], starts_on: date, at: int | None) -> WalkedStage:
    begins, ends = planned_dates(stage.stage.weeks, starts_on)
    ends = max([ends, *(one.due_on for one in parts)])
    if at == stage.number:
        standing = StageStanding.NOW
    elif all(one.is_done for one in parts) and (parts or at is None or stage.number < at):
        standing = StageStanding.DONE
    else:
        standing = StageStanding.LEFT if at is not None and stage.number < at else StageStanding.AHEAD
    return WalkedStage(stage, parts, begins, ends, standing)
