"""Everything that changes incidents, one function per verb."""

from .arriving import look_into, take_in
from .collecting import choose_report_source, collect_reports
from .duplicates import decide_duplicate, find_likely_duplicates
from .effort import close_reporting_weeks, keep_reporting_weeks, set_rhythm
from .feeds import TooSoon, add_feed, ask_for_pull, change_feed, sort_words, switch_off, switch_on, tidy_feeds
from .folders import note_arrival, stop_watching, watch_folder
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
from .photos import NoPhotoHere, remove_photo, set_photos
from .pulling import note_failed_pull, pull, take_records, take_saved, undo_pull
from .rebuilding import rebuild_snapshots
from .reminders import choose_reminders, claim_reminder, give_back_reminder
from .reports import (
    AlreadyHandedIn,
    HasReported,
    NotYours,
    PersonInText,
    bring_back_report,
    change_report,
    hand_in_report,
    merge_report,
    part_report,
    say_calm,
    withdraw_report,
)
from .retiring import carry_out_retention, retire_rows
from .running import carry_out, erase_what_is_left
from .sources import ConditionsMissing, add_source, change_source, close_source

__all__ = [
    "AlreadyHandedIn",
    "ConditionsMissing",
    "HasReported",
    "NoPhotoHere",
    "NotYours",
    "OtherImportRunning",
    "PersonInText",
    "SourceMissing",
    "TooSoon",
    "add_feed",
    "add_source",
    "ask_for_pull",
    "bring_back_report",
    "cancel_import",
    "carry_out",
    "carry_out_retention",
    "change_feed",
    "change_report",
    "change_source",
    "choose_reminders",
    "choose_report_source",
    "choose_source",
    "claim_reminder",
    "close_reporting_weeks",
    "close_source",
    "collect_reports",
    "decide_duplicate",
    "erase_what_is_left",
    "find_likely_duplicates",
    "finish_import",
    "give_back_reminder",
    "give_up_import",
    "hand_in_report",
    "keep_reporting_weeks",
    "look_into",
    "map_columns",
    "merge_report",
    "note_arrival",
    "note_failed_pull",
    "part_report",
    "pull",
    "rebuild_snapshots",
    "remove_photo",
    "retire_rows",
    "say_calm",
    "set_photos",
    "set_rhythm",
    "sort_words",
    "start_import",
    "stop_watching",
    "switch_off",
    "switch_on",
    "take_in",
    "take_records",
    "take_saved",
    "tidy_feeds",
    "undo_import",
    "undo_pull",
    "upload_file",
    "watch_folder",
    "withdraw_report",
]
