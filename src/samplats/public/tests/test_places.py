"""Nothing of a place is public before a co-ordinator has looked at it and shown it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.isolation.samples import draft_of, publish_of

from samplats.foundation.tenancy.current import open_tenant
from samplats.public import queries
from samplats.public.forms import PlacePageForm, place_initial
from samplats.public.rules import PlaceTexts
from samplats.public.tests.pages import TEXTS, drawn, shown, written

FORM = {"about": "Vi gör torget ljusare.", "said_0": "Det är mörkt.", "did_0": "Ny belysning.", "revision": "0"}


def inside(cast, name, slug):
    return reverse(f"public:{name}", args=[cast.home.slug, slug])


def outside(cast, slug):
    """What strangers may ask for of a place: its page, its picture, its document."""
    given = {"tenant": cast.home.slug, "slug": slug}
    return [
        reverse("public:place", kwargs=given),
        reverse("situation:public", kwargs=given),
        reverse("situation:public_document", kwargs={**given, "number": 1}),
        reverse("situation:public_word", kwargs={**given, "number": 1}),
        reverse("public:short", args=[slug]),
    ]


def statuses(cast, slug):
    return [cast.client("nobody").get(url).status_code for url in outside(cast, slug)]


def test_a_place_is_public_from_when_it_is_shown_until_it_is_withdrawn(cast):
    place = drawn(cast)
    publish_of(cast, draft_of(cast, place))
    ada = cast.client("ada")
    assert statuses(cast, place.slug) == [404] * 5
    answer = ada.post(inside(cast, "edit", place.slug), FORM)
    assert answer["Location"] == inside(cast, "preview", place.slug)
    before = ada.get(answer["Location"]).content.decode()
    assert "Ingen utanför ser den än." in before
    assert "Version 1" in before  # what goes public with the place is part of what is looked at
    assert statuses(cast, place.slug) == [404] * 5
    ada.post(inside(cast, "show", place.slug), {"revision": "1"})
    assert statuses(cast, place.slug) == [200, 200, 200, 200, 302]
    page = cast.client("nobody").get(outside(cast, place.slug)[0]).content.decode()
    assert "Vi gör torget ljusare." in page
    assert "Ny belysning." in page
    assert outside(cast, place.slug)[2] in page
    ada.post(inside(cast, "withdraw", place.slug))
    assert statuses(cast, place.slug) == [404] * 5


def test_a_newer_text_is_not_shown_before_it_has_been_looked_at(cast):
    place = drawn(cast)
    shown(cast, place)
    written(cast, place, PlaceTexts(about="Något annat."))
    stranger = cast.client("nobody")
    assert "Vi gör torget ljusare." in stranger.get(outside(cast, place.slug)[0]).content.decode()
    cast.client("ada").post(inside(cast, "show", place.slug), {"revision": "1"})  # looked at the first one
    assert "Något annat." not in stranger.get(outside(cast, place.slug)[0]).content.decode()
    cast.client("ada").post(inside(cast, "show", place.slug), {"revision": "2"})
    assert "Något annat." in stranger.get(outside(cast, place.slug)[0]).content.decode()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"about": "Ring Kalle på 070-123 45 67."}, "Texten innehåller ett telefonnummer."),
        ({"about": ""}, "Berätta vad ni gör"),
        ({"did_0": ""}, "Skriv också vad ni gjorde"),
        ({"revision": "7"}, "Någon annan har sparat"),
    ],
)
def test_what_is_refused_is_said_and_nothing_typed_is_lost(cast, changed, words):
    place = drawn(cast)
    answer = cast.client("ada").post(inside(cast, "edit", place.slug), {**FORM, **changed})
    page = answer.content.decode()
    assert answer.status_code in {409, 422}
    assert words in page
    assert "Det är mörkt." in page
    assert "0 uppgifter" not in page
    with open_tenant(cast.home.pk):
        assert queries.page_of(cast.actor("ada"), place) is None


def test_an_empty_page_cannot_be_shown(cast):
    place = drawn(cast)
    ada = cast.client("ada")
    assert ada.get(inside(cast, "preview", place.slug))["Location"] == inside(cast, "edit", place.slug)
    ada.post(inside(cast, "show", place.slug), {"revision": "1"})
    written(cast, place, PlaceTexts(contact="Samordnaren"))
    ada.post(inside(cast, "show", place.slug), {"revision": "1"})
    assert statuses(cast, place.slug)[0] == 404


def test_the_front_lists_what_is_shown_and_asks_equally_often_for_many(cast):
    url, stranger = reverse("public:front", args=[cast.home.slug]), cast.client("nobody")
    shown(cast, drawn(cast))
    drawn(cast, "Hemliga parken", west=15.3)
    with CaptureQueriesContext(connection) as few:
        page = stranger.get(url).content.decode()
    assert "Torget" in page
    assert "Hemliga parken" not in page
    for number in range(4):
        shown(cast, drawn(cast, f"Plats {number}", west=15.1 + number / 50))
    with CaptureQueriesContext(connection) as many:
        assert "Plats 3" in stranger.get(url).content.decode()
    assert len(many) == len(few)


def test_a_place_elsewhere_is_not_found_under_another_municipality(cast):
    shown(cast, drawn(cast))
    assert cast.client("nobody").get(reverse("public:place", args=[cast.elsewhere.slug, "torget"])).status_code == 404


def test_the_form_opens_one_pair_more_than_are_used():
    texts = PlaceTexts("Vi gör", answers=(("Sagt", "Gjort"),) * 3)
    form = PlacePageForm(initial=place_initial(texts, 1))
    assert [len(form.pairs), len(form.more_pairs)] == [4, 2]
    assert [len(PlacePageForm().pairs), len(PlacePageForm().more_pairs)] == [2, 4]


def test_texts_come_back_as_they_were_kept():
    assert PlaceTexts.stored(TEXTS.kept()) == TEXTS
    assert PlaceTexts.stored({}).is_empty
