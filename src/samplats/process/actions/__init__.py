"""Start the steps at a place, carry them out, write notes on it, and change the template."""

from samplats.process.actions.coaching import blank_note, carry_out_note_retention, retire_notes, write_note
from samplats.process.actions.starting import AlreadyStarted, UnknownVariant, change_model, start_model
from samplats.process.actions.template import TitleTaken, add_activity, change_activity, edit_activity, retire_activity
from samplats.process.actions.walking import NoReason, assign, blank_event, move_due, tick, untick

__all__ = [
    "AlreadyStarted",
    "NoReason",
    "TitleTaken",
    "UnknownVariant",
    "add_activity",
    "assign",
    "blank_event",
    "blank_note",
    "carry_out_note_retention",
    "change_activity",
    "change_model",
    "edit_activity",
    "move_due",
    "retire_activity",
    "retire_notes",
    "start_model",
    "tick",
    "untick",
    "write_note",
]
