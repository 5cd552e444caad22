"""The path: steps as a walked line, solid behind, ringed where one stands, dashed ahead."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@dataclass(frozen=True)
class PathStep:
    """One step: its name, what is said under it, and how it stands: done, now, left (behind, undone) or ahead."""

    name: str
    words: str
    state: str = "ahead"
    url: str = ""
    is_late: bool = False
    shown: bool = False  # whether this page is the step's own
    language: str = ""  # of the name, where it is another than the page's


@register.inclusion_tag("ui/components/path.html")
def path(steps: Sequence[PathStep], label: str = "") -> dict[str, Any]:
    """The whole path across a page."""
    return {"steps": steps, "label": label}


@register.simple_tag
def path_dots(steps: Sequence[PathStep]) -> SafeString:
    """The path as a row of small marks, silent to screen readers: the words stand beside it."""
    return format_html_join("", '<i class="{}{}"></i>', ((one.state, " late" if one.is_late else "") for one in steps))
