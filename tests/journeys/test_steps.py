"""A place takes the five steps: started, read on the overview, an activity ticked with a note, and undone."""

import pytest

from tests.journeys.test_drawing import GEOJSON, NEW, name_it
from tests.journeys.visitor import HOME

pytestmark = pytest.mark.browser
OVERVIEW = f"{HOME}platser/"


def drawn(visitor, name):
    """A new place, pasted as GeoJSON; its address."""
    page = visitor.open(NEW)
    page.get_by_label("Gräns").focus()
    page.keyboard.insert_text(GEOJSON)
    name_it(visitor, name)
    return f"{OVERVIEW}{name.lower().replace(' ', '-')}/"


@pytest.mark.parametrize("width", [1280, 390])
def test_a_place_starts_and_an_activity_is_ticked_by_keyboard(visitor, width):
    ada = visitor(width=width)
    page = ada.sign_in("Ada Ek")
    place = drawn(ada, f"Stegtorget {width}")
    ada.press("Börja med stegen")
    page.wait_for_url("**/steg/borja/")
    ada.look()
    page.get_by_label("Första dagen").fill("2026-11-02")
    page.locator("#id_leader").select_option(label="Ada Ek")
    ada.press("Börja med stegen")
    page.wait_for_url(f"**{place}")

    path = page.get_by_role("list").filter(has=page.locator("[aria-current=step]"))
    assert path.get_by_role("listitem").count() == 5
    assert "Uppstart" in page.locator("[aria-current=step]").inner_text()
    assert page.get_by_text("Nu: steg 1 av 5").is_visible()
    ada.look()

    ada.press("Gör nu: Uppdrag, plats och projektledare")
    page.wait_for_url("**/aktivitet/s1_mandate/")
    assert page.get_by_text("Ada Ek", exact=True).first.is_visible()
    ada.look()
    page.get_by_label("Anteckning").focus()
    page.keyboard.type("Kommunstyrelsen beslutade i går.")
    ada.press("Bocka av som klar")
    page.get_by_text("Kommunstyrelsen beslutade i går.").wait_for()
    assert page.get_by_text("Avbockad: Uppdrag, plats och projektledare.").is_visible()
    ada.look()

    ada.open(place)
    assert page.get_by_text("Pågår, 1 av 8 klara").is_visible()
    ada.press("Uppstart")
    page.wait_for_url("**/steg/1/")
    ada.look()


def test_the_receipt_undoes_a_tick(visitor):
    ada = visitor()
    page = ada.sign_in("Ada Ek")
    ada.open(f"{OVERVIEW}hamnplan/aktivitet/s1_stakeholders/")
    page.get_by_role("button", name="Bocka av som klar").click()
    page.get_by_role("button", name="Ångra").click()
    page.get_by_text("Aktiviteten är öppen igen.").wait_for()
    assert page.get_by_role("button", name="Bocka av som klar").is_visible()


def test_all_places_stand_in_one_table_and_what_is_late_on_the_start_page(visitor):
    bo = visitor()
    page = bo.sign_in("Bo Lind")
    bo.open(HOME)
    assert page.locator("section", has_text="På gång").get_by_text("Skulle vara klar").first.is_visible()
    page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Stegen").click()
    page.wait_for_url("**/steg/")
    bo.look()
    row = page.get_by_role("row", name="Stationstorget")
    assert "Steg 4, Platsutveckling" in row.inner_text()
    assert row.get_by_text("försenad", exact=False).first.is_visible()
