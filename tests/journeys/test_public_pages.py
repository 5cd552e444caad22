"""A co-ordinator shows a place; a stranger reads it on a phone without script and tells of a barrier."""

import pytest

from tests.journeys.visitor import HOME

pytestmark = pytest.mark.browser
PLACE, FRONT = "platser/hamnplan/", "/k/exempelkoping/"
SHORT_LIVED = {"csrftoken"}  # guards the form; the theme's cookie is put there by the journey itself


def write(ada):
    """Ada writes the page and looks at it; nobody else sees it."""
    ada.sign_in("Ada Ek")
    ada.open(HOME + PLACE)
    ada.press("Texter och förhandsgranskning")
    ada.page.wait_for_url("**/offentligt/")
    ada.look()
    ada.page.get_by_label("Det vi gör").focus()
    ada.page.keyboard.insert_text("Vi ordnar kvällsöppet på kajen.")
    ada.press("Spara och förhandsgranska")
    ada.page.wait_for_url("**/forhandsgranska/")
    ada.look()


def read_and_report(stranger):
    """A stranger reads in Arabic and tells of what does not work."""
    page = stranger.open(f"{FRONT}?sprak=ar")
    stranger.look()
    stranger.press("Hamnplan")
    page.wait_for_url("**/p/hamnplan/?sprak=ar")
    assert "Vi ordnar kvällsöppet på kajen." in page.locator("main").inner_text()
    assert page.locator("script").count() == 0
    stranger.look()
    stranger.press("إمكانية الوصول")
    page.wait_for_url("**/tillganglighet/?sprak=ar")
    page.locator("textarea").focus()
    page.keyboard.insert_text("الزر لا يعمل")
    stranger.press("إرسال البلاغ")
    page.wait_for_url("**/tack/?sprak=ar**")
    stranger.look()
    assert {one["name"] for one in stranger.context.cookies()} - {"samplats_theme"} <= SHORT_LIVED


def test_a_place_is_shown_read_and_reported_on(visitor):
    ada, stranger = visitor(), visitor(width=390, theme="dark")
    write(ada)
    stranger.open(f"{FRONT}p/hamnplan/", status=404)
    ada.press("Visa platsen offentligt")
    ada.page.get_by_text("Visas för alla sedan").wait_for()
    read_and_report(stranger)
    ada.open(f"{HOME}administration/tillganglighet/")
    ada.page.get_by_text("الزر لا يعمل").wait_for()
    ada.look()
    ada.press("Avsluta")
    ada.page.get_by_text("Inga rapporter väntar.").wait_for()
    ada.open(f"{HOME}{PLACE}offentligt/")
    ada.press("Dra tillbaka sidan")
    ada.page.get_by_text("Visas inte").wait_for()
    stranger.open(f"{FRONT}p/hamnplan/", status=404)
