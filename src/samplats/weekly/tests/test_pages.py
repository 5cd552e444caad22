"""The pages, with and without JavaScript: prepare, count, write, decide, mark, print, close."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samplats.analyses.rules.stored import to_json
from samplats.analyses.rules.weeks import Compared, Weeks
from samplats.analyses.rules.when import FourWeeks
from samplats.evidence.incidents import actions as incidents
from samplats.evidence.incidents.models import Source
from samplats.foundation.jobs.worker import run_all
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tests.cast import Cast
from samplats.meetings.models import Decision
from samplats.places.models import Place
from samplats.weekly.models import Sheet
from samplats.weekly.rules.periods import Span, sundays
from samplats.weekly.sentences.paper import figure_parts
from samplats.weekly.sentences.suggesting import suggested_texts
from samplats.weekly.tests.sheets import FIGURES, SUNDAY, begun, closed, decided

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def address(cast: Cast, name: str, **more: Any) -> str:
    return reverse(f"weekly:{name}", kwargs={"tenant": cast.home.slug, **more})


def at(cast: Cast, name: str, sheet: Sheet, **more: Any) -> str:
    return address(cast, name, public_id=sheet.public_id, **more)


def reported(cast: Cast, per_week: list[int], *, sharing: str = "members", name: str = "Rapporter") -> Source:
    """So many reports a week at the square on Friday evenings, the last number in the latest whole week."""
    ada, sunday = cast.actor("ada"), sundays(timezone.localdate())[0]
    lines = ["tid;longitud;latitud"]
    for back, n in enumerate(reversed(per_week)):
        friday = sunday - timedelta(days=2 + 7 * back)
        at = [(15.005 + east % 7 / 8000, 60.002 + east % 11 / 40000) for east in range(n)]
        lines += [f"{friday.isoformat()} 20:15;{east:.6f};{north:.6f}" for east, north in at]
    source = incidents.add_source(ada, cast.home, name=name, kind="other", sharing_level=sharing)
    batch = incidents.upload_file(ada, cast.home, chunks=["\n".join(lines).encode()], name="rapporter.csv")
    incidents.choose_source(ada, batch, source=source)
    incidents.start_import(ada, batch, names=["tid", "longitud", "latitud"], now=timezone.now())
    run_all()
    return source


def prepared(cast: Cast, **given: str) -> Sheet:
    answer = cast.client("ada").post(address(cast, "prepare"), given)
    assert answer.status_code == 302
    run_all()
    with open_tenant(cast.home.pk):
        return Sheet.objects.select_related("meeting", "place", "tenant").get(closed_at=None)


class TestFromDataToPaper:
    def test_the_sheet_says_what_changed_since_last_time_and_where_and_when(self, cast: Cast, square: Place):
        reported(cast, [6] * 59 + [30])
        sheet = prepared(cast)
        page = cast.client("ada").get(at(cast, "sheet", sheet)).content.decode()
        assert "Alla händelser: värre, 30–34 på 1 vecka; vanligt är omkring 5" in page
        assert "Torget: värre, 45–49 på 4 veckor" in page
        assert "Fredag kl. 18–24: <b>45–49</b>" in page
        assert sheet.figures["sources"][0]["said"][""] == "more"

    def test_only_what_every_member_may_read_is_on_it(self, cast: Cast, square: Place):
        reported(cast, [6] * 60)
        reported(cast, [9] * 60, sharing="analysts", name="Hemlig källa")
        figures = prepared(cast).figures
        assert [one["name"] for one in figures["sources"]] == ["Rapporter"]

    def test_a_few_events_are_not_told_of(self, cast: Cast, square: Place):
        reported(cast, [0] * 59 + [4])
        sheet = prepared(cast)
        page = cast.client("ada").get(at(cast, "sheet", sheet)).content.decode()
        assert "Underlaget räcker inte för att säga något om förändringar." in page
        assert sheet.figures["spots"] == {"rows": []}
        assert sheet.figures["times"] is None

    def test_a_source_without_anything_new_says_so(self, cast: Cast, square: Place):
        reported(cast, [6] * 58 + [0, 0])
        first = prepared(cast)
        assert first.figures["sources"][0]["said"] == {"": "usual"}
        closed(cast, first)
        page = cast.client("ada").get(at(cast, "sheet", prepared(cast))).content.decode()
        assert "Inget nytt underlag sedan förra gången." in page

    def test_one_place_gets_a_sheet_of_its_own(self, cast: Cast, square: Place):
        reported(cast, [15] * 60)
        sheet = prepared(cast, place=str(square.public_id))
        assert sheet.place == square
        counts = [row["count"] for row in sheet.figures["spots"]["rows"]]
        assert counts
        assert all(count >= 5 and count % 5 == 0 for count in counts)

    def test_other_weeks_are_counted_anew(self, cast: Cast):
        sheet = prepared(cast)
        days = sundays(timezone.localdate())
        given = {"last_on": days[1].isoformat(), "weeks": 2, "held_on": "2026-11-30", "revision": sheet.revision}
        cast.client("ada").post(at(cast, "weeks", sheet), given)
        with open_tenant(cast.home.pk):
            found = Sheet.objects.select_related("meeting").get()
        assert (found.weeks, found.last_on, found.figures) == (2, days[1], None)
        assert found.meeting.held_on == date(2026, 11, 30)
        wrong = cast.client("ada").post(at(cast, "weeks", sheet), {**given, "weeks": 40})
        assert wrong.status_code == 422

    def test_another_day_alone_counts_nothing(self, cast: Cast):
        sheet = prepared(cast)
        given = {"last_on": sheet.last_on.isoformat(), "weeks": 1, "held_on": "2026-11-30", "revision": 1}
        cast.client("ada").post(at(cast, "weeks", sheet), given)
        with open_tenant(cast.home.pk):
            found = Sheet.objects.get()
        assert (found.figures, found.revision) == (sheet.figures, 2)

    def test_while_it_is_counted_the_page_shows_how_far_it_has_come(self, cast: Cast):
        client = cast.client("ada")
        client.post(address(cast, "prepare"))
        with open_tenant(cast.home.pk):
            sheet = Sheet.objects.get()
        assert 'role="progressbar"' in client.get(at(cast, "sheet", sheet)).content.decode()
        run_all()
        assert client.get(at(cast, "progress", sheet), headers=HTMX)["HX-Redirect"] == at(cast, "sheet", sheet)

    def test_the_paper_is_one_or_two_pages_with_everything_on_it(self, cast: Cast, square: Place):
        reported(cast, [6] * 59 + [30])
        sheet = prepared(cast)
        decided(cast, sheet)
        answer = cast.client("ada").get(at(cast, "document", sheet))
        paper = pypdf.PdfReader(io.BytesIO(answer.content))
        text = "".join(one.extract_text() for one in paper.pages)
        assert len(paper.pages) <= 2
        assert all(part in text for part in ("Vad som ändrats", "Torget", "Laga lampan", "Gatuenheten"))


def test_an_open_sheet_asks_as_often_for_many_decisions_as_for_few(cast: Cast):
    first = begun(cast)
    decided(cast, first)
    closed(cast, first)
    sheet, ada = begun(cast), cast.client("ada")
    decided(cast, sheet)
    ada.get(at(cast, "sheet", sheet))
    with CaptureQueriesContext(connection) as few:
        ada.get(at(cast, "sheet", sheet))
    for number in range(4):
        decided(cast, sheet, f"Beslut {number}")
        decided(cast, first, f"Tidigare {number}")
    with CaptureQueriesContext(connection) as many:
        ada.get(at(cast, "sheet", sheet))
    assert len(many) == len(few)


class TestWriting:
    def test_a_text_is_saved_while_it_is_written_and_never_over_another(self, cast: Cast):
        sheet = begun(cast)
        url = at(cast, "write", sheet, section="hypotheses")
        first = cast.client("ada").post(url, {"text": "Mörkt", "revision": 1}, headers=HTMX)
        late = cast.client("anna").post(url, {"text": "Ljust", "revision": 1}, headers=HTMX)
        plain = cast.client("anna").post(url, {"text": "Ljust", "revision": 1})
        assert (first.status_code, late.status_code, plain.status_code) == (200, 409, 409)
        assert "Ada Ek har sparat en nyare text" in late.content.decode()
        assert "Ljust" in plain.content.decode()
        assert "Mörkt" in plain.content.decode()

    def test_what_tells_of_a_person_is_refused_next_to_the_field(self, cast: Cast):
        sheet = begun(cast)
        given = {"text": "Ring 070-123 45 67", "revision": 1}
        answer = cast.client("ada").post(at(cast, "write", sheet, section="hypotheses"), given, headers=HTMX)
        assert answer.status_code == 422
        assert "telefonnummer" in answer.content.decode()


class TestDeciding:
    LINE = {"text": "Laga lampan", "owner": "Gatuenheten", "due_on": "2026-12-01"}

    def test_a_line_becomes_a_decision_and_the_next_line_is_ready(self, cast: Cast):
        answer = cast.client("ada").post(at(cast, "note", begun(cast)), self.LINE, headers=HTMX)
        page = answer.content.decode()
        assert "Laga lampan" in page
        assert "autofocus" in page
        with open_tenant(cast.home.pk):
            assert Decision.objects.get().due_on == date(2026, 12, 1)

    @pytest.mark.parametrize("wrong", [{"text": ""}, {"due_on": "igår"}, {"due_on": "1026-12-01"}, {"user": "x"}])
    def test_what_is_wrong_is_told_and_nothing_typed_is_lost(self, cast: Cast, wrong: dict[str, str]):
        for headers in ({}, HTMX):
            answer = cast.client("ada").post(at(cast, "note", begun(cast)), self.LINE | wrong, headers=headers)
            assert answer.status_code == 422
            assert 'value="Gatuenheten"' in answer.content.decode()

    def test_a_late_decision_says_so_in_words(self, cast: Cast):
        first = begun(cast)
        one = decided(cast, first, due_on=timezone.localdate() - timedelta(days=3))
        closed(cast, first)
        sheet = begun(cast)
        page = cast.client("ada").get(at(cast, "sheet", sheet)).content.decode()
        assert "Försenat, skulle vara klart" in page
        done = {"state": "done", "note": "", "revision": 1}
        answer = cast.client("ada").post(at(cast, "mark", sheet, decision=one.public_id), done, headers=HTMX)
        assert "Försenat" not in answer.content.decode()

    def test_not_done_asks_why_and_a_conflict_keeps_what_was_typed(self, cast: Cast):
        first = begun(cast)
        one = decided(cast, first)
        closed(cast, first)
        url = at(cast, "mark", begun(cast), decision=one.public_id)
        client = cast.client("ada")
        why = client.post(url, {"state": "not_done", "note": "", "revision": 1}, headers=HTMX)
        assert (why.status_code, "Skriv kort varför." in why.content.decode()) == (422, True)
        assert client.post(url, {"state": "under_way", "note": "", "revision": 1}, headers=HTMX).status_code == 200
        late = cast.client("anna").post(url, {"state": "not_done", "note": "Slut på lager", "revision": 1})
        assert (late.status_code, "Slut på lager" in late.content.decode()) == (409, True)

    def test_a_decision_of_another_place_is_not_reached_through_this_sheet(self, cast: Cast, square: Place):
        one = decided(cast, begun(cast, square))
        url = at(cast, "mark", begun(cast), decision=one.public_id)
        assert cast.client("ada").post(url, {"state": "done", "revision": 1}).status_code == 404


class TestClosing:
    def test_it_is_read_as_it_was_by_those_at_the_meeting(self, cast: Cast):
        sheet = begun(cast)
        decided(cast, sheet)
        assert cast.client("bo").get(at(cast, "sheet", sheet)).status_code == 404
        cast.client("ada").post(at(cast, "close", sheet), {"revision": sheet.revision})
        for who in ("bo", "lena", "anna"):
            page = cast.client(who).get(at(cast, "sheet", sheet)).content.decode()
            assert "Laga lampan" in page
            assert "<textarea" not in page
        assert cast.client("ada").post(at(cast, "note", sheet), TestDeciding.LINE).status_code == 404

    def test_the_start_page_leads_to_the_newest_one_and_to_the_next(self, cast: Cast):
        start = reverse("website:start", args=[cast.home.slug])
        assert "Förbered veckans läge" in cast.client("ada").get(start).content.decode()
        assert "Veckans läge" not in cast.client("bo").get(start).content.decode()
        sheet = closed(cast, begun(cast))
        assert at(cast, "sheet", sheet) in cast.client("bo").get(start).content.decode()
        assert "Förbered veckans läge" not in cast.client("bo").get(start).content.decode()


def test_what_is_stable_is_named_in_one_line(cast: Cast):
    weeks = FourWeeks(10, 10.0, 5.0, 15.0, 50, "usual")
    told = Weeks(
        None, tuple(Compared(f"Slag {number}", 7 if number < 2 else 28, weeks) for number in range(8)), 40, (), ()
    )
    until = SUNDAY.isoformat()
    source = {"name": "R", "is_partners": False, "reach": until, "until": until, "weeks": to_json(told), "before": {}}
    [part] = figure_parts({**FIGURES, "sources": [source]}, Span(1, SUNDAY))["sources"]
    assert part["rows"] == []
    assert part["stable"].startswith(
        "Stabilt, räknat på 1 vecka: Slag 0 10–14; Slag 1 10–14. Stabilt, räknat på 4 veckor: Slag 2"
    )
    assert part["stable"].endswith("Slag 5 10–14. 2 slag till är stabila.")


def test_more_reports_from_more_reporters_get_no_verdict(cast: Cast):
    weeks = FourWeeks(30, 10.0, 5.0, 15.0, 50, "more")
    told = Weeks(Compared("", 28, weeks), (), 40, (), ())
    until = SUNDAY.isoformat()
    source = {"name": "R", "is_partners": True, "reach": until, "until": until, "weeks": to_json(told), "before": {}}
    effort = {"week": until, "of_place": False, "members": 9, "active": 9, "calm": 0, "changed": True, "before": None}
    figures = {**FIGURES, "sources": [source], "effort": effort}
    [part] = figure_parts(figures, Span(1, SUNDAY))["sources"]
    assert [row["word"] for row in part["rows"]] == ["Går inte att säga"]
    assert "rapportörer har ändrats" in part["note"]
    assert suggested_texts(figures)["changes"] == "Underlaget räcker inte för att säga något om förändringar."
