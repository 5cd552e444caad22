"""The guided process as the reference content tells it: variants with stages, steps, and their activities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

BY_HAND = "manual"
ALL_OF = "all_of"


@dataclass(frozen=True)
class Text:
    """One text in the two languages of the content."""

    sv: str
    en: str

    def within(self, language: str) -> str:
        """The text in Swedish or English."""
        return self.sv if language == "sv" else self.en


@dataclass(frozen=True)
class Condition:
    """A part of what makes an activity done: its kind, and what the kind needs to know."""

    kind: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Weeks:
    """When an activity is meant to be done, in weeks from the start."""

    start: int
    end: int


@dataclass(frozen=True)
class Activity:
    """One piece of work of the model. `weeks` holds the variants that it is a part of."""

    code: str
    step: str
    title: Text
    why: Text
    how: tuple[Text, ...] = ()
    lead: tuple[str, ...] = ()
    takes_part: tuple[str, ...] = ()
    inputs: tuple[Text, ...] = ()
    depends_on: tuple[str, ...] = ()
    result: Text = Text("", "")
    conditions: tuple[Condition, ...] = ()
    weeks: Mapping[str, Weeks] = field(default_factory=dict)
    effort_hours: int = 0
    pitfalls: tuple[Text, ...] = ()
    documents: tuple[str, ...] = ()
    questions: tuple[Text, ...] = ()
    is_own: bool = False


@dataclass(frozen=True)
class Step:
    """One of the five steps: what it is for, the question it answers and what it results in."""

    code: str
    name: Text
    purpose: Text
    question: Text
    result: Text


@dataclass(frozen=True)
class Stage:
    """A stretch of a variant's path; it may hold the activities of several steps."""

    code: str
    name: Text
    steps: tuple[str, ...]
    weeks: Weeks
    activities: tuple[str, ...]


@dataclass(frozen=True)
class Variant:
    """One way to walk the steps: five in 12 or 24 months, or four."""

    code: str
    name: Text
    suits: Text
    weeks: int
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class Guide:
    """The whole reference content."""

    version: str
    variants: Mapping[str, Variant]
    steps: Mapping[str, Step]
    activities: Mapping[str, Activity]
