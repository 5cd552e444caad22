"""The one bulk writer: columns are made ready beside the database, and stored in turns."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, islice
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv
from django.db import connection, models

from . import turns

TOGETHER = 100  # rows in one order; with 20 columns well below SQLite's limit of values
READY = "ready"  # the name under which the database sees the rows that are made ready


@dataclass(frozen=True)
class Same:
    """One value for every row: written into the order itself instead of being handed over a million times."""

    value: str | int | float | None


Values = Sequence[Any] | Same
Columns = Mapping[str, Values]
Made = Callable[[int, int], Columns]
Told = Callable[[int], None]


@dataclass(frozen=True)
class Ready:
    """Some rows as the database takes them fastest: for SQLite a small database, for PostgreSQL lines to copy."""

    names: tuple[str, ...]
    chosen: tuple[str, ...]
    content: tuple[bytes, ...]


def store(model: type[models.Model], made: Made, start: int, end: int, told: Told) -> None:
    """Store rows `start` to `end`, whose columns `made(from, to)` gives; tells how far it came after each turn.

    The keys of the columns are names in the database. While some rows are stored, a thread without a database
    makes the next ones ready. Every transaction is a whole stretch, in order.
    """
    pace, for_copy = turns.Turns(), connection.vendor == "postgresql"
    with ThreadPoolExecutor(1) as other, _place_for_ready_rows(model), turns.much_to_write(), _uncollected():
        stop = min(end, start + pace.room)
        coming = other.submit(_ready, made, start, stop, for_copy)
        while start < end:
            ready, first, count = coming.result(), start, stop - start
            start, stop = stop, min(end, stop + pace.room)
            if start < end:
                coming = other.submit(_ready, made, start, stop, for_copy)
            with _laid_out(ready):
                for done in pace.over(_copy(model, ready), 0, count):
                    told(first + done)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for rings among the objects: rows are none, and there are millions of them to look through."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def erase_between(model: type[models.Model], first: int, end: int, *, older_than: int | None = None) -> None:
    """Delete the rows with keys from `first` up to `end` in turns; perhaps only those that start before."""
    table = connection.ops.quote_name(model._meta.db_table)
    order = f"DELETE FROM {table} WHERE id >= %s AND id < %s"  # noqa: S608 - a name of our own
    values: list[int] = []
    if older_than is not None:
        order, values = f"{order} AND starts_at < %s", [older_than]

    def erase(start: int, stop: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(order, [start, stop, *values])

    with turns.much_to_write():
        for _ in turns.Turns().over(erase, first, end):
            pass


def same_or_all(values: Sequence[Any]) -> Values:
    """`Same` where a column holds one number, nothing or no text at all throughout."""
    first = values[0]
    if (first is None or first == "" or isinstance(first, int)) and list(values).count(first) == len(values):
        return Same(first)
    return values


def _ready(made: Made, start: int, stop: int, for_copy: bool) -> Ready:
    columns = made(start, stop)
    return _as_lines(columns, stop - start) if for_copy else _as_database(columns)


def _as_database(columns: Columns) -> Ready:
    """A small SQLite database in memory: copied from there a row costs half, and Python's lock is not held."""
    lists = [of for of in columns.values() if not isinstance(of, Same | range)]
    fields = [f"c{number}" for number in range(len(lists))]
    numbered = iter(fields)
    chosen = tuple(_expression(of) or next(numbered) for of in columns.values())
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as beside:
        beside.execute(f"CREATE TABLE rows ({', '.join(fields)})")
        beside.execute("BEGIN")
        marks = f"({', '.join('?' * len(fields))})"
        _insert_together(beside, marks, zip(*lists, strict=True))
        beside.execute("COMMIT")
        return Ready(tuple(columns), chosen, (beside.serialize(),))


def _insert_together(beside: sqlite3.Connection, marks: str, rows: Iterator[tuple[Any, ...]]) -> None:
    """A hundred rows an order: two thirds of the time of one by one."""
    order = "INSERT INTO rows VALUES "  # the table and the marks are our own
    while some := list(islice(rows, TOGETHER)):
        if len(some) == TOGETHER:
            beside.execute(order + ", ".join([marks] * TOGETHER), list(chain.from_iterable(some)))
        else:
            beside.executemany(order + marks, some)


def _as_lines(columns: Columns, count: int) -> Ready:
    """Lines for COPY, a piece at a time: an empty text is quoted there, nothing at all is not."""
    arrays = [
        pa.repeat(pa.scalar(of.value), count) if isinstance(of, Same) else pa.array(of) for of in columns.values()
    ]
    table = pa.Table.from_arrays(arrays, names=list(columns))
    options = pacsv.WriteOptions(include_header=False, quoting_style="needed")
    pieces = []
    for at in range(0, count, turns.PIECE):
        sink = BytesIO()
        pacsv.write_csv(table.slice(at, turns.PIECE), sink, options)
        pieces.append(sink.getvalue())
    return Ready(tuple(columns), (), tuple(pieces))


@contextmanager
def _place_for_ready_rows(model: type[models.Model]) -> Iterator[None]:
    """Beside the real rows, on the same connection: for SQLite a database in memory, for PostgreSQL a passing table.

    PostgreSQL copies into no table with a wall between tenants; from the passing one rows go through the wall.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            like = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{READY}")
            cursor.execute(f"CREATE TEMPORARY TABLE {READY} AS TABLE {like} WITH NO DATA")
        else:
            cursor.execute("PRAGMA database_list")
            if READY not in {name for _, name, _ in cursor.fetchall()}:
                cursor.execute(f"ATTACH ':memory:' AS {READY}")
        try:
            yield
        finally:
            if not connection.in_atomic_block:  # within somebody else's transaction it cannot be let go
                cursor.execute(f"DROP TABLE {READY}" if connection.vendor == "postgresql" else f"DETACH {READY}")


@contextmanager
def _laid_out(ready: Ready) -> Iterator[None]:
    if connection.vendor == "sqlite":
        connection.connection.deserialize(ready.content[0], name=READY)
    yield


def _copy(model: type[models.Model], ready: Ready) -> Callable[[int, int], None]:
    """The work of one piece: rows `start` to `stop` of those made ready, into the table."""
    quote = connection.ops.quote_name
    table, named = quote(model._meta.db_table), ", ".join(map(quote, ready.names))

    def copy(start: int, stop: int) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {READY} ({named}) FROM STDIN (FORMAT csv)") as sink:
                    sink.write(ready.content[start // turns.PIECE])
                over = f"INSERT INTO {table} ({named}) SELECT {named} FROM {READY}; TRUNCATE {READY}"  # noqa: S608
                cursor.execute(over)
                return
            source = f"SELECT {', '.join(ready.chosen)} FROM {READY}.rows WHERE rowid > %s AND rowid <= %s"  # noqa: S608
            cursor.execute(f"INSERT INTO {table} ({named}) {source}", [start, stop])

    return copy


def _expression(values: Values) -> str:
    """A number, nothing, the empty text or running numbers as SQL; other texts are never written into an order."""
    if isinstance(values, range):
        return f"rowid + {values.start - 1}"
    if not isinstance(values, Same):
        return ""
    if values.value is None:
        return "NULL"
    if isinstance(values.value, int | float):
        return repr(values.value)
    if values.value == "":
        return "''"
    raise ValueError("Only numbers and the empty text may stand in an order.")
