"""`action()`: one change = one named function that checks, acts atomically and records."""

import functools
import re
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import Permission, require
from samplats.foundation.audit.chain import write_line
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tenancy.records import TenantRecord

P = ParamSpec("P")
S = TypeVar("S", bound=models.Model)
R = TypeVar("R")

_CODE = re.compile(r"[A-Za-z0-9_.:/+-]{0,64}")
_facts: ContextVar[dict[str, Any] | None] = ContextVar("samplats_action_facts", default=None)
_actions: dict[str, "Deed"] = {}


@dataclass(frozen=True)
class Deed:
    """A registered action: the permission it requires and the function itself."""

    permission: Permission
    deed: Callable[..., Any]


class ChangedMeanwhile(RuntimeError):
    """Somebody else changed the record between reading and writing."""


def action(
    needed: Permission,
) -> Callable[[Callable[Concatenate[Actor, S, P], R]], Callable[Concatenate[Actor, S, P], R]]:
    """Make a function the one way to do its verb: tenant open, right required, one transaction, one line in the log.

    The subject is the record that changes, or its parent (a place, the tenant) when the action creates one.
    Raises `NotVisible` or `NotAllowed` before anything happens.
    """

    def decorate(deed: Callable[Concatenate[Actor, S, P], R]) -> Callable[Concatenate[Actor, S, P], R]:
        verb = f"{_app_of(deed.__module__)}.{deed.__name__}"

        @functools.wraps(deed)
        def run(actor: Actor, subject: S, /, *args: P.args, **given: P.kwargs) -> R:
            with open_tenant(actor.tenant_id), transaction.atomic():
                require(actor, needed, subject)
                before = _values(subject)
                mine: dict[str, Any] = {}
                token = _facts.set(mine)
                try:
                    result = deed(actor, subject, *args, **given)
                finally:
                    _facts.reset(token)
                _record(actor, verb, subject, before, result, mine)
            return result

        _actions[verb] = Deed(needed, run)
        return cast(Callable[Concatenate[Actor, S, P], R], run)

    return decorate


def all_actions() -> dict[str, Deed]:
    """Every action by verb."""
    return dict(_actions)


def keep_facts(**facts: object) -> None:
    """Add facts to the log line of the running action: numbers, dates, ids and short codes, never text."""
    kept = _facts.get()
    if kept is None:
        raise RuntimeError("keep_facts() is called inside an action.")
    kept.update({name: _as_fact(name, value) for name, value in facts.items()})


def swap(record: TenantRecord, *, when: dict[str, Any], to: dict[str, Any]) -> None:
    """Write `to` only if the stored record still has the values of `when`; else raise `ChangedMeanwhile`."""
    stored = type(record).objects.filter(pk=record.pk, **when)
    if stored.update(**to) != 1:
        raise ChangedMeanwhile(type(record).__name__)
    for name, value in to.items():
        setattr(record, name, value)


def _app_of(module: str) -> str:
    parts = module.split(".")
    return parts[parts.index("actions") - 1] if "actions" in parts[1:] else parts[-2]


def _record(
    actor: Actor, verb: str, subject: models.Model, before: dict[str, Any], result: object, facts: dict[str, Any]
) -> None:
    made = isinstance(result, TenantRecord) and result.pk is not None and result.pk != subject.pk
    about = result if isinstance(result, TenantRecord) and (made or type(result) is not type(subject)) else subject
    changes = _changes(about, before if about is subject else {})
    if changes:
        facts = {**facts, "changed": changes}
    write_line(actor, verb=verb, subject=about, at=timezone.now(), facts=facts)


def _values(record: models.Model) -> dict[str, Any]:
    return {field.attname: record.__dict__.get(field.attname) for field in record._meta.concrete_fields}


def _changes(record: models.Model, before: dict[str, Any]) -> dict[str, Any]:
    kept: frozenset[str] = getattr(record, "audited_values", frozenset())
    after = _values(record)
    changed: dict[str, Any] = {}
    for name, value in after.items():
        if name in {"id", "public_id", "tenant_id"} or (before and before.get(name) == value):
            continue
        if name in kept:
            changed[name] = [_as_fact(name, before.get(name)), _as_fact(name, value)]
        elif before:
            changed[name] = True
    return changed


def _as_fact(name: str, value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    text = str(value.value if isinstance(value, Enum) else value)
    if isinstance(value, UUID | Enum) or _CODE.fullmatch(text):
        return text
    raise ValueError(f"The fact {name} is a text; the log keeps only numbers, dates, ids and short codes.")
