"""How a place stands: the last 28 days against its own earlier ones, from one source, with the expected range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Standing(StrEnum):
    """The words of the places' table; up always means more harm."""

    WORSE = "worse"
    UNCHANGED = "unchanged"
    BETTER = "better"
    UNMEASURED = "unmeasured"


STANDINGS = {"more": Standing.WORSE, "fewer": Standing.BETTER, "usual": Standing.UNCHANGED}


@dataclass(frozen=True)
class State:
    """One source's last 28 days at one place against what is usual there; `now` is None when it is hidden."""

    subject: str
    source: str
    source_id: str
    now: int | None
    usual: float
    low: float
    high: float
    periods: int
    verdict: str
    until: date | None = None
    """The last day that was counted."""

    @property
    def standing(self) -> Standing:
        """More, fewer, or as usual."""
        return STANDINGS[self.verdict]

    @property
    def is_blurred(self) -> bool:
        """Whether the rounded numbers that the reader may see no longer show the change that the exact ones do."""
        if self.now is None:
            return False
        if self.standing is Standing.WORSE:
            return self.now <= self.high
        return self.standing is Standing.BETTER and self.now >= self.low

    @property
    def strength(self) -> float:
        """How many times the usual, or how many times less; 0 as usual."""
        if self.standing is Standing.WORSE:
            return (self.now or 0) / max(self.usual, 1.0)
        return self.usual / max(self.now or 0, 1) if self.standing is Standing.BETTER else 0.0


def state_of(subject: str, source: str, source_id: str, summary: dict[str, Any], until: date) -> State | None:
    """The state in a stored summary, or None when the source could not be compared."""
    found = summary.get("four_weeks")
    return None if found is None else State(subject, source, source_id, **found, until=until)


def standing_of(states: Sequence[State]) -> State | None:
    """The source that says most about a place: the clearest change for the worse, then for the better, then most."""
    if not states:
        return None
    worse = [one for one in states if one.standing is Standing.WORSE]
    better = [one for one in states if one.standing is Standing.BETTER]
    if worse or better:
        return max(worse or better, key=lambda one: one.strength)
    return max(states, key=lambda one: one.usual)
