"""The week's first page: its sentence, its table, and a fixed number of questions."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samplats.situation.rules.states import State, standing_of
from samplats.situation.sentences.standing import standing_words
from samplats.website.rules import Line
from samplats.website.sentences import change_line, compared, leading


def state(now, verdict, *, usual=20.0, source="Rapporter"):
    return State("x", source, "id", now, usual, 13, 28, 25, verdict)


def line(name, found):
    return Line(name, name.lower(), "station", found)


def test_the_sentence_names_what_stands_out_and_counts_the_rest():
    lines = [line("Torget", state(31, "more")), line("Parken", state(20, "usual")), line("Hamnen", None)]
    assert leading(lines) == (
        "1 av 2 platser som mäts ligger inom det väntade. "
        "*Torget sticker ut: 31 händelser på fyra veckor, väntat 13–28.*"
    )


def test_the_place_says_of_itself_what_the_start_page_says_of_it():
    told = replace(state(31, "more"), until=date(2026, 11, 22))
    assert standing_words(told).replace("\u00a0", " ") == (
        "*Fler än väntat de senaste fyra veckorna*: 31 händelser, väntat 13–28, till och med 22 november 2026."
    )
    assert "28 händelser" not in standing_words(replace(told, now=28))  # rounded numbers would deny it
    assert "färre än fem" in standing_words(replace(told, now=None, verdict="usual"))


def test_what_stands_out_beyond_two_is_counted():
    lines = [line(name, state(30 + at, "more")) for at, name in enumerate(("A", "B", "C", "D"))]
    assert leading(lines).endswith("*2 platser till sticker ut.*")


def test_a_calm_week_is_said_in_one_sentence():
    lines = [line("Torget", state(20, "usual")), line("Parken", state(19, "usual"))]
    assert leading(lines) == "Alla 2 platser som mäts ligger *inom det väntade*."


def test_a_hidden_number_stays_hidden_in_the_sentence():
    assert "färre än fem" in leading([line("Byn", state(None, "fewer"))])


def test_rounded_numbers_that_hide_the_change_are_not_said():
    """Who sees fives may read 5 where 0–5 is expected, though the exact numbers stand out."""
    risen, fallen = state(28, "more"), state(13, "fewer")
    assert leading([line("Torget", risen)]) == "*Torget sticker ut: fler händelser än väntat på fyra veckor.*"
    assert "färre händelser än väntat" in leading([line("Torget", fallen)])
    assert change_line(risen) == "fler än väntat på fyra veckor"
    assert compared(fallen) == "Rapporter: färre än väntat på fyra veckor, mot 25 tidigare fyraveckorsperioder"


def test_who_sees_no_figures_is_not_told_that_there_are_none(cast):
    url = reverse("website:start", args=[cast.home.slug])
    for who, told in (("lena", "med i arbetet"), ("adam", "hör till andra roller")):
        page = cast.client(who).get(url).content.decode()
        assert told in page
        assert "Ta in händelser" not in page
        assert "Kan inte jämföras än" not in page
    assert 'href="' + reverse("administration:index", args=[cast.home.slug]) in page
    assert "data-island" not in page  # the map's own addresses are closed to who looks after the system


def test_a_reporter_is_led_to_the_report(cast):
    page = cast.client("rut").get(reverse("website:start", args=[cast.home.slug])).content.decode()
    main = page[page.index("<h1>") : page.index('id="platser"')]
    assert reverse("incidents:report", args=[cast.home.slug]) in main


def test_without_figures_the_page_says_what_to_do():
    assert "Ta in händelser" in leading([line("Torget", None)])


def test_worse_beats_better_and_sources_are_never_added():
    chosen = standing_of([state(5, "fewer", source="Polisen"), state(31, "more"), state(90, "usual")])
    assert (chosen.source, chosen.now) == ("Rapporter", 31)


@pytest.mark.parametrize("who", ["ada", "anna", "bo", "rut", "lena", "adam", "carl", "dora"])
def test_everyone_has_a_first_page(cast, who):
    page = cast.client(who).get(reverse("website:start", args=[cast.home.slug]))
    assert page.status_code == 200
    assert "Läget vecka" in page.content.decode()


def asked(client, url):
    with CaptureQueriesContext(connection) as questions:
        assert client.get(url).status_code == 200
    return len(questions)


def test_the_number_of_questions_is_the_same_for_one_place_and_for_twenty(cast):
    import shapely

    from samplats.places.actions import draw_place
    from samplats.places.rules.kinds import Kind

    ada, url = cast.client("ada"), reverse("website:start", args=[cast.home.slug])
    for number in range(20):
        west = 15.0 + number / 50
        area = shapely.box(west, 60.0, west + 0.01, 60.005)
        draw_place(cast.actor("ada"), cast.home, name=f"Plats {number}", kind=Kind.CENTRE, area=area)
        if number == 0:
            few = asked(ada, url)
    assert asked(ada, url) == few


def test_the_demo_sign_in_exists_only_in_the_demo(cast, client, settings):
    settings.DEMO = False
    url = reverse("website:demo_sign_in", args=["ada@example.org"])
    assert client.post(url).status_code == 404
    assert client.get("/").status_code == 200


def test_the_week_is_of_today(cast):
    page = cast.client("ada").get(reverse("website:start", args=[cast.home.slug])).content.decode()
    assert f"Läget vecka {timezone.localdate().isocalendar().week}" in page
