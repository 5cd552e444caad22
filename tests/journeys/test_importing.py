"""A file's whole way in: chosen, looked at, sorted, given a source, counted, mended and taken back."""

import re

import pytest

from tests.journeys.visitor import HOME

pytestmark = pytest.mark.browser
UPLOAD = f"{HOME}handelser/importer/ny/"
GOOD = [f"2026-10-{day:02} 20:{day:02};60,0{day:02};15,84{day % 10};Klotter" for day in range(1, 13)]
WRONG = "2026-13-45 20:15;60,001;15,845;Klotter"
HEAD = "tid;latitud;longitud;typ"


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def choose(visitor, path):
    """Choose a file and go on, by keyboard."""
    page = visitor.page
    page.locator("input[type=file]").set_input_files(path)
    visitor.press("Granska filen")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tom.csv", b"", "Filen är tom"),
        ("bild.csv", b"\x89PNG\x00\x01\x02\x03" * 50, "binär fil"),
        ("karta.geojson", b"<!doctype html><html><body>Logga in</body></html>", "Filen är en webbsida"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_clear_message(visitor, tmp_path, name, content, words):
    ada = visitor(width=390)
    ada.sign_in("Ada Ek")
    page = ada.open(UPLOAD)
    choose(ada, written(tmp_path, name, content))
    message = page.locator(".field .error")
    message.wait_for()
    assert message.count() == 1
    assert words in message.inner_text()
    assert page.evaluate("document.activeElement.hasAttribute('data-errors')")
    ada.look()


def to_the_source(ada):
    """From the look at the file to the last step."""
    page = ada.page
    page.wait_for_url("**/granska/")
    ada.look()
    ada.press("Sortera i kategorier")
    page.wait_for_url("**/kategorier/")
    ada.look()
    ada.press("Välj källa")
    page.wait_for_url("**/kalla/")


def start(ada):
    """Start the import and wait for what became of it."""
    ada.press("Läs in händelserna")
    ada.page.get_by_role("button", name="Ångra hela importen").wait_for(timeout=60_000)


@pytest.mark.parametrize(("width", "theme"), [(1280, "dark"), (390, "light")])
def test_a_file_is_taken_in_mended_and_taken_back(visitor, tmp_path, width, theme):
    ada = visitor(width=width, theme=theme)
    ada.sign_in("Ada Ek")
    page = ada.open(UPLOAD)
    ada.look()
    choose(ada, written(tmp_path, "vecka.csv", "\n".join([HEAD, *GOOD, WRONG])))
    to_the_source(ada)

    page.get_by_label("En ny källa").press("Space")
    ada.press("Läs in händelserna")  # nothing is said of the source yet
    page.locator("[data-errors]").wait_for()
    assert page.evaluate("document.activeElement.hasAttribute('data-errors')")
    ada.look()
    page.get_by_label("Källans namn").press_sequentially(f"Fältgruppen {width}")
    page.get_by_label("Varifrån uppgifterna kommer").press_sequentially("Fältassistenterna, veckolista")
    start(ada)
    words = page.locator("main").inner_text()
    assert re.search(r"\b12\b", words)
    ada.look()

    with page.expect_download() as fetched:
        ada.press("Hämta raderna")
    rejected = fetched.value.path().read_text("utf-8-sig")
    assert "2026-13-45" in rejected
    mended = rejected.replace("2026-13-45", "2026-10-13")
    ada.open(UPLOAD)
    choose(ada, written(tmp_path, "rättade.csv", mended))
    to_the_source(ada)
    page.get_by_label(f"Fältgruppen {width}").press("Space")
    start(ada)
    ada.press("Ångra hela importen")
    page.get_by_text("Importen är ångrad").first.wait_for()
    assert not page.get_by_role("button", name="Ångra hela importen").is_visible()
    ada.look()
