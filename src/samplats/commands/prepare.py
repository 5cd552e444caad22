"""`samplats prepare`: make the data folder and the database ready and, when asked, load the demo municipality once."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from samplats.commands.children import run_apart
from samplats.commands.setup import set_up

if TYPE_CHECKING:
    from django.db.migrations import Migration


def add_demo(parser: argparse.ArgumentParser) -> None:
    """The choice that `serve` has as well."""
    parser.add_argument("--demo", action="store_true", help="load the demo municipality, once")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_demo(parser)
    parser.add_argument("--dry-run", action="store_true", help="only say which migrations would be run")


def run(options: argparse.Namespace) -> int:
    """Do what is not yet done; the second time it only looks."""
    set_up()
    if getattr(options, "dry_run", False):
        return _tell()
    if not _can_keep_files():
        return 2
    _migrate()
    _load_reference()
    _collect_static_files()
    if options.demo and not _load_demo():
        print("The demo municipality could not be loaded; see the message above.", file=sys.stderr)
        return 1
    return 0


def _tell() -> int:
    """Say which migrations the upgrade would run, in order, and what each does; nothing is changed."""
    from django.db import connection

    plan = _plan()
    for migration in plan:
        what = "; ".join(str(operation.describe()) for operation in migration.operations)
        print(f"{migration.app_label}.{migration.name}: {what}")
        if any(not operation.reversible for operation in migration.operations):
            print("  cannot be undone: make a backup first")
    print(f"Migrations that would be run: {len(plan)}" if plan else "The database is up to date.")
    connection.close()
    return 0


def _can_keep_files() -> bool:
    """Whether files can be kept where the settings say; what is wrong is said before anything is changed."""
    from samplats.foundation.files.shelf import FilesUnreachable, shelf

    try:
        shelf().check()
    except FilesUnreachable as reason:
        print(reason, file=sys.stderr)
        return False
    return True


def _plan() -> list[Migration]:
    """The migrations that this database has not been through, in order."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return [migration for migration, _back in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def _migrate() -> None:
    """Django's own `migrate` costs a second even when there is nothing to do, so look first."""
    from django.core.management import call_command
    from django.db import connection

    if _plan():
        call_command("migrate", interactive=False, verbosity=0)
    _build_wall()
    connection.close()


def _build_wall() -> None:
    """PostgreSQL's own wall between tenants stands also where no migration was due."""
    from django.conf import settings

    from samplats.foundation.tenancy import wall

    wall.build()
    if settings.PRODUCTION and wall.may_be_passed():
        print(f"{wall.PASSED} {wall.REMEDY}", file=sys.stderr)


def _load_reference() -> None:
    """Take in this version's reference content for every tenant that has another."""
    from samplats.foundation.access.actors import system_actor
    from samplats.foundation.tenancy.current import open_tenant
    from samplats.foundation.tenancy.models import Tenant
    from samplats.vocabulary.actions import load_reference
    from samplats.vocabulary.queries import is_current

    for tenant in Tenant.objects.all():
        actor = system_actor(tenant)
        with open_tenant(tenant.pk):
            current = is_current(actor)
        if not current:
            load_reference(actor, tenant)


def _collect_static_files() -> None:
    """In production the files are served from one folder; elsewhere from where they lie."""
    from django.conf import settings
    from django.core.management import call_command

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    if settings.PRODUCTION:
        call_command("collectstatic", interactive=False, verbosity=0)


def _load_demo() -> bool:
    """Whether the demo municipality is there, loaded now or before."""
    from django.conf import settings

    if settings.PRODUCTION:
        print("The demo is refused in production: SAMPLATS_MODE is production.", file=sys.stderr)
        return False
    from samplats.commands import demo

    return run_apart(demo.load)
