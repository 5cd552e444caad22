"""Find a Chromium for the journeys, or install Debian's where that is allowed."""

from __future__ import annotations

import shutil

from tests.runner import debian

NAMES = ("chromium", "chromium-browser", "google-chrome")


def ready() -> str | None:
    """None when a browser is there, otherwise why not and what would help."""
    if _found() or (debian.install("chromium") and _found()):
        return None
    return "no Chromium here; install it with: apt-get install chromium"


def _found() -> bool:
    return any(shutil.which(name) for name in NAMES)
