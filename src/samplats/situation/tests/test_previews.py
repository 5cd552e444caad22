"""A draft is looked at as its editions before it is published."""

from datetime import date

import pytest
import shapely
from django.urls import reverse
from django.utils import timezone

from samplats.evidence.incidents import actions as incident_actions
from samplats.evidence.incidents.models import Source
from samplats.evidence.incidents.tests.files import WITHOUT_IDS, csv_of, imported, row
from samplats.foundation.access.models import CompartmentMember
from samplats.foundation.access.permissions import NotAllowed
from samplats.foundation.access.scopes import scope as scope_of
from samplats.foundation.jobs import worker
from samplats.foundation.tenancy.current import open_tenant
from samplats.places.actions import change_boundary, draw_place
from samplats.places.rules.kinds import Kind
from samplats.situation import actions, queries
from samplats.situation.models import Edition, Figures, Picture, Section, Version
from samplats.situation.views import previews

pytestmark = pytest.mark.usefixtures("in_home")
SECRET = "Polisens underlag: 17 händelser."


def draft_of(cast):
    """A draft whose summary nobody has touched, whose analysis is internal and whose other sections are public."""
    ada, period = cast.actor("ada"), (date(2024, 11, 17), date(2026, 11, 16))
    begun = {"first_on": period[0], "last_on": period[1], "suggested": {"summary": SECRET}, "now": timezone.now()}
    draft = actions.begin_picture(ada, cast.home, place=None, **begun)
    for one in Section.objects.filter(picture=draft).exclude(section="summary"):
        given = {"text": f"Text om {one.section}", "is_public": one.section != "analysis"}
        actions.write_section(ada, one, revision=one.revision, now=timezone.now(), **given)
    return draft


def url(cast, audience):
    return reverse("situation:preview_of_municipality", args=[cast.home.slug, audience])


def seen(cast, audience, who="ada"):
    return cast.client(who).get(url(cast, audience)).content.decode()


def count(cast, who="ada", *, audience="public", run=True):
    """Have the figures counted; the address of its progress."""
    address = reverse("situation:order_preview_of_municipality", args=[cast.home.slug])
    asked = cast.client(who).post(address, {"utgava": audience})
    assert asked.status_code == 302
    if run:
        worker.run_all()
    return asked.url


def test_each_edition_is_shown_as_its_readers_will_see_it_and_nothing_is_published(cast):
    draft_of(cast)
    for audience, sees_analysis in (("internal", True), ("public", False)):
        page = seen(cast, audience)
        assert "Text om consequences" in page
        assert ("Text om analysis" in page) is sees_analysis
        assert "17 händelser" not in page
        assert "Än är ingenting publicerat" in page
    assert not Version.objects.exists()


def came_in(cast, n, name="Samverkansrapporter", sharing="public", hour=20):
    """Graffiti near each other, sorted, so that a public source shows them to the public."""
    rows = csv_of(*(row(1 + at % 28, hour, lon=16.5 + at / 100_000, kind="Klotter") for at in range(n)))
    imported(cast, rows, mapping={**WITHOUT_IDS, "categories": {"Klotter": "E1"}}, name=name, sharing_level=sharing)


def test_figures_are_counted_on_demand_and_anew_when_incidents_have_come(cast):
    came_in(cast, 60)
    draft_of(cast)
    assert "inte räknade" in seen(cast, "public")
    progress = count(cast)
    done = cast.client("ada").get(progress, headers={"HX-Request": "true"})
    assert done["HX-Redirect"] == url(cast, "public")
    for audience in ("internal", "public"):
        page = seen(cast, audience)
        assert "inte räknade" not in page
        assert "Det siffrorna säger" in page
        assert "Samverkansrapporter" in page
    came_in(cast, 30, name="Vecka 2")
    assert "inte räknade" in seen(cast, "public")
    count(cast)
    assert "inte räknade" not in seen(cast, "public")
    came_in(cast, 20, hour=7)  # into the first source
    assert "inte räknade" in seen(cast, "public")


