"""Regular tasks of the foundation: months of the log are sealed and erased, files that nothing names are erased."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.timezone import localdate

from samplats.administration.queries import Tenant
from samplats.foundation.accounts.limits import forget_old_limits
from samplats.foundation.audit.sealing import erase_expired, seal_past_months
from samplats.foundation.files.sweeping import sweep_unnamed
from samplats.foundation.jobs.registry import regular, regular_of_house

MONTHS_OF_LOG = 12
DAYS_IN_A_MONTH = 31


@regular("administration.forget_limits", timedelta(minutes=15))
def forget_limits(tenant: Tenant) -> None:
    """Forget from where and as whom somebody tried too often, an hour after the last time."""
    forget_old_limits(Path(str(settings.CACHES["default"]["LOCATION"])), timezone.now())


@regular_of_house("administration.sweep_files", timedelta(hours=24))
def sweep_files() -> None:
    """Once a day: erase stored bytes that no record names."""
    sweep_unnamed(timezone.now())


@regular("administration.seal_log", timedelta(hours=12))
def seal_log(tenant: Tenant) -> None:
    """Seal every month that is over; erase the lines of those older than a year, whose seals stay."""
    now = timezone.now()
    seal_past_months(tenant, now=now)
    erase_expired(tenant, before=localdate(now - timedelta(days=MONTHS_OF_LOG * DAYS_IN_A_MONTH)), now=now)
