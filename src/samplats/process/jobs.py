"""What the steps do by themselves: old notes are erased."""

from datetime import timedelta

from django.utils import timezone

from samplats.foundation.access.actors import system_actor
from samplats.foundation.jobs.registry import regular
from samplats.process import actions
from samplats.process.queries import Tenant


@regular("process.notes", timedelta(hours=24))
def erase_old_notes(tenant: Tenant) -> None:
    """Once a day."""
    actions.carry_out_note_retention(system_actor(tenant), timezone.now())
