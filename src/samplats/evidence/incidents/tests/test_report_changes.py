"""Changing, withdrawing, merging; who sees whose reports; who has been heard from."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from samplats.evidence.incidents import actions, queries
from samplats.evidence.incidents.models import CalmWeek, Incident, Report, ReportingWeek
from samplats.evidence.incidents.tests.reporting import NOW, collected, handed_in, posted
from samplats.foundation.access.actors import system_actor
from samplats.foundation.accounts.models import User
from samplats.foundation.tenancy.models import Organisation

pytestmark = pytest.mark.usefixtures("in_home")
TODAY = NOW.date()


def at(name, report):
    return reverse(f"incidents:{name}", args=["exempelkoping", report.public_id])


def belongs(cast, who, kind, name="Bolaget"):
    body, _made = Organisation.objects.get_or_create(name=name, kind=kind)
    User.objects.filter(pk=cast.users[who].pk).update(organisation=body)
    cast.users[who].refresh_from_db()
    return body


def test_the_page_of_a_report_changes_it_and_keeps_the_place(cast):
    report = handed_in(cast, words="Torget")
    collected(cast)
    url = at("change_report", report)
    shown = cast.client("rut").get(url)
    assert "Nu står: Torget." in shown.content.decode()
    told = {
        "key": report.key,
        "revision": 1,
        "category": "G2",
        "when": "between",
        "began": f"{timezone.localdate() - timedelta(days=1)}T21:00",
        "band": "5",
    }
    assert cast.client("rut").post(url, told).status_code == 302
    report.refresh_from_db()
    assert (report.category, report.band, report.lon, report.waiting) == ("G2", 5, 16.5, True)
    collected(cast)
    assert Incident.objects.get().category == "G2"
    again = cast.client("rut").post(url, told)
    assert again.status_code == 422
    assert "har ändrats av någon annan" in again.content.decode()


def test_a_category_that_needs_an_area_which_is_not_known_is_refused_at_its_field(cast):
    belongs(cast, "rut", "public")
    report = handed_in(cast)
    told = {"key": report.key, "revision": 1, "category": "B1", "when": "now", "band": "1"}
    answer = cast.client("rut").post(at("change_report", report), told)
    assert answer.status_code == 422
    assert "behöver ett område" in answer.content.decode()


def test_nobody_else_changes_it_but_the_co_ordinator(cast):
    report = handed_in(cast)
    for who, status in {"anna": 404, "bo": 403, "cai": 404}.items():
        assert cast.client(who).post(at("withdraw_report", report)).status_code == status
    assert cast.client("ada").post(at("withdraw_report", report)).status_code == 302
    report.refresh_from_db()
    assert report.state == "withdrawn"


def test_two_reports_of_one_event_are_merged_and_parted(cast):
    one, other = handed_in(cast, text="Säckar vid muren"), handed_in(cast, "ada")
    collected(cast)
    shown = cast.client("ada").get(at("report_of_mine", other)).content.decode()
    assert "Slå ihop med den här" in shown
    assert "Säckar vid muren" in shown
    assert cast.client("ada").post(at("merge_report", other), {"into": one.public_id}).status_code == 302
    collected(cast)
    assert Incident.objects.count() == 1
    merged = cast.client("ada").get(at("report_of_mine", other)).content.decode()
    assert "Sammanslagen" in merged
    assert at("report_of_mine", one) in merged
    cast.client("ada").post(at("merge_report", other), {"apart": "1"})
    collected(cast)
    assert Incident.objects.count() == 2


def test_a_report_is_not_merged_with_itself(cast):
    report = handed_in(cast)
    assert cast.client("ada").post(at("merge_report", report), {"into": report.public_id}).status_code == 404


@pytest.mark.parametrize(("kind", "seen"), [("private", False), ("association", True), ("public", True)])
def test_colleagues_see_each_others_reports_unless_they_are_private(cast, kind, seen):
    belongs(cast, "ada", kind)
    belongs(cast, "rut", kind)
    theirs = handed_in(cast, "ada")
    assert (cast.client("rut").get(at("report_of_mine", theirs)).status_code == 200) is seen
    near = reverse("incidents:reports_near", args=["exempelkoping"])
    asked = {"category": "E1", "lon": 16.5005, "lat": 59.5, "at": "2026-11-19T20:00"}
    told = cast.client("rut").get(near, asked).content.decode()
    assert ("redan rapporterat här" in told) is seen


def test_far_away_or_long_ago_is_not_near(cast):
    handed_in(cast)
    near = reverse("incidents:reports_near", args=["exempelkoping"])
    asked = {"category": "E1", "lon": 16.5, "lat": 59.5, "at": "2026-11-19T20:00"}
    assert "redan" in cast.client("rut").get(near, asked).content.decode()
    for other in ({"lon": 16.503}, {"at": "2026-11-21T20:30"}, {"category": "E2"}, {"at": "igår"}):
        assert "redan" not in cast.client("rut").get(near, {**asked, **other}).content.decode()


def test_a_week_with_a_report_is_not_a_calm_one(cast):
    report, calm = handed_in(cast), reverse("incidents:calm", args=["exempelkoping"])
    Report.objects.filter(pk=report.pk).update(made_at=timezone.now())
    assert "Du har redan rapporterat" in cast.client("rut").post(calm, follow=True).content.decode()
    assert not CalmWeek.objects.exists()
    Report.objects.filter(pk=report.pk).update(state="withdrawn")
    assert "lugnt är också något" in cast.client("rut").post(calm, follow=True).content.decode()
    assert CalmWeek.objects.count() == 1


def test_a_calm_week_is_said_once_and_counts_as_reporting(cast):
    body = belongs(cast, "rut", "association")
    for _twice in range(2):
        assert cast.client("rut").post(reverse("incidents:calm", args=["exempelkoping"])).status_code == 302
    assert CalmWeek.objects.count() == 1
    CalmWeek.objects.update(week=date(2026, 11, 16))
    [week] = queries.effort(cast.actor("ada"), TODAY - timedelta(weeks=1), TODAY)
    assert (week.members, week.active, week.calm, week.reports) == (1, 1, 1, 0)
    handed_in(cast)
    [week] = queries.effort(cast.actor("ada"), TODAY - timedelta(weeks=1), TODAY)
    assert (week.active, week.calm, week.reports) == (1, 0, 1)
    assert body


def test_a_week_that_is_over_stays_when_reports_and_people_are_gone(cast):
    belongs(cast, "rut", "association")
    handed_in(cast)
    system, later = system_actor(cast.home), TODAY + timedelta(weeks=2)
    assert actions.close_reporting_weeks(system, cast.home, today=later) == 1
    assert actions.close_reporting_weeks(system, cast.home, today=later) == 0
    Report.objects.all().delete()
    assert ReportingWeek.objects.count() == 1
    weeks = queries.effort(cast.actor("ada"), TODAY - timedelta(weeks=1), later)
    assert [(one.members, one.active) for one in weeks] == [(1, 1)]


def test_the_co_ordinator_sees_who_has_not_been_heard_from(cast):
    body = belongs(cast, "rut", "association", "Nattvandrarna")
    page = reverse("incidents:reporters", args=["exempelkoping"])
    assert "Tyst" in cast.client("ada").get(page).content.decode()
    posted(cast)
    shown = cast.client("ada").get(page).content.decode()
    assert "Alla" in shown
    assert "Tyst" not in shown
    rhythm = reverse("incidents:rhythm", args=["exempelkoping", body.public_id])
    assert cast.client("ada").post(rhythm, {"weeks": "2"}).status_code == 302
    assert '<option value="2" selected>' in cast.client("ada").get(page).content.decode()
    assert cast.client("anna").get(page).status_code == 403


def test_the_co_ordinator_says_which_source_reports_belong_to(cast):
    belongs(cast, "rut", "association")
    ada = cast.actor("ada")
    sources = [actions.add_source(ada, cast.home, name=name, kind="partners") for name in ("Ena", "Andra")]
    choose = reverse("incidents:choose_report_source", args=["exempelkoping"])
    assert cast.client("ada").post(choose, {"source": sources[1].public_id}).status_code == 302
    handed_in(cast)
    collected(cast)
    assert Incident.objects.get().source == sources[1]
    cast.client("ada").post(choose, {"source": sources[0].public_id})
    cast.client("ada").post(choose, {"source": "okänd"})
    assert queries.report_source(ada) == sources[0]


def test_what_has_come_in_is_told_by_day_and_only_the_unusual_fate_is_said(cast):
    url = reverse("incidents:incoming", args=["exempelkoping"])
    assert "Inga rapporter än" in cast.client("ada").get(url).content.decode()
    now = timezone.now()
    handed_in(cast, now=now - timedelta(days=1))
    belongs(cast, "rut", "association")
    report = handed_in(cast, now=now)
    handed_in(cast, now=now - timedelta(days=30))
    collected(cast)
    report.refresh_from_db()
    actions.withdraw_report(cast.actor("rut"), report, now=now)
    collected(cast)
    page = cast.client("ada").get(url).content.decode()
    assert "<b>2 rapporter</b> de senaste sju dagarna, från 1 organisation." in page
    assert page.count('class="report-day"') == 3
    assert page.index("Kom in idag") < page.index("Tillbakadragen") < page.index("Kom in ", page.index("idag"))
    assert "Räknas i statistiken" not in page


def test_a_fault_stands_at_its_field_without_script(cast):
    url = reverse("incidents:report", args=["exempelkoping"])
    page = cast.client("rut").post(url, {"key": uuid4(), "when": "between", "band": "7"}).content.decode()
    for name in ("category", "words", "began", "band"):
        assert f'id="id_{name}_error"' in page
