"""`samplats rebuild`: the columnar snapshots made again from the database, for instance after a lost disk."""

from __future__ import annotations

import argparse

from samplats.commands.setup import set_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--municipality", metavar="SLUG", help="only this one; default all")


def run(options: argparse.Namespace) -> int:
    """Rebuild import by import; a reader meets the old snapshot or the new one."""
    set_up()
    from samplats.evidence.incidents.actions import rebuild_snapshots
    from samplats.foundation.access.actors import system_actor
    from samplats.foundation.tenancy.current import open_tenant
    from samplats.foundation.tenancy.models import Tenant

    chosen = Tenant.objects.order_by("pk")
    if options.municipality:
        chosen = chosen.filter(slug=options.municipality)
    if not chosen.exists():
        print(f"There is no municipality {options.municipality or 'yet'}.")
        return 2
    for tenant in chosen:
        with open_tenant(tenant.pk):
            for batch, rows in rebuild_snapshots(system_actor(tenant)):
                print(f"{tenant.slug}: {batch.public_id}: {rows} rows")
    return 0
