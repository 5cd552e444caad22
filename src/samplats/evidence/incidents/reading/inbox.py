"""A folder on the server where others lay files. No link in it is ever followed, and nothing in it is erased."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from samplats.foundation.geo.opening import Unreadable

from ..rules.arriving import UPLOAD_AT_MOST, is_candidate

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
PIECE = 1 << 20
LONGEST_NAME = 200  # bytes; with the date before it well below what file systems take


class Changed(Exception):
    """The file is not the one that was seen: it is still being written, or gone. The next look sees it again."""


class NoFile(Unreadable):
    """Something in the folder that is no file of its own; on the command line there is no such thing."""


@contextmanager
def opened(root: Path, *parts: str) -> Iterator[int]:
    """The folder below `root`, made where it is missing; raises `OSError`, also when a part of it is a link."""
    root.mkdir(parents=True, exist_ok=True)
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for name in parts:
            inner = _inside(folder, name)
            os.close(folder)
            folder = inner
        yield folder
    finally:
        os.close(folder)


def _inside(folder: int, name: str) -> int:
    with suppress(FileExistsError):
        os.mkdir(name, 0o770, dir_fd=folder)
    return os.open(name, FOLDER, dir_fd=folder)


def landed(folder: int) -> tuple[dict[str, tuple[int, int]], bool]:
    """Size and time of change of what lies there by name, and whether every name can be read."""
    found: dict[str, tuple[int, int]] = {}
    is_readable = True
    with os.scandir(folder) as entries:
        for entry in entries:
            if not is_candidate(entry.name) or entry.is_dir(follow_symlinks=False):
                continue
            if not _is_text(entry.name):
                is_readable = False
                continue
            with suppress(FileNotFoundError):  # gone meanwhile
                now = entry.stat(follow_symlinks=False)
                found[entry.name] = now.st_size, now.st_mtime_ns
    return found, is_readable


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


@contextmanager
def whole_file(folder: int, name: str, size: int, changed: int) -> Iterator[BinaryIO]:
    """The file's bytes; raises `Changed` when it is not as it was seen, `Unreadable` when it may not be read."""
    with suppress(FileNotFoundError):
        _check(os.stat(name, dir_fd=folder, follow_symlinks=False), size, changed)
        with os.fdopen(os.open(name, FILE, dir_fd=folder), "rb") as stream:
            _check(os.fstat(stream.fileno()), size, changed)
            yield stream
        return
    raise Changed(name)


def _check(now: os.stat_result, size: int, changed: int) -> None:
    if (now.st_size, now.st_mtime_ns) != (size, changed):
        raise Changed
    if stat.S_ISLNK(now.st_mode) or (stat.S_ISREG(now.st_mode) and now.st_nlink > 1):
        raise NoFile("link")
    if not stat.S_ISREG(now.st_mode):
        raise NoFile("not_a_file")
    if now.st_size > UPLOAD_AT_MOST:
        raise Unreadable("too_large", limit_mb=UPLOAD_AT_MOST // 1024**2)


def pieces(stream: BinaryIO) -> Iterator[bytes]:
    """The file from its beginning."""
    stream.seek(0)
    while piece := stream.read(PIECE):
        yield piece


def sha256_of(stream: BinaryIO) -> str:
    """The hash under which the file is stored if it is taken in."""
    digest = hashlib.sha256()
    for piece in pieces(stream):
        digest.update(piece)
    return digest.hexdigest()


def put_away(folder: int, name: str, size: int, changed: int, *, place: str, now: datetime) -> None:
    """Move the file into a folder beside it under a name with the day; raises `Changed` for another file."""
    target = _inside(folder, place)
    try:
        there = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if (there.st_size, there.st_mtime_ns) != (size, changed):
            raise Changed
        os.rename(name, _free_name(target, name, now), src_dir_fd=folder, dst_dir_fd=target)
        os.fsync(target)
    except FileNotFoundError as gone:
        raise Changed from gone
    finally:
        os.close(target)


def _free_name(target: int, name: str, now: datetime) -> str:
    """The name after the day, numbered where it is taken; a long one keeps its end."""
    end = name.encode()[-LONGEST_NAME:].decode(errors="ignore")
    taken = set(os.listdir(target))
    free = f"{now:%Y-%m-%d}_{end}"
    number = 2
    while free in taken:
        free = f"{now:%Y-%m-%d}_{number}_{end}"
        number += 1
    return free
