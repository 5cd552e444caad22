"""A place by keyboard, by pointer, pasted and from a file; and what is said when it cannot be one."""

import json

import pytest

from tests.journeys.visitor import HOME

pytestmark = pytest.mark.browser
NEW = f"{HOME}platser/ny/"
RING = [[15.845, 60.021], [15.852, 60.021], [15.852, 60.023], [15.845, 60.023], [15.845, 60.021]]
GEOJSON = json.dumps({"type": "Polygon", "coordinates": [RING]})


def name_it(visitor, name):
    """The name, the first kind of place, and the button; then the place's own page."""
    page = visitor.page
    page.get_by_label("Namn", exact=True).focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    visitor.press("Skapa platsen")
    page.wait_for_url(f"**/platser/{name.lower().replace(' ', '-')}/")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_place_is_drawn_by_keyboard(visitor, width):
    ada = visitor(width=width)
    page = ada.sign_in("Ada Ek")
    ada.open(f"{HOME}platser/")
    ada.press("Rita en plats")
    page.wait_for_url("**/platser/ny/")
    page.locator("[data-island=draw]:not([hidden])").wait_for()
    assert "frivilligt" not in page.locator("label", has_text="Gräns").inner_text()
    page.get_by_label("Gräns").focus()
    for east, north in RING[:-1]:
        page.keyboard.type(f"{north} {east}")
        page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.get_by_text("4 hörn").wait_for()
    ada.look()
    name_it(ada, f"Provtorget {width}")
    ada.look()
    ada.open(f"{HOME}platser/")
    assert page.get_by_role("link", name=f"Provtorget {width}").is_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_place_is_drawn_by_pointer(visitor, width):
    ada = visitor(width=width)
    ada.sign_in("Ada Ek")
    page = ada.open(NEW)
    page.locator("[data-island=draw]:not([hidden])").wait_for()
    page.get_by_role("button", name="Rita", exact=True).press("Enter")
    for _step in range(4):
        page.get_by_role("button", name="Zooma in").press("Enter")
    canvas = page.locator(".map-canvas canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for dx, dy in [(-40, -40), (40, -40), (40, 40), (-40, 40), (-40, -40)]:
        page.mouse.move(middle[0] + dx, middle[1] + dy)
        page.mouse.click(middle[0] + dx, middle[1] + dy)
    page.get_by_text("4 hörn").wait_for()
    name_it(ada, f"Ritplatsen {width}")


def test_a_place_is_pasted_and_one_is_read_from_a_file(visitor, tmp_path):
    ada = visitor(width=390)
    ada.sign_in("Ada Ek")
    page = ada.open(NEW)
    page.get_by_label("Gräns").focus()
    page.keyboard.insert_text(GEOJSON)
    name_it(ada, "Klistrade platsen")

    ada.open(NEW)
    path = tmp_path / "plats.geojson"
    path.write_text(GEOJSON)
    ada.press("Har ni gränsen i en fil?")
    page.locator("input[type=file]").set_input_files(path)
    name_it(ada, "Filplatsen")


def test_a_boundary_that_cannot_be_one_is_refused_beside_the_field_and_nothing_is_lost(visitor):
    ada = visitor(width=390)
    ada.sign_in("Ada Ek")
    page = ada.open(NEW)
    page.get_by_label("Namn", exact=True).fill("Flugan")
    page.get_by_label("Gräns").fill("60.021 15.845\n60.023 15.852\n60.023 15.845\n60.021 15.852")
    page.get_by_role("radio").first.press("Space")
    ada.press("Skapa platsen")
    page.locator("[data-errors]").wait_for()
    assert page.evaluate("document.activeElement.hasAttribute('data-errors')")
    assert page.locator("#id_boundary_error").count() == 1
    assert page.get_by_label("Namn", exact=True).input_value() == "Flugan"
    assert "15.845" in page.get_by_label("Gräns").input_value()
    ada.look()
