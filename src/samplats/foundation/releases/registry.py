"""What kinds of things can be handed over: each app says what its own holds, and makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from samplats.foundation.access.actors import Actor


@dataclass(frozen=True)
class Content:
    """What a release holds: plain JSON, suppressed already, and the period that it tells of."""

    payload: dict[str, Any]
    first_on: date | None = None
    last_on: date | None = None


Make = Callable[[Actor, date], Content | None]


@dataclass(frozen=True)
class ReleaseKind:
    """One kind: what it holds and never holds, in the words of who decides, and how it is made.

    `make(actor, today)` gives only what may leave the tenant, or None when there is nothing to hand over. `schema`
    grows when the payload gets another form.
    """

    code: str
    title: str | Promise
    holds: str | Promise
    never: str | Promise
    make: Make
    schema: int = 1
    order: int = 0


_kinds: dict[str, ReleaseKind] = {}


def add_release_kind(kind: ReleaseKind) -> None:
    """Register a kind; its code is unique in the whole house."""
    if kind.code in _kinds:
        raise ValueError(f"The release kind {kind.code} is registered twice.")
    _kinds[kind.code] = kind


def release_kinds() -> tuple[ReleaseKind, ...]:
    """Every kind, in the order in which pages show them."""
    return tuple(sorted(_kinds.values(), key=lambda kind: (kind.order, kind.code)))


def release_kind(code: str) -> ReleaseKind:
    """One kind by its code; raises `KeyError`."""
    return _kinds[code]
