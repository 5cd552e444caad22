"""Writing to the log and checking that nobody has changed it."""

import hashlib
import json
from datetime import datetime
from typing import Any

from samplats.foundation.access.actors import Actor
from samplats.foundation.audit.models import OPEN_ROOM, AuditLine, ChainHead, MonthSeal
from samplats.foundation.tenancy.models import Tenant
from samplats.foundation.tenancy.quick import insert, look_up, put

FIRST_HASH = "0" * 64


def write_line(
    actor: Actor,
    *,
    verb: str,
    subject: object,
    at: datetime,
    facts: dict[str, Any] | None = None,
    kind: AuditLine.Kind = AuditLine.Kind.DONE,
) -> AuditLine:
    """Add a line to the chain of the subject's room, in the caller's transaction."""
    room = getattr(subject, "compartment_id", None) or OPEN_ROOM
    key, number, before = _head(actor.tenant_id, room)
    line = AuditLine(
        tenant_id=actor.tenant_id,
        room=room,
        number=number + 1,
        at=at,
        kind=kind,
        actor_user_id=actor.user_id,
        verb=verb,
        subject_type=_type_of(subject),
        subject_id=getattr(subject, "public_id", None),
        facts=facts or {},
        previous_hash=before,
    )
    line.hash = line_hash(line)
    insert(line)
    put(ChainHead, key, number=line.number, hash=line.hash)
    return line


def _head(tenant_id: int, room: int) -> tuple[int, int, str]:
    """Key, number and hash of a chain's last line, held until the caller's transaction ends."""
    known = look_up(ChainHead, ("id", "number", "hash"), lock=True, room=room)
    if known:
        return known[0]
    head, _ = ChainHead.objects.select_for_update().get_or_create(tenant_id=tenant_id, room=room)
    return head.pk, head.number, head.hash


def line_hash(line: AuditLine) -> str:
    """SHA-256 over the line's meaning and the hash before it."""
    meaning = [
        line.previous_hash,
        line.tenant_id,
        line.room,
        line.number,
        line.at.isoformat(),
        line.kind,
        line.actor_user_id,
        line.verb,
        line.subject_type,
        str(line.subject_id or ""),
        line.facts,
    ]
    return hashlib.sha256(json.dumps(meaning, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def first_break(tenant: Tenant, room: int = OPEN_ROOM) -> int | None:
    """The number of the first line that does not fit the chain, or None when the whole chain holds."""
    expected_number, expected_hash = _start_of(tenant, room)
    for line in AuditLine.objects.filter(tenant=tenant, room=room).order_by("number").iterator():
        fits = line.number == expected_number and line.previous_hash == expected_hash and line.hash == line_hash(line)
        if not fits:
            return int(line.number)
        expected_number, expected_hash = line.number + 1, line.hash
    head = ChainHead.objects.filter(tenant=tenant, room=room).first()
    if head is not None and (head.number + 1, head.hash) != (expected_number, expected_hash):
        return int(expected_number)
    return None


def _start_of(tenant: Tenant, room: int) -> tuple[int, str]:
    seals = MonthSeal.objects.filter(tenant=tenant, room=room, erased_at__isnull=False)
    erased = seals.order_by("-last_number").first()
    return (erased.last_number + 1, erased.hash_after) if erased else (1, FIRST_HASH)


def _type_of(subject: object) -> str:
    label: str = getattr(getattr(subject, "_meta", None), "label_lower", type(subject).__name__.lower())
    return label