def test_a_closed_room_and_who_sits_in_it_change_nothing(cast):
    """Nobody outside learns that something has come into a room, and a member's count is everybody's."""
    CompartmentMember.objects.create(tenant=cast.home, compartment=cast.room, user=cast.users["anna"])
    came_in(cast, 60)
    draft_of(cast)
    count(cast)
    anna = cast.actor("anna")
    source = incident_actions.add_source(anna, cast.home, name="Polisen", kind="partners", room=cast.room)
    rows = csv_of(*(row(day, kind="Gäng") for day in range(1, 20)))
    batch = incident_actions.upload_file(anna, cast.home, chunks=[rows], name="p.csv")
    incident_actions.map_columns(anna, batch, mapping={"columns": {}, "categories": {"Gäng": "A3"}})
    incident_actions.choose_source(anna, batch, source=source)
    names = ["tid", "longitud", "latitud", "kategori"]
    incident_actions.start_import(anna, batch, names=names, now=timezone.now())
    worker.run_all()
    for counted_by in ("ada", "anna"):
        count(cast, who=counted_by)
        assert [("inte räknade" in seen(cast, "public", who=who)) for who in ("ada", "anna")] == [False, False]


def test_a_preview_leaves_the_members_own_figures_current(cast):
    came_in(cast, 60)
    came_in(cast, 30, name="Slutna", sharing="analysts")
    draft_of(cast)
    bo, slug = cast.client("bo"), [cast.home.slug]
    bo.post(reverse("situation:order_of_municipality", args=slug))
    worker.run_all()
    count(cast)
    assert bo.get(reverse("situation:page_of_municipality", args=slug)).context["is_old"] is False


@pytest.mark.parametrize("change", ["nothing", "boundary", "name"])
def test_figures_are_old_when_the_ground_or_the_sources_name_has_changed(cast, change):
    came_in(cast, 60)
    ada = cast.actor("ada")
    square = shapely.box(16.499, 59.499, 16.505, 59.501)
    place = draw_place(ada, cast.home, name="Torget", kind=Kind.CENTRE, area=square)
    period = (date(2024, 11, 17), date(2026, 11, 16))
    actions.begin_picture(
        ada, cast.home, place=place, first_on=period[0], last_on=period[1], suggested={}, now=timezone.now()
    )
    client, of_place = cast.client("ada"), [cast.home.slug, place.slug]
    client.post(reverse("situation:order_preview", args=of_place))
    client.post(reverse("situation:order", args=of_place))
    worker.run_all()
    if change == "boundary":
        change_boundary(ada, place, area=shapely.box(16.499, 59.499, 16.5002, 59.501))
    if change == "name":
        incident_actions.change_source(ada, Source.objects.get(), name="Nytt namn")
    shown = client.get(reverse("situation:preview", args=[*of_place, "internal"]))
    assert shown.context["is_counted"] is (change == "nothing")
    assert client.get(reverse("situation:page", args=of_place)).context["is_old"] is (change != "nothing")


def test_the_edition_that_was_asked_for_last_is_shown(cast):
    draft_of(cast)
    count(cast, run=False, audience="internal")
    progress = count(cast, audience="public")
    done = cast.client("ada").get(progress, headers={"HX-Request": "true"})
    assert done["HX-Redirect"] == url(cast, "public")


