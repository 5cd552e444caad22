from django.urls import reverse

from samplats.administration import actions, queries
from samplats.foundation.accounts.roles import Role
from samplats.foundation.audit.models import AuditLine
from samplats.foundation.jobs.models import Job
from samplats.foundation.jobs.queue import enqueue
from samplats.foundation.tenancy.current import open_tenant


def test_the_log_says_who_did_what_in_words(cast):
    actions.give_role(cast.actor("adam"), cast.home, user=cast.users["bo"], role=Role.REPORTER)
    page = cast.client("adam").get(reverse("administration:log", args=[cast.home.slug])).content.decode()
    assert "Gav en roll" in page
    assert "Adam Ask" in page
    assert "Kedjan är hel" in page


def test_a_changed_log_is_told(cast):
    actions.give_role(cast.actor("adam"), cast.home, user=cast.users["bo"], role=Role.REPORTER)
    with open_tenant(cast.home.pk):
        line = AuditLine.objects.get()
        line.verb = "x"
        line.save()
    page = cast.client("adam").get(reverse("administration:log", args=[cast.home.slug])).content.decode()
    assert "Loggen har ändrats" in page


def test_a_closed_rooms_log_exists_only_for_its_members(cast):
    with open_tenant(cast.home.pk):
        from django.utils import timezone

        from samplats.foundation.audit.chain import write_line

        class InRoom:
            compartment_id = cast.room.pk

        write_line(cast.actor("dora"), verb="room.read", subject=InRoom(), at=timezone.now())
        assert queries.log_lines(cast.actor("adam")).count() == 0
        assert queries.log_lines(cast.actor("dora")).count() == 1


def test_a_job_exists_for_who_asked_and_for_administrators(cast):
    with open_tenant(cast.home.pk):
        enqueue(cast.actor("ada"), "sample")
        seen = {who: queries.jobs(cast.actor(who)).count() for who in ("ada", "adam", "bo")}
    assert seen == {"ada": 1, "adam": 1, "bo": 0}


def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_is_asked_to_stop(cast):
    with open_tenant(cast.home.pk):
        waiting = enqueue(cast.actor("ada"), "sample")
        running = enqueue(cast.actor("ada"), "sample")
        Job.objects.filter(pk=running.pk).update(state=Job.State.RUNNING)
    assert actions.cancel_job(cast.actor("ada"), waiting).state == Job.State.CANCELLED
    stopped = actions.cancel_job(cast.actor("ada"), running)
    assert (stopped.state, stopped.cancel_asked) == (Job.State.RUNNING, True)


def test_a_failed_job_says_why_in_words(cast):
    """The code is for support; who looks after the municipality reads a sentence, and no share of what is over."""
    facts = {"outside": 3, "n_read": 3}
    with open_tenant(cast.home.pk):
        for name, code in (("incidents.import", "outside_municipality"), ("sample", "worker_lost"), ("sample", "odd")):
            job = enqueue(cast.actor("ada"), name)
            Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED, error=code, facts=facts)
    page = cast.client("adam").get(reverse("administration:jobs", args=[cast.home.slug])).content.decode()
    assert "3 av 3 som går att läsa" in page
    assert "avbröts tre gånger" in page
    assert "Kod för felsökning: odd" in page
    assert "outside_municipality" not in page
    assert " %<" not in page


def test_nobody_is_led_off_the_site_after_cancelling(cast):
    with open_tenant(cast.home.pk):
        job = enqueue(cast.actor("ada"), "sample")
    url = reverse("administration:cancel_job", args=[cast.home.slug, job.public_id])
    answer = cast.client("ada").post(url, {"next": "https://evil.example/"})
    assert answer.url == f"/m/{cast.home.slug}/"


def test_the_retention_page_shows_the_rules_and_the_protocol(cast):
    from datetime import date

    from django.utils import timezone

    from samplats.foundation.retention.registry import record_kinds, write_protocol

    kind = record_kinds()[0]
    with open_tenant(cast.home.pk):
        write_protocol(
            cast.home,
            kind=kind.name,
            older_than=date(2024, 11, 1),
            erased=1312,
            kept_as_statistics=1312,
            at=timezone.now(),
        )
    page = cast.client("adam").get(reverse("administration:retention", args=[cast.home.slug])).content.decode()
    assert str(kind.title) in page
    assert "1 312" in page.replace("\u202f", " ").replace("\xa0", " ")


def test_months_of_the_log_are_sealed_and_after_a_year_only_the_seal_is_left(cast, monkeypatch):
    from datetime import UTC, datetime

    from samplats.administration import jobs
    from samplats.foundation.audit.chain import first_break, write_line
    from samplats.foundation.audit.models import MonthSeal

    with open_tenant(cast.home.pk):
        for at in (datetime(2025, 3, 5, tzinfo=UTC), datetime(2026, 10, 5, tzinfo=UTC)):
            write_line(cast.actor("ada"), verb="test.did", subject=cast.room, at=at)
        monkeypatch.setattr(jobs.timezone, "now", lambda: datetime(2026, 11, 22, tzinfo=UTC))
        jobs.seal_log(cast.home)
        assert MonthSeal.objects.count() == 2
        assert [line.at.year for line in AuditLine.objects.all()] == [2026]
        assert first_break(cast.home) is None
