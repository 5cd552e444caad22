"""From the week's first page to a published situation picture, by keyboard, with somebody else in the same draft."""

import pytest

from tests.journeys.visitor import HOME

pytestmark = pytest.mark.browser
STATE = "[data-autosave-state]"


def section(page, heading):
    """The form of one section of a draft."""
    return page.locator("section", has=page.get_by_role("heading", name=heading, exact=True)).locator("form").first


def write(page, form, words):
    """Type in a section and wait until the page says that it is saved."""
    form.locator("textarea").focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(words)
    form.locator(STATE, has_text="Utkast sparat").wait_for()


def fill_what_is_empty(page):
    """The sections that only people can write, each saved by itself."""
    for form in page.locator("form[data-autosave]").all():
        if not form.locator("textarea").input_value().strip():
            write(page, form, "Mötet den 3 november var enigt om detta.")


PATIENCE = 150_000  # milliseconds for a job on a busy machine


def argue(ada, elin, heading):
    """Ada saves first, Elin is told so beside her own words, and none of the two texts is lost."""
    page = ada.page
    elin.sign_in("Elin Holm")
    other = elin.open(page.url.removeprefix(ada.site))
    write(page, section(page, heading), "Adas text.")
    theirs = section(other, heading)
    theirs.locator("textarea").focus()
    other.keyboard.insert_text("Elins text. ")
    theirs.locator(STATE, has_text="Någon annan har sparat").wait_for()
    assert "Elins text." in theirs.locator("textarea").input_value()
    theirs.get_by_role("button", name="Spara", exact=True).press("Enter")
    other.get_by_role("heading", name="Ada Ek hann före").wait_for()
    assert "Elins text." in other.locator(".quote").first.inner_text()
    assert other.locator("textarea").input_value() == "Adas text."
    elin.look()


def look_before(ada):
    """Both editions of the draft, and back to it."""
    page, draft = ada.page, ada.page.url
    ada.press("Förhandsgranska utgåvorna")
    page.wait_for_url("**/utkast/granska/internal/")
    assert "Adas text." in page.locator("main").inner_text()
    ada.look()
    ada.press("Offentlig")
    page.wait_for_url("**/utkast/granska/public/")
    assert "Adas text." not in page.locator("main").inner_text()
    ada.look()
    ada.press("Tillbaka till utkastet")
    page.wait_for_url(draft)


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_picture_is_drafted_argued_about_and_published(visitor, width, theme):
    ada, elin = visitor(width=width, theme=theme), visitor(width=width, theme=theme)
    page = ada.sign_in("Ada Ek")
    ada.open(HOME)
    ada.look()
    ada.open(f"{HOME}platser/stationstorget/lagesbild/" if width == 1280 else f"{HOME}lagesbild/")
    # Other journeys bring other sources in, and what they brought has the figures counted anew.
    page.get_by_role("link", name="Samverkansparternas rapporter").first.click()
    page.get_by_role("heading", name="Var det händer").wait_for(timeout=PATIENCE)
    ada.look()
    ada.press("Skriv lägesbilden")
    page.wait_for_url("**/lagesbild/utkast/")
    ada.press("Börja lägesbilden")
    page.locator("form[data-autosave]").first.wait_for()
    ada.look()

    heading = page.locator("section.sec h2").nth(1).inner_text()
    argue(ada, elin, heading)

    fill_what_is_empty(page)
    page.reload()
    assert section(page, heading).locator("textarea").input_value() == "Adas text."
    look_before(ada)
    page.get_by_label("Fastställd av").focus()
    page.keyboard.type("Brottsförebyggande rådet")
    ada.press("Fastställ lägesbilden")
    page.wait_for_url("**/versioner/", timeout=PATIENCE)
    ada.look()
    ada.press("Version 1")
    page.wait_for_url("**/versioner/1/**")
    ada.look()
    ada.tab_to("PDF")
    document = page.context.request.get(page.evaluate("document.activeElement.href"))
    assert document.body().startswith(b"%PDF-")

    stranger = visitor(width=width, theme=theme)
    stranger.open("/k/exempelkoping/p/stationstorget/lagesbild/" if width == 1280 else "/k/exempelkoping/lagesbild/")
    assert "Adas text." not in stranger.page.locator("main").inner_text()
    stranger.look()
