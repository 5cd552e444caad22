"""What a municipality has changed of the steps, and what its places have done of them."""

from django.db import models
from django.utils import timezone

from samplats.foundation.accounts.models import User
from samplats.foundation.files.models import StoredFile
from samplats.foundation.tenancy.records import TenantRecord
from samplats.process.rules.template import DAYS, FURTHEST_SHIFT


class ActivityEdit(TenantRecord):
    """The municipality's own name, weeks or use of an activity in the reference content; empty restores it."""

    audited_values = frozenset({"activity", "shift_weeks", "is_off", "revision"})

    activity = models.CharField(max_length=40)
    title = models.CharField(max_length=120, blank=True)
    shift_weeks = models.SmallIntegerField(default=0)
    is_off = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)

    class Meta(TenantRecord.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "activity"], name="activity_edited_once"),
            models.CheckConstraint(
                condition=models.Q(shift_weeks__range=(-FURTHEST_SHIFT, FURTHEST_SHIFT)), name="activity_shift"
            ),
        ]


class OwnActivity(TenantRecord):
    """An activity that only this municipality has; its code begins with X so that it never meets a reference one."""

    audited_values = frozenset({"code", "step", "start_week", "end_week", "is_off", "revision"})

    code = models.CharField(max_length=12)
    step = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    why = models.CharField(max_length=600, blank=True)
    start_week = models.PositiveSmallIntegerField()
    end_week = models.PositiveSmallIntegerField()
    is_off = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    added_on = models.DateField(default=timezone.localdate)  # not asked of a place whose time for it was over then

    class Meta(TenantRecord.Meta):
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="own_activity_code_once"),
            models.CheckConstraint(condition=models.Q(code__startswith="X"), name="own_activity_code"),
            models.CheckConstraint(condition=models.Q(start_week__lte=models.F("end_week")), name="own_activity_weeks"),
        ]


class Process(TenantRecord):
    """A place that walks the steps: which variant, from which day, and who leads. `revision` grows with each change."""

    audited_values = frozenset({"variant", "starts_on", "content_version", "revision"})

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    variant = models.CharField(max_length=40)
    starts_on = models.DateField()
    leader = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    content_version = models.CharField(max_length=20)
    revision = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(TenantRecord.Meta):
        constraints = [
            models.UniqueConstraint(fields=["place"], name="process_once_per_place"),
            models.CheckConstraint(condition=models.Q(starts_on__range=DAYS), name="process_first_day"),
        ]


class ActivityState(TenantRecord):
    """What is kept of one activity at one place. `revision` grows with every change, so that nobody overwrites."""

    audited_values = frozenset({"activity", "is_done", "due_on", "revision"})

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="+")
    activity = models.CharField(max_length=40)
    is_done = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)
    responsible = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField(null=True)  # only when it has been moved; else the plan's
    revision = models.PositiveIntegerField(default=0)

    class Meta(TenantRecord.Meta):
        constraints = [
            models.UniqueConstraint(fields=["process", "activity"], name="activity_state_once"),
            models.CheckConstraint(
                condition=models.Q(is_done=True, done_at__isnull=False) | models.Q(is_done=False, done_at=None),
                name="activity_done_has_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on=None) | models.Q(due_on__range=DAYS), name="activity_last_day"
            ),
        ]


class ActivityEvent(TenantRecord):
    """One thing that was done to an activity at a place, with what was written about it.

    Never changed, except that a note and a file that ought not to be there are taken out (`blanked_at`).
    """

    class Kind(models.TextChoices):
        TICKED = "ticked", "ticked"
        UNTICKED = "unticked", "unticked"
        ASSIGNED = "assigned", "assigned"
        MOVED = "moved", "moved"

    audited_values = frozenset({"kind", "due_on", "blanked_at"})

    state = models.ForeignKey(ActivityState, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=1000, blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    due_before = models.DateField(null=True)
    due_on = models.DateField(null=True)
    blanked_at = models.DateTimeField(null=True)

    class Meta(TenantRecord.Meta):
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["state", "at"], name="activity_history")]


class PlaceNote(TenantRecord):
    """A dated comment on a place, between its coach and the co-ordinator. Never changed; taken out by `blanked_at`."""

    audited_values = frozenset({"at", "blanked_at"})

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    blanked_at = models.DateTimeField(null=True)

    class Meta(TenantRecord.Meta):
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["place", "at"], name="place_notes")]
