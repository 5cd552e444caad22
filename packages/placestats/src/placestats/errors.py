"""Two ways to say no: the input is wrong (InputError), or the data cannot bear the method (CannotSay)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class InputError(ValueError):
    """Bad input: `argument` names what is wrong, `remedy` says what to do about it."""

    def __init__(self, argument: str, problem: str, remedy: str) -> None:
        super().__init__(f"{argument} {problem}: {remedy}")
        self.argument = argument
        self.problem = problem
        self.remedy = remedy


# Stable code -> English sentence; {names} are filled from the facts.
REASONS: dict[str, str] = {
    "too_few": "There are {n} events; the method needs at least {least}.",
    "needs_time_of_day": "The times lack a time of day: they are known to the {precision}.",
    "needs_day": "The times are known to the {precision} only; the method needs the day.",
    "needs_history": "The data hold {days} days up to the day asked about; the method needs {least}.",
    "snapped": "The coordinates are snapped: {share_shared:.0%} of the events share their point with another event.",
    "no_variation": "All values are equal, so no place can stand out.",
    "too_few_places": "There are {n} places; the method needs at least {least}.",
    "no_neighbours": "No place has a neighbour; use a larger distance.",
    "cannot_protect": "The cells that everyone knows leave no way to protect the {n} small ones.",
    "nothing_counted": "Nothing was counted, so there is nothing to divide.",
}


@dataclass(frozen=True)
class CannotSay:
    """Returned in place of a result when the data cannot bear the method; counts as false."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return False

    @property
    def reason(self) -> str:
        """The reason in English; an application translates `code` itself."""
        return REASONS.get(self.code, self.code).format_map(self.facts)

    def to_dict(self) -> dict[str, Any]:
        """Code, facts and reason, ready for JSON."""
        return {"code": self.code, "facts": dict(self.facts), "reason": self.reason}
