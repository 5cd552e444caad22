"""Public pages are light, leave nothing in the reader's browser, and speak three languages without a cookie."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils.translation import override

from samplats.process.reading import guide
from samplats.process.rules.guide import Text
from samplats.public.sentences import public_name
from samplats.public.tests.pages import drawn, shown

LINKED = re.compile(r'<(?:link|script|img)[^>]+?(?:href|src)="/static/([^"]+)"')
HEAVIEST = 60_000
NAMES = ("front", "privacy", "accessibility", "thanks")


def addresses(cast):
    place = drawn(cast)
    shown(cast, place)
    urls = {name: reverse(f"public:{name}", args=[cast.home.slug]) for name in NAMES}
    return {**urls, "place": reverse("public:place", args=[cast.home.slug, place.slug])}


def weight(page: bytes) -> int:
    """Bytes on the wire, compressed, of a page and everything that it links to."""
    files = [finders.find(name) for name in LINKED.findall(page.decode())]
    return len(gzip.compress(page)) + sum(len(gzip.compress(open(path, "rb").read())) for path in files)


def test_a_page_is_light_has_no_script_and_sets_no_cookie(cast):
    for name, url in addresses(cast).items():
        answer = cast.client("nobody").get(url)
        assert answer.status_code == 200
        assert weight(answer.content) < HEAVIEST, name
        assert b"<script" not in answer.content
        if name != "accessibility":  # whose form is guarded
            assert not answer.cookies, name


@pytest.mark.parametrize(("language", "direction"), [("sv", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_the_language_of_the_address_is_kept_from_page_to_page(cast, language, direction):
    for url in addresses(cast).values():
        page = cast.client("nobody").get(f"{url}?sprak={language}").content.decode()
        assert f'<html lang="{language}" dir="{direction}"' in page
        own = [link for link in re.findall(r'<a [^>]*href="(/k/[^"]+)"', page) if ".pdf" not in link]
        assert own
        assert [link for link in own if "sprak=" not in link] == []


def test_another_language_is_not_made_up(cast):
    page = cast.client("nobody").get(addresses(cast)["front"] + "?sprak=xx").content.decode()
    assert '<html lang="sv"' in page


def test_nothing_of_arabic_is_left_in_swedish(cast):
    """What stands in Swedish on an Arabic page is marked as such."""
    for url in addresses(cast).values():
        page = cast.client("nobody").get(f"{url}?sprak=ar").content.decode()
        main = page[page.index("<main") : page.index("</main")]
        left = re.sub(r"<(\w+)[^>]*\blang=\"(?:sv|en)\".*?</\1>", "", main, flags=re.DOTALL)
        words = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", left, flags=re.DOTALL)
        swedish = [word for word in re.findall(r"[A-Za-zåäöÅÄÖ]{4,}", words) if word not in KNOWN]
        assert swedish == [], url


def test_the_steps_of_every_shipped_variant_have_an_arabic_name():
    names = [stage.name for variant in guide().variants.values() for stage in variant.stages]
    assert len(names) > 10
    with override("ar"):
        told = [public_name(name) for name in names]
        own = public_name(Text("Vårt eget steg", "Our own step"))
    assert {language for _name, language in told} == {"ar"}
    assert [name for name, _language in told if re.search("[A-Za-z]", name)] == []
    assert own == ("Our own step", "en")
    with override("en"):
        assert [public_name(name) for name in names] == [(name.en, "en") for name in names]


KNOWN = {"Samplats", "Digg", "WCAG", "Torget", "Exempelköpings", "kommun"}


def test_one_municipality_alone_has_its_front_as_the_first_page(cast, settings):
    settings.DEMO = False
    stranger = cast.client("nobody")
    both = stranger.get("/").content.decode()
    assert reverse("public:front", args=[cast.home.slug]) in both
    assert reverse("public:front", args=[cast.elsewhere.slug]) in both
    cast.elsewhere.kind = "county"
    cast.elsewhere.save()
    assert stranger.get("/?sprak=ar")["Location"] == reverse("public:front", args=[cast.home.slug]) + "?sprak=ar"
