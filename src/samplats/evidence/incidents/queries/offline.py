"""The files that the report page is made of, and one mark for all that they hold."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from samplats.foundation.ui.assets import addresses_of

SHEETS = ("ui/tokens.css", "ui/components.css", "ui/figures.css", "ui/own.css", "incidents/report.css", "ui/mark.svg")
WORKER = "incidents/report-worker.js"
TOO_LARGE_TO_KEEP = ("map/main.ts",)  # without a connection it has no ground to show


def kept_files() -> list[str]:
    """Addresses of what the report page needs; the map is left out."""
    sheets = [f"{settings.STATIC_URL}{name}" for name in SHEETS]
    return sheets + addresses_of("report", besides=TOO_LARGE_TO_KEEP)


def release() -> str:
    """A mark that changes when the content of any of the files does."""
    return _mark(tuple(kept_files()))


def worker_script() -> str:
    """The script itself."""
    return _found(WORKER).read_text("utf-8")


@lru_cache(maxsize=4)
def _mark(files: tuple[str, ...]) -> str:
    whole = sha256()
    for name in (*files, f"{settings.STATIC_URL}{WORKER}"):
        whole.update(name.encode())
        whole.update(_found(name.removeprefix(settings.STATIC_URL)).read_bytes())
    return whole.hexdigest()[:16]


def _found(name: str) -> Path:
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    return Path(path)
