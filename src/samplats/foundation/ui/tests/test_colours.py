"""A municipality's colour can be read wherever it stands."""

import re
from pathlib import Path

import pytest

from samplats.foundation.ui import colours

TOKENS = Path(__file__).parents[1] / "static/ui/tokens.css"


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#0c4f55", "#ffffff", 9.28)]
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert colours.contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert colours.contrast(other, one) == colours.contrast(one, other)


@pytest.mark.parametrize("colour", ["#ffcc00", "#e30613", "#7fb2e5", "#0c4f55", "#ffffff", "#808080"])
def test_there_is_always_a_shade_that_can_be_read(colour):
    light, dark = colours.readable_on_light(colour), colours.readable_on_dark(colour)
    assert colours.least_contrast(light) >= colours.ENOUGH
    assert colours.least_contrast(dark, colours.DARK_GROUNDS) >= colours.ENOUGH


def test_a_colour_that_can_be_read_stays_as_it_is():
    assert colours.readable_on_light("#0c4f55") == "#0c4f55"


def test_no_colour_reaches_the_ratio_on_white_and_under_ink_at_once():
    """The two ratios multiply to that of ink on white, which is below 4,5 times 4,5: one must be chosen."""
    assert colours.contrast(colours.WHITE, colours.INK) < colours.ENOUGH**2


def test_the_grounds_are_those_of_the_tokens():
    css = TOKENS.read_text(encoding="utf-8")
    light, dark = css.split(':root[data-theme="dark"]')[:2]
    for grounds, text in ((colours.LIGHT_GROUNDS, light), (colours.DARK_GROUNDS, dark)):
        found = {name: re.search(rf"--{name}: (#\w+)", text) for name in ("surface", "paper", "sunken", "brand-tint")}
        assert set(grounds) == {one.group(1) for one in found.values() if one}


@pytest.mark.parametrize(
    ("text", "is_one"), [("#0c4f55", True), ("0c4f55", False), ("#0C4F55", False), ("#fff", False)]
)
def test_what_is_a_colour(text, is_one):
    assert colours.is_colour(text) is is_one
