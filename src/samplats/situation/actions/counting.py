"""Order and keep counted figures. The counting itself is a job."""

from datetime import date, datetime
from typing import Any

from samplats.evidence.incidents.models import Source
from samplats.foundation.access.actors import Actor
from samplats.foundation.actions.action import action
from samplats.foundation.jobs.models import Job
from samplats.foundation.jobs.queue import enqueue
from samplats.foundation.tenancy.models import Tenant
from samplats.situation import policy
from samplats.situation.models import Figures

COUNT_JOB = "situation.count"


@action(policy.COUNT_FIGURES)
def order_figures(
    actor: Actor,
    tenant: Tenant,
    *,
    subject: str,
    source: Source,
    category: str,
    first_on: date,
    last_on: date,
    can_wait: bool = False,
) -> Job:
    """Have the figures counted as the actor may see them; an order that is already under way is returned."""
    wanted: dict[str, Any] = {
        "subject": subject,
        "source": str(source.public_id),
        "category": category,
        "first_on": first_on.isoformat(),
        "last_on": last_on.isoformat(),
    }
    under_way = Job.objects.filter(name=COUNT_JOB, user_id=actor.user_id, state__in=["waiting", "running"])
    for job in under_way:
        if job.arguments == wanted:
            return job
    return enqueue(actor, COUNT_JOB, can_wait=can_wait, **wanted)


@action(policy.COUNT_FIGURES)
def store_figures(
    actor: Actor,
    tenant: Tenant,
    *,
    subject: str,
    source: Source,
    category: str,
    scope_key: str,
    data_version: str,
    period: tuple[date, date],
    content: dict[str, Any],
    summary: dict[str, Any],
    now: datetime,
) -> Figures:
    """Keep counted figures in place of older ones for the same question."""
    found, _ = Figures.objects.update_or_create(
        tenant=tenant,
        subject=subject,
        source=source,
        category=category,
        scope_key=scope_key,
        first_on=period[0],
        last_on=period[1],
        defaults={"content": content, "summary": summary, "data_version": data_version, "counted_at": now},
    )
    return found
