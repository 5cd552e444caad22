"""`samplats restore`: a backup becomes database and data folder, checked to its last byte before anything moves."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from samplats.commands import backups, databases, prepare, rebuild
from samplats.commands.setup import set_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("backup", type=Path, metavar="FILE", help="a backup made by `samplats backup`")
    parser.add_argument(
        "--replace", action="store_true", help="move what is there aside, into a folder of its own (SQLite only)"
    )


def run(options: argparse.Namespace) -> int:
    """Put a backup in place of nothing, or with --replace of what is there; stop the website first."""
    set_up()
    from django.conf import settings

    from samplats.foundation.files.shelf import FilesUnreachable, shelf

    aside = None
    try:
        shelf().check()
        settings.HOME.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".restore-") as scratch:
            told = backups.unpack(options.backup, Path(scratch))
            _check(told)
            aside = _make_room(replace=options.replace)
            _put_in_place(Path(scratch), told)
    except (backups.Broken, databases.NotDone, FilesUnreachable) as reason:
        print(reason, file=sys.stderr)
        if aside:
            print(f"What was there lies in {aside}.", file=sys.stderr)
        return 2
    _say(told, aside)
    return _bring_up_to_date()


def _check(told: backups.About) -> None:
    """Refuse what cannot become this place's database, before anything is touched."""
    if told.is_expired:
        raise backups.Broken(
            f"Its time was up {told.expires_at[:10]}: it holds what has been erased since. Choose a newer one."
        )
    if told.engine != databases.engine():
        raise backups.Broken(f"It was made from {told.engine}, and SAMPLATS_DATABASE says {databases.engine()}.")
    if unknown := databases.unknown_migrations(told.migrations):
        raise backups.Broken(f"It was made by a newer version ({told.version}, {unknown[-1]}). Install that one first.")


def _make_room(*, replace: bool) -> Path | None:
    """Where what was there has been moved, or None when there was nothing."""
    from django.conf import settings
    from django.db import connection

    if databases.is_empty():
        connection.close()
        return None
    if databases.engine() == "postgresql":
        raise databases.NotDone(
            "The database is not empty. Make a new one with createdb and name it in SAMPLATS_DATABASE."
        )
    if not replace:
        raise databases.NotDone(
            "There is a database already. Give --replace to move it aside, or another SAMPLATS_HOME."
        )
    connection.close()
    aside = Path(settings.HOME, f"replaced-{datetime.now(UTC):%Y-%m-%dT%H%M%S}Z")
    aside.mkdir(mode=0o700)
    database = Path(settings.DATABASES["default"]["NAME"])
    beside = [database.with_name(database.name + end) for end in ("-wal", "-shm")]
    folders = [settings.HOME / name for name in (backups.FILES, backups.MAPS, "snapshots", backups.SECRET_KEY)]
    for path in (database, *beside, *folders):
        if path.exists():
            os.replace(path, aside / path.name)
    return aside


def _put_in_place(scratch: Path, told: backups.About) -> None:
    from django.conf import settings

    from samplats.foundation.files.shelf import shelf

    for path in sorted((scratch / backups.FILES).glob("*/*")):
        shelf().put(path, path.name)
    for name in (backups.MAPS, backups.SECRET_KEY):
        if (scratch / name).exists():
            _move(scratch / name, settings.HOME / name)
    key = settings.HOME / backups.SECRET_KEY
    if key.exists():
        key.chmod(0o600)
    databases.put_in(scratch / backups.DATABASES[told.engine])
    found = databases.row_counts()
    if wrong := sorted(name for name in told.rows if found.get(name) != told.rows[name]):
        raise databases.NotDone(f"The restored table {wrong[0]} has not as many rows as the backup says.")


def _move(source: Path, target: Path) -> None:
    """Into its place; a folder that is there without a database gets the files that it lacks."""
    if source.is_dir() and target.is_dir():
        for path in source.rglob("*"):
            if path.is_file():
                place = target / path.relative_to(source)
                place.parent.mkdir(parents=True, exist_ok=True)
                os.replace(path, place)
    else:
        os.replace(source, target)


def _say(told: backups.About, aside: Path | None) -> None:
    print(f"Restored the backup of {told.made_at}: {sum(told.rows.values())} rows in {len(told.rows)} tables.")
    if aside:
        print(f"What was there lies in {aside}. Remove it when all is well.")


def _bring_up_to_date() -> int:
    """Migrations, snapshots, and nobody signed in: a session that ended since must not begin again."""
    from django.contrib.sessions.models import Session

    from samplats.foundation.tenancy.models import Tenant

    prepared = prepare.run(argparse.Namespace(demo=False))
    Session.objects.all().delete()
    if prepared or not Tenant.objects.exists():
        return prepared
    return rebuild.run(argparse.Namespace(municipality=None))
