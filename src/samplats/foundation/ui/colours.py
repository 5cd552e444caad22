"""A municipality's own colour: whether it can be read on every ground it meets, and its nearest neighbour that can."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Sequence

ENOUGH = 4.5  # WCAG 2.2, 1.4.3: text of ordinary size
WHITE, INK = "#ffffff", "#15211f"
LIGHT_GROUNDS = (WHITE, "#fbfaf6", "#f3f1ea", "#e5efed")  # --surface, --paper, --sunken, --brand-tint in light
DARK_GROUNDS = ("#111a19", "#172221", "#1d2a28", "#1b3336")  # the same in dark
WRITTEN = re.compile(r"#[0-9a-f]{6}")
STEPS = 200


def is_colour(text: str) -> bool:
    """Whether the text is a colour such as #0c4f55."""
    return WRITTEN.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def least_contrast(colour: str, grounds: Sequence[str] = LIGHT_GROUNDS) -> float:
    """The colour's contrast on the ground where it is hardest to read."""
    return min(contrast(colour, ground) for ground in grounds)


def readable_on_light(colour: str) -> str:
    """The colour, or its nearest darker shade that can be read as text on every light ground, and white on it."""
    return _shade(colour, LIGHT_GROUNDS, towards=0.0)


def readable_on_dark(colour: str) -> str:
    """The colour, or its nearest lighter shade that can be read as text on every dark ground."""
    return _shade(colour, DARK_GROUNDS, towards=1.0)


def _shade(colour: str, grounds: Sequence[str], *, towards: float) -> str:
    hue, light, strength = colorsys.rgb_to_hls(*_parts(colour))
    shades = (light + (towards - light) * step / STEPS for step in range(STEPS + 1))
    for one in shades:
        found = _written(colorsys.hls_to_rgb(hue, one, strength))
        if least_contrast(found, grounds) >= ENOUGH:
            return found
    return WHITE if towards else "#000000"


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _written(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _luminance(colour: str) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
