"""The report page without a connection: light, and its kept shell names nobody."""

import gzip
import json
import re
import shutil

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from samplats.evidence.incidents import actions
from samplats.foundation.ui.assets import manifest

LINKED = re.compile(r'<(?:link|script|img)[^>]+?(?:href|src)="/static/([^"]+)"')
HEAVIEST = 60_000


def page(cast, name="report", by="rut"):
    return cast.client(by).get(reverse(f"incidents:{name}", args=["exempelkoping"]))


def weight(content: bytes) -> int:
    files = [finders.find(name) for name in LINKED.findall(content.decode())]
    return len(gzip.compress(content)) + sum(len(gzip.compress(open(path, "rb").read())) for path in files)


@pytest.fixture
def built():
    if not manifest():
        pytest.skip("the front end is not built: python hatch_build.py")


@pytest.mark.usefixtures("in_home", "built")
def test_the_page_is_light_before_the_map_and_holds_no_code_of_photos(cast):
    actions.set_photos(cast.actor("adam"), cast.home, taken=True)
    content = page(cast, by="ada").content
    assert weight(content) < HEAVIEST
    linked = LINKED.findall(content.decode())
    assert [name for name in linked if "photo" in name or "map" in name] == []
    assert any("report-" in name for name in linked)


@pytest.mark.usefixtures("in_home", "built")
def test_the_shell_names_nobody_and_holds_no_token(cast):
    answer = page(cast, "report_shell")
    content = answer.content.decode()
    rut = cast.users["rut"]
    for secret in (rut.name, "Rut", str(rut.public_id), rut.email, "csrfmiddlewaretoken", "X-CSRFToken", "data-person"):
        assert secret not in content
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    assert 'name="key" id="id_key"' in content or 'name="key"' in content
    assert "data-shell" in content
    assert page(cast).content.decode().count("data-shell") == 0
    assert cast.client("nobody").get(reverse("incidents:report_shell", args=["exempelkoping"])).status_code == 302


@pytest.mark.usefixtures("built")
def test_the_script_keeps_the_files_of_this_release_and_nothing_of_anybody(cast):
    answer = cast.client("nobody").get(reverse("incidents:report_worker"))
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/m/"
    text = answer.content.decode()
    files = json.loads(re.search(r"const FILES = (\[.*?\]);", text)[1])
    assert all(finders.find(name.removeprefix("/static/")) for name in files)
    assert [name for name in files if "maplibre" in name or "/map-" in name] == []
    assert any("photo-" in name for name in files)
    assert page(cast, "report_shell")["X-Samplats-Release"] in text


@pytest.mark.usefixtures("built")
def test_a_changed_file_is_a_new_release(cast, tmp_path, monkeypatch):
    from samplats.evidence.incidents.queries import offline

    before = offline.release()
    copy = tmp_path / "report.css"
    shutil.copy(finders.find("incidents/report.css"), copy)
    copy.write_text(copy.read_text() + "/* new */")
    find = finders.find
    monkeypatch.setattr(offline.finders, "find", lambda name: str(copy) if name.endswith("report.css") else find(name))
    offline._mark.cache_clear()
    assert offline.release() != before
    offline._mark.cache_clear()
