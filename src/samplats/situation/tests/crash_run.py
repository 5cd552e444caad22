"""One step of the crash test in a process of its own: `python crash_run.py make|work|resume`."""

import json
import os
import signal
import sys
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from samplats.evidence.incidents import actions as incidents  # noqa: E402
from samplats.evidence.incidents.models import Source  # noqa: E402
from samplats.foundation.access.actors import system_actor  # noqa: E402
from samplats.foundation.actions import action as actions  # noqa: E402
from samplats.foundation.audit.models import AuditLine  # noqa: E402
from samplats.foundation.jobs import queue, worker  # noqa: E402
from samplats.foundation.jobs.models import Job  # noqa: E402
from samplats.foundation.tenancy.current import open_tenant  # noqa: E402
from samplats.foundation.tenancy.models import Tenant  # noqa: E402
from samplats.situation import actions as situation  # noqa: E402
from samplats.situation import queries  # noqa: E402
from samplats.situation.models import Figures  # noqa: E402
from samplats.situation.queries.figures import MUNICIPALITY  # noqa: E402

ROWS = 60


def make() -> None:
    """A municipality with sixty incidents, and its figures ordered."""
    call_command("migrate", verbosity=0, interactive=False)
    tenant = Tenant.objects.create(slug="exempelkoping", name="Exempelköpings kommun")
    actor = system_actor(tenant)
    rows = [f"2026-10-{1 + n % 28:02d} 20:15;{16.5 + n / 1e4};59.5;Bråk" for n in range(ROWS)]
    content = "\n".join(["tid;longitud;latitud;kategori", *rows]).encode()
    with open_tenant(tenant.pk):
        source = incidents.add_source(actor, tenant, name="Rapporter", kind="partners")
        batch = incidents.upload_file(actor, tenant, chunks=[content], name="rapporter.csv")
        incidents.map_columns(actor, batch, mapping={"time_zone": "Europe/Stockholm", "crs": 4326})
        incidents.choose_source(actor, batch, source=source)
        incidents.start_import(actor, batch, names=["tid"], now=timezone.now())
    worker.run_all()
    with open_tenant(tenant.pk):
        first, last = queries.usual_period(actor)
        situation.order_figures(
            actor,
            tenant,
            subject=MUNICIPALITY,
            source=Source.objects.get(),
            category="",
            first_on=first,
            last_on=last,
        )


def work() -> None:
    """Count, and be killed by kill -9 when the figures are written but neither logged nor committed."""
    record = actions._record

    def die(actor: Any, verb: str, *rest: Any) -> None:
        if verb == "situation.store_figures":
            assert Figures.objects.exists()
            os.kill(os.getpid(), signal.SIGKILL)
        record(actor, verb, *rest)

    actions._record = die
    worker.run_all()


def resume() -> None:
    """What the next start does."""
    queue.reclaim_silent(timezone.now(), all_running=True)
    worker.run_all()


def look() -> dict[str, Any]:
    """What there is."""
    tenant = Tenant.objects.get()
    with open_tenant(tenant.pk):
        return {
            "figures": Figures.objects.count(),
            "job": Job.objects.get(name="situation.count").state,
            "logged": AuditLine.objects.filter(verb="situation.store_figures").count(),
        }


if __name__ == "__main__":
    before = look() if sys.argv[1] == "resume" else {}
    {"make": make, "work": work, "resume": resume}[sys.argv[1]]()
    sys.stdout.write(json.dumps([before, look()]))
