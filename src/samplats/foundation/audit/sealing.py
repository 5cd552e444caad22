"""Months of the log: sealed when they are over, erased when they have expired."""

from datetime import date, datetime

from django.db.models import Max, Min
from django.utils.timezone import localtime

from samplats.foundation.audit.models import AuditLine, ChainHead, MonthSeal
from samplats.foundation.tenancy.models import Tenant


def seal_month(tenant: Tenant, room: int, month: date, *, now: datetime) -> MonthSeal | None:
    """Seal a month that is over; None when it holds no lines."""
    lines = AuditLine.objects.filter(tenant=tenant, room=room, at__year=month.year, at__month=month.month)
    span = lines.aggregate(first=Min("number"), last=Max("number"))
    if span["first"] is None:
        return None
    first, last = lines.get(number=span["first"]), lines.get(number=span["last"])
    seal, _ = MonthSeal.objects.get_or_create(
        tenant=tenant,
        room=room,
        month=month.replace(day=1),
        defaults={
            "first_number": first.number,
            "last_number": last.number,
            "hash_before": first.previous_hash,
            "hash_after": last.hash,
            "sealed_at": now,
        },
    )
    return seal


def seal_past_months(tenant: Tenant, *, now: datetime) -> int:
    """Seal every month before the present one in every chain of the tenant; returns how many lie sealed."""
    sealed = 0
    present = localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)  # the months that lines fall in
    for head in ChainHead.objects.filter(tenant=tenant):
        lines = AuditLine.objects.filter(tenant=tenant, room=head.room)
        for at in lines.filter(at__lt=present).datetimes("at", "month"):
            sealed += seal_month(tenant, head.room, at.date(), now=now) is not None
    return sealed


def erase_expired(tenant: Tenant, *, before: date, now: datetime) -> int:
    """Erase the lines of sealed months before the date; the seals stay. Returns how many lines went."""
    gone = 0
    seals = MonthSeal.objects.filter(tenant=tenant, month__lt=before.replace(day=1), erased_at=None)
    for seal in seals.order_by("last_number"):
        lines = AuditLine.objects.filter(tenant=tenant, room=seal.room, number__lte=seal.last_number)
        gone += lines.count()
        lines._raw_delete(lines.db)
        seal.erased_at = now
        seal.save(update_fields=["erased_at"])
    return gone
