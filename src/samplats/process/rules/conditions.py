"""What Samplats can say about a condition: that it holds, what is missing, or that a person has to say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from samplats.process.rules.guide import Condition


class Outcome(StrEnum):
    """Whether a condition holds."""

    MET = "met"
    MISSING = "missing"
    BY_HAND = "by_hand"


@dataclass(frozen=True)
class Checked:
    """A condition with what was found; `kind` may be a part of the condition's own kind."""

    kind: str
    params: Mapping[str, Any]
    outcome: Outcome
    facts: Mapping[str, Any] = field(default_factory=dict)


def by_hand(condition: Condition) -> list[Checked]:
    """What no app of this version can know."""
    return [Checked(condition.kind, condition.params, Outcome.BY_HAND)]


def found(kind: str, params: Mapping[str, Any], holds: bool, **facts: Any) -> Checked:
    """A condition that was looked up."""
    return Checked(kind, params, Outcome.MET if holds else Outcome.MISSING, facts)


def boundary(params: Mapping[str, Any], area_m2: float) -> list[Checked]:
    """Every place has a boundary; a comparison area cannot be kept yet."""
    drawn = found("place_boundary_drawn", params, holds=area_m2 > 0, area_m2=area_m2)
    if not params.get("comparison_area"):
        return [drawn]
    return [drawn, Checked("comparison_area", params, Outcome.BY_HAND)]


def profile(params: Mapping[str, Any], figures: Mapping[str, bool]) -> list[Checked]:
    """`figures` says for each figure that has been given whether the country's stands beside it."""
    holds = {"population": "inhabitants" in figures, "comparison": any(figures.values())}
    checked = []
    for section in params["sections"]:
        kind = f"profile_{section}"
        known = section in holds
        checked.append(found(kind, params, holds=holds[section]) if known else Checked(kind, params, Outcome.BY_HAND))
    return checked


def months(params: Mapping[str, Any], held: int) -> list[Checked]:
    """Incidents for long enough."""
    return [found("data_imported", params, holds=held >= params["min_months"], months=held)]


def picture(params: Mapping[str, Any], published: tuple[int, bool]) -> list[Checked]:
    """A situation picture of the place, and its public edition."""
    number, is_public = published
    holds = number >= params["version"] and (is_public or not params["public_version"])
    return [found("situation_picture_published", params, holds=holds, version=number, is_public=is_public)]


def meetings(params: Mapping[str, Any], held: int, share: float) -> Checked:
    """So many meetings, and most of what they decided followed up when it was due."""
    holds = held >= params["min"] and share >= params["decisions_followed_up_share"]
    return found("meetings_held", params, holds=holds, held=held, share=share)


def all_met(checked: Sequence[Checked]) -> bool:
    """Whether Samplats itself can see that everything holds."""
    return bool(checked) and all(one.outcome is Outcome.MET for one in checked)
