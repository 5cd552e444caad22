"""Reports of barriers are erased a year after they were ended."""

from datetime import timedelta

from django.utils import timezone

from samplats.foundation.access.actors import system_actor
from samplats.foundation.jobs.registry import regular
from samplats.public import actions, queries
from samplats.public.queries import Tenant


@regular("public.retire_reports", timedelta(hours=24))
def retire(tenant: Tenant) -> None:
    """Erase what is due; a day without anything due leaves no line in the log."""
    now = timezone.now()
    if queries.n_old_reports(tenant, now):
        actions.retire_reports(system_actor(tenant), tenant, now=now)
