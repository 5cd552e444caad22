"""Keep what a look found, answer an alarm, choose mail, note that people were told."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from samplats.alarms import policy, queries
from samplats.alarms.models import Alarm, NoMail, Watch
from samplats.alarms.queries import Look, Ring
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import require
from samplats.foundation.actions.action import action, keep_facts, swap
from samplats.foundation.retention.registry import write_protocol
from samplats.foundation.screening.screen import hide, screen
from samplats.foundation.tenancy.models import Tenant

KIND = "alarms"
MOST_NOTE = 300


@action(policy.KEEP_WATCH)
def keep_look(actor: Actor, tenant: Tenant, *, look: Look, counted_from: str, now: datetime) -> None:
    """Add what is new, take away what nobody has seen and no longer holds. Twice is as once."""
    Alarm.objects.exclude(source__in=look.sources).delete()  # their rows have been taken back, or erased
    kept = {_key(one): one for one in Alarm.objects.filter(seen_at=None)}
    found = {_key_of(ring): ring for ring in look.rings}
    gone = [one.pk for key, one in kept.items() if key not in found and _could_be_found(one, look)]
    Alarm.objects.filter(pk__in=gone).delete()
    made = [_alarm(tenant, ring, now) for ring in look.rings]
    before = Alarm.objects.count()
    Alarm.objects.bulk_create(made, ignore_conflicts=True)
    for resting in (True, False):
        pks = [kept[key].pk for key, ring in found.items() if key in kept and ring.is_resting is resting]
        Alarm.objects.filter(pk__in=pks).update(is_resting=resting)
    keep_facts(series=look.n_series, new=Alarm.objects.count() - before, gone=len(gone))
    values = {"counted_from": counted_from, "looked_at": now, "n_series": look.n_series, "reach": list(look.reach)}
    Watch.objects.update_or_create(tenant=tenant, defaults=values)


@action(policy.LOOK_AT_ALARMS)
def answer(actor: Actor, alarm: Alarm, *, note: str, now: datetime) -> Alarm:
    """Somebody has looked at the alarm, and may say what it was. Raises `ChangedMeanwhile` when another has."""
    plain = note.strip()
    told = hide(plain, screen(plain))[:MOST_NOTE]
    swap(alarm, when={"seen_at": None}, to={"seen_at": now, "seen_by_id": actor.user_id, "note": told})
    return alarm


@action(policy.CHOOSE_MAIL)
def choose_mail(actor: Actor, tenant: Tenant, *, wanted: bool) -> None:
    """Get mail of new alarms, or none."""
    if wanted:
        NoMail.objects.filter(user=actor.user_id).delete()
    else:
        NoMail.objects.get_or_create(tenant=tenant, user_id=actor.user_id or 0)
    keep_facts(wanted=wanted)


@action(policy.KEEP_WATCH)
def note_told(actor: Actor, watch: Watch, *, people: int, now: datetime) -> Watch:
    """People have been told of what waits."""
    watch.told_at = now
    watch.save(update_fields=["told_at"])
    keep_facts(people=people)
    return watch


@action(policy.KEEP_WATCH)
def retire_alarms(actor: Actor, tenant: Tenant, *, now: datetime) -> int:
    """Erase the alarms that are as old as their source's rows may become, and write it down."""
    erased, _of_kinds = queries.old_alarms(now).delete()
    write_protocol(tenant, kind=KIND, older_than=localdate(now), erased=erased, kept_as_statistics=0, at=now)
    keep_facts(erased=erased)
    return erased


def carry_out_retention(actor: Actor, now: datetime) -> int:
    """Erase what is due; returns how many."""
    require(actor, policy.KEEP_WATCH, actor.tenant)
    return retire_alarms(actor, actor.tenant, now=now) if queries.n_old(actor.tenant, now) else 0


def _key(alarm: Alarm) -> tuple[object, ...]:
    return alarm.subject, alarm.source_id, alarm.category, alarm.kind, alarm.week


def _key_of(ring: Ring) -> tuple[object, ...]:
    series = ring.series
    return series.subject, series.source.pk, series.category, ring.found.kind, ring.found.week


def _could_be_found(alarm: Alarm, look: Look) -> bool:
    """Whether this look has judged the alarm's week: older alarms wait on."""
    judged_from = look.judged_from.get(alarm.source_id)
    return judged_from is not None and alarm.week >= judged_from


def _alarm(tenant: Tenant, ring: Ring, now: datetime) -> Alarm:
    series, found = ring.series, ring.found
    return Alarm(
        tenant=tenant,
        subject=series.subject,
        place=series.place,
        source=series.source,
        category=series.category,
        kind=found.kind,
        week=found.week,
        since=found.since,
        count=found.count,
        usual=found.usual,
        limit=found.limit,
        run_length=ring.run_length,
        is_resting=ring.is_resting,
        found_at=now,
    )
