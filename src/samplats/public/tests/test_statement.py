"""The accessibility statement, its reports, and the privacy notice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from samplats.foundation.access.actors import system_actor
from samplats.foundation.tenancy.current import open_tenant
from samplats.public import actions, jobs
from samplats.public.models import BarrierReport

KEY = "6f9619ff-8b86-4011-b42d-00c04fc964ff"


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    cache.clear()


def statement(cast):
    return reverse("public:accessibility", args=[cast.home.slug])


def send(cast, **given):
    return cast.client("nobody").post(statement(cast), {"key": KEY, "text": "Knappen går inte att nå.", **given})


def kept(cast):
    with open_tenant(cast.home.pk):
        return list(BarrierReport.objects.values_list("text", flat=True))


def test_the_statement_says_what_the_law_asks_for(cast):
    page = cast.client("nobody").get(statement(cast)).content.decode()
    for words in ("Exempelköpings kommun", "delvis förenliga", "2018:1937", "Digg", "Skicka rapporten", "Kartor"):
        assert words in page


def test_the_notice_says_what_article_13_asks_for(cast):
    url = reverse("public:privacy", args=[cast.home.slug])
    page = cast.client("nobody").get(url).content.decode()
    for words in ("personuppgiftsansvarig", "Dataskyddsombud", "artikel 6.1 e", "Hur länge", "IMY", "rättade"):
        assert words in page


def test_a_report_sent_twice_is_kept_once(cast):
    answers = [send(cast), send(cast)]
    assert [one.status_code for one in answers] == [302, 302]
    assert kept(cast) == ["Knappen går inte att nå."]


def test_what_identifies_a_person_is_taken_out_and_that_is_said(cast):
    answer = send(cast, text="Knappen. Mejla mig på kalle@example.org", page="ring 070-123 45 67")
    assert kept(cast) == ["Knappen. Mejla mig på [dolt]"]
    told = cast.client("nobody").get(answer["Location"]).content.decode()
    assert "pekade ut en person" in told


def test_a_report_without_words_is_asked_for_again(cast):
    answer = send(cast, text=" ", page="Förstasidan")
    assert answer.status_code == 422
    assert "Förstasidan" in answer.content.decode()
    assert kept(cast) == []


def test_machines_are_stopped_and_people_are_told(cast):
    answers = [send(cast, key=str(uuid4())) for _ in range(6)]
    assert [one.status_code for one in answers] == [302] * 5 + [429]
    assert "Knappen går inte att nå." in answers[-1].content.decode()
    assert len(kept(cast)) == 5


def test_reports_wait_until_they_are_ended_and_can_be_opened_again(cast):
    send(cast)
    url, start = (reverse(name, args=[cast.home.slug]) for name in ("public:barriers", "website:start"))
    adam = cast.client("adam")
    assert "1 rapport väntar." in adam.get(url).content.decode()
    assert "1 rapport väntar." in adam.get(start).content.decode()
    assert "1 rapport väntar." not in cast.client("bo").get(start).content.decode()
    with open_tenant(cast.home.pk):
        report = BarrierReport.objects.get()
    for name, words in (("end", "Inga rapporter väntar."), ("reopen", "1 rapport väntar.")):
        for _twice in range(2):
            adam.post(reverse(f"public:{name}", args=[cast.home.slug, report.public_id]))
        assert words in adam.get(url).content.decode()
    assert cast.client("bo").get(url).status_code == 403


def test_many_reports_are_shown_a_page_at_a_time_what_waits_first(cast):
    now, somebody = timezone.now(), system_actor(cast.home)
    for at in range(32):
        told = now - timedelta(hours=at)
        made = actions.report_barrier(somebody, cast.home, key=uuid4(), page="", text=f"Sak {at}.", now=told)
        if not at:
            actions.end_report(cast.actor("ada"), made, now=now)
    url = reverse("public:barriers", args=[cast.home.slug])
    first, second = (cast.client("adam").get(url, {"sida": at}).content.decode() for at in (1, 2))
    assert "31 rapporter väntar." in first
    assert "Sak 1." in first
    assert "Sak 0." not in first
    assert "Sak 31." in second
    assert second.index("Sak 31.") < second.index("Sak 0.")


@pytest.mark.parametrize(("days", "left"), [(364, 1), (366, 0)])
def test_an_ended_report_is_erased_after_a_year(cast, days, left):
    now = timezone.now()
    made = actions.report_barrier(
        system_actor(cast.home), cast.home, key=uuid4(), page="", text="Knappen", now=now - timedelta(days=400)
    )
    actions.end_report(cast.actor("ada"), made, now=now - timedelta(days=days))
    with open_tenant(cast.home.pk):
        jobs.retire(cast.home)
    assert len(kept(cast)) == left
