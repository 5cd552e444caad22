"""The worked examples of the documentation give what they say."""

import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.parametrize("page", ["when.md", "where-and-when.md", "what-may-be-shown.md"])
def test_worked_examples(page):
    failed, tried = doctest.testfile(str(DOCS / page), module_relative=False)
    assert tried > 3
    assert failed == 0
