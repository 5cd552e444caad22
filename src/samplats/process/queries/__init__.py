"""Everything that is read of the steps; each function takes the actor first."""

from samplats.process.queries.checks import Asker
from samplats.process.queries.template import edits, own_activities, own_activity, plans, the_guide
from samplats.process.queries.walks import (
    Found,
    PlaceWalk,
    activity,
    candidates,
    event,
    history,
    planned,
    process_of,
    processes,
    started,
    state_of,
    walk_of,
    walks,
)

__all__ = [
    "Asker",
    "Found",
    "PlaceWalk",
    "activity",
    "candidates",
    "edits",
    "event",
    "history",
    "own_activities",
    "own_activity",
    "planned",
    "plans",
    "process_of",
    "processes",
    "started",
    "state_of",
    "the_guide",
    "walk_of",
    "walks",
]
