"""From weeks of reports to an alarm that somebody looks at, and a mail that says nothing of it."""

import csv
import io
from datetime import date, timedelta

import pytest
import shapely
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from samplats.alarms import actions, jobs, policy, queries
from samplats.alarms.models import Alarm, Watch
from samplats.alarms.rules import is_time_to_tell
from samplats.evidence.incidents import actions as incidents
from samplats.evidence.incidents import queries as incident_queries
from samplats.foundation.access.actors import system_actor
from samplats.foundation.access.permissions import NotAllowed
from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.jobs.models import Job
from samplats.foundation.jobs.worker import run_all
from samplats.foundation.tenancy.current import open_tenant
from samplats.places.actions import draw_place
from samplats.places.rules.kinds import Kind

LAST = date(2026, 11, 15)  # a Sunday


def a_file(*, weeks=60, newest=9):
    """Two reports of drinking a week on the square, and in the last week many."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Datum", "Tid", "Kategori", "Longitud", "Latitud"])
    for back in range(weeks):
        for at in range(newest if back == 0 else 1 + back % 3):
            day = LAST - timedelta(days=7 * back + at % 7)
            writer.writerow([day.isoformat(), f"{10 + at % 12}:0{back % 10}", "B3", f"15.00{at % 9}1", "60.002"])
    return out.getvalue().encode()


@pytest.fixture
def home(cast, monkeypatch):
    """A square with sixty weeks of reports."""
    monkeypatch.setattr(
        timezone, "localdate", lambda *given: LAST + timedelta(days=3) if not given else given[0].date()
    )
    ada = cast.actor("ada")
    draw_place(ada, cast.home, name="Torget", kind=Kind.CENTRE, area=shapely.box(15.0, 60.0, 15.01, 60.005))
    take_in(cast, a_file())
    return cast.home


def take_in(cast, content, *, kind="police_points"):
    ada = cast.actor("ada")
    source = incidents.add_source(
        ada, cast.home, name=f"Utdrag {kind}", kind=kind, origin="Polisen", permitted_use="planning",
        sharing_level="members",
    )  # fmt: skip
    batch = incidents.upload_file(ada, cast.home, chunks=[content], name="rapporter.csv")
    with open_tenant(cast.home.pk):
        look = incident_queries.first_look(ada, batch, LAST)
        incidents.map_columns(ada, batch, mapping={"categories": {"B3": "B3"}})
    incidents.choose_source(ada, batch, source=source)
    incidents.start_import(ada, batch, names=look.names, now=timezone.now())
    run_all()


def search(tenant):
    with open_tenant(tenant.pk):
        jobs.order(tenant)
    run_all()


def url(cast, name="index", **more):
    return reverse(f"alarms:{name}", kwargs={"tenant": cast.home.slug, **more})


def alarms():
    return {(one.subject == "municipality", one.category, one.kind): one for one in Alarm.objects.all()}


def test_a_week_of_many_rings_once_where_it_is_most_telling(cast, home):
    search(home)
    with open_tenant(home.pk):
        found = alarms()
        watch = Watch.objects.get()
    assert list(found) == [(False, "B3", "burst")]  # explains those of all categories and of the whole municipality
    burst = found[False, "B3", "burst"]
    assert (burst.count, burst.week, round(burst.usual)) == (9, date(2026, 11, 9), 2)
    assert watch.n_series == 4
    page = cast.client("anna").get(url(cast)).content.decode()
    assert "Berusade personer, offentligt drickande, Torget" in page
    assert "9 händelser</b> i vecka 46. Det vanliga är 2,0" in page.replace("\xa0", " ").replace("strong", "b")


def test_a_second_search_adds_nothing_and_one_without_news_is_not_ordered(cast, home):
    search(home)
    with open_tenant(home.pk):
        before = set(Alarm.objects.values_list("pk", flat=True))
        looked_at = Watch.objects.get().looked_at
    search(home)
    with open_tenant(home.pk):
        assert Watch.objects.get().looked_at == looked_at
        Watch.objects.update(counted_from="other")
    search(home)
    with open_tenant(home.pk):
        assert set(Alarm.objects.values_list("pk", flat=True)) == before
        assert Watch.objects.get().looked_at > looked_at


def test_a_search_that_waits_for_its_turn_is_not_ordered_again(cast, home):
    with open_tenant(home.pk):
        jobs.order(home)
        jobs.order(home)
        assert Job.objects.filter(name=jobs.WATCH_JOB).count() == 1


def test_what_no_longer_holds_goes_unless_somebody_has_seen_it(cast, home, monkeypatch):
    search(home)
    take_in(cast, a_file(), kind="rescue")
    search(home)
    with open_tenant(home.pk):
        seen = Alarm.objects.get(source__kind="police_points")
        actions.answer(cast.actor("ada"), seen, note="Festival. Ring Kalle på 070-123 45 67.", now=timezone.now())
        assert Alarm.objects.filter(seen_at=None).count() == 1
        Watch.objects.update(counted_from="other")
    monkeypatch.setattr(queries, "watch", lambda *_given, **_more: None)
    search(home)
    with open_tenant(home.pk):
        [left] = Alarm.objects.all()
    assert left.pk == seen.pk
    assert "070" not in left.note


def test_an_alarm_is_answered_once(cast, home):
    search(home)
    with open_tenant(home.pk):
        alarm = Alarm.objects.first()
        actions.answer(cast.actor("ada"), alarm, note="", now=timezone.now())
        with pytest.raises(ChangedMeanwhile):
            actions.answer(cast.actor("anna"), Alarm.objects.get(pk=alarm.pk), note="", now=timezone.now())
        with pytest.raises(NotAllowed):
            actions.answer(cast.actor("bo"), alarm, note="", now=timezone.now())


def test_partners_alarms_rest_while_the_number_of_reporters_changes(cast, home, monkeypatch):
    take_in(cast, a_file(), kind="partners")
    monkeypatch.setattr(queries.incidents, "effort_has_changed", lambda weeks: True)
    search(home)
    with open_tenant(home.pk):
        resting = dict(Alarm.objects.values_list("source__kind", "is_resting").distinct())
        waiting = queries.n_waiting(cast.actor("ada"), LAST)
    assert resting == {"partners": True, "police_points": False}
    page = cast.client("ada").get(url(cast)).content.decode()
    assert "Vilande" in page
    assert waiting == 1  # the police's
    monkeypatch.setattr(queries.incidents, "effort_has_changed", lambda weeks: False)
    with open_tenant(home.pk):
        Watch.objects.update(counted_from="other")
    search(home)
    with open_tenant(home.pk):
        assert not Alarm.objects.filter(is_resting=True).exists()


def test_once_a_week_a_mail_says_that_something_waits_and_nothing_of_what(cast, home):
    search(home)
    client = cast.client("anna")
    client.post(url(cast, "choose_mail"), {"vill": "nej"})
    with open_tenant(home.pk):
        jobs.tell(home)
        jobs.tell(home)
    assert [one.to for one in mail.outbox] == [["ada@example.org"]]
    told = mail.outbox[0].subject + mail.outbox[0].body
    assert url(cast) in told
    assert not any(word in told for word in ("Torget", "Berusade", "9 händelser"))
    client.post(url(cast, "choose_mail"), {"vill": "ja"})
    with open_tenant(home.pk):
        people = queries.told_people(system_actor(home), policy.SEE_ALARMS.roles)
    assert [one.name for one in people] == ["Ada Ek", "Anna Alm"]


def test_a_mail_server_that_takes_nothing_leaves_the_week_untold(cast, home, monkeypatch):
    search(home)
    monkeypatch.setattr("samplats.foundation.notify.mail.send_mail", raises(ConnectionRefusedError))
    with open_tenant(home.pk):
        jobs.tell(home)
        assert Watch.objects.get().told_at is None
        monkeypatch.undo()
    assert mail.outbox == []


def raises(fault):
    def do(*_given):
        raise fault

    return do


def test_alarms_go_with_their_rows_and_after_their_time(cast, home):
    search(home)
    with open_tenant(home.pk):
        alarm = Alarm.objects.get()
        actions.answer(cast.actor("ada"), alarm, note="", now=timezone.now())
        assert actions.carry_out_retention(system_actor(home), timezone.now()) == 0
        batch = incident_queries.imports(cast.actor("ada")).get()
        assert actions.carry_out_retention(system_actor(home), timezone.now() + timedelta(days=40 * 31)) == 1
    take_in(cast, a_file(), kind="rescue")
    search(home)
    with open_tenant(home.pk):
        assert Alarm.objects.count() == 2
        incidents.undo_import(cast.actor("ada"), batch, now=timezone.now())
    run_all()
    search(home)
    with open_tenant(home.pk):
        assert {one.source.kind for one in Alarm.objects.select_related("source")} == {"rescue"}


def test_people_are_told_from_monday_on():
    assert is_time_to_tell(date(2026, 11, 16), date(2026, 11, 15))
    assert not is_time_to_tell(date(2026, 11, 22), date(2026, 11, 16))
    assert is_time_to_tell(date(2026, 11, 18), None)
