"""The database as a whole: copied at one moment, put into an empty place, counted. SQLite and PostgreSQL."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any


class NotDone(Exception):
    """The database could not be copied or put in; the text is one line with the remedy."""


@dataclass(frozen=True)
class Copy:
    """A copy of the database and how many rows each table has in it."""

    path: Path
    engine: str
    rows: dict[str, int]


def version() -> str:
    """The version of this program; `unreleased` where it runs from its source without being installed."""
    try:
        return version_of("samplats")
    except PackageNotFoundError:
        return "unreleased"


def engine() -> str:
    """`sqlite` or `postgresql`."""
    from django.db import connection

    return connection.vendor


def applied_migrations() -> list[list[str]]:
    """Every migration that this database has been through, as [app, name]."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def unknown_migrations(applied: list[list[str]]) -> list[str]:
    """Those that this program does not have: the database is from a newer one."""
    from django.db.migrations.loader import MigrationLoader

    known = MigrationLoader(None).disk_migrations
    return sorted(f"{app}.{name}" for app, name in applied if (app, name) not in known)


def row_counts() -> dict[str, int]:
    """How many rows each table has."""
    from django.db import connection

    from samplats.foundation.tenancy.current import across_tenants

    with across_tenants("a backup holds every tenant's rows, and counts them"), connection.cursor() as cursor:
        return {name: _count(cursor, name) for name in sorted(connection.introspection.table_names(cursor))}


def is_empty() -> bool:
    """Whether there is no table yet."""
    from django.db import connection

    return not connection.introspection.table_names()


@contextmanager
def copied(scratch: Path) -> Iterator[Copy]:
    """A consistent copy while others go on writing; raises `NotDone`."""
    if engine() == "sqlite":
        yield _sqlite_copy(scratch / "copy.sqlite3")
    else:
        yield _postgresql_copy(scratch / "copy.dump")


def put_in(path: Path) -> None:
    """Make the copy the database, which is empty; raises `NotDone`."""
    from django.conf import settings
    from django.db import connection

    if engine() == "postgresql":
        _run(["pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error",
              f"--dbname={settings.DATABASES['default']['NAME']}", str(path)])  # fmt: skip
        return
    connection.close()
    os.replace(path, settings.DATABASES["default"]["NAME"])


def _sqlite_copy(place: Path) -> Copy:
    from django.conf import settings

    address = Path(settings.DATABASES["default"]["NAME"])
    with closing(sqlite3.connect(f"file:{address}?mode=ro", uri=True)) as source, closing(sqlite3.connect(place)) as to:
        source.backup(to)
        [(verdict,)] = to.execute("PRAGMA quick_check").fetchall() or [("empty",)]
        if verdict != "ok":
            raise NotDone(f"The database is damaged ({verdict}). Restore the last backup.")
        to.execute("PRAGMA journal_mode=DELETE")
        names = [name for (name,) in to.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: _count(to.cursor(), name) for name in sorted(names) if not name.startswith("sqlite_")}
    return Copy(place, "sqlite", rows)


def _postgresql_copy(place: Path) -> Copy:
    """pg_dump in a snapshot that this connection holds open, so that the numbers are those of the copy."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone()
        rows = row_counts()
        _run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--enable-row-security",
              f"--snapshot={snapshot}", f"--file={place}"])  # fmt: skip
    return Copy(place, "postgresql", rows)


def _count(cursor: Any, name: str) -> int:
    from django.db import connection

    cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - the database's own names
    return int(cursor.fetchone()[0])


def _run(command: list[str]) -> None:
    """One of PostgreSQL's own programs, connected as the website is."""
    from django.conf import settings

    if shutil.which(command[0]) is None:
        raise NotDone(f"{command[0]} is not installed here. On Debian: apt-get install postgresql-client")
    given = settings.DATABASES["default"]
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    address = {name: str(given[key]) for name, key in names.items() if given[key]}
    environment = {**os.environ, **address, "PGOPTIONS": "-c samplats.tenant=all"}  # the rows of every tenant
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise NotDone(f"{command[0]} failed: {said}")
