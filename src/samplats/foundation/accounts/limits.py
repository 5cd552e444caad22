"""The rate limits' memory: a file per address or account, which nothing reads again once its time is up."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

LONGEST = timedelta(hours=1)  # of the windows in the settings and of allauth's own


def forget_old_limits(folder: Path, now: datetime) -> int:
    """Delete what has not been written to for the longest window; returns how many. Django does it only when asked."""
    forgotten = 0
    for found in folder.glob("*.djcache"):
        with suppress(FileNotFoundError):  # another process was first
            if now.timestamp() - found.stat().st_mtime > LONGEST.total_seconds():
                found.unlink()
                forgotten += 1
    return forgotten
