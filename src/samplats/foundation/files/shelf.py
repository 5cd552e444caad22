"""Where the bytes of files lie: each under its hash, on one shelf, which is a folder or a bucket (docs/adr/0165)."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Protocol

from django.conf import settings
from django.core import checks

from samplats.foundation.files.bucket import HALF_WRITTEN, Bucket, FilesUnreachable

__all__ = ["FilesUnreachable", "Folder", "Shelf", "check_shelf", "shelf"]


class Shelf(Protocol):
    """What a place for files can do. Whatever is wrong with the place itself raises `FilesUnreachable` or `OSError`."""

    def room(self) -> Path:
        """A folder on this machine to write a file in before it is put."""

    def put(self, path: Path, sha256: str) -> None:
        """Take in a written file, durably, whole or not at all; the path may be gone afterwards."""

    def open(self, sha256: str) -> IO[bytes]:
        """The bytes as a stream; raises `FileNotFoundError`."""

    def on_disk(self, sha256: str) -> AbstractContextManager[Path]:
        """A path to the bytes while the context is open; it leads nowhere when they are gone."""

    def erase(self, sha256: str) -> None:
        """Erase the bytes, if they are there."""

    def names(self) -> Iterator[str]:
        """The hashes of all files."""

    def dated(self) -> Iterator[tuple[str, datetime]]:
        """The hashes of all files, and when each was put last."""

    def erase_older(self, sha256: str, before: datetime) -> bool:
        """Erase the bytes if they have not been put since then; whether any went."""

    def clear_leftovers(self, before: datetime) -> int:
        """Erase what killed processes left half written on this machine before then; how many files."""

    def check(self) -> None:
        """Try everything once; raises `FilesUnreachable`, which says what is wrong."""

    def doubts(self) -> list[str]:
        """What works and is not as it should be."""


@dataclass(frozen=True)
class Folder:
    """Files in a folder of this machine."""

    folder: Path

    def room(self) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder

    def put(self, path: Path, sha256: str) -> None:
        with path.open("rb") as written:
            os.utime(written.fileno())  # put again is put now
            os.fsync(written.fileno())
        place = self._place(sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, place)

    def open(self, sha256: str) -> IO[bytes]:
        return self._place(sha256).open("rb")

    def on_disk(self, sha256: str) -> AbstractContextManager[Path]:
        return nullcontext(self._place(sha256))

    def erase(self, sha256: str) -> None:
        self._place(sha256).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        yield from sorted(path.name for path in self.folder.glob("??/*") if path == self._place(path.name))

    def dated(self) -> Iterator[tuple[str, datetime]]:
        for name in self.names():
            with suppress(FileNotFoundError):  # erased meanwhile
                yield name, _changed_at(self._place(name))

    def erase_older(self, sha256: str, before: datetime) -> bool:
        place, aside = self._place(sha256), self.folder / f"{HALF_WRITTEN}{secrets.token_hex(4)}"
        try:
            os.replace(place, aside)  # what is put from now on is another file
        except FileNotFoundError:
            return False
        if _changed_at(aside) >= before:
            os.replace(aside, place)
            return False
        aside.unlink()
        return True

    def clear_leftovers(self, before: datetime) -> int:
        cleared = 0
        for path in self.folder.glob(f"{HALF_WRITTEN}*"):
            with suppress(FileNotFoundError):
                if path.is_file() and _changed_at(path) < before:
                    path.unlink()
                    cleared += 1
        return cleared

    def check(self) -> None:
        return None

    def doubts(self) -> list[str]:
        return []

    def _place(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256


def _changed_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def shelf() -> Shelf:
    """Where this installation keeps its files."""
    if settings.FILES_BUCKET is None:
        return Folder(Path(settings.FILES_FOLDER))
    return Bucket(settings.FILES_BUCKET, Path(settings.CACHE_FOLDER) / "passing")


def check_shelf(**_given: Any) -> list[checks.CheckMessage]:
    """For `check --deploy`: files can be kept, read and erased, and what is erased is gone."""
    try:
        shelf().check()
        return [checks.Warning(doubt, id="files.W001") for doubt in shelf().doubts()]
    except FilesUnreachable as reason:
        return [checks.Error(str(reason), id="files.E001")]
