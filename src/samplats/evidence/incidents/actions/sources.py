"""Add, change and close sources."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible
from samplats.foundation.actions.action import action, swap
from samplats.foundation.tenancy.models import Tenant

from .. import policy
from ..models import Source


class ConditionsMissing(ValueError):
    """Police figures need origin, permitted use and sharing level before they may come in."""


@action(policy.MAY_IMPORT)
def add_source(actor: Actor, tenant: Tenant, /, **described: Any) -> Source:
    """Add a deliverer of incidents with its conditions."""
    source = Source(tenant=tenant, **described)
    _check_room(actor, None, source)
    _check(source)
    source.save(force_insert=True)
    return source


@action(policy.MAY_CHANGE_SOURCE)
def change_source(actor: Actor, source: Source, /, **described: Any) -> Source:
    """Change what is said of a source; its conditions for rows already imported stay as they were agreed.

    Raises `ChangedMeanwhile` when its room is no longer the one that was read.
    """
    before = source.room_id
    for name, value in described.items():
        setattr(source, name, value)
    _check_room(actor, before, source)
    _check(source)
    swap(source, when={"room_id": before}, to=described)
    return source


@action(policy.MAY_CHANGE_SOURCE)
def close_source(actor: Actor, source: Source, *, now: datetime) -> Source:
    """Take no more files from a source; what has come stays."""
    swap(source, when={"room_id": source.room_id}, to={"closed_at": now})
    return source


def _check_room(actor: Actor, before: int | None, source: Source) -> None:
    """A closed room is given and taken by its members; raises `NotVisible` for anybody else."""
    if source.room_id != before and not {before, source.room_id} - {None} <= actor.compartments:
        raise NotVisible("compartment")


def _check(source: Source) -> None:
    if source.is_police and not (source.origin and source.permitted_use and source.sharing_level):
        raise ConditionsMissing
    source.permitted_use = source.permitted_use or Source.Use.PLANNING
    source.sharing_level = source.sharing_level or Source.Sharing.MEMBERS
