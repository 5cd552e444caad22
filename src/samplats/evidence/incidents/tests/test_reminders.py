"""Reminders to reporters: late in their period, once, to who is silent and wants them; nothing of any event."""

from datetime import date, datetime, timedelta
from smtplib import SMTPRecipientsRefused
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail import BadHeaderError
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse

from samplats.evidence.incidents import actions, jobs, queries
from samplats.evidence.incidents.models import Reminder
from samplats.evidence.incidents.rules.reporting import is_time_to_remind
from samplats.evidence.incidents.tests.reporting import handed_in
from samplats.foundation.access.actors import system_actor
from samplats.foundation.accounts.models import Membership
from samplats.foundation.accounts.roles import Role
from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.audit.models import AuditLine
from samplats.foundation.tenancy.models import Organisation

pytestmark = pytest.mark.usefixtures("in_home")
SWEDEN = ZoneInfo("Europe/Stockholm")
MONDAY = date(2026, 11, 16)
THURSDAY = datetime(2026, 11, 19, 9, tzinfo=SWEDEN)


@pytest.fixture
def tick(cast, monkeypatch, settings):
    """What the worker does at a moment."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    def at(moment=THURSDAY):
        monkeypatch.setattr(jobs.timezone, "localtime", lambda *_given, **_named: moment)
        mail.outbox.clear()
        jobs.remind(cast.home)
        return [one.to[0].split("@")[0] for one in mail.outbox]

    return at


def test_who_is_silent_is_reminded_once_in_the_week(cast, tick):
    assert tick(THURSDAY - timedelta(hours=2)) == []  # at seven
    assert tick() == ["rut"]
    assert tick() == []
    assert tick(THURSDAY + timedelta(days=1)) == []
    assert tick(THURSDAY + timedelta(weeks=1)) == ["rut"]
    assert AuditLine.objects.filter(verb="incidents.claim_reminder").count() == 2


@pytest.mark.parametrize("fault", [SMTPRecipientsRefused({"bo@example.org": (550, b"nobody here")}), BadHeaderError()])
def test_one_address_that_is_refused_keeps_no_other_from_being_reminded(cast, tick, monkeypatch, fault):
    Membership.objects.create(tenant=cast.home, user=cast.users["bo"], role=Role.REPORTER)  # Bo Berg comes before Rut
    send = EmailBackend.send_messages

    def refuse(self, messages):
        if messages[0].to == ["bo@example.org"]:
            raise fault
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    assert tick() == ["rut"]
    assert tick() == []


@pytest.mark.parametrize("deed", ["report", "calm", "no", "left", "inactive"])
def test_nobody_else_is_reminded(cast, tick, deed):
    rut = cast.users["rut"]
    if deed == "report":
        handed_in(cast, now=THURSDAY - timedelta(days=1))
    elif deed == "calm":
        actions.say_calm(cast.actor("rut"), cast.home, today=MONDAY, now=THURSDAY - timedelta(days=3))
    elif deed == "no":
        cast.client("rut").post(reverse("incidents:choose_reminders", args=["exempelkoping"]), {"vill": "nej"})
    elif deed == "left":
        Membership.objects.filter(user=rut).delete()
    else:
        rut.is_active = False
        rut.save()
    assert tick() == []


def test_who_changes_their_mind_is_reminded_again(cast, tick):
    url = reverse("incidents:choose_reminders", args=["exempelkoping"])
    cast.client("rut").post(url, {"vill": "nej"})
    page = cast.client("rut").get(reverse("incidents:my_reports", args=["exempelkoping"])).content.decode()
    assert "Du får inga påminnelser" in page
    assert tick() == []
    cast.client("rut").post(url, {"vill": "ja"})
    assert tick() == ["rut"]


def test_a_fortnight_is_one_period(cast, tick):
    body = Organisation.objects.create(name="Nattvandrarna", kind="association")
    cast.users["rut"].organisation = body
    cast.users["rut"].save()
    actions.set_rhythm(cast.actor("ada"), cast.home, organisation=body, weeks=2)
    told = [tick(THURSDAY + timedelta(weeks=week)) for week in range(4)]
    assert sorted(map(len, told)) == [0, 0, 1, 1]
    assert told[0] != told[1]


def test_the_mail_says_nothing_of_events_and_where_to_turn_it_off(cast, tick):
    handed_in(cast, "ada", text="Rutan är krossad", now=THURSDAY)
    tick()
    [sent] = mail.outbox
    assert sent.subject == "Har du något att rapportera i Exempelköpings kommun den här veckan?"
    assert "/m/exempelkoping/rapporter/#paminnelser" in sent.body
    assert "/m/exempelkoping/rapportera/" in sent.body
    for word in ("krossad", "Ada", "Skadegörelse", "1 rapport"):
        assert word not in sent.body


def test_a_mail_server_that_takes_none_is_tried_again(cast, tick, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(jobs, "mail", lambda *_given: False)
        assert tick() == []
    assert Reminder.objects.get().sent_for is None
    assert tick(THURSDAY + timedelta(hours=1)) == ["rut"]


def test_two_workers_at_once_send_one(cast, tick):
    system, rut = system_actor(cast.home), cast.users["rut"]
    assert [one for one, _period, _rhythm in queries.to_remind(system, THURSDAY)] == [rut]
    actions.claim_reminder(system, cast.home, person=rut, period=MONDAY)
    assert queries.to_remind(system, THURSDAY) == []
    with pytest.raises(ChangedMeanwhile):  # the other one had already looked
        actions.claim_reminder(system, cast.home, person=rut, period=MONDAY)
    actions.choose_reminders(cast.actor("rut"), cast.home, wanted=False)
    assert queries.to_remind(system, THURSDAY + timedelta(weeks=1)) == []
    with pytest.raises(ChangedMeanwhile):
        actions.claim_reminder(system, cast.home, person=rut, period=MONDAY + timedelta(weeks=1))


def test_it_is_claimed_before_it_is_sent(cast, tick, monkeypatch):
    def dies(*_given):
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(jobs, "mail", dies)
        with pytest.raises(SystemExit):
            tick()
    assert tick() == []


@pytest.mark.parametrize(
    ("day", "hour", "first", "rhythm", "expected"),
    [
        (19, 8, 16, 1, True),
        (20, 16, 16, 1, True),
        (20, 17, 16, 1, False),
        (18, 12, 16, 1, False),
        (21, 12, 16, 1, False),
        (19, 12, 16, 2, False),
        (26, 12, 16, 2, True),
    ],
)
def test_when_it_is_time(day, hour, first, rhythm, expected):
    assert is_time_to_remind(datetime(2026, 11, day, hour), date(2026, 11, first), rhythm) is expected
