"""Watch a source's folder, stop doing so, and note what became of a file that landed there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible
from samplats.foundation.actions.action import action, keep_facts

from .. import policy
from ..models import ArrivedFile, Import, Source, WatchedFolder
from ..queries.folders import folder_name
from ..rules.arriving import Fate
from ..sentences.refusals import plain_facts


@action(policy.MAY_IMPORT)
def watch_folder(actor: Actor, source: Source, *, now: datetime) -> WatchedFolder:
    """Take in by itself what lands in the source's folder, with the rights that this person has then."""
    if policy.why_not_taken_in(actor, source):
        raise NotVisible("source")
    begun: dict[str, Any] = {
        "person_id": actor.user_id,
        "is_on": True,
        "since": now,
        "stopped": "",
        "trouble": "",
        "seen": {},
    }
    watch, _made = WatchedFolder.objects.update_or_create(
        tenant=actor.tenant, source=source, defaults=begun, create_defaults={**begun, "folder": folder_name(source)}
    )
    keep_facts(source=source.public_id)
    return watch


@action(policy.MAY_IMPORT)
def stop_watching(actor: Actor, watch: WatchedFolder, *, reason: str = "") -> WatchedFolder:
    """Take in nothing more by itself; the code says why when it is Samplats that stops."""
    if not reason and not policy.may_deliver(actor, watch.source):
        raise NotVisible("source")
    watch.is_on, watch.stopped, watch.trouble, watch.seen = False, reason, "", {}
    watch.save(update_fields=["is_on", "stopped", "trouble", "seen"])
    return watch


@action(policy.MAY_IMPORT)
def note_arrival(
    actor: Actor,
    watch: WatchedFolder,
    *,
    name: str,
    mark: str,
    fate: Fate,
    code: str,
    facts: dict[str, Any],
    batch: Import | None,
    now: datetime,
) -> ArrivedFile:
    """Write down what became of a file, in the transaction that makes it so."""
    return ArrivedFile.objects.create(
        tenant=actor.tenant,
        watch=watch,
        compartment_id=watch.source.room_id,
        batch=batch,
        name=name,
        mark=mark,
        fate=fate.value,
        code=code,
        facts={key: value for key, value in plain_facts(facts).items() if key != "first"},  # a row stays in its file
        at=now,
    )
