"""What Samplats can check it checks, and says what is there and what is missing; the rest is done by hand."""

from datetime import date, timedelta

import pytest
import shapely
from django.utils import timezone

from samplats.evidence.incidents import queries as incidents
from samplats.evidence.incidents.models import Import, Source
from samplats.foundation.tests.cast import Cast
from samplats.meetings.models import Decision, Meeting
from samplats.places.actions import draw_place
from samplats.places.models import ProfileValue
from samplats.places.rules.kinds import Kind
from samplats.process import actions, queries
from samplats.process.models import Process
from samplats.process.queries import Asker
from samplats.process.rules.conditions import Outcome
from samplats.process.sentences.conditions import ConditionWords, condition_words
from samplats.situation.models import Edition, Figures, Version

pytestmark = pytest.mark.usefixtures("in_home")
NOW = timezone.now()


@pytest.fixture
def process(cast: Cast) -> Process:
    area = shapely.box(15.0, 60.0, 15.01, 60.005)
    place = draw_place(cast.actor("ada"), cast.home, name="Torget", kind=Kind.CENTRE, area=area)
    return actions.start_model(cast.actor("ada"), place, variant="standard_12m", starts_on=date(2026, 1, 5), now=NOW)


def said(cast: Cast, process: Process, code: str, who: str = "ada") -> list[ConditionWords]:
    """The conditions of an activity as a person reads them."""
    actor = cast.actor(who)
    checked = Asker(actor, process).check(queries.the_guide().activities[code])
    return [condition_words(one, actor, process.place.slug) for one in checked]


def imported(cast: Cast, first: date, last: date, *, room=None) -> Import:
    name = "Slutna" if room else "Polisen"
    source, _new = Source.objects.get_or_create(tenant=cast.home, name=name, kind="other", room=room)
    return Import.objects.create(
        tenant=cast.home, source=source, compartment=room, file_name="a.csv", file_size=1, state="live",
        period_from=first, period_to=last, finished_at=NOW,
    )  # fmt: skip


def test_months_are_counted_and_what_is_missing_is_said_with_the_way_there(cast: Cast, process: Process):
    imported(cast, date(2025, 1, 10), date(2025, 12, 3))
    line = said(cast, process, "s2_incidents")[0]
    assert (line.outcome, line.detail) == (Outcome.MISSING, "12 av 24 månader finns.")
    assert line.way is not None
    assert line.way.text == "Ta in händelser"
    assert said(cast, process, "s2_incidents", "bo")[0].way is None
    imported(cast, date(2023, 12, 1), date(2024, 12, 31))
    line = said(cast, process, "s2_incidents")[0]
    assert (line.outcome, line.detail, line.way) == (Outcome.MET, "25 månader finns.", None)


def test_months_of_one_source_count_once_and_closed_rooms_not_at_all(cast: Cast, process: Process):
    imported(cast, date(2025, 1, 1), date(2025, 6, 30))
    imported(cast, date(2025, 4, 1), date(2025, 8, 31))
    assert incidents.months_held(cast.actor("ada")) == 8
    imported(cast, date(2020, 1, 1), date(2024, 12, 31), room=cast.room)
    assert incidents.months_held(cast.actor("ada")) == 8


def test_a_counting_before_the_newest_incidents_is_not_current(cast: Cast, process: Process):
    batch = imported(cast, date(2025, 1, 10), date(2025, 12, 3))
    assert said(cast, process, "s2_incidents")[1].detail == "Inget är uträknat för platsen än."
    figures = Figures.objects.create(
        tenant=cast.home, subject=str(process.place.public_id), source=batch.source, scope_key="x", data_version="1",
        first_on=date(2025, 1, 1), last_on=date(2025, 12, 31), content={}, counted_at=NOW - timedelta(days=1),
    )  # fmt: skip
    line = said(cast, process, "s2_incidents")[1]
    assert line.outcome is Outcome.MISSING
    assert "nya händelser har kommit in" in line.detail
    Figures.objects.filter(pk=figures.pk).update(counted_at=NOW + timedelta(seconds=1))
    assert said(cast, process, "s2_incidents")[1].outcome is Outcome.MET


