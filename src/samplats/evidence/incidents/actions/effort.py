"""How often each organisation is to be heard from, and the weeks that are over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from samplats.foundation.access.actors import Actor
from samplats.foundation.actions.action import action, keep_facts
from samplats.foundation.tenancy.models import Organisation, Tenant

from .. import policy
from ..models import ReportingWeek, Rhythm
from ..queries.effort import WEEK, first_reported_week, last_closed_week, live_effort
from ..rules.effort import Effort
from ..rules.reporting import monday_of


@action(policy.MAY_FOLLOW_REPORTERS)
def set_rhythm(actor: Actor, tenant: Tenant, *, organisation: Organisation, weeks: int) -> Rhythm:
    """An organisation reports every week, or every second."""
    rhythm, _made = Rhythm.objects.update_or_create(tenant=tenant, organisation=organisation, defaults={"weeks": weeks})
    keep_facts(organisation=organisation.public_id, weeks=weeks)
    return rhythm


@action(policy.MAY_FOLLOW_REPORTERS)
def close_reporting_weeks(actor: Actor, tenant: Tenant, *, today: date) -> int:
    """Write down the weeks that are over, so that they stay when reports are erased and people have left."""
    closed, began = last_closed_week(actor), first_reported_week(actor)
    first = closed + WEEK if closed else began
    last = monday_of(today) - timedelta(days=1)
    if first is None or first > last:
        return 0
    return keep_reporting_weeks(tenant, live_effort(actor, first, last))


def keep_reporting_weeks(tenant: Tenant, rows: Sequence[tuple[int | None, Effort]]) -> int:
    """Store weeks as numbers; a week that is there already stays as it was."""
    made = [
        ReportingWeek(
            tenant=tenant,
            organisation_id=body,
            week=one.week,
            members=max(one.members, one.active),
            active=one.active,
            calm=one.calm,
            reports=one.reports,
        )
        for body, one in rows
    ]
    ReportingWeek.objects.bulk_create(made, batch_size=500, ignore_conflicts=True)
    return len(made)
