"""A report from a phone: with the cross of the map, kept while offline, sent once and as the same person only."""

import re

import pytest

from tests.journeys.visitor import HOME

pytestmark = pytest.mark.browser
FORM = f"{HOME}rapportera/"
MINE = f"{HOME}rapporter/"
NO_CONNECTION = re.compile(r"ERR_INTERNET_DISCONNECTED|Failed to load resource|AJAXError|Failed to fetch")


def n_mine(farid):
    return farid.open(MINE).locator("main ul.rows > li").count()


def choose(page, words):
    page.get_by_label("Sök bland kategorierna").fill(words)
    page.locator(".tile:visible").first.click()
    page.get_by_label("Sök bland kategorierna").fill("")


def point(page):
    """Move the map under its cross by keyboard."""
    page.locator("#report-map[data-ready]").wait_for()
    page.locator("#report-map canvas").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_text("Platsen är mitt på kartan.").wait_for()


def send(page):
    page.get_by_role("button", name="Skicka rapporten").click()


def offline(farid, off):
    farid.context.set_offline(off)
    if not off:
        farid.trouble[:] = [one for one in farid.trouble if not NO_CONNECTION.search(one)]


def test_a_report_with_the_cross_and_one_that_waits_for_a_connection(visitor):
    farid = visitor(width=390)
    page = farid.sign_in("Farid Nord")
    before = n_mine(farid)
    farid.open(FORM)
    point(page)
    choose(page, "klotter")
    page.get_by_label("2–4").check(force=True)
    farid.look()
    send(page)
    page.get_by_text("Rapporten är sparad.").wait_for()

    offline(farid, True)
    choose(page, "nedskräpning")
    page.get_by_label("Något mer?").fill("Säckar vid återvinningen")
    send(page)
    page.get_by_text("Ingen uppkoppling.").wait_for()
    page.get_by_text("1 i utkorgen").wait_for()
    farid.look()
    offline(farid, False)
    page.get_by_text("rapporter som väntade är skickade").wait_for()
    assert n_mine(farid) == before + 2
    farid.open(FORM)
    assert n_mine(farid) == before + 2


def test_a_draft_waits_for_its_own_person(visitor):
    farid = visitor(width=390)
    page = farid.sign_in("Farid Nord")
    before = n_mine(farid)
    farid.open(FORM)
    mine = [one for one in farid.context.cookies() if one["name"] == "samplats"]
    farid.context.clear_cookies(name="samplats")
    choose(page, "klotter")
    page.get_by_label("Eller en av platserna").select_option(index=1)
    send(page)
    page.get_by_role("link", name="Logga in för att skicka det som väntar").wait_for()
    farid.look()

    ada = visitor(width=390)
    ada.sign_in("Ada Ek")
    farid.context.add_cookies([one for one in ada.context.cookies() if one["name"] == "samplats"])
    farid.open(FORM)
    page.get_by_text("hör till en annan person").wait_for()
    assert "utkorgen" not in page.inner_text("main")

    farid.context.add_cookies(mine)
    farid.open(FORM)
    page.get_by_text("rapporter som väntade är skickade").wait_for()
    assert n_mine(farid) == before + 1
    # A lapsed sign-in is what was tried: the report and the map's tiles were refused.
    farid.trouble[:] = [one for one in farid.trouble if "401" not in one and one != "Error"]


def test_without_script_a_plain_form_does(visitor):
    farid = visitor(width=390)
    farid.sign_in("Farid Nord")
    context = farid.page.context.browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 900}, locale="sv"
    )
    context.add_cookies(farid.context.cookies())
    page = context.new_page()
    page.goto(farid.site + FORM)
    page.get_by_text("kategorier till").click()
    page.get_by_label("Buller, störning för boende").check(force=True)
    page.get_by_label("Eller en av platserna").select_option(index=1)
    page.get_by_role("button", name="Skicka rapporten").click()
    page.get_by_text("Sparat. Plats och tid är kvar").wait_for()
    context.close()
