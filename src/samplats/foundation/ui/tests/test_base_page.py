import html5lib
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override

from samplats.foundation.ui.components.frame import Link, Person, Shell

SHELL = Shell(
    "/m/ex/",
    "Exempelköpings kommun",
    [Link("Start", "/m/ex/"), Link("Platser", "/m/ex/places/", current=True)],
    Person("Karin Maria Ek", "/sign-out/", "Samordnare", [Link("Mitt konto", "/account/")]),
)
PAGE = (
    '{% extends "ui/base.html" %}{% block title %}Platser{% endblock %}'
    "{% block content %}<h1>Platser</h1>{% endblock %}"
)


def render(source: str, request: HttpRequest | None = None, **context: object) -> str:
    template = engines["django"].from_string(source)
    return template.render({"shell": SHELL} | context, request or RequestFactory().get("/"))


def parsed(markup: str) -> object:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(markup)


def test_a_page_is_valid_html_with_title_menu_and_sign_out():
    markup = render(PAGE)
    page = parsed(markup)
    assert page.find("head/title").text == "Platser – Samplats"
    assert 'aria-current="page">Platser' in markup
    assert 'action="/sign-out/"' in markup
    assert ">KE<" in markup


def test_a_page_has_no_script_or_style_of_its_own():
    page = parsed(render(PAGE))
    assert not page.findall(".//style")
    assert all(script.get("src") or script.get("type") == "application/json" for script in page.findall(".//script"))
    assert not [e for e in page.iter() if any(str(name).startswith("on") for name in e.attrib)]


def test_the_reader_s_own_appearance_is_on_the_root_from_the_start():
    request = RequestFactory().get("/")
    request.COOKIES["samplats_theme"] = "high"
    assert 'data-theme="light" data-contrast="high"' in render(PAGE, request)
    request.COOKIES["samplats_theme"] = '"><script>'
    assert "data-theme" not in render(PAGE, request).split("<head>")[0]


def test_arabic_turns_the_page_round():
    with override("ar"):
        assert '<html lang="ar" dir="rtl"' in render(PAGE)
