"""One process of the crash test of reports: `python crash_reports.py make|post|collect|look`, killed in the middle."""

import json
import os
import sys
import time
from pathlib import Path
from uuid import uuid4

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import OperationalError  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from samplats.evidence.incidents import actions  # noqa: E402
from samplats.evidence.incidents.models import Incident, Report  # noqa: E402
from samplats.foundation.access.actors import system_actor  # noqa: E402
from samplats.foundation.accounts.models import Membership, User  # noqa: E402
from samplats.foundation.audit.chain import first_break  # noqa: E402
from samplats.foundation.snapshots.models import SnapshotPart  # noqa: E402
from samplats.foundation.tenancy.current import open_tenant  # noqa: E402
from samplats.foundation.tenancy.models import Tenant  # noqa: E402

HOME = Path(os.environ["SAMPLATS_HOME"])
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def make() -> None:
    """A municipality with one reporter."""
    call_command("migrate", verbosity=0, interactive=False)
    tenant = Tenant.objects.create(slug="exempelkoping", name="Exempelköpings kommun")
    user = User.objects.create_user("rut@example.org", None, name="Rut")
    with open_tenant(tenant.pk):
        Membership.objects.create(tenant=tenant, user=user, role="reporter")


def post() -> None:
    """Report after report until killed; what was sent and not acknowledged is sent again first, as a phone does."""
    settings.ALLOWED_HOSTS = ["testserver"]
    notes = HOME / f"phone-{sys.argv[2]}"
    client = Client()
    client.force_login(User.objects.get(), backend=BACKEND)
    told = notes.read_text().split("\n") if notes.exists() else []
    sent, acknowledged = ({line[5:] for line in told if line.startswith(word)} for word in ("sent ", "have "))
    waiting = sorted(sent - acknowledged)
    with notes.open("a", buffering=1) as pen:
        while True:
            key = waiting.pop() if waiting else str(uuid4())
            pen.write(f"sent {key}\n")
            fields = {"key": key, "category": "E1", "when": "now", "band": "1", "lat": 59.5, "lon": 16.5}
            answer = client.post("/m/exempelkoping/rapportera/", fields, headers={"Accept": "application/json"})
            if answer.status_code == 201:
                pen.write(f"have {key}\n")


def collect() -> None:
    """Carry reports over to the incidents again and again, until killed."""
    tenant = Tenant.objects.get()
    while True:
        try:
            actions.collect_reports(system_actor(tenant), tenant, now=timezone.now())
        except OperationalError:
            time.sleep(0.01)


def look() -> None:
    """Carry over what is left, and count."""
    tenant = Tenant.objects.get()
    while actions.collect_reports(system_actor(tenant), tenant, now=timezone.now()):
        pass
    with open_tenant(tenant.pk):
        keys = [str(key) for key in Report.objects.values_list("key", flat=True)]
        found = {
            "keys": keys,
            "incidents": Incident.objects.count(),
            "of reports": Incident.objects.values("external_id").distinct().count(),
            "columns": sum(SnapshotPart.objects.filter(is_live=True).values_list("rows", flat=True)),
            "chain": first_break(tenant),
        }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    {"make": make, "post": post, "collect": collect, "look": look}[sys.argv[1]]()
    if sys.argv[1] == "make":
        sys.stdout.write("{}")
