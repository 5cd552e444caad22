"""How a place stands: the last 28 days against the 28 before, from one source, with its uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

LEAST_TO_COMPARE = 10  # events in the two periods together; below that chance explains almost anything


class Standing(StrEnum):
    """The words of the places' table; up always means more harm."""

    WORSE = "worse"
    UNCHANGED = "unchanged"
    BETTER = "better"
    UNMEASURED = "unmeasured"


@dataclass(frozen=True)
class State:
    """One source's last 28 days at one place against the 28 before."""

    subject: str
    source: str
    source_id: str
    now: int
    before: int
    ratio: float
    low: float
    high: float
    verdict: str

    @property
    def standing(self) -> Standing:
        """More, fewer, or no certain change."""
        return {"increase": Standing.WORSE, "decrease": Standing.BETTER}.get(self.verdict, Standing.UNCHANGED)

    @property
    def strength(self) -> float:
        """How far the whole interval lies from no change; 0 when it holds it."""
        if self.verdict == "increase":
            return float(np.log(self.low))
        return float(-np.log(self.high)) if self.verdict == "decrease" and self.high > 0 else 0.0


def state_of(subject: str, source: str, source_id: str, summary: dict[str, Any]) -> State | None:
    """The state in a stored summary, or None when the source could not be compared."""
    change = summary.get("change_28")
    if change is None or change["now"] + change["before"] < LEAST_TO_COMPARE:
        return None
    return State(subject, source, source_id, **change)


def standing_of(states: Sequence[State]) -> State | None:
    """The source that says most about a place: the surest change, else the source with most events."""
    if not states:
        return None
    changed = [one for one in states if one.standing is not Standing.UNCHANGED]
    if changed:
        return max(changed, key=lambda one: (one.standing is Standing.WORSE, one.strength))
    return max(states, key=lambda one: one.now + one.before)
