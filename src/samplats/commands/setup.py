"""Django's start for every command that needs the database."""

from __future__ import annotations

import os


def set_up() -> None:
    """Read the settings, and keep compiled analysis code in the data folder: it fits only this machine's processor."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samplats.config.settings")
    import django
    from django.conf import settings

    os.environ.setdefault("NUMBA_CACHE_DIR", str(settings.CACHE_FOLDER / "numba"))
    django.setup()