def test_the_boundary_is_there_the_leader_is_asked_for_and_the_rest_is_done_by_hand(cast: Cast, process: Process):
    lines = said(cast, process, "s1_mandate")
    assert [one.outcome for one in lines] == [Outcome.MET, Outcome.BY_HAND, Outcome.MISSING, Outcome.BY_HAND]
    assert lines[2].detail == "Ingen är utsedd."
    given = {"variant": "standard_12m", "starts_on": process.starts_on, "revision": 1}
    actions.change_model(cast.actor("ada"), process, leader=cast.users["bo"], **given)
    assert said(cast, process, "s1_mandate")[2].detail == "Bo Berg"


def test_the_profile_is_looked_up_part_by_part(cast: Cast, process: Process):
    assert [one.outcome for one in said(cast, process, "s1_profile")] == [
        Outcome.MISSING,
        Outcome.MISSING,
        Outcome.BY_HAND,
    ]
    ProfileValue.objects.create(
        tenant=cast.home, key="inhabitants", year=2025, value=24_000, national_value=None, source="SCB"
    )
    ProfileValue.objects.create(
        tenant=cast.home, key="mean_age", year=2025, value=43, national_value=41.9, source="SCB"
    )
    assert [one.outcome for one in said(cast, process, "s1_profile")][:2] == [Outcome.MET, Outcome.MET]


def test_the_situation_picture_needs_its_public_edition(cast: Cast, process: Process):
    [line] = said(cast, process, "s2_situation_picture")
    assert (line.outcome, line.detail) == (Outcome.MISSING, "Ingen version är fastställd än.")
    version = Version.objects.create(
        tenant=cast.home, place=process.place, number=1, title="L", first_on=date(2025, 1, 1),
        last_on=date(2025, 12, 31), published_at=NOW, next_by_on=date(2028, 1, 1),
    )  # fmt: skip
    [line] = said(cast, process, "s2_situation_picture")
    assert line.detail == "Version 1 är fastställd. Den offentliga versionen saknas."
    Edition.objects.create(tenant=cast.home, version=version, audience="public", content={}, sha256="x")
    [line] = said(cast, process, "s2_situation_picture")
    assert line.outcome is Outcome.MET
    page = cast.client("ada").get(f"/m/exempelkoping/platser/{process.place.slug}/steg/2/").content.decode()
    assert "Samplats ser att allt finns på plats" in page


def test_meetings_are_counted_and_their_decisions_must_be_followed_up(cast: Cast, process: Process):
    [line] = said(cast, process, "s4_rhythm")
    assert (line.outcome, line.detail) == (Outcome.MISSING, "0 av 8 möten är hållna.")
    assert line.way is not None
    for number in range(8):
        met = Meeting.objects.create(
            tenant=cast.home, place=process.place if number else None, held_on=date(2026, 2, 2), ended_at=NOW
        )
    lamp = Decision.objects.create(
        tenant=cast.home, meeting=met, text="Laga lampan", owner="Gatan", due_on=date(2026, 2, 9), made_at=NOW
    )
    [line] = said(cast, process, "s4_rhythm")
    assert (
        line.detail.replace("\u00a0", " ")
        == "8 möten är hållna, och 0 % av besluten som skulle vara klara är uppföljda."
    )
    assert line.outcome is Outcome.MISSING
    Decision.objects.filter(pk=lamp.pk).update(state="under_way")
    assert said(cast, process, "s4_rhythm")[0].outcome is Outcome.MET


def test_equal_questions_about_a_place_are_asked_once(cast: Cast, process: Process, django_assert_num_queries):
    asker = Asker(cast.actor("ada"), process)
    activity = queries.the_guide().activities["s1_profile"]
    with django_assert_num_queries(1):
        asker.check(activity)
        asker.check(activity)


def test_every_condition_of_every_activity_can_be_told(cast: Cast, process: Process):
    asker, actor = Asker(cast.actor("ada"), process), cast.actor("ada")
    for activity in queries.the_guide().activities.values():
        for one in asker.check(activity):
            assert condition_words(one, actor, "torget").text
