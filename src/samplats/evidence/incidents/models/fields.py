"""Lean fields for a table with millions of rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import models

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class RowKey(models.BigIntegerField):  # type: ignore[type-arg]  # int both ways
    """A key that we number ourselves. In SQLite it is the row's own number: no index beside it, no counter to keep."""

    def db_type(self, connection: Any) -> str | None:
        """`integer` makes SQLite use its row number."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class MomentField(models.BigIntegerField):  # type: ignore[type-arg]  # stores int, shows datetime
    """Seconds since 1970 in UTC in the database, an aware `datetime` in Python."""

    description = "A moment in whole seconds"

    def from_db_value(self, value: int | None, *_: Any) -> datetime | None:
        """The moment of a stored number; earlier than 1970 is fine."""
        return None if value is None else EPOCH + timedelta(seconds=value)

    def to_python(self, value: Any) -> datetime | None:
        """The moment of a number or a datetime."""
        if isinstance(value, int):
            return EPOCH + timedelta(seconds=value)
        return value  # type: ignore[no-any-return]

    def get_prep_value(self, value: Any) -> int | None:
        """The number to store or compare with."""
        if isinstance(value, datetime):
            return int((value - EPOCH).total_seconds())
        return None if value is None else int(value)
