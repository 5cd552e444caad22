"""Turns at the database: transactions that end when others have waited long enough, with the lock free in between."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction

HOLD = 0.75  # seconds that one transaction may hold SQLite's only write lock, its commit included
GAP = 0.105  # a waiting writer asks again every 100 ms: leave the lock free for longer than that
PIECE = 1_000  # rows between two looks at the clock, so that a busy machine lengthens no turn
AT_FIRST, AT_LEAST, AT_MOST = 10_000, 2_000, 80_000  # rows that are made ready for one turn
MEMORY = 64 * 1024  # KiB: the indexes of a million rows; SQLite keeps 2 MiB unless told otherwise

Work = Callable[[int, int], None]


@dataclass
class Turns:
    """Long work in short transactions; `room` is how many rows the next one is expected to take."""

    room: int = field(default_factory=lambda: AT_FIRST)
    free_since: float = 0.0
    commit: float = 0.05  # seconds that the last commit took, or the one before, whichever was longer

    def over(self, work: Work, start: int, end: int) -> Iterator[int]:
        """Do `work(from, to)` over the rows from `start` to `end`; yields how far it came after each turn."""
        while start < end:
            start = self._turn(work, start, end)
            yield start

    def _turn(self, work: Work, start: int, end: int) -> int:
        self._give_way()
        done = start
        with transaction.atomic():
            began = time.monotonic()
            while done < end and (done == start or time.monotonic() - began < HOLD - self.commit):
                stop = min(end, done + PIECE)
                work(done, stop)
                done = stop
            worked = time.monotonic()
        self.free_since = time.monotonic()
        self.commit = max(self.free_since - worked, self.commit / 2)
        if done < end or done - start == self.room:
            self._adapt(done - start, self.free_since - began)
        _tidy()
        return done

    def _give_way(self) -> None:
        if _is_shared_file():
            time.sleep(max(0.0, GAP - (time.monotonic() - self.free_since)))

    def _adapt(self, rows: int, took: float) -> None:
        self.room = int(min(AT_MOST, max(AT_LEAST, rows * min(4.0, HOLD / max(took, 0.001)))))


@contextmanager
def much_to_write() -> Iterator[None]:
    """SQLite: room for the indexes in memory, and its log is tidied between the turns instead of within them."""
    if not _is_shared_file():
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        [before] = cursor.fetchone()
        cursor.execute("PRAGMA wal_autocheckpoint")
        [every] = cursor.fetchone()
        cursor.execute(f"PRAGMA cache_size = -{MEMORY}")
        cursor.execute("PRAGMA wal_autocheckpoint = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size = {before}")
            cursor.execute(f"PRAGMA wal_autocheckpoint = {every}")
            cursor.execute("PRAGMA shrink_memory")


def _tidy() -> None:
    """Move what was written from the log to the file while others may write; else the next of them would have to."""
    if _is_shared_file():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")


def _is_shared_file() -> bool:
    return connection.vendor == "sqlite" and not connection.in_atomic_block
