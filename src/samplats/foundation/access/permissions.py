"""Permissions, and the two questions of the choke point: `require` and `visible`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models

from samplats.foundation.access.actors import Actor
from samplats.foundation.accounts.roles import Role
from samplats.foundation.tenancy.models import Tenant
from samplats.foundation.tenancy.records import TenantRecord

M = TypeVar("M", bound=TenantRecord)


class NotVisible(LookupError):
    """The record does not exist for this actor: shown as 404, like a record that does not exist at all."""


class NotAllowed(PermissionError):
    """The actor sees the record but lacks the right: shown as 403."""


@dataclass(frozen=True)
class Permission:
    """A named right, the roles that hold it, and a condition on the record (None: no condition).

    `tenants` are the kinds of tenants in which the right exists at all; empty: in all.
    """

    name: str
    roles: frozenset[Role]
    condition: Callable[[Actor, Any], bool] | None = field(default=None, compare=False)
    for_system: bool = True
    tenants: frozenset[str] = frozenset()

    def held_by(self, actor: Actor, record: object = None) -> bool:
        """Whether the actor's roles carry the right and its condition holds for the record."""
        if self.tenants and actor.tenant.kind not in self.tenants:
            return False
        if actor.is_system:
            return self.for_system
        if not (actor.roles & self.roles):
            return False
        return self.condition is None or record is None or self.condition(actor, record)


_permissions: dict[str, Permission] = {}
_rules: dict[type[models.Model], Callable[[Actor, models.QuerySet[Any]], models.QuerySet[Any]]] = {}


def permission(
    name: str,
    roles: frozenset[Role] | set[Role],
    *,
    condition: Callable[[Actor, Any], bool] | None = None,
    for_system: bool = True,
    tenants: frozenset[str] = frozenset(),
) -> Permission:
    """Declare a permission (in an app's `policy`); its name is unique in the whole house."""
    if name in _permissions:
        raise ValueError(f"The permission {name} is declared twice.")
    declared = Permission(name, frozenset(roles), condition, for_system, tenants)
    _permissions[name] = declared
    return declared


def visibility(
    model: type[M],
) -> Callable[[Callable[[Actor, models.QuerySet[M]], models.QuerySet[M]]], Callable[..., models.QuerySet[M]]]:
    """Register (in an app's `policy`) what of a model an actor sees beyond tenant and compartment."""

    def register(
        rule: Callable[[Actor, models.QuerySet[M]], models.QuerySet[M]],
    ) -> Callable[..., models.QuerySet[M]]:
        _rules[model] = rule
        return rule

    return register


def visible(actor: Actor, records: models.QuerySet[M]) -> models.QuerySet[M]:
    """Those of the records that exist for this actor: right tenant, right room, the model's own rule."""
    model = records.model
    seen = records.filter(tenant_id=actor.tenant_id)
    if _has_compartment(model):
        seen = seen.filter(models.Q(compartment=None) | models.Q(compartment__in=actor.compartments))
    rule = _rules.get(model)
    return rule(actor, seen) if rule else seen


def require(actor: Actor, needed: Permission, record: object) -> None:
    """Raise `NotVisible` when the record is not the actor's to see, `NotAllowed` when the right is missing."""
    if isinstance(record, TenantRecord):
        _require_visible(actor, record)
    elif isinstance(record, Tenant) and record.pk != actor.tenant_id:
        raise NotVisible(needed.name)
    if not needed.held_by(actor, record):
        raise NotAllowed(needed.name)


def _require_visible(actor: Actor, record: TenantRecord) -> None:
    if record.tenant_id != actor.tenant_id:
        raise NotVisible(type(record).__name__)
    room = getattr(record, "compartment_id", None)
    if room is not None and room not in actor.compartments:
        raise NotVisible(type(record).__name__)
    rule = _rules.get(type(record))
    if rule and record.pk and not rule(actor, type(record).objects.filter(pk=record.pk)).exists():
        raise NotVisible(type(record).__name__)


def _has_compartment(model: type[models.Model]) -> bool:
    return any(field.name == "compartment" for field in model._meta.concrete_fields)
