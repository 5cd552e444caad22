"""Reading by keyboard alone: past the menu, the week, what has happened."""

import pytest

from tests.journeys.visitor import HOME

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "theme"), [(1280, "dark"), (390, "light")])
def test_a_member_reads_the_week_and_what_has_happened(visitor, width, theme):
    bo = visitor(width=width, theme=theme)
    bo.sign_in("Bo Lind")
    page = bo.open(HOME)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    bo.look()
    bo.open(f"{HOME}handelser/")
    page.locator("#main h1").wait_for()
    bo.look()
