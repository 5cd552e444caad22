"""States of a decision, and when it is late."""

from datetime import date
from enum import StrEnum


class State(StrEnum):
    """How a decision stands. Not done is carried on like what is open; dropped will not be done at all."""

    OPEN = "open"
    UNDER_WAY = "under_way"
    DONE = "done"
    NOT_DONE = "not_done"
    DROPPED = "dropped"


ENDED = frozenset({State.DONE, State.DROPPED})
NEEDS_WHY = frozenset({State.NOT_DONE, State.DROPPED})
MOST_TEXT, MOST_OWNER, MOST_NOTE = 300, 120, 300


def is_late(state: State, due_on: date, on: date) -> bool:
    """Whether a decision that has not ended should have been by the day."""
    return state not in ENDED and due_on < on
