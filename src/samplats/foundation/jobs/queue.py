"""Enqueue, claim, reclaim and end jobs. A job runs again, at most three times, when its worker falls silent."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from samplats.foundation.access.actors import Actor
from samplats.foundation.jobs.models import Job
from samplats.foundation.tenancy.current import across_tenants

SILENT_AFTER = timedelta(seconds=30)
MOST_ATTEMPTS = 3


def enqueue(actor: Actor, name: str, *, can_wait: bool = False, **arguments: Any) -> Job:
    """Write a job into the caller's transaction: a rollback leaves no job. `can_wait`: after those people wait for."""
    return Job.objects.create(
        tenant=actor.tenant, name=name, arguments=arguments, user_id=actor.user_id, can_wait=can_wait
    )


def claim_next(now: datetime) -> Job | None:
    """Take the oldest waiting job; two workers never get the same one."""
    with across_tenants("the worker serves every tenant; it opens the job's own before any work"):
        for waiting in Job.objects.filter(state=Job.State.WAITING).order_by("can_wait", "made_at", "pk")[:5]:
            taken = Job.objects.filter(pk=waiting.pk, state=Job.State.WAITING).update(
                state=Job.State.RUNNING,
                attempts=F("attempts") + 1,
                started_at=now,
                heartbeat_at=now,
            )
            if taken:
                return Job.objects.select_related("tenant").get(pk=waiting.pk)
    return None


def reclaim_silent(now: datetime, *, all_running: bool = False) -> list[Job]:
    """Put silent jobs back in the queue; returns those that have used up their attempts (now failed)."""
    with across_tenants("the worker serves every tenant"):
        silent = Q(state=Job.State.RUNNING)
        if not all_running:
            silent &= Q(heartbeat_at__lt=now - SILENT_AFTER) | Q(heartbeat_at=None)
        lost = Job.objects.filter(silent)
        given_up = list(lost.filter(attempts__gte=MOST_ATTEMPTS).select_related("tenant"))
        lost.filter(attempts__gte=MOST_ATTEMPTS).update(state=Job.State.FAILED, error="worker_lost", ended_at=now)
        Job.objects.filter(silent, attempts__lt=MOST_ATTEMPTS).update(state=Job.State.WAITING, heartbeat_at=None)
        return given_up


def beat(job: Job, now: datetime) -> bool:
    """Tell that the worker lives; False when the job is no longer this worker's (reclaimed meanwhile)."""
    with across_tenants("the worker serves every tenant"):
        alive = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)
        return bool(alive.update(heartbeat_at=now))


def save_progress(job: Job, now: datetime) -> None:
    """Store how far the job is, and learn whether somebody asked to cancel it."""
    with across_tenants("the worker serves every tenant"):
        Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts).update(
            phase=job.phase, progress_done=job.progress_done, progress_total=job.progress_total, heartbeat_at=now
        )
        job.cancel_asked = Job.objects.values_list("cancel_asked", flat=True).get(pk=job.pk)


def end(job: Job, state: Job.State, now: datetime, *, error: str = "", facts: dict[str, Any] | None = None) -> None:
    """Close the job, unless another worker has taken it over."""
    with across_tenants("the worker serves every tenant"):
        Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts).update(
            state=state, error=error, facts=facts or {}, ended_at=now
        )
