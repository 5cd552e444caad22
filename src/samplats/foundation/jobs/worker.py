"""The worker: claims jobs, opens their tenant, runs them, keeps its heart beating."""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from types import FrameType

from django.db import OperationalError, close_old_connections, connection
from django.utils import timezone

from samplats.foundation.access.actors import Actor, actor_for, system_actor
from samplats.foundation.accounts.models import User
from samplats.foundation.jobs import queue
from samplats.foundation.jobs.gauges import worker_seen
from samplats.foundation.jobs.models import Job, TickLock
from samplats.foundation.jobs.registry import (
    JobCancelled,
    JobRefused,
    Run,
    regular_tasks,
    tasks_of_house,
    undo_of,
    work_of,
)
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tenancy.models import Tenant

log = logging.getLogger("samplats.jobs")
BEAT_EVERY = 5.0
PAUSE = 0.2


def run_worker(*, stop: threading.Event | None = None) -> None:
    """Work until told to stop (TERM or INT, or the event): one job at a time, a tick in between."""
    stopping = stop or _stop_on_signal()
    log.info("worker_started", extra={"pid": os.getpid()})
    last_tick = 0.0
    while not stopping.is_set():
        close_old_connections()
        if time.monotonic() - last_tick > BEAT_EVERY:
            last_tick = time.monotonic()
            tick()
        if not run_next():
            stopping.wait(PAUSE)


def run_next() -> bool:
    """Run one waiting job to its end; False when none waits."""
    job = queue.claim_next(timezone.now())
    if job is None:
        return False
    run_job(job)
    return True


def run_all() -> int:
    """Run waiting jobs until none is left; for commands and tests. Returns how many ran."""
    ran = 0
    while run_next():
        ran += 1
    return ran


def run_job(job: Job) -> None:
    """Run a claimed job in its tenant, as the person who asked for it."""
    with open_tenant(job.tenant_id), _beating(job):
        actor = _actor_of(job)
        if actor is None:
            queue.end(job, Job.State.FAILED, timezone.now(), error="no_longer_a_member")
            return
        run = Run(job, actor, lambda told: queue.save_progress(told, timezone.now()))
        _carry_out(run)


def tick() -> None:
    """Reclaim silent jobs and run the regular tasks that are due, in one worker at a time."""
    worker_seen(timezone.now())
    for given_up in queue.reclaim_silent(timezone.now()):
        _put_back(given_up)
    for name, (every, task) in regular_tasks().items():
        if _is_due(name, every):
            _run_regular(name, task)
    for name, (every, of_house) in tasks_of_house().items():
        if _is_due(name, every):
            _run_guarded(name, of_house)


def _carry_out(run: Run) -> None:
    job = run.job
    try:
        facts = work_of(job.name)(run, **job.arguments)
    except JobCancelled:
        _put_back(job)
        queue.end(job, Job.State.CANCELLED, timezone.now())
    except JobRefused as refused:
        _put_back(job)
        queue.end(job, Job.State.FAILED, timezone.now(), error=refused.code, facts=refused.facts)
    except Exception:
        log.exception("job_failed", extra={"job": job.name})
        _put_back(job)
        queue.end(job, Job.State.FAILED, timezone.now(), error="unexpected")
    else:
        queue.end(job, Job.State.DONE, timezone.now(), facts=facts)


def _put_back(job: Job) -> None:
    undo = undo_of(job.name)
    if undo is None:
        return
    with open_tenant(job.tenant_id):
        try:
            undo(Run(job, system_actor(job.tenant), lambda _told: None), **job.arguments)
        except Exception:
            log.exception("job_undo_failed", extra={"job": job.name})


def _actor_of(job: Job) -> Actor | None:
    if job.user_id is None:
        return system_actor(job.tenant)
    user = User.objects.filter(pk=job.user_id).first()
    return actor_for(user, job.tenant) if user else None


def _is_due(name: str, every: timedelta) -> bool:
    """Whether the task is to be run now, and by this worker."""
    now = timezone.now()
    TickLock.objects.get_or_create(name=name, defaults={"last_at": now - 2 * every})
    return bool(TickLock.objects.filter(name=name, last_at__lte=now - every).update(last_at=now))


def _run_regular(name: str, task: Callable[[Tenant], None]) -> None:
    for tenant in Tenant.objects.order_by("pk"):
        with open_tenant(tenant.pk):
            _run_guarded(name, partial(task, tenant))


def _run_guarded(name: str, task: Callable[[], None]) -> None:
    try:
        task()
    except Exception:
        log.exception("regular_task_failed", extra={"task": name})


@contextmanager
def _beating(job: Job) -> Iterator[None]:
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT_EVERY):
            try:
                queue.beat(job, timezone.now())
            except OperationalError:
                log.warning("heartbeat_missed", extra={"job": job.name})  # the database was busy; the next one counts
        connection.close()

    heart = threading.Thread(target=beat, name="heartbeat", daemon=True)
    heart.start()
    try:
        yield
    finally:
        over.set()
        heart.join(timeout=BEAT_EVERY)


def _stop_on_signal() -> threading.Event:
    stopping = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)
    return stopping
