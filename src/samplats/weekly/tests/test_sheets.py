"""A sheet from the first press to the closed paper: filling, writing, closing, and what goes on to the next."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from samplats.foundation.access.permissions import NotAllowed, NotVisible
from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.screening.screen import PersonalDetails
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tests.cast import Cast
from samplats.meetings import actions as meetings
from samplats.meetings.models import Decision, Meeting
from samplats.meetings.queries import carried_to
from samplats.meetings.rules import State
from samplats.weekly import actions, queries
from samplats.weekly.models import Sheet
from samplats.weekly.rules.periods import Span
from samplats.weekly.tests.sheets import FIGURES, SUNDAY, begun, closed, decided

pytestmark = pytest.mark.django_db


def carried(cast: Cast, sheet: Sheet) -> list[tuple[str, str]]:
    with open_tenant(cast.home.pk):
        earlier = queries.before(cast.actor("ada"), sheet.place, sheet)
        found = carried_to(cast.actor("ada"), sheet.meeting, earlier.closed_at if earlier else None)
        return [(one.text, one.state) for one in found]


def mark(cast: Cast, one: Decision, state: State, note: str = "") -> None:
    meetings.mark_decision(cast.actor("ada"), one, state=state, note=note, revision=one.revision, now=timezone.now())


class TestPreparing:
    def test_pressing_twice_opens_the_same_sheet(self, cast: Cast):
        assert begun(cast).pk == begun(cast, who="anna").pk

    def test_new_figures_leave_what_people_have_written(self, cast: Cast):
        sheet, ada = begun(cast), cast.actor("ada")
        with open_tenant(cast.home.pk):
            text = queries.passage(ada, sheet, "changes")
            actions.write_passage(ada, text, text="Vårt.", revision=text.revision, now=timezone.now())
            actions.choose_weeks(ada, sheet, span=Span(2, SUNDAY), held_on=SUNDAY, revision=sheet.revision)
            suggested = {"changes": "Systemets nya.", "sharing": "Mötet."}
            given: dict[str, Any] = {"figures": FIGURES, "suggested": suggested, "counted_from": ""}
            actions.fill_sheet(ada, sheet, revision=sheet.revision, **given)
            found = queries.passages(ada, sheet)
        assert (found["changes"].text, found["sharing"].text) == ("Vårt.", "Mötet.")

    def test_an_older_counting_does_not_fill_a_sheet_whose_weeks_have_changed(self, cast: Cast):
        sheet, ada = begun(cast), cast.actor("ada")
        with open_tenant(cast.home.pk):
            actions.choose_weeks(ada, sheet, span=Span(2, SUNDAY), held_on=SUNDAY, revision=1)
            assert queries.ordered(ada, sheet.public_id, 1) is None
            with pytest.raises(ChangedMeanwhile):
                actions.fill_sheet(ada, sheet, figures=FIGURES, suggested={}, counted_from="", revision=1)

    def test_nobody_overwrites_what_somebody_else_saved_meanwhile(self, cast: Cast):
        sheet = begun(cast)
        with open_tenant(cast.home.pk):
            mine, theirs = (queries.passage(cast.actor(who), sheet, "hypotheses") for who in ("ada", "anna"))
        actions.write_passage(cast.actor("ada"), mine, text="Adas", revision=1, now=timezone.now())
        with pytest.raises(ChangedMeanwhile):
            actions.write_passage(cast.actor("anna"), theirs, text="Annas", revision=1, now=timezone.now())

    def test_personal_details_are_not_stored(self, cast: Cast):
        sheet = begun(cast)
        with open_tenant(cast.home.pk):
            text = queries.passage(cast.actor("ada"), sheet, "hypotheses")
        with pytest.raises(PersonalDetails):
            actions.write_passage(cast.actor("ada"), text, text="Det var 811218-9876", revision=1, now=timezone.now())
        with pytest.raises(PersonalDetails):
            decided(cast, sheet, "Ring 070-123 45 67")


class TestDecisions:
    def test_what_is_not_done_goes_on_until_it_is(self, cast: Cast):
        first = begun(cast)
        lamp, round_ = decided(cast, first, "Laga lampan"), decided(cast, first, "Gå en rond")
        closed(cast, first)
        second = begun(cast)
        mark(cast, lamp, State.NOT_DONE, "Slut på lager")
        mark(cast, round_, State.DONE)
        assert carried(cast, second) == [("Laga lampan", "not_done"), ("Gå en rond", "done")]
        closed(cast, second)
        third = begun(cast)
        assert carried(cast, third) == [("Laga lampan", "not_done")]
        mark(cast, lamp, State.DROPPED, "Tunneln rivs")
        closed(cast, third)
        assert carried(cast, begun(cast)) == []

    def test_one_place_does_not_take_over_anothers_decisions(self, cast: Cast, square: Any):
        sheet = begun(cast, square)
        decided(cast, sheet)
        closed(cast, sheet)
        assert carried(cast, begun(cast)) == []
        assert carried(cast, begun(cast, square)) == [("Laga lampan", "open")]

    def test_not_done_needs_a_reason(self, cast: Cast):
        one = decided(cast, begun(cast))
        for state in (State.NOT_DONE, State.DROPPED):
            with pytest.raises(meetings.NoReason):
                mark(cast, one, state)

    def test_two_who_mark_at_once_do_not_overwrite_each_other(self, cast: Cast):
        one = decided(cast, begun(cast))
        mark(cast, one, State.UNDER_WAY)
        one.revision = 1
        with pytest.raises(ChangedMeanwhile):
            mark(cast, one, State.DONE)

    def test_a_decision_is_taken_back_only_while_its_meeting_lasts(self, cast: Cast):
        sheet, ada = begun(cast), cast.actor("ada")
        kept, wrong = decided(cast, sheet), decided(cast, sheet, "Fel rad")
        meetings.take_back_decision(ada, wrong, revision=1)
        closed(cast, sheet)
        with open_tenant(cast.home.pk):
            kept = Decision.objects.select_related("meeting").get(pk=kept.pk)
            with pytest.raises(meetings.MeetingEnded):
                meetings.take_back_decision(ada, kept, revision=1)
            told = meetings.Told(text="Något annat", owner="Någon annan", due_on=kept.due_on)
            with pytest.raises(meetings.MeetingEnded):
                meetings.change_decision(ada, kept, told=told, revision=1)


class TestClosing:
    def test_a_closed_sheet_stays_as_it_was(self, cast: Cast):
        sheet = begun(cast)
        one = decided(cast, sheet, due_on=timezone.localdate() - timedelta(days=1))
        closed(cast, sheet)
        mark(cast, one, State.DONE)
        with open_tenant(cast.home.pk):
            [told] = queries.sheet(cast.actor("bo"), sheet.public_id).content["decisions"]
            text = queries.passage(cast.actor("ada"), sheet, "changes")
            with pytest.raises(ChangedMeanwhile):
                actions.write_passage(
                    cast.actor("ada"), text, text="Efteråt", revision=text.revision, now=timezone.now()
                )
        assert told["state"] == "Öppet"
        assert told["late"].startswith("Försenat, skulle vara klart")

    def test_it_is_not_closed_before_its_figures_are_there(self, cast: Cast):
        sheet, ada = begun(cast), cast.actor("ada")
        actions.count_again(ada, sheet, revision=sheet.revision)
        with pytest.raises(actions.NoFigures):
            closed(cast, sheet)

    def test_it_is_not_put_away_once_something_is_decided(self, cast: Cast):
        sheet, ada = begun(cast), cast.actor("ada")
        decided(cast, sheet)
        with pytest.raises(meetings.HasDecisions):
            actions.discard_sheet(ada, sheet)
        assert begun(cast).pk == sheet.pk

    def test_an_empty_one_is(self, cast: Cast):
        actions.discard_sheet(cast.actor("ada"), begun(cast))
        with open_tenant(cast.home.pk):
            assert not Sheet.objects.exists()

    def test_members_read_what_is_closed_and_only_co_ordinators_close(self, cast: Cast):
        sheet = begun(cast)
        with open_tenant(cast.home.pk), pytest.raises(NotVisible):
            queries.sheet(cast.actor("bo"), sheet.public_id)
        with pytest.raises(NotAllowed):
            actions.close_sheet(cast.actor("anna"), sheet, revision=sheet.revision, now=timezone.now())
        closed(cast, sheet)
        with open_tenant(cast.home.pk):
            assert queries.sheet(cast.actor("bo"), sheet.public_id).pk == sheet.pk
            with pytest.raises(NotVisible):
                queries.sheet(cast.actor("rut"), sheet.public_id)


def test_two_who_begin_in_the_same_moment_get_the_same_sheet(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    """The second one looks before the first has stored, and is refused by the database."""
    first = begun(cast)
    monkeypatch.setattr(QuerySet, "first", lambda _found: None)
    given: dict[str, Any] = {"place": None, "span": Span(1, SUNDAY), "held_on": SUNDAY, "now": timezone.now()}
    assert actions.begin_sheet(cast.actor("anna"), cast.home, **given).pk == first.pk
    monkeypatch.undo()
    with open_tenant(cast.home.pk):
        assert Meeting.objects.count() == 1


def test_the_start_page_tells_of_the_municipalitys_newest_sheet_before_a_places(cast: Cast, square: Any):
    of_all, of_square = begun(cast), begun(cast, square)
    with open_tenant(cast.home.pk):
        assert queries.latest(cast.actor("ada")) == of_all
    actions.discard_sheet(cast.actor("ada"), of_all)
    with open_tenant(cast.home.pk):
        assert queries.latest(cast.actor("ada")) == of_square
        assert queries.latest(cast.actor("bo")) is None
