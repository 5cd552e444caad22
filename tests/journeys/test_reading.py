"""A member reads by keyboard alone: the menu, a place, its picture, a source, the numbers behind a chart."""

import pytest

from tests.journeys.visitor import HOME

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "theme"), [(1280, "dark"), (390, "light")])
def test_a_member_reads_from_the_week_to_the_source_of_a_number(visitor, width, theme):
    bo = visitor(width=width, theme=theme)
    bo.sign_in("Bo Lind")
    page = bo.open(HOME)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    bo.look()
    bo.press("Stationstorget")
    page.wait_for_url("**/stationstorget/lagesbild/**")
    page.get_by_role("heading", name="När det händer").wait_for(timeout=90_000)  # the figures are counted for Bo first
    bo.look()
    mark = page.locator("button.src").first
    mark.press("Enter")
    box = page.locator(f"#{mark.get_attribute('popovertarget')}")
    assert box.is_visible()
    page.keyboard.press("Escape")
    assert not box.is_visible()
    assert mark.evaluate("mark => mark === document.activeElement")
    bo.press("Visa siffrorna")
    assert page.locator("details.numbers[open] table").first.is_visible()
    if width == 390:
        page.locator("details.menu > summary").press("Enter")
    bo.open(f"{HOME}handelser/")
    page.locator("#main h1").wait_for()
    bo.look()
