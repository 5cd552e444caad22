"""A run: what was done with how many events, and either its figures or the reason why there are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import placestats

from .scoped import Scoped

Figures = TypeVar("Figures", covariant=True)
VERSION = f"placestats {placestats.__version__}"

# The two answers that sentences above tell apart; only the analyses know placestats itself.
Change = placestats.Change
CannotSay = placestats.CannotSay


@dataclass(frozen=True)
class Reason:
    """Why there are no figures: a stable code and the facts behind it."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)  # facts are of many types; they end as JSON or in words


@dataclass(frozen=True)
class Run(Generic[Figures]):
    """One analysis of one source under one scope; `figures` are suppressed already."""

    kind: str
    method: str
    source: str
    scope_key: str
    n: int
    figures: Figures | None = None
    reason: Reason | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)  # as the method names them
    seed: int | None = None
    version: str = VERSION


LEAST_TOLD = 5


def told(n: int) -> int | None:
    """A number of events as readers may be told it: None for 1 to 4."""
    return None if 0 < n < LEAST_TOLD else n


def cannot(kind: str, method: str, scoped: Scoped, code: str, **facts: object) -> Run[Any]:
    """A run that says why it has no figures; a number of 1 to 4 is left out of the reason."""
    safe = {name: told(value) if name == "n" and isinstance(value, int) else value for name, value in facts.items()}
    return Run(kind, method, scoped.source, scoped.scope.key(), scoped.n, reason=Reason(code, safe))


def refused(kind: str, method: str, scoped: Scoped, answer: CannotSay) -> Run[Any]:
    """A run whose method answered that the data cannot bear it."""
    return cannot(kind, method, scoped, answer.code, **answer.facts)
