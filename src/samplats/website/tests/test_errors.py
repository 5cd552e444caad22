"""What a person meets when a page is not for them, is not there, or fails: our own words, and a way on."""

from django.template.loader import get_template
from django.test import Client
from django.urls import reverse


def test_a_member_without_the_role_is_told_so_with_the_menu_still_there(cast):
    answer = cast.client("bo").get(reverse("incidents:upload", args=[cast.home.slug]))
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "Din roll når inte hit" in text
    assert reverse("website:start", args=[cast.home.slug]) in text
    assert "Händelser" in text


def test_a_stranger_meets_a_page_that_is_not_there(cast):
    answer = cast.client("cai").get(reverse("website:start", args=[cast.home.slug]))
    text = answer.content.decode()
    assert answer.status_code == 404
    assert "Sidan finns inte" in text
    assert cast.home.name not in text


def test_an_address_that_leads_nowhere_answers_without_an_account_too(client, db):
    answer = client.get("/ingenstans/")
    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.content.decode()


def test_a_form_that_has_lain_too_long_says_what_to_do(cast):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("account_login"), {"login": "a@b.se", "password": "x"})
    assert answer.status_code == 403
    assert "Sidan har legat för länge" in answer.content.decode()


def test_a_page_that_fails_says_whose_fault_it_is(cast, monkeypatch):
    def fail(*_given, **_more):
        raise RuntimeError("a secret detail")

    monkeypatch.setattr("samplats.website.queries.week", fail)
    visitor = cast.client("ada")
    visitor.raise_request_exception = False
    answer = visitor.get(reverse("website:start", args=[cast.home.slug]))
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "Något gick fel hos oss" in text
    assert "a secret detail" not in text


def test_the_page_for_failures_needs_nothing_that_may_have_failed():
    """No database mark here: a question to the database would fail this test."""
    assert "Något gick fel hos oss" in get_template("500.html").render()
