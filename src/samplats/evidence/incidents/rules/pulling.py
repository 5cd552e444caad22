"""Sources that are pulled from another server: when, what of a record counts, and when one has been withdrawn."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from .precision import PlacePrecision


class Reader(StrEnum):
    """How the other server's answer is read."""

    POLISEN = "polisen"
    OPEN311 = "open311"


class PullPhase(StrEnum):
    """How far a pull has come."""

    ASKING = "asking"
    TAKING_IN = "taking_in"


LEAVE = "-"  # in the table of words: such records are not taken in
HOURS = (1, 3, 6, 12, 24)
MOST_RECORDS = 10_000  # of one pull
MOST_PARTS = 150 * MOST_RECORDS  # records, fields and commas in texts, before an answer is unpacked
MOST_HEARD = 300  # words of a source that a person can be asked about
MOST_PAGES = 50
ANSWER_AT_MOST = 20 * 1024 * 1024  # bytes
SECONDS_AT_MOST = 60.0  # one answer, from the first knock to the last byte
SECONDS_OF_ALL = 300.0  # all pages of a pull: the worker has others to serve
LEAST_BETWEEN = timedelta(minutes=5)  # between two pulls of one source, whoever asks
LONGEST_WAIT = timedelta(hours=24)
MISSED_BEFORE_GONE = 2  # pulls in a row
MOST_GONE_SHARE, MOST_GONE = 0.2, 5  # more at once is the server's fault rather than so many withdrawn
UNDO_FOR = timedelta(days=30)
REMEMBERED_FOR = timedelta(days=180)


@dataclass(frozen=True)
class Record:
    """One record of a pulled source, without its free text.

    `time` is wall-clock time in the reader's zone; `listed_at` is what the server sorts by. `mark` is equal as long as
    the record says the same at its source, its free text included.
    """

    key: str
    time: str
    listed_at: datetime | None
    word: str
    text: str = ""
    status: str = ""
    lon: float | None = None
    lat: float | None = None
    precision: PlacePrecision | None = None
    updated: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Found:
    """What one pull brought: this municipality's records, and what of the rest is needed to count it."""

    reader: Reader
    records: tuple[Record, ...]
    n_read: int
    elsewhere: frozenset[str] = frozenset()
    faults: dict[str, int] = field(default_factory=dict)
    span: tuple[datetime, datetime] | None = None
    is_whole: bool = True


def mark_of(told: Mapping[str, object]) -> str:
    """A short sign of what a record says; what it says cannot be read out of it."""
    return hashlib.blake2b(json.dumps(told, sort_keys=True, default=str).encode(), digest_size=16).hexdigest()


def next_pull(now: datetime, hours: int, *, failures: int = 0, wait: int = 0) -> datetime:
    """When to pull again: as often as said, rarer the longer it fails, never before the server wants it."""
    usual = timedelta(hours=hours)
    slower = min(usual * (1 << min(failures, 5)), max(usual, LONGEST_WAIT))
    return now + max(slower, timedelta(seconds=min(wait, LONGEST_WAIT.total_seconds())))


def too_many_gone(missing: int, listed: int) -> bool:
    """Whether so many records are missing that the answer is to be doubted."""
    return missing > max(MOST_GONE, MOST_GONE_SHARE * listed)
