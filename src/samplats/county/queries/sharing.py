"""The owner's side: who can be handed what, what has been, and what would be now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible, visible
from samplats.foundation.releases.making import fingerprint
from samplats.foundation.releases.models import Release, StandingRelease
from samplats.foundation.releases.reading import RECEIVERS
from samplats.foundation.releases.registry import Content, ReleaseKind, release_kind, release_kinds
from samplats.foundation.tenancy.models import Tenant


@dataclass(frozen=True)
class Shared:
    """What has been handed to one receiver of one kind: the release in force, and whether it goes on by itself."""

    kind: ReleaseKind
    release: Release | None
    standing: StandingRelease | None


@dataclass(frozen=True)
class Offer:
    """A receiver with every kind."""

    receiver: Tenant
    kinds: tuple[Shared, ...]


def offers(actor: Actor) -> list[Offer]:
    """Every receiver, the municipality's own county first, with what it has been handed. Three questions."""
    releases = {(one.receiver_id, one.kind): one for one in in_force(actor)}
    standing = {(one.receiver_id, one.kind): one for one in standing_releases(actor)}
    found = sorted(Tenant.objects.filter(kind__in=RECEIVERS), key=lambda one: (not _is_own(actor, one), one.name))
    return [
        Offer(
            one,
            tuple(
                Shared(kind, releases.get((one.pk, kind.code)), standing.get((one.pk, kind.code)))
                for kind in release_kinds()
            ),
        )
        for one in found
    ]


def receiver(public_id: UUID) -> Tenant:
    """A county or a co-operation; raises `NotVisible`."""
    found = Tenant.objects.filter(kind__in=RECEIVERS, public_id=public_id).first()
    if found is None:
        raise NotVisible("receiver")
    return found


def kind_of(code: str) -> ReleaseKind:
    """A kind by its code; raises `NotVisible`."""
    try:
        return release_kind(code)
    except KeyError:
        raise NotVisible("kind") from None


def in_force(actor: Actor) -> list[Release]:
    """What the municipality has handed over and not taken back."""
    return list(visible(actor, Release.objects.filter(ended_at=None)))


def release_in_force(actor: Actor, to: Tenant, kind: str) -> Release | None:
    """What has been handed to one receiver of one kind."""
    found = visible(actor, Release.objects.filter(ended_at=None, receiver=to, kind=kind))
    return found.select_related("receiver", "tenant", "made_by").first()


def standing_releases(actor: Actor) -> list[StandingRelease]:
    """What goes on by itself."""
    return list(visible(actor, StandingRelease.objects.filter(stopped_at=None)).select_related("receiver"))


def standing_of(actor: Actor, to: Tenant, kind: str) -> StandingRelease | None:
    """Whether one kind goes on by itself to one receiver."""
    return visible(actor, StandingRelease.objects.filter(stopped_at=None, receiver=to, kind=kind)).first()


def content_now(actor: Actor, kind: ReleaseKind, today: date) -> tuple[Content, str] | None:
    """What would be handed over now, with its fingerprint; None when there is nothing."""
    content = kind.make(actor, today)
    return (content, fingerprint(kind, content)) if content is not None else None


def _is_own(actor: Actor, county: Tenant) -> bool:
    """Whether the municipality lies in the county: Swedish codes begin with the county's."""
    code = county.official_code
    return county.kind == Tenant.Kind.COUNTY and bool(code) and actor.tenant.official_code.startswith(code)
