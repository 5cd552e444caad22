"""The pages of pulled sources as plain form posts: adding, asking, a saved answer, words, taking back."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samplats.evidence.incidents import actions, jobs
from samplats.evidence.incidents.models import Feed, Incident, Pull, Source
from samplats.evidence.incidents.reading.feeds import read_polisen
from samplats.evidence.incidents.reading.fetching import Fetched, FetchFailed
from samplats.evidence.incidents.tests.test_pulling import NOW, event, feed_of
from samplats.foundation.jobs import worker

pytestmark = pytest.mark.usefixtures("in_home")
SOURCE = {
    "name": "Polisen.se",
    "origin": "Polismyndigheten",
    "permitted_use": "open",
    "sharing_level": "public",
    "retention_months": "24",
}
HOW = {"address": "https://polisen.se/api/events", "area": "Exempelköping", "hours": "12"}


def address(name, *of):
    return reverse(f"incidents:{name}", args=["exempelkoping", *(one.public_id for one in of)])


def saved(*rows, body=None):
    return {"file": SimpleUploadedFile("svar.json", json.dumps(rows).encode() if body is None else body)}


@pytest.fixture
def feed(cast):
    return feed_of(cast, "polisen", "https://polisen.se/api/events")


def test_a_source_is_added_with_its_conditions_and_begins_paused(cast):
    ada = cast.client("ada")
    assert "https://polisen.se/api/events" in ada.get(address("add_feed")).content.decode()
    ada.post(address("add_feed"), {**SOURCE, **HOW})
    made = Feed.objects.get()
    assert (made.is_on, made.hours, made.source.kind, made.source.origin) == (False, 12, "feed", "Polismyndigheten")
    jobs.look_for_feeds_due(cast.home)
    assert not worker.run_next()
    assert made.source.name in ada.get(address("feeds")).content.decode()
    assert "Så hämtas källan" in ada.get(address("source", made.source)).content.decode()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"permitted_use": ""}, "Välj vad uppgifterna får användas till."),
        ({"sharing_level": ""}, "Välj vilka som får se uppgifterna."),
        ({"origin": " "}, "Skriv varifrån uppgifterna kommer."),
        ({"address": "http://polisen.se/api/events"}, "måste börja med https://"),
        ({"address": "javascript:alert(1)"}, "Adressen kan inte användas"),
        ({"area": ""}, "Skriv kommunens namn"),
        ({"hours": "7"}, "7"),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_is_added(cast, given, words):
    answer = cast.client("ada").post(address("add_feed"), {**SOURCE, **HOW, **given})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Source.objects.exists()


def test_faults_of_both_halves_stand_in_one_box(cast):
    answer = cast.client("ada").post(address("add_feed"), {**SOURCE, **HOW, "address": "ftp://x", "name": ""})
    page = answer.content.decode()
    assert (answer.status_code, page.count("data-errors")) == (422, 1)
    assert "2 uppgifter behöver rättas" in page


def test_only_those_who_import_see_or_do_anything(cast, feed):
    bo = cast.client("bo")
    assert {bo.get(address(name)).status_code for name in ("feeds", "add_feed")} == {403}
    assert {bo.post(address(name, feed)).status_code for name in ("feed", "pull_feed", "saved_feed")} == {403}
    assert cast.client("cai").get(address("feed", feed)).status_code == 404


def test_a_saved_answer_comes_in_and_is_taken_back(cast, feed):
    ada = cast.client("ada")
    given = saved(event(1), event(2, "Skottlossning"), event(3, "Uppdatering"))
    page = ada.post(address("saved_feed", feed), given, follow=True).content.decode()
    assert "1 ny, 1 av ett slag som inte tas in" in page
    assert "kategorin får bara finnas i ett slutet rum (1)" in page
    made = Pull.objects.get()
    ada.post(address("undo_pull", feed, made))
    assert not Incident.objects.exists()
    page = ada.post(address("undo_pull", feed, made), follow=True).content.decode()
    assert "Bara den senaste hämtningen som ändrade något kan ångras" in page


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<!doctype html><p>Logga in", "Svaret är en webbsida"),
        (b'[{"id": 1', "inte giltig JSON"),
        (b'[{"service_request_id": "a"}]', "av ett annat slag än väntat"),
        (b"", "Filen är tom"),
    ],
)
def test_a_file_that_is_no_answer_is_refused_in_words(cast, feed, body, words):
    answer = cast.client("ada").post(address("saved_feed", feed), saved(body=body))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Pull.objects.exists()


def test_asking_now_is_a_job_and_not_twice_in_a_row(cast, feed):
    ada = cast.client("ada")
    ada.post(address("pull_feed", feed))
    assert "Hämtningen väntar på sin tur" in ada.get(address("feed", feed)).content.decode()
    answer = ada.post(address("pull_feed", feed), follow=True)
    assert "Vänta fem minuter" in answer.content.decode()


def told_while_asking(monkeypatch, cast, feed, answer):
    """What the progress says while the server is asked; then the answer comes, or raises."""
    from samplats.evidence.incidents.actions import pulling

    said = []

    def asked(*_args):
        said.append(cast.client("ada").get(address("pull_progress", feed)).content.decode())
        return answer()

    monkeypatch.setattr(pulling, "_asked", asked)
    return said


def brings_one():
    return read_polisen([event(1)], area="Exempelköping", inside=lambda *_at: False), Fetched(None)


def fails():
    raise FetchFailed("no_connection", host="polisen.se")


@pytest.mark.parametrize(
    ("answer", "receipt", "stays"),
    [
        (brings_one, "klar: 1 ny.", ": 1 ny</dd>"),
        (lambda: (None, Fetched(None)), "klar: inget hade ändrats.", ": inget hade ändrats</dd>"),
        (fails, "Det gick inte att hämta.", "polisen.se svarar inte"),
    ],
)
def test_a_pull_shows_how_far_it_has_come_and_ends_by_itself(cast, feed, monkeypatch, answer, receipt, stays):
    ada = cast.client("ada")
    said = told_while_asking(monkeypatch, cast, feed, answer)
    ada.post(address("pull_feed", feed))
    page = ada.get(address("feed", feed)).content.decode()
    assert f'hx-get="{address("pull_progress", feed)}"' in page
    assert f'<meta http-equiv="refresh" content="3; url={address("feed", feed)}">' in page  # without script
    assert worker.run_all() == 1
    assert ["Frågar servern" in one and "hx-get" in one for one in said] == [True]
    over = ada.get(address("pull_progress", feed))
    assert (over.status_code, over["HX-Redirect"]) == (204, address("feed", feed))
    page = ada.get(address("feed", feed)).content.decode()
    assert receipt in page
    page = ada.get(address("feed", feed)).content.decode()  # a plain reload says it too, and asks no more
    assert stays in page
    assert "hx-get" not in page
    assert "refresh" not in page


def test_a_pull_that_asked_nobody_says_so(cast, feed, monkeypatch):
    ada = cast.client("ada")
    ada.post(address("pull_feed", feed))
    monkeypatch.setattr(jobs.policy, "why_not_taken_in", lambda *_args: "room_lost")
    worker.run_all()
    monkeypatch.undo()
    ada.get(address("pull_progress", feed))
    page = ada.get(address("feed", feed)).content.decode()
    assert "Servern blev inte tillfrågad" in page
    assert "Hämtningen är klar" not in page


def test_an_unexpected_error_pauses_the_source_and_says_so(cast, feed, monkeypatch):
    from samplats.evidence.incidents.actions import pulling

    def fail(*_args, **_given):
        raise RuntimeError

    monkeypatch.setattr(pulling, "_asked", fail)
    ada = cast.client("ada")
    ada.post(address("switch_feed", feed), {"on": "1"})
    jobs.look_for_feeds_due(cast.home)
    worker.run_all()
    assert (Feed.objects.get().is_on, Feed.objects.get().stopped) == (False, "unexpected")
    assert "oväntat fel" in ada.get(address("feed", feed)).content.decode()


def test_words_are_sorted_on_their_page(cast, feed):
    ada = cast.client("ada")
    actions.take_saved(cast.actor("ada"), feed, body=json.dumps([event(1, "Hundbett")]).encode(), now=NOW)
    page = ada.get(address("feed_words", feed))
    form = page.context["form"]
    number = [one.word for one in form.words].index("Hundbett")
    given = {name: form[name].value() or "" for name in form.fields}
    ada.post(address("feed_words", feed), {**given, f"word_{number}": "A1"})
    assert Feed.objects.get().words["Hundbett"] == "A1"
    assert ada.post(address("feed_words", feed), {**given, f"word_{number}": "finns inte"}).status_code == 422
