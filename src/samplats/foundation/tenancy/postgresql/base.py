"""Every order goes out under the tenant that is open when it is given; the policies of `wall` read it (docs/adr/0164).

The setting changes with the next order rather than when a tenant is opened, and travels in front of it in the same
message: it costs no round trip, and a tenant that asks nothing costs nothing.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.postgresql.schema import DatabaseSchemaEditor

from samplats.foundation.tenancy.current import across_tenants, shown_to_database

UNKNOWN = "?"  # after a rollback, which also takes back the setting, and on a connection that others have used


_Django: Any = base.DatabaseWrapper  # its stubs leave out what a backend may change


class Session:
    """What one connection to the server was last told; lies on psycopg's connection."""

    @staticmethod
    def known(connection: Any) -> str:
        """The tenant that the server takes to be open, or `UNKNOWN`."""
        return str(getattr(connection, "samplats_tenant", UNKNOWN))

    @staticmethod
    def note(connection: Any, told: str) -> None:
        """Keep what the server has been told."""
        connection.samplats_tenant = told


def tell(connection: Any) -> None:
    """Tell the server which tenant is open, unless it knows."""
    wanted = shown_to_database()
    if Session.known(connection) != wanted:
        psycopg.ClientCursor(connection).execute(_order(wanted))
        Session.note(connection, wanted)


def _order(wanted: str) -> str:
    return f"SET samplats.tenant = '{wanted}'"


class Cursor(psycopg.ClientCursor[Any]):
    """A cursor whose orders see the open tenant."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        """Carry out one order, with the news before it where there is any."""
        wanted = shown_to_database()
        if Session.known(self.connection) == wanted:
            return super().execute(query, params, **options)
        if not isinstance(query, str):
            tell(self.connection)
            return super().execute(query, params, **options)
        Session.note(self.connection, UNKNOWN)
        super().execute(f"{_order(wanted)}; {query}", params, **options)
        Session.note(self.connection, wanted)
        self.nextset()  # past the answer to SET
        return self

    def executemany(self, *given: Any, **options: Any) -> None:
        """Carry out one order for many rows."""
        tell(self.connection)
        super().executemany(*given, **options)

    def copy(self, *given: Any, **options: Any) -> Any:
        """Copy rows in or out."""
        tell(self.connection)
        return super().copy(*given, **options)


class SchemaEditor(DatabaseSchemaEditor):
    """A migration changes the rows of every tenant."""

    def __enter__(self) -> SchemaEditor:
        self._door = ExitStack()
        super().__enter__()
        self._door.enter_context(across_tenants("a migration changes every tenant's rows"))
        self.connection.ensure_connection()
        tell(self.connection.connection)  # apart: some orders of a migration must be alone in their message
        return self

    def __exit__(self, *raised: Any) -> None:
        with self._door:
            super().__exit__(*raised)


class DatabaseWrapper(_Django):  # type: ignore[misc]
    """Django's PostgreSQL connection, which keeps the server's idea of the open tenant true."""

    SchemaEditorClass = SchemaEditor

    def get_connection_params(self) -> dict[str, Any]:
        """Django's own, with our cursor."""
        return {**super().get_connection_params(), "cursor_factory": Cursor}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A new session knows of no tenant; one from a pool may."""
        connection = super().get_new_connection(conn_params)
        Session.note(connection, UNKNOWN if self.pool else "")
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """A named cursor is Django's own: it is told before."""
        if name:
            tell(self.connection)
        return super().create_cursor(name)

    def _commit(self) -> Any:
        try:
            return super()._commit()
        except Exception:
            self._forget()
            raise

    def _rollback(self) -> Any:
        self._forget()
        return super()._rollback()

    def _savepoint_rollback(self, sid: str) -> None:
        Session.note(self.connection, shown_to_database())  # nothing may stand before it where an order has failed
        super()._savepoint_rollback(sid)
        self._forget()

    def _forget(self) -> None:
        if self.connection is not None:
            Session.note(self.connection, UNKNOWN)
