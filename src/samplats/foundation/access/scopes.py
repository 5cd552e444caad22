"""Which drawers, and how finely, each role reads. The table is the one of the product description."""

from __future__ import annotations

from itertools import product

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.partitions import OPEN_ROOM, Partition, PermittedUse, Sensitivity, SharingLevel
from samplats.foundation.access.scope import Grain, Scope
from samplats.foundation.accounts.roles import Role

SEE_POINTS = frozenset({Role.COORDINATOR, Role.ANALYST})
SEE_CELLS = frozenset({Role.MEMBER, Role.REPORTER})  # a coach follows named places, not the whole municipality
SEE_WHAT_IS_PUBLIC = frozenset({Role.LEADERSHIP})


def scope(actor: Actor) -> Scope:
    """What the actor may read of columnar figures in its tenant."""
    grain = grain_of(actor)
    if actor.user_id is not None and not actor.roles & (SEE_POINTS | SEE_CELLS | SEE_WHAT_IS_PUBLIC):
        return Scope(str(actor.tenant.public_id), frozenset(), Grain.PUBLIC)
    drawers = set(_open_drawers(grain))
    if grain is not Grain.PUBLIC:
        drawers |= {drawer for room in actor.compartments for drawer in _room_drawers(room)}
    return Scope(str(actor.tenant.public_id), frozenset(drawer.name for drawer in drawers), grain)


def public_scope(actor: Actor) -> Scope:
    """What anyone may read: the scope of published editions, whoever makes them."""
    return Scope(str(actor.tenant.public_id), frozenset(one.name for one in _open_drawers(Grain.PUBLIC)), Grain.PUBLIC)


def members_scope(actor: Actor) -> Scope:
    """What every member of the municipality's work may read: the scope of internal editions."""
    return Scope(str(actor.tenant.public_id), frozenset(one.name for one in _open_drawers(Grain.CELLS)), Grain.CELLS)


def grain_of(actor: Actor) -> Grain:
    """How finely the actor may see incidents."""
    if actor.is_system or actor.roles & SEE_POINTS:
        return Grain.POINTS
    return Grain.CELLS if actor.roles & SEE_CELLS else Grain.PUBLIC


def _open_drawers(grain: Grain) -> list[Partition]:
    levels = {
        Grain.POINTS: (tuple(SharingLevel), (Sensitivity.OPEN, Sensitivity.INTERNAL)),
        Grain.CELLS: ((SharingLevel.MEMBERS, SharingLevel.PUBLIC), (Sensitivity.OPEN, Sensitivity.INTERNAL)),
        Grain.PUBLIC: ((SharingLevel.PUBLIC,), (Sensitivity.OPEN,)),
    }
    sharing, sensitivities = levels[grain]
    return [Partition(OPEN_ROOM, *of) for of in product(PermittedUse, sharing, sensitivities)]


def _room_drawers(room: int) -> list[Partition]:
    return [Partition(room, *of) for of in product(PermittedUse, SharingLevel, Sensitivity)]
