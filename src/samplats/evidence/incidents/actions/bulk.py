"""The one bulk writer: many rows in short transactions, so that nobody else waits long for the database."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import repeat
from typing import Any

from django.db import connection, models, transaction

AT_MOST = 20_000
AT_LEAST = 1_000
AIM = 0.35  # seconds that one transaction may hold the only write lock of SQLite
GAP = 0.105  # a waiting writer asks again every 100 ms: leave the lock free for longer than that


@dataclass
class Pace:
    """How many rows the next transaction takes, from how long the last one took."""

    size: int = field(default_factory=lambda: min(5_000, AT_MOST))
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


@dataclass(frozen=True)
class Same:
    """One value for every row: written into the order itself instead of being handed over a million times."""

    value: str | int | float | None


Values = Sequence[Any] | Same


def insert(model: type[models.Model], columns: Mapping[str, Values], count: int) -> None:
    """Insert `count` rows of plain values in the caller's transaction; the keys are names in the database."""
    quote = connection.ops.quote_name
    table, named = quote(model._meta.db_table), ", ".join(quote(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            filled = [repeat(of.value, count) if isinstance(of, Same) else of for of in columns.values()]
            with cursor.copy(f"COPY {table} ({named}) FROM STDIN") as sink:
                for row in zip(*filled, strict=True):
                    sink.write_row(row)
            return
        marks = ", ".join(_literal(of.value) if isinstance(of, Same) else "%s" for of in columns.values())
        rows = list(zip(*(of for of in columns.values() if not isinstance(of, Same)), strict=True))
        cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", rows)  # noqa: S608 - names of our own


def same_or_all(values: Sequence[Any]) -> Values:
    """`Same` where a column holds one number, nothing or no text at all throughout."""
    first = values[0]
    if (first is None or first == "" or isinstance(first, int)) and list(values).count(first) == len(values):
        return Same(first)
    return values


def _literal(value: object) -> str:
    """A number, nothing or the empty text as SQL; other texts are never written into an order."""
    if value is None:
        return "NULL"
    if isinstance(value, int | float):
        return repr(value)
    if value == "":
        return "''"
    raise ValueError("Only numbers and the empty text may stand in an order.")


def erase_between(
    model: type[models.Model], first: int, end: int, pace: Pace, *, older_than: int | None = None
) -> None:
    """Delete the rows with keys from `first` up to `end`, a batch at a time; perhaps only those that start before."""
    quote = connection.ops.quote_name
    order = f"DELETE FROM {quote(model._meta.db_table)} WHERE id >= %s AND id < %s"  # noqa: S608 - a name of our own

    values: list[int] = []
    if older_than is not None:
        order, values = f"{order} AND starts_at < %s", [older_than]

    def erase(start: int, stop: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(order, [start, stop, *values])

    while first < end:
        stop = min(end, first + pace.size)
        pace.step(partial(erase, first, stop))
        first = stop
