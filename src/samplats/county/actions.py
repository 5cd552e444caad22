"""Hand things over to a county or a co-operation and take them back; take in official series to compare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, localtime

from samplats.county import policy, queries
from samplats.county.models import Series
from samplats.county.reading import ReadSeries
from samplats.foundation.access.actors import Actor
from samplats.foundation.actions.action import ChangedMeanwhile, action, keep_facts, swap
from samplats.foundation.releases import making
from samplats.foundation.releases.models import Release, StandingRelease
from samplats.foundation.releases.registry import Content, ReleaseKind
from samplats.foundation.tenancy.models import Tenant

Rhythm = StandingRelease.Rhythm


class NothingToShare(LookupError):
    """There is nothing of the kind to hand over yet."""


@action(policy.SHARE)
def share(
    actor: Actor, tenant: Tenant, *, receiver: Tenant, kind: ReleaseKind, seen: str, rhythm: str = "", now: datetime
) -> Release:
    """Hand over what was seen (`seen` is its fingerprint), once or from now on by itself.

    Raises `ChangedMeanwhile` when there is something else to hand over by now, `NothingToShare`, `NotAReceiver`.
    """
    found = queries.content_now(actor, kind, localdate(now))
    if found is None:
        raise NothingToShare(kind.code)
    content, mark = found
    if mark != seen:
        raise ChangedMeanwhile(kind.code)
    made = _freeze(actor, receiver, kind, content, now)
    _stop(actor, receiver, kind.code, now)
    if rhythm:
        StandingRelease.objects.create(
            tenant=tenant,
            receiver=receiver,
            kind=kind.code,
            rhythm=Rhythm(rhythm),
            begun_at=now,
            begun_by_id=actor.user_id,
        )
    keep_facts(kind=kind.code, receiver=receiver.public_id, rhythm=rhythm)
    return made


@action(policy.SHARE)
def stop_sharing(actor: Actor, standing: StandingRelease, *, now: datetime) -> StandingRelease:
    """Hand over nothing more by itself; what has been handed over stays until it is taken back."""
    swap(standing, when={"stopped_at": None}, to={"stopped_at": now})
    keep_facts(kind=standing.kind, receiver=standing.receiver.public_id)
    return standing


@action(policy.SHARE)
def withdraw(actor: Actor, release: Release, *, now: datetime) -> Release:
    """Take back all that the receiver has of the kind, and hand over nothing more by itself."""
    _stop(actor, release.receiver, release.kind, now)  # first: waits for a renewal that is under way
    if making.withdraw(release.receiver, release.kind, now=now) is None:
        raise ChangedMeanwhile(release.kind)
    keep_facts(kind=release.kind, receiver=release.receiver.public_id)
    return release


@action(policy.SHARE)
def renew_shared(actor: Actor, tenant: Tenant, *, now: datetime) -> None:
    """Hand over anew what goes on by itself and has changed, and confirm what has not. The tick's daily work."""
    made, taken_back = 0, 0
    for standing in queries.standing_releases(actor):
        before = making.in_force(standing.receiver, standing.kind)
        try:
            found = queries.content_now(actor, queries.kind_of(standing.kind), localdate(now))
        except making.TooMuch:  # what has been handed over stays, and its day says how old it is
            continue
        if not StandingRelease.objects.select_for_update().filter(pk=standing.pk, stopped_at=None).exists():
            continue  # stopped while it was counted
        if found is None:  # what was handed over is no longer the owner's
            gone = making.withdraw(standing.receiver, standing.kind, now=now)
            if gone is not None:
                making.note(actor, gone, "releases.taken_back", now)
                taken_back += 1
        elif _is_due(standing, before, now):
            made += _renew(actor, standing, found, now)
    keep_facts(made=made, taken_back=taken_back)


def _renew(actor: Actor, standing: StandingRelease, found: tuple[Content, str], now: datetime) -> bool:
    """Hand over what is another than what is in force; whether it was."""
    content, mark = found
    before = making.in_force(standing.receiver, standing.kind)
    if before is not None and before.fingerprint == mark:
        making.confirm(before, now=now)
        return False
    made = _freeze(actor, standing.receiver, queries.kind_of(standing.kind), content, now)
    making.note(actor, made, "releases.renewed", now)
    return True


@action(policy.MANAGE_SERIES)
def take_in_series(
    actor: Actor, tenant: Tenant, *, found: Sequence[ReadSeries], file_name: str, now: datetime
) -> list[Series]:
    """Keep the series of a file; those of the same source and name are written anew."""
    kept = []
    for one in found:
        years = [int(year) for year in one.values]
        values = {
            "unit": one.unit[:300],
            "is_share": one.is_share,
            "first_year": min(years),
            "last_year": max(years),
            "values": one.values,
            "file_name": file_name[:200],
            "taken_in_at": now,
            "taken_in_by_id": actor.user_id,
        }
        source, name = one.source[:160], one.name[:200]
        kept.append(Series.objects.update_or_create(tenant=tenant, source=source, name=name, defaults=values)[0])
    keep_facts(series=len(kept))
    return kept


@action(policy.MANAGE_SERIES)
def remove_series(actor: Actor, tenant: Tenant, *, source: str) -> int:
    """Erase every series of a source."""
    erased, _of = Series.objects.filter(source=source).delete()
    keep_facts(series=erased)
    return erased


def _is_due(standing: StandingRelease, before: Release | None, now: datetime) -> bool:
    """Whether a standing release is looked at now: always, or when the month is another one."""
    if before is None or standing.rhythm == Rhythm.CHANGE:
        return True
    last, today = localtime(before.as_of).date(), localdate(now)
    return (last.year, last.month) < (today.year, today.month)


def _freeze(actor: Actor, receiver: Tenant, kind: ReleaseKind, content: Content, now: datetime) -> Release:
    try:
        with transaction.atomic():
            return making.freeze(actor, receiver, kind, content, now=now)
    except IntegrityError:  # somebody else was first
        raise ChangedMeanwhile(kind.code) from None


def _stop(actor: Actor, receiver: Tenant, kind: str, now: datetime) -> None:
    StandingRelease.objects.filter(receiver=receiver, kind=kind, stopped_at=None).update(stopped_at=now)
