"""What a monitoring system asks: whether the house is well, and numbers that name nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from samplats.foundation.jobs import gauges
from samplats.foundation.jobs.models import Job
from samplats.foundation.tenancy.current import open_tenant

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-twenty-or-more"


def test_health_names_the_part_that_is_not_well(client):
    assert (client.get("/health/").status_code, client.get("/health/").json()["worker"]) == (503, False)
    gauges.worker_seen(timezone.now())
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "worker": True, "disk": True})


def test_a_worker_in_a_long_job_is_not_silent(cast):
    long_ago, now = timezone.now() - timedelta(hours=1), timezone.now()
    gauges.worker_seen(long_ago)
    assert not gauges.health(now)["worker"]
    with open_tenant(cast.home.pk):
        Job.objects.create(tenant=cast.home, name="x", state=Job.State.RUNNING, heartbeat_at=now)
    assert gauges.health(now)["worker"]


def test_a_full_disk_is_told(client, monkeypatch):
    gauges.worker_seen(timezone.now())
    monkeypatch.setattr(gauges, "_free_bytes", lambda: 1000)
    assert client.get("/health/").json()["disk"] is False


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer wrong", TOKEN])
def test_without_the_token_there_are_no_metrics(client, settings, header):
    settings.METRICS_TOKEN = TOKEN
    assert client.get("/metrics/", headers={"Authorization": header}).status_code == 404
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics/", headers={"Authorization": "Bearer "}).status_code == 404


def test_metrics_count_jobs_of_the_whole_house_and_name_none(client, settings, cast):
    settings.METRICS_TOKEN = TOKEN
    with open_tenant(cast.home.pk):
        Job.objects.create(tenant=cast.home, name="secret", state=Job.State.WAITING)
    text = client.get("/metrics/", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()
    assert 'samplats_jobs{state="waiting"} 1' in text
    assert "samplats_worker_silent_seconds +Inf" in text
    assert text.count("# TYPE samplats_jobs gauge") == 1
    assert "secret" not in text
