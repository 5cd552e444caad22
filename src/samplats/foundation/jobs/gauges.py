"""How the house is, in numbers that name nobody: for a monitoring system."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Max, Min

from samplats.foundation.jobs.models import Job, TickLock
from samplats.foundation.tenancy.current import across_tenants

WORKER = "worker"  # the row that the job worker keeps fresh
SILENT_AFTER = timedelta(minutes=2)
LEAST_FREE = 512 * 1024 * 1024  # bytes on the data folder's disk


@dataclass(frozen=True)
class Gauge:
    """One number as a monitoring system reads it."""

    name: str
    what: str
    value: float
    label: str = ""


def worker_seen(now: datetime) -> None:
    """Note that a job worker is at work; a write each half minute at most."""
    TickLock.objects.get_or_create(name=WORKER, defaults={"last_at": now})
    TickLock.objects.filter(name=WORKER, last_at__lt=now - SILENT_AFTER / 4).update(last_at=now)


def health(now: datetime) -> dict[str, bool]:
    """Whether each part works: database, job worker, room on the disk."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        seen = _last_seen()
    except DatabaseError:
        return {"database": False, "worker": False, "disk": _free_bytes() > LEAST_FREE}
    worker = seen is not None and now - seen < SILENT_AFTER
    return {"database": True, "worker": worker, "disk": _free_bytes() > LEAST_FREE}


def gauges(now: datetime) -> list[Gauge]:
    """What a monitoring system draws and warns of."""
    with across_tenants("numbers of jobs in the whole house, without whose they are"):
        counted = dict(Job.objects.values_list("state").annotate(n=Count("pk")).order_by("state"))
        oldest = Job.objects.filter(state=Job.State.WAITING).aggregate(first=Min("made_at"))["first"]
    seen = _last_seen()
    jobs = [Gauge("samplats_jobs", "Jobs by state", counted.get(state, 0), f'state="{state}"') for state in Job.State]
    return [
        *jobs,
        Gauge("samplats_oldest_waiting_job_seconds", "How long the oldest job has waited", _since(oldest, now)),
        Gauge("samplats_worker_silent_seconds", "Since a job worker was last at work", _since(seen, now, float("inf"))),
        Gauge("samplats_disk_free_bytes", "Free on the disk of the data folder", _free_bytes()),
        Gauge("samplats_database_bytes", "Size of the database", _database_bytes()),
    ]


def exposition(found: list[Gauge]) -> str:
    """The gauges in the text format of Prometheus, version 0.0.4."""
    lines: list[str] = []
    for one in found:
        head = [f"# HELP {one.name} {one.what}", f"# TYPE {one.name} gauge"]
        lines += [line for line in head if line not in lines]
        value = "+Inf" if one.value == float("inf") else f"{one.value:.0f}"
        lines.append(f"{one.name}{{{one.label}}} {value}" if one.label else f"{one.name} {value}")
    return "\n".join(lines) + "\n"


def _last_seen() -> datetime | None:
    """When a worker last showed itself: between jobs, or by the heartbeat of a long one."""
    between = TickLock.objects.filter(name=WORKER).values_list("last_at", flat=True).first()
    with across_tenants("the newest heartbeat in the whole house, without whose job it is"):
        within = Job.objects.filter(state=Job.State.RUNNING).aggregate(newest=Max("heartbeat_at"))["newest"]
    return max((moment for moment in (between, within) if moment), default=None)


def _since(moment: datetime | None, now: datetime, otherwise: float = 0.0) -> float:
    return (now - moment).total_seconds() if moment else otherwise


def _free_bytes() -> int:
    return shutil.disk_usage(settings.HOME).free


def _database_bytes() -> int:
    sizes = {
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
        "postgresql": "SELECT pg_database_size(current_database())",
    }
    with connection.cursor() as cursor:
        cursor.execute(sizes[connection.vendor])
        return int(cursor.fetchone()[0])
