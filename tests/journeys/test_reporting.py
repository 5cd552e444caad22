"""A report from a phone: with the cross of the map, kept while offline, sent once and as the same person only."""

import re
from io import BytesIO

import pytest
from PIL import Image

from tests.journeys.visitor import HOME, until

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


def add_photo(farid):
    """A white photo, covered in its middle by keyboard."""
    page, target = farid.page, BytesIO()
    Image.new("RGB", (2000, 1500), "white").save(target, "JPEG")
    page.locator("[data-photo-file]").set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": target.getvalue()}
    )
    page.get_by_role("heading", name="Syns någon?").wait_for()
    page.locator(".cover canvas").press(" ")
    page.get_by_text("1 täckta").wait_for()
    farid.look()
    send(page)
    page.get_by_text("Bestäm först om bilden ska med").wait_for()
    page.get_by_role("button", name="Klar, använd bilden").click()
    page.get_by_alt_text("Fotot som följer med rapporten").wait_for()


def photo_of_newest(farid):
    """The photo as it lies on the server, of the report on top of the list."""
    page = farid.open(MINE)
    page.locator("main ul.rows > li a").first.click()
    shown = page.get_by_alt_text("Fotot i rapporten")
    shown.wait_for()
    return Image.open(BytesIO(farid.context.request.get(farid.site + shown.get_attribute("src")).body()))


def wait_until_kept(page):
    """The service worker has kept the page for when there is no connection."""
    until(
        page,
        """async () => {
            for (const name of await caches.keys())
                for (const one of await (await caches.open(name)).keys()) if (one.url.endsWith("/skal/")) return true;
            return false;
        }""",
    )


def offline(farid, off):
    farid.context.set_offline(off)
    if not off:
        farid.trouble[:] = [one for one in farid.trouble if not NO_CONNECTION.search(one)]


def assert_nothing_is_kept_after(farid):
    """Once nobody is signed in, the page is gone from the browser too."""
    page = farid.page
    farid.context.clear_cookies(name="samplats")
    farid.open("/")  # nobody is signed in here any more
    until(page, "async () => (await caches.keys()).length === 0")
    offline(farid, True)
    with pytest.raises(Exception, match="ERR_"):
        page.goto(farid.site + FORM)
    offline(farid, False)


def test_a_report_with_the_cross_and_one_that_waits_for_a_connection(visitor):
    farid = visitor(width=390)
    page = farid.sign_in("Farid Nord")
    before = n_mine(farid)
    farid.open(FORM)
    point(page)
    choose(page, "klotter")
    page.get_by_label("2–4").check(force=True)
    add_photo(farid)
    farid.look()
    send(page)
    page.get_by_text("Rapporten är sparad.").wait_for()
    wait_until_kept(page)

    offline(farid, True)
    page.goto(farid.site + FORM)
    page.get_by_text("Du är utan uppkoppling.").wait_for()
    assert "Farid" not in page.content()
    choose(page, "nedskräpning")
    page.get_by_label("Eller en av platserna").select_option(index=1)
    page.get_by_label("Något mer?").fill("Säckar vid återvinningen")
    add_photo(farid)
    send(page)
    page.get_by_text("Ingen uppkoppling.").wait_for()
    page.get_by_text("1 i utkorgen").wait_for()
    farid.look()
    page.goto(farid.site + FORM)
    page.get_by_text("1 i utkorgen").wait_for()
    offline(farid, False)
    page.get_by_text("rapporter som väntade är skickade").wait_for()
    assert n_mine(farid) == before + 2
    kept = photo_of_newest(farid)
    assert (kept.size, kept.format) == ((1600, 1200), "JPEG")
    assert sum(kept.getpixel((800, 600))) < 150 < sum(kept.getpixel((100, 100)))
    farid.open(FORM)
    assert n_mine(farid) == before + 2
    assert_nothing_is_kept_after(farid)


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
