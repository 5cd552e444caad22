"""The municipality's own words on its public pages."""

from django.urls import reverse

FORM = {"contact": "Trygghetssamordnaren", "email": "trygg@example.org", "compliance": "full", "revision": "0"}


def save(cast, who="adam", **given):
    return cast.client(who).post(reverse("public:texts", args=[cast.home.slug]), {**FORM, **given})


def front(cast, language="sv"):
    url = reverse("public:front", args=[cast.home.slug])
    return cast.client("nobody").get(f"{url}?sprak={language}").content.decode()


def test_own_words_stand_on_the_pages_in_their_own_language(cast):
    assert save(cast, front_sv="Välkommen hit.", front_en="Welcome here.").status_code == 302
    assert "Välkommen hit." in front(cast)
    assert "Trygghetssamordnaren" in front(cast)
    assert "Welcome here." in front(cast, "en")
    assert "Välkommen hit." not in front(cast, "en")
    page = cast.client("nobody").get(reverse("public:accessibility", args=[cast.home.slug])).content.decode()
    assert "helt förenliga" in page


def test_without_own_words_the_pages_still_say_whom_to_ask(cast):
    assert "växeln i Exempelköpings kommun" in front(cast)


def test_two_who_write_at_once_are_told(cast):
    save(cast)
    answer = save(cast, "ada", contact="En annan")
    assert answer.status_code == 409
    assert "En annan" in answer.content.decode()
    assert "Trygghetssamordnaren" in front(cast)
    assert save(cast, "ada", contact="En annan", revision="1").status_code == 302


def test_what_is_wrong_is_said(cast):
    answer = save(cast, email="inte en adress")
    assert answer.status_code == 422
    assert "inte en adress" in answer.content.decode()
