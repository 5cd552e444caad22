"""A report from the form to the figures: stored once, told no more exactly than allowed, part of the incidents."""

from uuid import uuid4

import pytest

from samplats.evidence.incidents import actions, queries
from samplats.evidence.incidents.models import Incident, Report
from samplats.evidence.incidents.tests.reporting import NOW, collected, handed_in, posted

pytestmark = pytest.mark.usefixtures("in_home")


def total(cast, who="ada"):
    actor = cast.actor(who)
    found = queries.sources_with_rows(actor)
    period = queries.span(actor, found[0]) if found else None
    return queries.scoped(actor, source=found[0], period=period).n if period else 0


def test_a_report_is_stored_and_becomes_an_incident_that_analyses_read(cast):
    answer = posted(cast, category="E1", text="Rutan i busskuren är krossad")
    assert answer.status_code == 201
    [report] = Report.objects.all()
    assert (report.category, report.reporter, report.waiting) == ("E1", cast.users["rut"], True)
    before = queries.data_version(cast.actor("ada"))
    assert collected(cast) == 1
    assert total(cast) == 1
    assert queries.data_version(cast.actor("ada")) != before
    row = Incident.objects.get()
    assert (row.category, row.count, row.text) == ("E1", 1, "")
    assert row.source.kind == "partners"
    assert collected(cast) == 0


def test_the_same_report_twice_is_one_and_gets_the_same_answer(cast):
    key = uuid4()
    first, second = posted(cast, key=key), posted(cast, key=key, text="Skickad en gång till")
    assert first.json()["report"] == second.json()["report"]
    assert Report.objects.count() == 1


def test_somebody_elses_key_tells_nothing(cast):
    key = uuid4()
    posted(cast, key=key)
    assert posted(cast, "ada", key=key).status_code == 404
    assert Report.objects.count() == 1


def test_a_draft_of_another_person_is_not_sent(cast):
    assert posted(cast, who=cast.users["rut"].public_id).status_code == 201
    assert posted(cast, who=cast.users["ada"].public_id).status_code == 409
    assert Report.objects.count() == 1


def test_words_that_point_at_a_person_are_refused_with_what_and_how(cast):
    answer = posted(cast, text="Han heter Kalle Karlsson och ringer från 070-123 45 67")
    assert answer.status_code == 422
    [told] = answer.json()["errors"]["text"]
    assert "ett namn (”Kalle Karlsson”)" in told
    assert "ett telefonnummer" in told
    assert not Report.objects.exists()


@pytest.mark.parametrize("change", ["withdraw", "change"])
def test_a_withdrawn_or_changed_report_is_followed_by_the_figures(cast, change):
    report = handed_in(cast)
    handed_in(cast, category="G2")
    collected(cast)
    report.refresh_from_db()
    if change == "withdraw":
        actions.withdraw_report(cast.actor("rut"), report, now=NOW)
    else:
        Report.objects.filter(pk=report.pk).update(category="G1", waiting=True)
    assert collected(cast) == 1
    assert total(cast) == (1 if change == "withdraw" else 2)
    kinds = sorted(Incident.objects.values_list("category", flat=True))
    assert kinds == (["G2"] if change == "withdraw" else ["G1", "G2"])


def test_collecting_again_after_a_crash_gives_the_same(cast):
    handed_in(cast)
    collected(cast)
    Report.objects.update(waiting=True)
    collected(cast)
    assert Incident.objects.count() == 1
    assert total(cast) == 1
