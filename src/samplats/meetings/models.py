"""Meetings of a municipality or of one of its places, and what was decided at them."""

from django.db import models
from django.db.models import Q

from samplats.foundation.accounts.models import User
from samplats.foundation.tenancy.models import Organisation
from samplats.foundation.tenancy.records import TenantRecord
from samplats.meetings.rules import ENDED, MOST_NOTE, MOST_OWNER, MOST_TEXT, State
from samplats.places.models import Place

STATES = [(state.value, state.value) for state in State]


class Meeting(TenantRecord):
    """A meeting about one place, or about the whole municipality (no place)."""

    audited_values = frozenset({"held_on", "ended_at"})

    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta(TenantRecord.Meta):
        ordering = ("-held_on", "-pk")
        indexes = [models.Index(fields=["tenant", "place", "held_on"], name="meeting_by_day")]


class Decision(TenantRecord):
    """Something that a meeting decided to have done: what, who, when. `owner` is a function or an organisation.

    It is carried from meeting to meeting until it has ended. `revision` grows with every change, so that nobody
    overwrites silently.
    """

    audited_values = frozenset({"state", "due_on", "ended_at", "revision"})

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=MOST_TEXT)
    owner = models.CharField(max_length=MOST_OWNER)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=STATES, default=State.OPEN.value)
    note = models.CharField(max_length=MOST_NOTE, blank=True)
    revision = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(TenantRecord.Meta):
        ordering = ("due_on", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[one.value for one in State]), name="decision_state"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(one.value for one in ENDED), ended_at__isnull=False)
                | (~Q(state__in=sorted(one.value for one in ENDED)) & Q(ended_at__isnull=True)),
                name="decision_ended",
            ),
            models.CheckConstraint(condition=~Q(text="") & ~Q(owner=""), name="decision_says_what_and_who"),
        ]
        indexes = [models.Index(fields=["tenant", "ended_at"], name="decision_by_end")]
