"""Find a Chromium for the journeys, or install Debian's where that is allowed."""

from __future__ import annotations

import shutil

from tests.runner import debian

SHELL = "chromium-headless-shell"  # the same browser without its windows: a third less to do
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome")


def path() -> str | None:
    """The program to start, or None when there is no browser."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def ready() -> str | None:
    """None when a browser is there, otherwise why not and what would help."""
    if shutil.which(SHELL) or debian.install(SHELL) or path() or debian.install("chromium"):
        return None
    return f"no Chromium here; install it with: apt-get install {SHELL}"
