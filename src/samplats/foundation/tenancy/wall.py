"""The second wall, on PostgreSQL: the database itself shows and takes rows of the open tenant only (docs/adr/0164).

The first wall is `TenantManager`. This one holds where an order is written by hand or a manager is passed by.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core import checks
from django.db import DatabaseError, connections
from django.db.models.signals import post_migrate

POLICY = "samplats_open_tenant_1"  # a new number where the condition changes: the tables then get the new one
COLUMN = "tenant_id"
_TOLD = "(SELECT current_setting('samplats.tenant', true))"  # asked once in an order, not once for each row
_KEY = "(SELECT nullif(nullif(current_setting('samplats.tenant', true), ''), 'all')::bigint)"
CONDITION = f"{_TOLD} = 'all' OR {COLUMN} = {_KEY}"

# Every table with the column, and whether it has this policy alone, also for the role that owns it.
_TABLES = """
SELECT c.relname,
       c.relrowsecurity AND c.relforcerowsecurity
       AND array(SELECT polname::text FROM pg_policy WHERE polrelid = c.oid) = ARRAY[%s]
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
  AND a.attname = %s AND NOT a.attisdropped
ORDER BY c.relname
"""
PASSED = "The role that SAMPLATS_DATABASE names is a superuser or has BYPASSRLS: it passes the wall between tenants."
REMEDY = "Connect as an ordinary role that owns the database: createuser --pwprompt samplats."
BARE = "Tables without a wall between tenants:"
SILENT = "The database does not answer, so its wall between tenants was not checked."

_BYPASSES = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"


def build(using: str = "default") -> list[str]:
    """Give every table with a tenant its policy where it lacks one; returns those tables. Nothing on SQLite."""
    missing = [table for table, walled in tables(using) if not walled]
    if missing:
        with connections[using].schema_editor() as editor:
            for table in missing:
                _wall_in(editor, table)
    return missing


def tables(using: str = "default") -> list[tuple[str, bool]]:
    """Every table with a tenant, and whether the wall stands round it."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(_TABLES, [POLICY, COLUMN])
        return [(str(table), bool(walled)) for table, walled in cursor.fetchall()]


def may_be_passed(using: str = "default") -> bool:
    """Whether the database lets the role we connect as see every row, as it does superusers."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(_BYPASSES)
        return bool(cursor.fetchone()[0])


def check_wall(**_given: Any) -> list[checks.CheckMessage]:
    """For `check --deploy`: the wall stands, and we are not let through it."""
    try:
        passed, bare = may_be_passed(), [table for table, stands in tables() if not stands]
    except DatabaseError:
        return [checks.Warning(SILENT, id="tenancy.W003")]
    found: list[checks.CheckMessage] = []
    if passed:
        found.append(checks.Warning(PASSED, hint=REMEDY, id="tenancy.W001"))
    if bare:
        found.append(checks.Warning(f"{BARE} {', '.join(bare)}.", hint="Run: samplats prepare", id="tenancy.W002"))
    return found


def declare() -> None:
    """Build after each run of migrations, since new tables come by them; called once, when the app is ready."""
    post_migrate.connect(_after_migrating, sender=apps.get_app_config("tenancy"), dispatch_uid="samplats.tenancy.wall")
    checks.register(check_wall, checks.Tags.security, deploy=True)


def _after_migrating(*, using: str, **_signal: Any) -> None:
    build(using)


def _wall_in(editor: Any, table: str) -> None:
    quoted = editor.quote_name(table)
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT polname FROM pg_policy WHERE polrelid = %s::regclass", [quoted])
        for [name] in cursor.fetchall():
            editor.execute(f"DROP POLICY {editor.quote_name(name)} ON {quoted}")
    editor.execute(f"CREATE POLICY {POLICY} ON {quoted} USING ({CONDITION}) WITH CHECK ({CONDITION})")
    editor.execute(f"ALTER TABLE {quoted} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
