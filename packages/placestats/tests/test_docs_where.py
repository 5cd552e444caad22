"""Every worked example in the documentation gives what the page says, and the gallery draws."""

import doctest
import re
import runpy
from pathlib import Path

import pytest

import placestats

DOCS = Path(__file__).parents[1] / "docs"
NAMES = ("association", "clusters", "concentration", "density", "hot_spots", "polygons", "rates", "spacing")
PAGES = [DOCS / f"{name}.md" for name in NAMES]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_examples_on_the_page_are_true(page):
    text = re.sub(r"^```.*$", "", page.read_text(), flags=re.MULTILINE)
    test = doctest.DocTestParser().get_doctest(text, {}, page.stem, str(page), 0)
    report = []
    failed = doctest.DocTestRunner(verbose=False).run(test, out=report.append).failed
    assert not failed, "".join(report)


def test_every_method_has_a_page():
    text = "".join(page.read_text() for page in PAGES)
    ours = ("smoothing", "hotspots", "inequality", "snapped", "regions", "association", "clusters", "spacing", "rates")
    functions = [name for module in ours for name in placestats._HOMES[module] if name.islower()]
    assert [name for name in functions if f"`{name}" not in text] == []


def test_gallery_draws_every_picture(tmp_path):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    gallery = runpy.run_path(str(DOCS / "gallery" / "where.py"))
    for name, result in gallery["pictures"]().items():
        gallery["save"](result.plot(), tmp_path / f"{name}.png")
        assert (tmp_path / f"{name}.png").stat().st_size > 5000
