"""Sessions in the database, as Django's own, read with one order that is written once: every request begins with it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.utils import timezone


class SessionStore(DatabaseStore):
    """Django's store with a quicker way to load."""

    def load(self) -> dict[str, Any]:
        """What the session holds; empty when it has lapsed or never was."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(_order(), [self.session_key, now])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(row[0])
        return held


@lru_cache(maxsize=1)
def _order() -> str:
    table = connection.ops.quote_name(DatabaseStore.get_model_class()._meta.db_table)
    return f"SELECT session_data FROM {table} WHERE session_key = %s AND expire_date > %s"  # noqa: S608 - Django's table
