"""The reference content with a municipality's own edits laid beside it: the plan that its places follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from samplats.process.rules.guide import Activity, Guide, Stage, Step, Text, Variant, Weeks

FURTHEST_SHIFT = 52
DAYS = (date(2000, 1, 1), date(2100, 12, 31))
"""The days that a plan may begin on or be moved to: a slip of the finger must not lie beyond the calendar."""


@dataclass(frozen=True)
class Edit:
    """What a municipality has changed of one activity: its name (empty: not), its weeks, whether it is used."""

    title: str = ""
    shift_weeks: int = 0
    is_off: bool = False
    revision: int = 0


@dataclass(frozen=True)
class Own:
    """An activity that only this municipality has; its weeks are counted from the start of its step."""

    code: str
    step: str
    title: str
    why: str
    weeks: Weeks
    added_on: date = DAYS[0]


@dataclass(frozen=True)
class Planned:
    """An activity in a plan, with the weeks that hold in it; `added_on` is the day it came into the plan."""

    activity: Activity
    weeks: Weeks
    added_on: date = DAYS[0]

    @property
    def code(self) -> str:
        """The activity's id."""
        return self.activity.code


@dataclass(frozen=True)
class PlannedStage:
    """A stage of the plan, numbered from 1, with its steps and the activities that are used."""

    number: int
    stage: Stage
    steps: tuple[Step, ...]
    activities: tuple[Planned, ...]


@dataclass(frozen=True)
class Plan:
    """A variant as a municipality uses it."""

    variant: Variant
    stages: tuple[PlannedStage, ...]

    def find(self, code: str) -> tuple[PlannedStage, Planned] | None:
        """The activity and the stage it lies in, or None when it is no part of the plan."""
        for stage in self.stages:
            for one in stage.activities:
                if one.code == code:
                    return stage, one
        return None


def plan_of(guide: Guide, variant: str, edits: Mapping[str, Edit], own: Sequence[Own]) -> Plan:
    """The variant with every edit in it; the reference itself is never changed."""
    chosen = guide.variants[variant]
    stages = []
    for number, stage in enumerate(chosen.stages, start=1):
        known = [guide.activities[code] for code in stage.activities if code in guide.activities]
        used = [_edited(one, one.weeks[variant], edits.get(one.code, Edit())) for one in known]
        added = [_added(one, stage) for one in own if one.step in stage.steps]
        steps = tuple(guide.steps[code] for code in stage.steps)
        stages.append(PlannedStage(number, stage, steps, tuple(one for one in [*used, *added] if one is not None)))
    return Plan(chosen, tuple(stages))


def _edited(activity: Activity, weeks: Weeks, edit: Edit) -> Planned | None:
    if edit.is_off:
        return None
    title = Text(edit.title, edit.title) if edit.title else activity.title
    return Planned(replace(activity, title=title), shifted(weeks, edit.shift_weeks))


def shifted(weeks: Weeks, by: int) -> Weeks:
    """The weeks moved as one, never before the start."""
    return Weeks(max(0, weeks.start + by), max(0, weeks.end + by))


def _added(own: Own, stage: Stage) -> Planned:
    activity = Activity(own.code, own.step, Text(own.title, own.title), Text(own.why, own.why), is_own=True)
    weeks = Weeks(stage.weeks.start + own.weeks.start, stage.weeks.start + own.weeks.end)
    return Planned(activity, weeks, own.added_on)


def next_own_code(taken: Iterable[str]) -> str:
    """The first free code of the municipality's own: X1, X2, …"""
    used, number = set(taken), 1
    while f"X{number}" in used:
        number += 1
    return f"X{number}"
