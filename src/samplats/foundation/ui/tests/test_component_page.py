import re

import html5lib
import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from samplats.foundation.ui.component_page import component_page_context


def page(language: str) -> str:
    with override(language):
        return render_to_string(
            "ui/component_page.html", component_page_context(), RequestFactory().get("/byggstenar/")
        )


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_the_living_page_is_valid_html_in_every_language(language):
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page(language))
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert sorted(ids) == sorted(set(ids))


def test_every_label_and_description_points_to_something_on_the_page():
    markup = page("sv")
    ids = set(re.findall(r' id="([^"]+)"', markup))
    pointed = re.findall(r' (?:for|popovertarget|commandfor|aria-labelledby)="([^"]+)"', markup)
    pointed += [one for many in re.findall(r' aria-describedby="([^"]+)"', markup) for one in many.split()]
    assert pointed
    assert set(pointed) <= ids


def test_the_page_shows_a_hidden_number_only_as_the_hatched_mark():
    markup = page("sv")
    assert markup.count('class="supp"') >= 4
    assert "None" not in markup
