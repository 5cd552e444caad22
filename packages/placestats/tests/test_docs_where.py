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


@pytest.mark.slow
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


@pytest.mark.slow
def test_every_picture_can_be_drawn_and_is_in_the_gallery():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    page = (DOCS / "gallery" / "where.md").read_text()
    for name, draw in runpy.run_path(str(DOCS / "gallery" / "where.py"))["pictures"]().items():
        axes = draw()
        assert axes.has_data(), name
        assert f"({name}.png)" in page
        assert (DOCS / "gallery" / f"{name}.png").stat().st_size > 5000
        pyplot.close(axes.figure)


def test_pictures_of_places_ask_where_they_lie():
    pytest.importorskip("matplotlib")
    near = placestats.Neighbours.within([0, 1, 2, 3, 4], [0, 0, 0, 0, 0], 1.5)
    found = placestats.getis_ord([1, 2, 3, 4, 9], near, permutations=9, seed=1)
    for bad in ({}, {"x": [1, 2], "y": [1, 2]}, {"grid": placestats.Grid(0, 0, 1, 2, 2)}):
        with pytest.raises(placestats.InputError):
            found.plot(**bad)
    assert found.plot([0, 1, 2, 3, 4], [0, 0, 0, 0, 0]).has_data()
