"""What a backup is: one archive with the database, the files and a list of what must be in it."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tarfile
import zlib
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

ABOUT, CHECKSUMS = "about.json", "checksums.json"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
FILES, MAPS = "files", "basemap"
SECRET_KEY = "secret_key"  # noqa: S105 - the file's name
PATTERN = "samplats-*.tar.gz"
NAMES = re.compile(
    r"about\.json|checksums\.json|database\.(sqlite3|dump)|secret_key|files/[0-9a-f]{2}/[0-9a-f]{64}|basemap/[^/]+"
)
BLOCK = 1 << 20


class Broken(Exception):
    """The archive is not what a backup must be; the text is one line with the remedy."""


@dataclass(frozen=True)
class About:
    """What stands first in a backup: when and from what it was made, until when it is kept, and how much it holds."""

    version: str
    made_at: str
    expires_at: str
    engine: str
    migrations: list[list[str]]
    rows: dict[str, int]

    @property
    def is_expired(self) -> bool:
        """Whether its time is up: it holds what has been erased since."""
        return datetime.fromisoformat(self.expires_at) <= datetime.now(UTC)

    def as_json(self) -> bytes:
        """As it stands in the archive."""
        return json.dumps(asdict(self), indent=1).encode()


def name_of(made_at: datetime) -> str:
    """The file name of a backup, so that names sort by age."""
    return f"samplats-{made_at:%Y-%m-%dT%H%M%S}Z.tar.gz"


def add(archive: tarfile.TarFile, name: str, content: bytes | Path, sums: dict[str, str]) -> None:
    """Put one member in, and note its checksum."""
    digest = hashlib.sha256()
    if isinstance(content, bytes):
        digest.update(content)
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    else:
        with content.open("rb") as source:
            entry = tarfile.TarInfo(name)
            entry.size = content.stat().st_size
            archive.addfile(entry, _Hashed(source, digest))
    sums[name] = digest.hexdigest()


class _Hashed:
    """A file that is hashed while it is read."""

    def __init__(self, source: IO[bytes], digest: Any) -> None:
        self._source, self._digest = source, digest

    def read(self, size: int = -1) -> bytes:
        block = self._source.read(size)
        self._digest.update(block)
        return block


def about(path: Path) -> About:
    """What a backup says of itself; raises `Broken`."""
    try:
        with tarfile.open(path, "r|gz") as archive:
            first = archive.next()
            if first is None or first.name != ABOUT:
                raise Broken(f"{path} is no backup of Samplats: {ABOUT} is missing at its beginning.")
            return About(**json.load(archive.extractfile(first)))  # type: ignore[arg-type]
    except (tarfile.TarError, OSError, EOFError, ValueError, TypeError) as error:
        raise Broken(f"{path} cannot be read as a backup ({error}). Choose another.") from None


def unpack(path: Path, into: Path | None = None) -> About:
    """Read a whole backup, check every byte of it and, unless `into` is None, lay it out there; raises `Broken`."""
    found = about(path)
    sums: dict[str, str] = {}
    try:
        with tarfile.open(path, "r|gz") as archive:
            for entry in archive:
                source = archive.extractfile(entry)
                if source is None or not NAMES.fullmatch(entry.name):
                    raise Broken(f"{path} holds {entry.name}, which no backup has. Choose another.")
                if entry.name == CHECKSUMS:
                    _compare(path, sums, json.load(source))
                    return found
                sums[entry.name] = _take(source, into and into / entry.name)
    except (tarfile.TarError, OSError, EOFError, ValueError, zlib.error) as error:
        raise Broken(f"{path} is damaged ({error}). Choose another.") from None
    raise Broken(f"{path} is cut off: {CHECKSUMS} is missing at its end. Choose another.")


def _take(source: IO[bytes], target: Path | None) -> str:
    digest = hashlib.sha256()
    with _opened(target) as sink:
        while block := source.read(BLOCK):
            digest.update(block)
            sink.write(block)
    return digest.hexdigest()


def _opened(target: Path | None) -> IO[bytes]:
    if target is None:
        return open(os.devnull, "wb")
    target.parent.mkdir(parents=True, exist_ok=True)
    return target.open("wb")


def _compare(path: Path, found: dict[str, str], promised: dict[str, str]) -> None:
    wrong = sorted(name for name in found.keys() | promised.keys() if found.get(name) != promised.get(name))
    if wrong:
        raise Broken(f"{path} is damaged: {wrong[0]} is not what was put in. Choose another.")
