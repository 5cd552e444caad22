"""kill -9 in the middle of an import: it is resumed or undone, never half. A real worker process is killed."""

import signal
import time

import pytest
from django.db import connection
from django.utils import timezone

from samplats.evidence.incidents import actions, queries
from samplats.evidence.incidents.models import Import, Incident
from samplats.evidence.incidents.rules.states import ImportState
from samplats.evidence.incidents.tests.files import csv_of, row, started
from samplats.foundation.access.permissions import visible
from samplats.foundation.jobs import queue, worker
from samplats.foundation.jobs.models import Job
from samplats.foundation.tenancy.current import across_tenants, open_tenant

ROWS = 12_000
WORKER = """
import os, sys
import django
django.setup()
from django.conf import settings
from django.db import connections
from samplats.evidence.incidents.actions import bulk
bulk.AT_MOST = 500
bulk.GAP = 0.15
settings.FILES_FOLDER, settings.SNAPSHOTS_FOLDER, settings.CACHE_FOLDER = sys.argv[1:4]
from samplats.foundation.jobs import worker
print("ready", flush=True)
worker.run_next()
"""


@pytest.fixture
def shared_database(request, tmp_path, transactional_db):
    """The test's database as a file (or server) that another process can open too."""
    if connection.vendor != "sqlite":
        yield {"SAMPLATS_DATABASE": address_of_postgresql()}
        return
    path = tmp_path / "home" / "samplats.sqlite3"
    path.parent.mkdir()
    name = connection.settings_dict["NAME"]
    connection.ensure_connection()
    copy = __import__("sqlite3").connect(path)
    connection.connection.backup(copy)
    copy.execute("PRAGMA journal_mode=WAL")
    copy.close()
    yield {"SAMPLATS_HOME": str(path.parent), "database": str(path), "name": str(name)}


def address_of_postgresql():
    given = connection.settings_dict
    return f"postgresql://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


def test_a_killed_import_goes_on_where_it_stopped(cast, tmp_path, own_process):
    with open_tenant(cast.home.pk):
        content = csv_of(*(row(1 + n % 28, n % 24, kind=f"Sort {n}") for n in range(ROWS)))
        batch = started(cast, content)
    child = own_process()
    stored = wait_for_rows(batch, 1_000)
    child.send_signal(signal.SIGKILL)
    child.wait()
    with open_tenant(cast.home.pk):
        assert 0 < stored < ROWS
        assert not visible(cast.actor("ada"), Incident.objects.all()).exists()
        before = set(Incident.objects.values_list("pk", flat=True))
    queue.reclaim_silent(timezone.now(), all_running=True)
    worker.run_all()
    with open_tenant(cast.home.pk):
        batch = Import.objects.get(pk=batch.pk)
        assert batch.state == ImportState.LIVE
        assert Incident.objects.count() == batch.n_added == ROWS
        assert before <= set(Incident.objects.values_list("pk", flat=True))  # resumed, not begun again
        assert Incident.objects.values("line").distinct().count() == ROWS
        period = queries.Period(batch.period_from, batch.period_to)
        found = queries.scoped(cast.actor("ada"), source=batch.source, period=period)
        assert found.n == ROWS


def test_an_import_killed_three_times_is_undone_whole(cast, own_process):
    with open_tenant(cast.home.pk):
        batch = started(cast, csv_of(*(row(1 + n % 28, n % 24, kind=f"Sort {n}") for n in range(ROWS))))
    child = own_process()
    wait_for_rows(batch, 500)
    child.send_signal(signal.SIGKILL)
    child.wait()
    with across_tenants("the test's own look"):
        Job.objects.update(attempts=queue.MOST_ATTEMPTS)
        Job.objects.update(heartbeat_at=timezone.now() - 2 * queue.SILENT_AFTER)
    worker.tick()
    with open_tenant(cast.home.pk):
        batch = Import.objects.get(pk=batch.pk)
        assert batch.state == ImportState.FAILED
        assert not Incident.objects.exists()


def test_cancelling_in_the_middle_leaves_nothing(cast, monkeypatch):
    with open_tenant(cast.home.pk):
        batch = started(cast, csv_of(*(row(1 + n % 28, n % 24, kind=f"Sort {n}") for n in range(3_000))))
        monkeypatch.setattr(actions.storing.Pace, "size", 500, raising=False)


def wait_for_rows(batch, least):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with open_tenant(batch.tenant_id):
            stored = Incident.objects.count()
        if stored >= least:
            return stored
        time.sleep(0.01)
    raise AssertionError("the worker stored nothing")
