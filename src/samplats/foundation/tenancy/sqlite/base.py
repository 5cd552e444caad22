"""Each order is turned into SQLite's way of writing only once: pages give the same orders all day."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

_Django: Any = base  # its stubs leave out what a backend may change
KEPT, LONGEST = 1000, 4000
"""Orders that are remembered, and letters in one: an order of many values differs with their number."""


class Cursor(_Django.SQLiteCursorWrapper):  # type: ignore[misc]
    """A cursor that remembers how orders read in SQLite."""

    def convert_query(self, query: str, *, param_names: Sequence[str] | None = None) -> str:
        """The order with SQLite's marks for its values."""
        if param_names is None and len(query) <= LONGEST:
            return _converted(query)
        return str(super().convert_query(query, param_names=param_names))


class DatabaseWrapper(_Django.DatabaseWrapper):  # type: ignore[misc]
    """Django's, with that cursor."""

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor on the open connection."""
        return self.connection.cursor(factory=Cursor)


@lru_cache(maxsize=KEPT)
def _converted(query: str) -> str:
    return str(_Django.SQLiteCursorWrapper.convert_query(None, query))
