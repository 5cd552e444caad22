"""Shared by all tests: the fixed cast; on PostgreSQL only what asks a database something."""

import pytest
from django.conf import settings

pytest_plugins = ["samplats.foundation.tests.cast"]
ASKING = {"db", "transactional_db"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what has been shown on SQLite and asks no database."""
    if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        return
    config.hook.pytest_deselected(items=[one for one in items if not _asks(one)])
    items[:] = [one for one in items if _asks(one)]


def _asks(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("database")
    return bool(marked or ASKING & set(getattr(item, "fixturenames", ())))
