"""Retention of reports: as long as the incidents that they became; how many reported stays as numbers."""

from __future__ import annotations

from datetime import date, datetime

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import require
from samplats.foundation.actions.action import action, keep_facts
from samplats.foundation.files.models import StoredFile
from samplats.foundation.files.store import erase_file
from samplats.foundation.retention.registry import write_protocol
from samplats.foundation.tenancy.models import Tenant

from .. import policy
from ..models import CalmWeek
from ..queries.retention import due_reports, first_kept_of_reports

REPORTS_KIND = "reports"


def carry_out_report_retention(actor: Actor, now: datetime) -> int:
    """Erase the reports whose time is up; returns how many."""
    require(actor, policy.MAY_IMPORT, actor.tenant)
    first_kept = first_kept_of_reports(actor, now)
    return retire_reports(actor, actor.tenant, first_kept=first_kept, now=now) if first_kept else 0


@action(policy.MAY_IMPORT)
def retire_reports(actor: Actor, tenant: Tenant, *, first_kept: date, now: datetime) -> int:
    """Erase reports, words, photos and all, and calm weeks from before a day."""
    due = due_reports(actor, first_kept)
    photos = list(StoredFile.objects.filter(pk__in=due.filter(photo__isnull=False).values("photo")))
    erased, _of_kinds = due.delete()
    for photo in photos:
        erase_file(photo)
    CalmWeek.objects.filter(week__lt=first_kept).delete()
    write_protocol(tenant, kind=REPORTS_KIND, older_than=first_kept, erased=erased, kept_as_statistics=0, at=now)
    keep_facts(erased=erased, older_than=first_kept)
    return erased
