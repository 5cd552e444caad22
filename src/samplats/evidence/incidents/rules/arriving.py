"""Files that land in a watched folder: when one is whole, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

UPLOAD_AT_MOST = 400 * 1024 * 1024  # bytes, by hand or by folder
UNFINISHED = (".part", ".partial", ".filepart", ".tmp", ".crdownload")
LOOKS = 2  # a file that has the same size and time in two looks is no longer being written
MOST_LEFT_OUT = 0.1  # of the rows at the beginning; with more a person looks first

Seen = dict[str, list[int]]  # name: size, time of change in nanoseconds, in how many looks


class Fate(StrEnum):
    """What became of a file; also the folder that it is moved to."""

    DONE = "done"
    WAITING = "waiting"
    REFUSED = "refused"


def is_candidate(name: str) -> bool:
    """Whether a name is that of a finished file: programs that copy give other names while they do."""
    return not name.startswith(".") and not name.lower().endswith(UNFINISHED)


def seen_now(before: Mapping[str, list[int]], found: Mapping[str, tuple[int, int]]) -> Seen:
    """What lies there now, and in how many looks each file has been as it is."""
    return {
        name: [*state, 1 + (before[name][2] if name in before and before[name][:2] == [*state] else 0)]
        for name, state in found.items()
    }


def whole(seen: Mapping[str, list[int]]) -> list[str]:
    """The names of the files that are no longer being written, oldest first."""
    return sorted((name for name, one in seen.items() if one[2] >= LOOKS), key=lambda name: (seen[name][1], name))
