"""Everything that is read of the steps; each function takes the actor first."""

from samplats.process.queries.checks import Asker
from samplats.process.queries.coaching import CoachedWalk, coached_walks, coaches, note, notes, recent_notes
from samplats.process.queries.released import STATUS, STATUS_SCHEMA, last_days, status_content
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
    "STATUS",
    "STATUS_SCHEMA",
    "Asker",
    "CoachedWalk",
    "Found",
    "PlaceWalk",
    "activity",
    "candidates",
    "coached_walks",
    "coaches",
    "edits",
    "event",
    "history",
    "last_days",
    "note",
    "notes",
    "own_activities",
    "own_activity",
    "planned",
    "plans",
    "process_of",
    "processes",
    "recent_notes",
    "started",
    "state_of",
    "status_content",
    "the_guide",
    "walk_of",
    "walks",
]
