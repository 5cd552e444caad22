"""The living page in a browser: accessible in every appearance, and its islands do what they say."""

import pytest

from tests.journeys.axe import violations

pytestmark = pytest.mark.browser
ADDRESS = "/byggstenar/"
NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null"
FOCUSED = "document.activeElement?.id || document.activeElement?.dataset?.key || document.activeElement?.tagName"


@pytest.mark.parametrize(("width", "language"), [(1280, "sv"), (390, "en"), (320, "ar")])
def test_the_page_is_accessible_in_every_appearance_and_never_scrolls_sideways(visit, width, language):
    with visit(ADDRESS, width=width, language=language) as page:
        assert page.evaluate("document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
        for appearance in ("light", "dark", "high"):
            page.locator(f".living-head [data-value={appearance}]").click()
            assert violations(page, looks_only=appearance != "light") == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_opened_menus_sources_and_dialogs_are_accessible_and_close_by_keyboard(visit):
    with visit(ADDRESS) as page:
        page.locator("details.who-menu > summary").press("Enter")
        assert page.get_by_role("button", name="Logga ut").first.is_visible()
        assert violations(page) == []
        page.keyboard.press("Escape")
        assert not page.locator("details.who-menu").evaluate("menu => menu.open")

        mark = page.locator("button.src").first
        mark.press("Enter")
        box = page.locator(f"#{mark.get_attribute('popovertarget')}")
        assert "Wilson" in box.inner_text()
        assert violations(page) == []
        page.keyboard.press("Escape")
        assert not box.is_visible()

        page.get_by_role("button", name="Fastställ version 3 …").press("Enter")
        assert page.get_by_role("dialog").is_visible()
        assert violations(page) == []
        page.keyboard.press("Escape")
        assert not page.locator("dialog#publish").evaluate("dialog => dialog.open")


def test_a_source_is_a_sheet_at_the_bottom_of_a_phone(visit):
    with visit(ADDRESS, width=390) as page:
        mark = page.locator("button.src").first
        mark.click()
        box = page.locator(f"#{mark.get_attribute('popovertarget')}").bounding_box()
        assert box["x"] == 0
        assert box["width"] == 390
        assert box["y"] + box["height"] == pytest.approx(900, abs=1)


def test_the_appearance_is_chosen_kept_and_drawn_on_the_map(visit):
    with visit(ADDRESS) as page:
        page.locator(".living-head [data-value=dark]").click()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 26, 25)"
        page.reload(wait_until="networkidle")
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert page.locator(".living-head [data-value=dark]").get_attribute("aria-pressed") == "true"


def test_a_row_lights_its_square_on_the_map_and_the_map_goes_to_its_row(visit):
    with visit(ADDRESS) as page:
        page.wait_for_selector("#map[data-ready]")
        state = (
            "key => document.getElementById('map').glMap.getFeatureState({source: 'cells', id: key}).active === true"
        )
        page.locator("#hot-cells [data-key=B]").focus()
        assert page.evaluate(state, "B")
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED) == "C"
        assert page.evaluate(state, "C")
        assert not page.evaluate(state, "B")
        page.locator("#map").scroll_into_view_if_needed()
        spot = page.evaluate(
            "() => { const map = document.getElementById('map').glMap; const p = map.project([15.01083, 59.99992]);"
            " const box = map.getCanvas().getBoundingClientRect(); return [box.x + p.x, box.y + p.y] }"
        )
        page.mouse.click(*spot)
        assert page.evaluate(FOCUSED) == "C"


def test_pins_have_no_part_in_the_reading_order(visit):
    with visit(ADDRESS) as page:
        page.wait_for_selector(".map-pin")
        assert page.locator(".map-pin").count() == 2
        assert page.locator(".map-pin:not([aria-hidden=true]), .map-pin[tabindex]").count() == 0


def test_without_webgl_the_table_is_the_map(visit):
    with visit(ADDRESS, script=NO_WEBGL) as page:
        assert "Samma rader står i tabellen" in page.locator("#map [data-map-message]").inner_text()
        assert page.locator("#hot-cells [data-key=A]").is_visible()
        assert violations(page) == []


def test_without_javascript_everything_is_still_there_to_read(visit):
    with visit(ADDRESS, javascript=False) as page:
        assert page.locator(".needs-js:visible").count() == 0
        assert page.locator("[data-island=draw]").first.is_hidden()
        page.locator("details.numbers > summary").first.click()
        assert page.locator("details.numbers table").first.is_visible()
        assert page.locator("#id_boundary").is_editable()


def corners_at(page, points):
    box = page.locator("#draw-map canvas").bounding_box()
    for x, y in points:
        page.mouse.move(box["x"] + x, box["y"] + y)
        page.mouse.click(box["x"] + x, box["y"] + y)


def test_a_boundary_is_drawn_on_the_map_and_written_in_the_field(visit):
    with visit(ADDRESS) as page:
        page.locator("#rita").scroll_into_view_if_needed()
        tools = page.locator("[data-island=draw]")
        tools.get_by_role("button", name="Rita").click()
        page.locator("#draw-map").scroll_into_view_if_needed()
        corners_at(page, [(150, 150), (350, 150), (350, 300), (150, 300), (150, 150)])
        lines = page.locator("#id_boundary").input_value().splitlines()
        assert len(lines) == 4
        assert "4 hörn" in tools.inner_text()
        north, south = float(lines[0].split()[0]), float(lines[2].split()[0])
        assert 59.9 < south < north < 60.1


def test_a_boundary_is_written_by_keyboard_and_drawn_on_the_map(visit):
    with visit(ADDRESS) as page:
        page.wait_for_selector("[data-island=draw]:not([hidden])")
        field = page.locator("#id_boundary")
        field.fill("60.001 15.005\n60.003 15.005\n60.003 15.012")
        field.press("Tab")
        assert "3 hörn" in page.locator("[data-draw-state]").inner_text()
        field.fill("60.001 15.005\n60.003 15.012\n60.003 15.005\n60.001 15.012")
        field.press("Tab")
        assert "korsar sig själv" in page.locator("[data-draw-state]").inner_text()
