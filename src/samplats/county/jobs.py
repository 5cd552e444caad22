"""The daily look at what municipalities hand over by themselves."""

from datetime import timedelta

from django.utils import timezone

from samplats.county import actions, queries
from samplats.county.queries import Tenant
from samplats.foundation.access.actors import system_actor
from samplats.foundation.jobs.registry import regular


@regular("county.renew_shared", timedelta(hours=24))
def renew_shared(tenant: Tenant) -> None:
    """Hand over anew what has changed since yesterday."""
    actor = system_actor(tenant)
    if queries.standing_releases(actor):
        actions.renew_shared(actor, tenant, now=timezone.now())
