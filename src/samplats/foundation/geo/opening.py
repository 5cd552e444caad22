"""What kind of file somebody has given us, told by its content and never by its name."""

from __future__ import annotations

import gzip
import zipfile
from enum import StrEnum
from pathlib import Path

HEAD = 4096
MOST_UNPACKED = 2 * 1024**3
DEFLATE_AT_MOST = 1032
GEOJSON_AT_MOST = 400 * 1024**2


class Unreadable(Exception):
    """A whole file is unusable: a code and facts; the words are given where it is shown."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


class Kind(StrEnum):
    """The kinds of file that are read."""

    TEXT = "text"
    WORKBOOK = "workbook"
    JSON = "json"
    GEOPACKAGE = "geopackage"
    PARQUET = "parquet"


def kind_of(path: Path) -> Kind:
    """The kind of a file by its first bytes; refuses what cannot hold rows."""
    head = first_bytes(path)
    if not head.strip(b"\x00\xef\xbb\xbf \t\r\n"):
        raise Unreadable("empty")
    for start, kind in _STARTS:
        if head.startswith(start):
            return _checked(path, kind)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith((b"<!doctype", b"<html", b"<?xml", b"<")):
        raise Unreadable("html" if b"html" in text[:500] else "xml")
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("binary")
    if _controls(head) > len(head) // 20:
        raise Unreadable("binary")
    return Kind.JSON if text[:1] in {b"{", b"["} else Kind.TEXT


_STARTS = (
    (b"PK\x03\x04", Kind.WORKBOOK),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.WORKBOOK),
    (b"SQLite format 3\x00", Kind.GEOPACKAGE),
    (b"PAR1", Kind.PARQUET),
)


def first_bytes(path: Path) -> bytes:
    """The first bytes of a file, unpacked when it is gzipped."""
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except IsADirectoryError:
        raise Unreadable("is_folder") from None
    except FileNotFoundError:
        raise Unreadable("missing") from None
    except OSError as error:
        raise Unreadable("cannot_open", system=error.strerror or str(error)) from None
    if not head.startswith(b"\x1f\x8b"):
        return head
    try:
        with gzip.open(path, "rb") as packed:
            return packed.read(HEAD)
    except (OSError, EOFError):
        raise Unreadable("broken_archive") from None


def content(path: Path, *, at_most: int = MOST_UNPACKED, first: int = -1) -> bytes:
    """All bytes of a file, unpacked when it is gzipped; a packed bomb is refused before it fills memory.

    `first`: that many bytes are enough; a packed file is read whole all the same.
    """
    with path.open("rb") as stream:
        packed = stream.read(2) == b"\x1f\x8b"
        if not packed:
            if path.stat().st_size > at_most:
                raise Unreadable("too_large", limit_mb=at_most // 1024**2)
            stream.seek(0)
            return stream.read(first)
    try:
        with gzip.open(path, "rb") as unpacked:
            inner = unpacked.read(at_most + 1)
    except (OSError, EOFError):
        raise Unreadable("broken_archive") from None
    if len(inner) > at_most:
        raise Unreadable("bomb", limit_mb=at_most // 1024**2)
    return inner


def _checked(path: Path, kind: Kind) -> Kind:
    if kind is Kind.WORKBOOK and first_bytes(path).startswith(b"PK"):
        check_archive(path)
    return kind


def check_archive(path: Path, *, at_most: int = MOST_UNPACKED // 2) -> None:
    """Refuse a zip archive that would unpack to more than `at_most` bytes, also when its headers lie."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_workbook({entry.filename for entry in entries})
            if sum(entry.file_size for entry in entries) > at_most:
                raise Unreadable("bomb", limit_mb=at_most // 1024**2)
            left = at_most
            for entry in entries:
                if entry.compress_size * DEFLATE_AT_MOST > at_most // 4:
                    left -= _unpacked_size(archive, entry, left)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError):
        raise Unreadable("broken_archive") from None


def _check_workbook(names: set[str]) -> None:
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise Unreadable("zip_not_workbook")


def _unpacked_size(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    size = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(1 << 20):
            size += len(chunk)
            if size > left:
                raise Unreadable("bomb", limit_mb=MOST_UNPACKED // 2 // 1024**2)
    return size


def _controls(head: bytes) -> int:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return 0
    return sum(byte < 32 and byte not in (9, 10, 13) for byte in head)
