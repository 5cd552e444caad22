"""The worked examples of the documentation give what they say."""

import doctest
import re
from pathlib import Path

import pytest

import placestats

DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.slow
@pytest.mark.parametrize("page", ["geo.md", "when.md", "where-and-when.md", "what-may-be-shown.md"])
def test_worked_examples(page):
    if page == "geo.md":
        pytest.importorskip("geopandas")
    failed, tried = doctest.testfile(str(DOCS / page), module_relative=False)
    assert tried > 3
    assert failed == 0


def test_every_function_has_formula_source_assumptions_and_example():
    pages = {page: page.read_text() for page in DOCS.glob("*.md")}
    for name in (name for name in placestats.__all__ if name.islower()):
        shown = [text for text in pages.values() if re.search(rf">>> .*\b{name}\(", text)]
        assert shown, f"{name} has no worked example"
        assert any(re.search("[Ss]ource", text) and re.search("Assum", text) for text in shown), name
