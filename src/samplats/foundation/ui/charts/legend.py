"""What the colours and lines of a map mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from .figure import drawn


@dataclass(frozen=True)
class LegendStep:
    """One colour: a token without dashes in front (`seq-3`, `div-up-1`), its words, its border."""

    token: str
    text: str
    border: str = ""  # "", "solid" or "dashed"


SIGNIFICANCE = (
    LegendStep("seq-3", "95 %", "dashed"),
    LegendStep("seq-4", "99 %", "solid"),
    LegendStep("seq-5", "99,9 %", "solid"),
)


def map_legend(
    title: str, steps: Sequence[LegendStep] = (), *, outline: str = "", hidden: str = "", note: str = ""
) -> SafeString:
    """A legend with units and period in its title; `outline` and `hidden` are the words for those two marks."""
    return drawn("legend", {"title": title, "steps": steps, "outline": outline, "hidden": hidden, "note": note})
