"""Where every app says which records it erases and when; administration lists it, the tick carries it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise

from samplats.foundation.access.actors import Actor
from samplats.foundation.retention.models import RetentionEntry
from samplats.foundation.tenancy.models import Tenant


@dataclass(frozen=True)
class RecordKind:
    """One kind of record: its words, how many are due, and the deed that erases them (returns how many it erased)."""

    name: str
    title: str | Promise
    rule: str | Promise
    due: Callable[[Tenant, datetime], int]
    carry_out: Callable[[Actor, datetime], int]


_kinds: dict[str, RecordKind] = {}


def keep_for_a_time(kind: RecordKind) -> RecordKind:
    """Register a kind of record."""
    if kind.name in _kinds:
        raise ValueError(f"The record kind {kind.name} is registered twice.")
    _kinds[kind.name] = kind
    return kind


def record_kinds() -> tuple[RecordKind, ...]:
    """Every registered kind, in the order of the apps."""
    return tuple(_kinds.values())


def write_protocol(
    tenant: Tenant, *, kind: str, older_than: date, erased: int, kept_as_statistics: int, at: datetime, **facts: Any
) -> RetentionEntry:
    """Write down what was erased, in the caller's transaction."""
    return RetentionEntry.objects.create(
        tenant=tenant,
        kind=kind,
        older_than=older_than,
        erased=erased,
        kept_as_statistics=kept_as_statistics,
        facts=facts,
        carried_out_at=at,
    )
