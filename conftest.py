"""Shared by all tests: the fixed cast; on PostgreSQL only what asks a database, in a hurry only the others."""

import pytest
from django.conf import settings

pytest_plugins = ["samplats.foundation.tests.cast", "samplats.foundation.tests.bucket"]
ASKING = {"db", "transactional_db"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-database", action="store_true", help="leave out what asks a database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what has been shown on SQLite and asks no database."""
    if config.getoption("--no-database"):
        _keep_only(config, items, [one for one in items if not _asks(one)])
    elif "postgresql" in settings.DATABASES["default"]["ENGINE"]:
        _keep_only(config, items, [one for one in items if _asks(one)])


def _keep_only(config: pytest.Config, items: list[pytest.Item], kept: list[pytest.Item]) -> None:
    left_out = set(items) - set(kept)
    config.hook.pytest_deselected(items=[one for one in items if one in left_out])
    items[:] = kept


def _asks(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("database")
    return bool(marked or ASKING & set(getattr(item, "fixturenames", ())))
