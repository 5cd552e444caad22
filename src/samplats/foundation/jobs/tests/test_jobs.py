from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from samplats.foundation.jobs import queue, registry, worker
from samplats.foundation.jobs.models import Job
from samplats.foundation.tenancy.current import NoTenantOpen, open_tenant, open_tenant_id

State = Job.State
undone: list[str] = []


@pytest.fixture
def works(monkeypatch):
    """Jobs of this test only."""
    monkeypatch.setattr(registry, "_work", {})
    monkeypatch.setattr(registry, "_undo", {})
    monkeypatch.setattr(registry, "_regular", {})
    monkeypatch.setattr(registry, "_of_house", {})
    undone.clear()
    return registry


def stored(job):
    with open_tenant(job.tenant_id):
        return Job.objects.get(pk=job.pk)


def test_a_job_runs_in_its_tenant_as_who_asked(cast, in_home, works):
    @works.job("count")
    def count(run, *, number):
        run.progress(number, 10, "räknar")
        return {"tenant": open_tenant_id(), "name": run.actor.name}

    job = queue.enqueue(cast.actor("ada"), "count", number=5)
    assert worker.run_all() == 1
    after = stored(job)
    assert (after.state, after.share_done, after.phase) == (State.DONE, 50, "räknar")
    assert after.facts == {"tenant": cast.home.pk, "name": "Ada Ek"}


@pytest.mark.django_db(transaction=True)
def test_a_rollback_leaves_no_job(cast, works):
    def enqueue_and_fail():
        with transaction.atomic(), open_tenant(cast.home.pk):
            queue.enqueue(cast.actor("ada"), "count", number=1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        enqueue_and_fail()
    assert queue.claim_next(timezone.now()) is None


def test_a_refusal_keeps_its_reason_and_undoes(cast, in_home, works):
    @works.job("refuse", undo=lambda run, **_: undone.append(run.job.name))
    def refuse(run):
        raise registry.JobRefused("file_is_empty", line=1)

    job = queue.enqueue(cast.actor("ada"), "refuse")
    worker.run_all()
    assert (stored(job).state, stored(job).error, stored(job).facts) == (State.FAILED, "file_is_empty", {"line": 1})
    assert undone == ["refuse"]


def test_cancelling_stops_at_the_next_step_and_undoes(cast, in_home, works):
    @works.job("long", undo=lambda run, **_: undone.append("long"))
    def long(run):
        Job.objects.filter(pk=run.job.pk).update(cancel_asked=True)
        run.progress(1, 2)
        raise AssertionError("went on")

    job = queue.enqueue(cast.actor("ada"), "long")
    worker.run_all()
    assert stored(job).state == State.CANCELLED
    assert undone == ["long"]


def test_a_silent_worker_loses_the_job_and_it_runs_again_three_times_at_most(cast, in_home, works):
    job = queue.enqueue(cast.actor("ada"), "count")
    for attempt in range(1, 4):
        claimed = queue.claim_next(timezone.now())
        assert claimed is not None
        assert claimed.attempts == attempt
        assert queue.reclaim_silent(timezone.now()) == []
        later = timezone.now() + queue.SILENT_AFTER + timedelta(seconds=1)
        given_up = queue.reclaim_silent(later)
        assert bool(given_up) is (attempt == 3)
    assert (stored(job).state, stored(job).error) == (State.FAILED, "worker_lost")


def test_a_worker_that_lost_its_job_cannot_end_it(cast, in_home, works):
    queue.enqueue(cast.actor("ada"), "count")
    lost = queue.claim_next(timezone.now())
    queue.reclaim_silent(timezone.now() + timedelta(minutes=1))
    taken = queue.claim_next(timezone.now())
    assert queue.beat(lost, timezone.now()) is False
    queue.end(lost, State.FAILED, timezone.now())
    assert stored(taken).state == State.RUNNING


def test_who_has_left_gets_nothing_done(cast, in_home, works):
    job = queue.enqueue(cast.actor("bo"), "count")
    cast.users["bo"].is_active = False
    cast.users["bo"].save()
    worker.run_all()
    assert stored(job).error == "no_longer_a_member"


def test_an_unexpected_fault_fails_the_job_without_details(cast, in_home, works):
    @works.job("break")
    def broken(run):
        raise ZeroDivisionError("secret")

    job = queue.enqueue(cast.actor("ada"), "break")
    worker.run_all()
    assert (stored(job).state, stored(job).error, stored(job).facts) == (State.FAILED, "unexpected", {})


def test_regular_tasks_run_once_per_period_for_every_tenant(cast, works):
    seen = []

    @works.regular("sweep", timedelta(hours=1))
    def sweep(tenant):
        seen.append((tenant.slug, open_tenant_id() == tenant.pk))

    worker.tick()
    worker.tick()
    assert seen == [("exempelkoping", True), ("grannkoping", True)]


def test_a_task_of_the_house_runs_once_per_period_with_no_tenant_open_and_stops_no_other(cast, works):
    seen = []

    @works.regular_of_house("break", timedelta(hours=1))
    def broken():
        raise ZeroDivisionError

    @works.regular_of_house("sweep", timedelta(hours=1))
    def sweep():
        with pytest.raises(NoTenantOpen):
            open_tenant_id()
        seen.append("swept")

    worker.tick()
    worker.tick()
    assert seen == ["swept"]


def test_what_can_wait_waits_for_what_somebody_looks_at(cast, in_home, works):
    queue.enqueue(cast.actor("ada"), "later", can_wait=True)
    queue.enqueue(cast.actor("ada"), "now")
    first = queue.claim_next(timezone.now())
    assert first is not None
    assert first.name == "now"
