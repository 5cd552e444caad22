"""Prepare, write, close and put away sheets."""

from samplats.weekly.actions.closing import NoFigures, close_sheet, discard_sheet
from samplats.weekly.actions.preparing import begin_sheet, choose_weeks, count_again, fill_sheet, write_passage

__all__ = [
    "NoFigures",
    "begin_sheet",
    "choose_weeks",
    "close_sheet",
    "count_again",
    "discard_sheet",
    "fill_sheet",
    "write_passage",
]
