"""One process of the crash test of reports, `python crash_reports.py make|crowd|look`; the crowd is killed."""

import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from uuid import uuid4

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import OperationalError  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import resolve  # noqa: E402
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
PAGE = "/m/exempelkoping/rapportera/"
BACKEND = "samplats.foundation.accounts.backend.SignInBackend"


def make() -> None:
    """A municipality with one reporter."""
    call_command("migrate", verbosity=0, interactive=False)
    tenant = Tenant.objects.create(slug="exempelkoping", name="Exempelköpings kommun")
    user = User.objects.create_user("rut@example.org", None, name="Rut")
    with open_tenant(tenant.pk):
        Membership.objects.create(tenant=tenant, user=user, role="reporter")
    tell({})


def crowd() -> None:
    """Order for order: so many phones and one that collects, each a process; at the next line, how each of them ended.

    They are forked from this one, which has asked the database nothing, so that they need not be loaded anew.
    """
    resolve(PAGE)  # loads every view
    for line in sys.stdin:
        children = [*(forked(partial(post, number)) for number in range(int(line))), forked(collect)]
        tell(children)
        sys.stdin.readline()
        tell([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children])


def forked(work: Callable[[], None]) -> int:
    """The number of a process that does the work."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def tell(found: object) -> None:
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


def post(number: int) -> None:
    """Report after report until killed; what was sent and not acknowledged is sent again first, as a phone does."""
    settings.ALLOWED_HOSTS = ["testserver"]
    notes = HOME / f"phone-{number}"
    client = signed_in()
    told = notes.read_text().split("\n") if notes.exists() else []
    sent, acknowledged = ({line[5:] for line in told if line.startswith(word)} for word in ("sent ", "have "))
    waiting = sorted(sent - acknowledged)
    with notes.open("a", buffering=1) as pen:
        while True:
            key = waiting.pop() if waiting else str(uuid4())
            pen.write(f"sent {key}\n")
            fields = {"key": key, "category": "E1", "when": "now", "band": "1", "lat": 59.5, "lon": 16.5}
            answer = client.post(PAGE, fields, headers={"Accept": "application/json"})
            if answer.status_code == 201:
                pen.write(f"have {key}\n")


def signed_in() -> Client:
    """A phone that tries to sign in until it may; with so many who write, SQLite can be busy for seconds."""
    client = Client()
    while True:
        try:
            client.force_login(User.objects.get(), backend=BACKEND)
        except OperationalError:
            continue
        return client


def collect() -> None:
    """Carry reports over to the incidents again and again, until killed."""
    tenant = Tenant.objects.get()
    while True:
        with suppress(OperationalError):
            actions.collect_reports(system_actor(tenant), tenant, now=timezone.now())
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
    tell(found)


if __name__ == "__main__":
    {"make": make, "crowd": crowd, "look": look}[sys.argv[1]]()
