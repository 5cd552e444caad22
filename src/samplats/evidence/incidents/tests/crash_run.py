"""One step of the crash test in a process of its own: `python crash_run.py make|work|resume|give_up|look`."""

import json
import os
import signal
import sys
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from samplats.evidence.incidents import actions, queries  # noqa: E402
from samplats.evidence.incidents.actions import bulk, turns  # noqa: E402
from samplats.evidence.incidents.models import Import, Incident, RejectedRow  # noqa: E402
from samplats.foundation.access.actors import system_actor  # noqa: E402
from samplats.foundation.access.permissions import visible  # noqa: E402
from samplats.foundation.jobs import queue, worker  # noqa: E402
from samplats.foundation.jobs.models import Job  # noqa: E402
from samplats.foundation.tenancy.current import across_tenants, open_tenant  # noqa: E402
from samplats.foundation.tenancy.models import Tenant  # noqa: E402

ROWS = 8_000
MAPPING = {"time_zone": "Europe/Stockholm", "crs": 4326}


def make() -> None:
    """An empty house with one import waiting; every tenth row is broken."""
    call_command("migrate", verbosity=0, interactive=False)
    tenant = Tenant.objects.create(slug="exempelkoping", name="Exempelköpings kommun")
    actor = system_actor(tenant)
    rows = [f"2026-10-{1 + n % 28:02d} 20:15;16.5;59.5;Sort {n}" for n in range(ROWS)]
    rows[::10] = [f"i går;16.5;59.5;Sort {n}" for n in range(0, ROWS, 10)]
    content = "\n".join(["tid;longitud;latitud;kategori", *rows]).encode()
    with open_tenant(tenant.pk):
        source = actions.add_source(actor, tenant, name="Rapporter", kind="partners")
        batch = actions.upload_file(actor, tenant, chunks=[content], name="rapporter.csv")
        actions.map_columns(actor, batch, mapping=MAPPING)
        actions.choose_source(actor, batch, source=source)
        actions.start_import(actor, batch, names=["tid"], now=timezone.now())


def work() -> None:
    """Store a few pieces in short turns, and be killed by kill -9 within a transaction that has stored one already."""
    turns.PIECE, turns.AT_FIRST, turns.AT_LEAST, turns.AT_MOST, turns.HOLD = 400, 1200, 1200, 1200, 60.0
    copies_of, copied = bulk._copy, []

    def copy_or_die(model: type[Any], ready: bulk.Ready) -> turns.Work:
        copy = copies_of(model, ready)

        def copy_and_count(start: int, stop: int) -> None:
            copy(start, stop)
            copied.append((model, stop))
            if model is Incident and len([one for one, _ in copied if one is Incident]) == 5:
                os.kill(os.getpid(), signal.SIGKILL)

        return copy_and_count

    bulk._copy = copy_or_die
    worker.run_next()


def resume() -> None:
    """What the next start does."""
    queue.reclaim_silent(timezone.now(), all_running=True)
    worker.run_all()


def give_up() -> None:
    """The worker has died for the third time."""
    with across_tenants("the test's own hand"):
        Job.objects.update(attempts=queue.MOST_ATTEMPTS, heartbeat_at=timezone.now() - 2 * queue.SILENT_AFTER)
    worker.tick()


def look() -> dict[str, Any]:
    """What there is."""
    tenant = Tenant.objects.get()
    actor = system_actor(tenant)
    with open_tenant(tenant.pk):
        batch = Import.objects.get()
        shown = visible(actor, Incident.objects.all())
        found = queries.sources_with_rows(actor)
        period = queries.span(actor, found[0]) if found else None
        return {
            "state": batch.state,
            "added": batch.n_added,
            "rejected": RejectedRow.objects.count(),
            "stored": Incident.objects.count(),
            "lines": Incident.objects.values("line").distinct().count(),
            "shown": shown.count(),
            "scoped": queries.scoped(actor, source=found[0], period=period).n if period else 0,
        }


if __name__ == "__main__":
    steps = {"make": make, "work": work, "resume": resume, "give_up": give_up}
    before = look() if sys.argv[1] in {"resume", "give_up"} else {}
    steps[sys.argv[1]]()
    sys.stdout.write(json.dumps([before, look()]))
