"""Freeze a release, end it, and tell the receiver's log. Called inside an owner's action, never by itself."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from samplats.foundation.access.actors import Actor, system_actor
from samplats.foundation.audit.chain import write_line
from samplats.foundation.releases.models import Release
from samplats.foundation.releases.registry import Content, ReleaseKind
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tenancy.models import Tenant

MOST_BYTES = 8_000_000


class NotAReceiver(ValueError):
    """Only a county or a co-operation receives, and nobody receives from itself."""


class TooMuch(ValueError):
    """Far more than aggregates and statuses take: rows are never handed over."""


def may_receive(tenant: Tenant) -> bool:
    """Whether things can be handed to the tenant at all."""
    return tenant.kind in {Tenant.Kind.COUNTY, Tenant.Kind.COOPERATION}


def fingerprint(kind: ReleaseKind, content: Content) -> str:
    """The same text for the same content: what was seen before the press is what is handed over."""
    told = [kind.code, kind.schema, content.payload, str(content.first_on), str(content.last_on)]
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    if len(text.encode()) > MOST_BYTES:
        raise TooMuch(kind.code)
    return hashlib.sha256(text.encode()).hexdigest()


def freeze(
    actor: Actor, receiver: Tenant, kind: ReleaseKind, content: Content, *, now: datetime, until: datetime | None = None
) -> Release:
    """Hand the content over; what was in force of the same kind is replaced and emptied."""
    if not may_receive(receiver) or receiver.pk == actor.tenant_id:
        raise NotAReceiver(receiver.slug)
    mark = fingerprint(kind, content)
    before = in_force(receiver, kind.code)
    if before is not None:
        _end(before, Release.End.REPLACED, now)
    made = Release.objects.create(
        tenant=actor.tenant,
        receiver=receiver,
        kind=kind.code,
        schema=kind.schema,
        payload=content.payload,
        fingerprint=mark,
        first_on=content.first_on,
        last_on=content.last_on,
        made_at=now,
        made_by_id=actor.user_id,
        as_of=now,
        expires_at=until,
    )
    tell(made, "releases.received", now)
    return made


def in_force(receiver: Tenant, kind: str) -> Release | None:
    """What the open tenant has handed to the receiver of a kind and not ended."""
    return Release.objects.filter(receiver=receiver, kind=kind, ended_at=None).first()


def confirm(release: Release, *, now: datetime) -> None:
    """Say that a release still is as things are."""
    Release.objects.filter(pk=release.pk, ended_at=None).update(as_of=now)


def withdraw(receiver: Tenant, kind: str, *, now: datetime) -> Release | None:
    """Take back whole what the receiver has of a kind, also what came a moment ago; None for nothing."""
    ended = None
    while (found := in_force(receiver, kind)) is not None:
        if _end(found, Release.End.WITHDRAWN, now):
            tell(found, "releases.withdrawn", now)
            ended = found
    return ended


def tell(release: Release, verb: str, at: datetime) -> None:
    """Write a line in the receiver's own log, in the owner's transaction."""
    facts = {"kind": release.kind, "from": str(release.tenant.public_id)}
    with open_tenant(release.receiver_id):
        write_line(system_actor(release.receiver), verb=verb, subject=release, at=at, facts=facts)


def note(actor: Actor, release: Release, verb: str, at: datetime) -> None:
    """Write a line in the owner's own log of what was done without anybody asking for it just now."""
    facts = {"kind": release.kind, "receiver": str(release.receiver.public_id)}
    write_line(actor, verb=verb, subject=release, at=at, facts=facts)


def _end(release: Release, how: Release.End, now: datetime) -> bool:
    """End and empty it; False when somebody else has ended it meanwhile."""
    release.payload, release.ended_at, release.ended_as = {}, now, how.value
    values = {"payload": {}, "ended_at": now, "ended_as": how.value}
    return Release.objects.filter(pk=release.pk, ended_at=None).update(**values) == 1
