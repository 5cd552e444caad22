"""Everything that changes incidents, one function per verb."""

from .duplicates import decide_duplicate, find_likely_duplicates
from .imports import (
    OtherImportRunning,
    SourceMissing,
    cancel_import,
    choose_source,
    finish_import,
    give_up_import,
    map_columns,
    start_import,
    undo_import,
    upload_file,
)
from .rebuilding import rebuild_snapshots
from .retiring import carry_out_retention, retire_rows
from .running import carry_out, erase_what_is_left
from .sources import ConditionsMissing, add_source, change_source, close_source

__all__ = [
    "ConditionsMissing",
    "OtherImportRunning",
    "SourceMissing",
    "add_source",
    "cancel_import",
    "carry_out",
    "carry_out_retention",
    "change_source",
    "choose_source",
    "close_source",
    "decide_duplicate",
    "erase_what_is_left",
    "find_likely_duplicates",
    "finish_import",
    "give_up_import",
    "map_columns",
    "rebuild_snapshots",
    "retire_rows",
    "start_import",
    "undo_import",
    "upload_file",
]
