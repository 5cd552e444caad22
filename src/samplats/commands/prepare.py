"""`samplats prepare`: bring the database up to date and, when asked, load the demo municipality once."""

from __future__ import annotations

import argparse
import os


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="load the demo municipality, once")


def run(options: argparse.Namespace) -> int:
    """Do what is not yet done; the second time it only looks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samplats.config.settings")
    import django

    django.setup()
    _migrate()
    return 0


def _migrate() -> None:
    """Django's own `migrate` costs a second even when there is nothing to do, so look first."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
