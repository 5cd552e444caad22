"""A place drawn by keyboard, corner by corner, and found in the list."""

import pytest

from tests.journeys.visitor import HOME

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280])
def test_a_place_is_drawn_by_keyboard(visitor, width):
    ada = visitor(width=width)
    page = ada.sign_in("Ada Ek")
    ada.open(f"{HOME}platser/")
    ada.press("Rita en plats")
    page.wait_for_url("**/platser/ny/")
    page.locator("#id_boundary").focus()
    edge = 0.001 if width == 390 else 0
    corners = [(60.021, 15.845 + edge), (60.023, 15.845 + edge), (60.023, 15.852), (60.021, 15.852)]
    for north, east in corners:
        page.keyboard.type(f"{north} {east}")
        page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.get_by_text("4 hörn").wait_for()
    ada.look()
    page.locator("#id_name").focus()
    page.keyboard.type(f"Provtorget {width}")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    ada.press("Skapa platsen")
    page.wait_for_url("**/platser/provtorget-*/")
    ada.look()
    ada.open(f"{HOME}platser/")
    assert page.get_by_role("link", name=f"Provtorget {width}").is_visible()
