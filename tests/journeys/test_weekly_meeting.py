"""Monday at eight: the sheet is prepared from the week's data, written, decided on, printed and closed, by keyboard."""

import io

import pypdf
import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import HOME

pytestmark = pytest.mark.browser
LAMP = "Laga belysningen i gångtunneln"


def decide(page, what, who):
    """One line: what, who, the proposed day; Enter opens the next."""
    page.keyboard.type(what)
    page.keyboard.press("Tab")
    page.keyboard.type(who)
    page.keyboard.press("Enter")
    page.locator("#decisions").get_by_text(what).first.wait_for()
    expect(page.locator("#line_text")).to_be_focused(timeout=20_000)
    expect(page.locator("#line_text")).to_have_value("", timeout=20_000)


def pages_of(pdf):
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_mondays_sheet_is_prepared_by_keyboard_and_printed(visitor):
    ada = visitor()
    page = ada.sign_in("Ada Ek")
    ada.open(HOME)
    ada.press("Förbered veckans läge")
    page.get_by_role("heading", name="Vad som ändrats").wait_for()
    page.wait_for_load_state("load")
    assert page.get_by_text("Försenat, skulle vara klart").first.is_visible()
    ada.look()

    page.locator("li", has_text=LAMP).get_by_role("radio", name="Klart").focus()
    page.keyboard.press("Space")
    page.locator("li", has_text=LAMP).locator(".st", has_text="Klart").wait_for()
    assert page.locator("li", has_text=LAMP).get_by_text("Försenat").count() == 0
    page.get_by_label("Tänkbara förklaringar").focus()
    page.keyboard.type("Mörkare kvällar.")
    page.locator("form", has=page.get_by_label("Tänkbara förklaringar")).get_by_text("Sparat").wait_for()
    page.get_by_label("Vad", exact=True).focus()
    decide(page, "Tänd julbelysningen", "Gatuenheten")
    decide(page, "Be väktarna gå förbi stationen", "Fastighetsägarna")
    ada.look()

    address = page.url.removeprefix(ada.site)
    assert pages_of(ada.context.request.get(page.url + "veckans-lage.pdf").body()) <= 2
    ada.press("Stäng bladet")
    page.get_by_text("stängt").first.wait_for()
    assert pages_of(page.pdf(format="A4")) <= 2
    ada.look()

    bo = visitor(width=390)
    page = bo.sign_in("Bo Lind")
    bo.open(address)
    assert page.get_by_text("Tänd julbelysningen").is_visible()
    assert page.get_by_text("Mörkare kvällar.").is_visible()
    bo.look()
