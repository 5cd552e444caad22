"""What is written by hand in a sheet, and what becomes of the system's words."""

from __future__ import annotations

SECTIONS = ("changes", "spots", "effort", "done", "hypotheses", "decisions", "sharing")
WRITTEN = ("changes", "hypotheses", "sharing")
"""The sections that hold a text; the others are figures and decisions."""


def is_untouched(text: str, suggested: str) -> bool:
    """Whether the text is still the system's; a browser sends line ends of its own."""
    return "\n".join(text.split()) == "\n".join(suggested.split())
