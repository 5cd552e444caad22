"""A file that holds no rows is refused at the door, in words."""

import pytest

from tests.journeys.visitor import HOME

pytestmark = pytest.mark.browser
UPLOAD = f"{HOME}handelser/importer/ny/"


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def choose(page, path):
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Granska filen").click()


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
    choose(page, written(tmp_path, name, content))
    message = page.locator(".field .error")
    message.wait_for()
    assert message.count() == 1
    assert words in message.inner_text()
    ada.look()
