"""Shared by all tests: the fixed cast; on PostgreSQL only what asks a database, in a hurry only the others."""

import os

import pytest
from django.conf import settings
from django.db import connection

pytest_plugins = ["samplats.foundation.tests.cast", "samplats.foundation.tests.bucket"]
ASKING = {"db", "transactional_db"}
PAGES = ("_page", "_pages")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-database", action="store_true", help="leave out what asks a database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what has been shown on SQLite and asks no database, and what pages say."""
    if config.getoption("--no-database"):
        _keep_only(config, items, [one for one in items if not _asks(one)])
    elif "postgresql" in settings.DATABASES["default"]["ENGINE"]:
        _keep_only(config, items, [one for one in items if _asks(one) and not one.path.stem.endswith(PAGES)])


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """On PostgreSQL the tests' databases are copies of one with all tables, where SAMPLATS_TABLES names it."""
    connection.settings_dict["TEST"]["TEMPLATE"] = os.environ.get("SAMPLATS_TABLES")


def _keep_only(config: pytest.Config, items: list[pytest.Item], kept: list[pytest.Item]) -> None:
    left_out = set(items) - set(kept)
    config.hook.pytest_deselected(items=[one for one in items if one in left_out])
    items[:] = kept


def _asks(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("database")
    return bool(marked or ASKING & set(getattr(item, "fixturenames", ())))
