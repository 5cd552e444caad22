"""Steps of the backup test in a process of their own: `python backup_run.py fill,look,backup` tells what each found."""

import hashlib
import json
import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from samplats.commands import databases, main  # noqa: E402
from samplats.evidence.incidents import actions, queries  # noqa: E402
from samplats.foundation.access.actors import system_actor  # noqa: E402
from samplats.foundation.audit.chain import first_break  # noqa: E402
from samplats.foundation.files.shelf import shelf  # noqa: E402
from samplats.foundation.jobs import worker  # noqa: E402
from samplats.foundation.tenancy.current import open_tenant  # noqa: E402
from samplats.foundation.tenancy.models import Tenant  # noqa: E402
from samplats.foundation.tests.bucket import invented  # noqa: E402

KEPT = Path(os.environ["SAMPLATS_HOME"]).parent / "kept"
MAPPING = {"time_zone": "Europe/Stockholm", "crs": 4326}
AFTERWARDS = {"django_session", "audit_auditline"}  # emptied; making the snapshots again is written down


def fill() -> None:
    """A municipality with one import, and a base map."""
    call_command("migrate", verbosity=0, interactive=False)
    tenant = Tenant.objects.create(slug="exempelkoping", name="Exempelköpings kommun")
    actor = system_actor(tenant)
    rows = [f"2026-10-{1 + n % 28:02d} 20:15;16.5;59.5;Sort {n}" for n in range(60)]
    content = "\n".join(["tid;longitud;latitud;kategori", *rows]).encode()
    with open_tenant(tenant.pk):
        source = actions.add_source(actor, tenant, name="Rapporter", kind="partners")
        batch = actions.upload_file(actor, tenant, chunks=[content], name="rapporter.csv")
        actions.map_columns(actor, batch, mapping=MAPPING)
        actions.choose_source(actor, batch, source=source)
        actions.start_import(actor, batch, names=["tid"], now=timezone.now())
    worker.run_all()
    settings.MAPS_FOLDER.mkdir(parents=True, exist_ok=True)
    (settings.MAPS_FOLDER / "kommun.pmtiles").write_bytes(b"map" * 5000)
    main.main(["prepare"])  # as after every upgrade, so that restoring has nothing left to do


def look() -> dict[str, Any]:
    """What there is: rows of every table, every file, and what the pages count from."""
    tenant = Tenant.objects.get()
    actor = system_actor(tenant)
    with open_tenant(tenant.pk):
        [source] = queries.sources_with_rows(actor)
        counted = queries.scoped(actor, source=source, period=queries.span(actor, source)).n
        chain = first_break(tenant)
    maps = sorted(settings.MAPS_FOLDER.glob("*"))
    files = []
    for sha256 in shelf().names():
        with shelf().open(sha256) as stream:
            files.append(hashlib.sha256(stream.read()).hexdigest())
    return {
        "rows": {name: count for name, count in databases.row_counts().items() if name not in AFTERWARDS},
        "files": files + [hashlib.sha256(path.read_bytes()).hexdigest() for path in maps],
        "folder": (settings.HOME / "files").exists(),
        "key": settings.SECRET_KEY,
        "counted": counted,
        "chain": chain,
    }


def backup() -> int:
    """As on the command line."""
    return main.main(["backup", "--to", str(KEPT)])


def restore(*options: str) -> int:
    """The newest backup, as on the command line."""
    return main.main(["restore", str(max(KEPT.glob("*.tar.gz"))), *options])


if __name__ == "__main__":
    steps = {"fill": fill, "look": look, "backup": backup, "restore": restore, "replace": lambda: restore("--replace")}
    kept, sys.stdout = sys.stdout, sys.stderr
    with invented() if settings.FILES_BUCKET else nullcontext():  # a bucket lives as long as its process
        kept.write(json.dumps([steps[name]() for name in sys.argv[1].split(",")]))
