"""Start the model at a place, and change how it was started."""

from __future__ import annotations

from datetime import date, datetime

from samplats.foundation.access.actors import Actor
from samplats.foundation.accounts.models import User
from samplats.foundation.actions.action import action, swap
from samplats.places.models import Place
from samplats.process import policy, queries
from samplats.process.models import Process


class AlreadyStarted(ValueError):
    """The place walks the steps already."""


class UnknownVariant(LookupError):
    """The reference content has no such variant."""


@action(policy.MANAGE_STEPS)
def start_model(
    actor: Actor, place: Place, *, variant: str, starts_on: date, leader: User | None = None, now: datetime
) -> Process:
    """Let a place begin a variant on a day; raises `AlreadyStarted` when it has begun one before."""
    _require_known(variant)
    made, is_new = Process.objects.get_or_create(
        place=place,
        tenant_id=actor.tenant_id,
        defaults={
            "variant": variant,
            "starts_on": starts_on,
            "leader": leader,
            "content_version": queries.the_guide().version,
            "started_at": now,
            "started_by_id": actor.user_id,
        },
    )
    if not is_new:
        raise AlreadyStarted(place.slug)
    return made


@action(policy.MANAGE_STEPS)
def change_model(
    actor: Actor, process: Process, *, variant: str, starts_on: date, leader: User | None, revision: int
) -> Process:
    """Another variant, first day or leader; what has been done stays done. Raises `ChangedMeanwhile`."""
    _require_known(variant)
    to = {"variant": variant, "starts_on": starts_on, "leader": leader, "revision": revision + 1}
    swap(process, when={"revision": revision}, to=to)
    return process


def _require_known(variant: str) -> None:
    if variant not in queries.the_guide().variants:
        raise UnknownVariant(variant)
