"""`samplats backup`: database, files and key in one dated archive that has been read back before it counts."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from samplats.commands import backups, databases
from samplats.commands.setup import set_up

KEPT_DAYS = 30


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", required=True, type=Path, metavar="FOLDER", help="where backups are kept")
    parser.add_argument(
        "--keep-days", type=int, default=KEPT_DAYS, help="days until this backup is removed; default: %(default)s"
    )


def run(options: argparse.Namespace) -> int:
    """Make a backup beside running programs, then remove those whose time is up."""
    set_up()
    from samplats.foundation.files.shelf import FilesUnreachable

    if options.keep_days < 1:
        return _fail("--keep-days must be at least 1.")
    try:
        options.to.mkdir(parents=True, exist_ok=True, mode=0o700)
        place = _make(options.to, options.keep_days)
    except (databases.NotDone, backups.Broken, FilesUnreachable) as reason:
        return _fail(str(reason))
    except OSError as error:
        return _fail(f"{options.to} cannot be written ({error.strerror}). Choose another folder with --to.")
    print(f"{place} ({max(place.stat().st_size / 1e6, 0.1):.1f} MB) holds the database, files and base map.")
    print(_about_the_key())
    _remove_expired(options.to)
    return 0


def _make(folder: Path, keep_days: int) -> Path:
    made_at = datetime.now(UTC).replace(microsecond=0)
    place = folder / backups.name_of(made_at)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".samplats-") as scratch:
        beside = Path(scratch, place.name)
        with databases.copied(Path(scratch)) as copy:
            told = backups.About(
                version=databases.version(),
                made_at=made_at.isoformat(),
                expires_at=(made_at + timedelta(days=keep_days)).isoformat(),
                engine=copy.engine,
                migrations=databases.applied_migrations(),
                rows=copy.rows,
            )
            _write(beside, told, copy.path)
        backups.unpack(beside)
        os.replace(beside, place)
    return place


def _write(place: Path, told: backups.About, database: Path) -> None:
    """The database was copied first: every file that it names was stored before, and is still there or erased."""
    sums: dict[str, str] = {}
    with place.open("xb") as sink:
        os.fchmod(sink.fileno(), 0o600)
        with tarfile.open(fileobj=sink, mode="w:gz", compresslevel=3) as archive:
            backups.add(archive, backups.ABOUT, told.as_json(), sums)
            backups.add(archive, backups.DATABASES[told.engine], database, sums)
            for name, lent in _files():
                with suppress(FileNotFoundError), lent as path:  # erased meanwhile
                    backups.add(archive, name, path, sums)
            backups.add(archive, backups.CHECKSUMS, json.dumps(sums).encode(), {})
        sink.flush()
        os.fsync(sink.fileno())


def _files() -> Iterator[tuple[str, AbstractContextManager[Path]]]:
    """Every file that a backup holds beside the database: name in the archive, and how to have it on disk."""
    from django.conf import settings

    from samplats.foundation.files.shelf import shelf

    for sha256 in shelf().names():
        name = f"{backups.FILES}/{sha256[:2]}/{sha256}"
        if backups.NAMES.fullmatch(name):
            yield name, shelf().on_disk(sha256)
    for path in sorted((settings.HOME / backups.MAPS).glob("*")):
        name = f"{backups.MAPS}/{path.name}"
        if path.is_file() and backups.NAMES.fullmatch(name):
            yield name, nullcontext(path)
    key = settings.HOME / backups.SECRET_KEY
    if key.is_file():
        yield backups.SECRET_KEY, nullcontext(key)


def _about_the_key() -> str:
    if os.environ.get("SAMPLATS_SECRET_KEY"):
        return "SAMPLATS_SECRET_KEY is not in it: keep that apart, restoring needs the same one."
    return "The secret key is in it: keep it where nobody else can read it."


def _remove_expired(folder: Path) -> None:
    for path in sorted(folder.glob(backups.PATTERN)):
        try:
            told = backups.about(path)
        except backups.Broken as reason:
            print(f"Left alone: {reason}", file=sys.stderr)
            continue
        if told.is_expired:
            path.unlink()
            print(f"Removed {path.name}: its time was up {told.expires_at[:10]}.")


def _fail(text: str) -> int:
    print(text, file=sys.stderr)
    return 2
