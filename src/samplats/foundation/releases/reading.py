"""The only reading of what other tenants own: what was released to the reader's own tenant, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible, permission, require
from samplats.foundation.accounts.roles import Role
from samplats.foundation.releases.models import Release
from samplats.foundation.tenancy.current import NoTenantOpen, across_tenants, open_tenant_id
from samplats.foundation.tenancy.models import Tenant

RECEIVERS = frozenset({Tenant.Kind.COUNTY.value, Tenant.Kind.COOPERATION.value})
SEE_RELEASED = permission(
    "releases.see_released", {Role.COUNTY, Role.COORDINATOR, Role.MEMBER}, tenants=RECEIVERS, for_system=False
)


@dataclass(frozen=True, slots=True)
class Received:
    """A release as its receiver reads it: plain values, no record of the owner's."""

    public_id: UUID
    owner: str
    owner_slug: str
    owner_code: str
    kind: str
    schema: int
    payload: dict[str, Any]
    first_on: date | None
    last_on: date | None
    made_at: datetime
    as_of: datetime


COLUMNS = (
    "public_id",
    "tenant__name",
    "tenant__slug",
    "tenant__official_code",
    *("kind", "schema", "payload", "first_on", "last_on", "made_at", "as_of"),
)
"""The columns of `Received`, in its order."""


def received(
    actor: Actor, *, now: datetime, kinds: Iterable[str] = (), owner: str = "", public_id: UUID | None = None
) -> list[Received]:
    """What is in force for the actor's own tenant, by owner; of some kinds, of one owner, or one thing. One question.

    Raises `NotAllowed` for who may not see releases, `NoTenantOpen` when another tenant than the actor's is open.
    """
    require(actor, SEE_RELEASED, actor.tenant)
    if open_tenant_id() != actor.tenant_id:
        raise NoTenantOpen("a release is read in its receiver's own tenant")
    in_force = Q(receiver_id=actor.tenant_id, ended_at=None) & (Q(expires_at=None) | Q(expires_at__gt=now))
    narrowed = Q(kind__in=list(kinds)) if kinds else Q()
    narrowed &= Q(tenant__slug=owner) if owner else Q()
    narrowed &= Q(public_id=public_id) if public_id else Q()
    with across_tenants("what an owner's action released to the reader's own tenant"):
        rows = Release.objects.filter(in_force, narrowed).order_by("tenant__name", "kind")
        return [Received(*row) for row in rows.values_list(*COLUMNS)]


def received_one(actor: Actor, public_id: UUID, *, kind: str, now: datetime) -> Received:
    """One release by its id; raises `NotVisible` for all that is not in force for the actor's own tenant."""
    found = received(actor, now=now, kinds=[kind], public_id=public_id)
    if not found:
        raise NotVisible("release")
    return found[0]
