"""A municipality takes back what the county reads and shares it again, seeing it first; the county compares."""

import pytest

from tests.journeys.visitor import HOME

pytestmark = pytest.mark.browser
COUNTY = "/m/exempellan/"
THEIRS = f"{COUNTY}kommuner/exempelkoping/"


def test_what_is_taken_back_is_gone_and_what_is_shared_again_is_read(visitor):
    jon, ada = visitor(), visitor()
    jon.sign_in("Jon Mark")
    page = ada.sign_in("Ada Ek")
    county = jon.open(COUNTY)
    assert county.get_by_role("row", name="Stationstorget").is_visible()
    jon.press("Har tystnat")
    county.wait_for_url("**visa=tysta")
    assert county.get_by_text("Tyst i").first.is_visible()
    jon.look()

    ada.open(f"{HOME}administration/")
    ada.press("Dela med länet")
    page.wait_for_url("**/dela/")
    ada.look()
    ada.press("Var platserna står i stegen")
    page.get_by_role("heading", name="Så här ser Länsstyrelsen i Exempellän det").wait_for()
    assert page.get_by_role("row", name="Stationstorget").is_visible()
    ada.look()
    ada.press("Ta tillbaka allt")
    page.get_by_text("Taget tillbaka.").wait_for()
    assert page.get_by_text("Delas inte").is_visible()
    assert jon.open(COUNTY).get_by_role("row", name="Stationstorget").count() == 0

    ada.press("Dela med Länsstyrelsen i Exempellän")
    page.get_by_text("Fortsätter varje dygn när något har ändrats.").wait_for()
    shown = jon.open(THEIRS)
    assert shown.get_by_role("row", name="Stationstorget").is_visible()
    jon.look()


def test_municipalities_are_compared_without_being_ranked(visitor):
    jon = visitor(width=390)
    page = jon.sign_in("Jon Mark")
    jon.open(f"{COUNTY}jamforelse/")
    page.get_by_label("Serie").select_option(label="Skadegörelse (2021–2025)")
    jon.press("Visa")
    page.get_by_text("Säkert över: Dalsund.").first.wait_for()
    names = page.get_by_role("table").get_by_role("rowheader").all_inner_texts()
    assert len(names) == 12
    assert names == sorted(names)
    assert page.get_by_role("heading", name="ingen tabell över bäst och sämst").is_visible()
    jon.look()
