"""Every kind of condition that Samplats can check, with the question to the app that owns the thing.

A kind that is not here counts as done by hand, and the page says so. A new app adds its kinds in `CHECKS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from samplats.administration import queries as administration
from samplats.evidence.incidents import queries as incidents
from samplats.foundation.access.actors import Actor
from samplats.foundation.accounts.roles import Role
from samplats.meetings import queries as meetings
from samplats.meetings.queries import Followed
from samplats.places import queries as places
from samplats.process.models import Process
from samplats.process.rules import conditions
from samplats.process.rules.conditions import Checked, Outcome
from samplats.process.rules.guide import Activity, Condition
from samplats.situation import queries as situation

HOLDERS = {"safety_coordinator": Role.COORDINATOR, "police_analyst": Role.ANALYST}
LEADER = "project_leader"

Ask = Callable[[Actor, Process], Any]
Judge = Callable[[Mapping[str, Any], Any], list[Checked]]


@dataclass(frozen=True)
class Check:
    """One question about a place, and what its answer means for a condition."""

    ask: Ask
    judge: Judge


class Asker:
    """Checks the conditions of one place; equal questions are asked once."""

    def __init__(self, actor: Actor, process: Process) -> None:
        self._actor, self._process = actor, process
        self._answers: dict[Ask, Any] = {}

    def check(self, activity: Activity) -> list[Checked]:
        """Every condition of an activity, each with what there is and what is missing."""
        return [one for condition in activity.conditions for one in self._checked(condition)]

    def _checked(self, condition: Condition) -> list[Checked]:
        check = CHECKS.get(condition.kind)
        if check is None:
            return conditions.by_hand(condition)
        if check.ask not in self._answers:
            self._answers[check.ask] = check.ask(self._actor, self._process)
        return check.judge(condition.params, self._answers[check.ask])


def _area(_actor: Actor, process: Process) -> float:
    return process.place.area_m2


def _figures(actor: Actor, _process: Process) -> dict[str, bool]:
    """For each figure of the municipality's profile: whether the country's stands beside it."""
    known: dict[str, bool] = {}
    for one in places.profile(actor):
        known[one.key] = known.get(one.key, False) or one.national_value is not None
    return known


def _months(actor: Actor, _process: Process) -> int:
    return incidents.months_held(actor)


def _holders(actor: Actor, process: Process) -> dict[str, str]:
    """Who holds each role that Samplats knows of: the leader here, members of the municipality."""
    names = {LEADER: process.leader.name} if process.leader else {}
    for person in administration.people(actor):
        names |= {code: person.user.name for code, role in HOLDERS.items() if role in person.roles}
    return names


def _role(params: Mapping[str, Any], names: Mapping[str, str]) -> list[Checked]:
    role = params["role"]
    if role != LEADER and role not in HOLDERS:
        return [Checked("role_assigned", params, Outcome.BY_HAND)]
    return [conditions.found("role_assigned", params, holds=role in names, name=names.get(role, ""))]


def _counted(actor: Actor, process: Process) -> tuple[datetime | None, datetime | None]:
    """When the place's figures were last counted, and when incidents last came in."""
    return situation.last_counted(actor, process.place), incidents.last_import_at(actor)


def _analysis(params: Mapping[str, Any], answer: tuple[datetime | None, datetime | None]) -> list[Checked]:
    """Every analysis of the situation page is counted at once, so that one counting has run all kinds."""
    counted, came = answer
    holds = counted is not None and (came is None or counted >= came)
    return [conditions.found("analysis_run", params, holds=holds, counted_at=counted)]


def _picture(actor: Actor, process: Process) -> tuple[int, bool]:
    return situation.published(actor, process.place)


def _held(params: Mapping[str, Any], answer: Followed) -> list[Checked]:
    share = answer.followed / answer.due if answer.due else 1.0
    return [conditions.meetings(params, answer.meetings, share)]


def _meetings(actor: Actor, process: Process) -> Followed:
    return meetings.followed(actor, process.place, process.starts_on, timezone.localdate())


CHECKS: dict[str, Check] = {
    "place_boundary_drawn": Check(_area, conditions.boundary),
    "profile_completed": Check(_figures, conditions.profile),
    "role_assigned": Check(_holders, _role),
    "data_imported": Check(_months, conditions.months),
    "analysis_run": Check(_counted, _analysis),
    "situation_picture_published": Check(_picture, conditions.picture),
    "meetings_held": Check(_meetings, _held),
}