def test_the_document_is_marked_as_swedish_in_an_english_house(cast):
    draft_of(cast)
    page = cast.client("ada").get(url(cast, "public"), headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="en"' in page
    assert 'lang="sv"' in page.split("<main")[1]


def test_what_is_previewed_is_what_is_published(cast, monkeypatch):
    came_in(cast, 60)
    draft = draft_of(cast)
    count(cast)
    shown = {}
    drafted = previews.drafted_edition

    def keeping(actor, picture, audience, suites, **given):
        shown[audience] = drafted(actor, picture, audience, suites, **given)
        return shown[audience]

    monkeypatch.setattr(previews, "drafted_edition", keeping)
    for audience in Edition.Audience:
        seen(cast, audience.value)
    actions.order_publication(cast.actor("ada"), draft, decided_by="", reference="")
    worker.run_all()
    with open_tenant(cast.home.pk):
        published = {Edition.Audience(one.audience): one.content for one in Edition.objects.all()}
    assert published == shown
    assert all(one["parts"] for one in published.values())


def test_what_is_missing_is_said_and_an_unknown_edition_does_not_exist(cast):
    draft = draft_of(cast)
    section = Section.objects.get(picture=draft, section="consequences")
    actions.write_section(
        cast.actor("ada"), section, text="", is_public=False, revision=section.revision, now=timezone.now()
    )
    assert "Fyll i innan ni fastställer" in seen(cast, "internal")
    assert cast.client("ada").get(url(cast, "secret")).status_code == 404


def test_without_a_draft_there_is_nothing_to_preview(cast):
    draft_url = reverse("situation:draft_of_municipality", args=[cast.home.slug])
    assert cast.client("ada").get(url(cast, "internal")).url == draft_url
    assert count(cast) == draft_url


def test_who_drafts_may_preview_and_nobody_else(cast):
    draft = draft_of(cast)
    assert "Text om analysis" in seen(cast, "internal", who="anna")
    assert cast.client("bo").get(url(cast, "public")).status_code == 403
    with pytest.raises(NotAllowed):
        actions.order_preview(cast.actor("bo"), draft)
    first = actions.order_preview(cast.actor("ada"), draft)
    assert actions.order_preview(cast.actor("ada"), draft) == first


def test_the_public_preview_counts_only_what_the_public_may_see(cast):
    came_in(cast, 60, sharing="members")
    draft_of(cast)
    count(cast)
    assert "Det siffrorna säger" in seen(cast, "internal")
    assert "Det siffrorna säger" not in seen(cast, "public")
    period = (date(2024, 11, 1), date(2026, 10, 31))
    subject = queries.Subject(None, cast.home.name)
    assert queries.edition_suites(cast.actor("ada"), Edition.Audience.PUBLIC, subject, period) == []


def test_who_is_told_that_everybody_reads_is_told_the_truth(cast):
    """A place that is not shown has no public readers, however its picture is published."""
    begun = {"first_on": date(2024, 11, 17), "last_on": date(2026, 11, 16), "suggested": {}, "now": timezone.now()}
    ada, square = cast.actor("ada"), shapely.box(16.499, 59.499, 16.505, 59.501)
    place = draw_place(ada, cast.home, name="Torget", kind=Kind.CENTRE, area=square)
    actions.begin_picture(ada, cast.home, place=place, **begun)
    draft_of(cast)
    of_place = reverse("situation:preview", args=[cast.home.slug, place.slug, "public"])
    assert "Platsen visas inte offentligt" in cast.client("ada").get(of_place).content.decode()
    assert "Platsen visas inte offentligt" not in seen(cast, "public")


def test_what_was_filled_in_to_publish_stays_when_a_section_is_missing(cast):
    draft = draft_of(cast)
    Section.objects.filter(picture=draft, section="consequences").update(text="")
    publish = reverse("situation:publish_of_municipality", args=[cast.home.slug])
    answer = cast.client("ada").post(publish, {"decided_by": "Rådet", "reference": "KS 2026/7"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Rådet"' in page
    assert 'value="KS 2026/7"' in page
    assert "Fyll i först" in page
    assert cast.client("ada").get(publish).status_code == 302  # the address alone publishes nothing
    assert not Version.objects.exists()


def test_a_place_stands_by_its_latest_counting_though_the_period_has_moved(cast):
    source = Source.objects.create(tenant=cast.home, name="R", kind="partners")
    kept = {"tenant": cast.home, "subject": "x", "source": source, "scope_key": scope_of(cast.actor("ada")).key()}
    for last_on, n in ((date(2026, 11, 20), 7), (date(2026, 11, 21), 9), (date(2026, 6, 1), 5)):
        weeks = {"now": n, "usual": 5.0, "low": 1, "high": 8, "periods": 20, "verdict": "usual"}
        Figures.objects.create(
            **kept, data_version="", first_on=date(2024, 1, 1), last_on=last_on, content={},
            summary={"n": n, "four_weeks": weeks}, counted_at=timezone.now(),
        )  # fmt: skip
    [state] = queries.states(cast.actor("ada"), (date(2024, 11, 24), date(2026, 11, 23)))["x"]
    assert (state.now, state.until) == (9, date(2026, 11, 21))
    assert queries.states(cast.actor("ada"), (date(2024, 11, 24), date(2027, 11, 23))) == {}


def test_a_draft_begun_after_the_first_event_of_a_new_day_says_what_was_counted_before(cast):
    came_in(cast, 60)
    ada, slug = cast.client("ada"), [cast.home.slug]
    ada.post(reverse("situation:order_of_municipality", args=slug))
    worker.run_all()
    counted_until = queries.usual_period(cast.actor("ada"))[1]
    imported(cast, csv_of(row(31, kind="Klotter")))
    assert queries.usual_period(cast.actor("ada"))[1] > counted_until
    ada.post(reverse("situation:begin_of_municipality", args=slug))
    with open_tenant(cast.home.pk):
        texts = {one.section: one.text for one in Section.objects.all()}
        [picture] = Picture.objects.all()
    assert "Samverkansrapporter" in texts["sources"]
    assert picture.last_on == counted_until
