"""The one bulk writer: many rows in short transactions, so that nobody else waits long for the database."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models, transaction

AT_MOST = 20_000
AT_LEAST = 1_000
AIM = 0.35  # seconds that one transaction may hold the only write lock of SQLite
GAP = 0.105  # a waiting writer asks again every 100 ms: leave the lock free for longer than that


@dataclass
class Pace:
    """How many rows the next transaction takes, from how long the last one took."""

    size: int = 5_000
    free_since: float = field(default_factory=time.monotonic)

    def step(self, work: Callable[[], None]) -> None:
        """Do one batch in its own transaction, then adapt; before it, give way to whoever waits."""
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            time.sleep(max(0.0, GAP - (time.monotonic() - self.free_since)))
        started = time.monotonic()
        with transaction.atomic():
            work()
        self.free_since = time.monotonic()
        took = max(self.free_since - started, 0.001)
        self.size = int(min(AT_MOST, max(AT_LEAST, self.size * min(2.0, AIM / took))))


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of plain values in the caller's transaction; `columns` are names in the database."""
    quote = connection.ops.quote_name
    table, named = quote(model._meta.db_table), ", ".join(quote(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({named}) FROM STDIN") as sink:
                for row in rows:
                    sink.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", rows)  # noqa: S608 - names of our own


def erase_between(model: type[models.Model], first: int, end: int, pace: Pace) -> None:
    """Delete the rows with keys from `first` up to `end`, a batch at a time."""
    quote = connection.ops.quote_name
    order = f"DELETE FROM {quote(model._meta.db_table)} WHERE id >= %s AND id < %s"  # noqa: S608 - a name of our own

    def erase(start: int, stop: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(order, [start, stop])

    while first < end:
        stop = min(end, first + pace.size)
        pace.step(lambda start=first, stop=stop: erase(start, stop))  # type: ignore[misc]
        first = stop
