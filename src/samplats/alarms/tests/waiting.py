"""An alarm to look at, for tests of pages."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from samplats.alarms.models import Alarm
from samplats.evidence.incidents.models import Source
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tests.cast import Cast

FOUND: dict[str, Any] = {"kind": "burst", "count": 9, "usual": 2.0, "limit": 7.0, "run_length": 400.0}


def waiting_alarm(cast: Cast, source_of: Callable[[Cast], Source]) -> dict[str, Any]:
    """A week out of the usual, which nobody has looked at."""
    week = timezone.localdate() - timedelta(days=7)
    values = {**FOUND, "week": week, "since": week, "found_at": timezone.now()}
    with open_tenant(cast.home.pk):
        found, _new = Alarm.objects.get_or_create(
            tenant=cast.home, subject="municipality", source=source_of(cast), seen_at=None, defaults=values
        )
    return {"public_id": found.public_id}
