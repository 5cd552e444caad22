"""What people tell of with their own hands: reports, calm weeks, and how often each organisation is to be heard."""

from django.db import models
from django.db.models import Q

from samplats.foundation.access.models import Compartment
from samplats.foundation.accounts.models import User
from samplats.foundation.files.models import StoredFile
from samplats.foundation.tenancy.models import Organisation, Tenant
from samplats.foundation.tenancy.records import TenantRecord
from samplats.places.models import Place

from ..rules.precision import PlacePrecision, TimePrecision
from ..rules.reporting import MOST_TEXT, Band, ReportState
from .batches import Import
from .sources import Source


class Report(TenantRecord):
    """One event as somebody reported it, with what became of it.

    `key` is made by the reporter's own device, so that the same report sent twice is stored once. `waiting` is true
    until `collect` has carried the report, as it now is, over to the incidents; `batch` and `row` say where it lies
    there. The words stay here: they are for the reporter and for those who see rows.
    """

    audited_values = frozenset({"category", "band", "state", "revision"})

    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.UUIDField()
    reporter = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    compartment = models.ForeignKey(Compartment, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    category = models.CharField(max_length=40)
    band = models.PositiveSmallIntegerField(choices=[(one.value, one.name) for one in Band], default=Band.ONE.value)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    time_precision = models.SmallIntegerField(choices=[(one.value, one.name) for one in TimePrecision])
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    place_precision = models.SmallIntegerField(choices=[(one.value, one.name) for one in PlacePrecision])
    place = models.ForeignKey(Place, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    place_text = models.CharField(max_length=120, blank=True)
    text = models.CharField(max_length=MOST_TEXT, blank=True)
    photo = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in ReportState], default=ReportState.RECEIVED.value
    )
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)
    waiting = models.BooleanField(default=True)
    batch = models.ForeignKey(Import, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    row = models.BigIntegerField(null=True)
    counted_at = models.DateTimeField(null=True)

    class Meta(TenantRecord.Meta):
        ordering = ("-made_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="report_once"),
            models.CheckConstraint(condition=Q(state__in=[one.value for one in ReportState]), name="report_state"),
            models.CheckConstraint(condition=Q(band__in=[one.value for one in Band]), name="report_band"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=models.F("starts_at")), name="report_interval"
            ),
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True)
                | Q(lon__gte=-180, lon__lte=180, lat__gte=-90, lat__lte=90),
                name="report_position",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant"], condition=Q(waiting=True), name="report_waiting"),
            models.Index(fields=["tenant", "made_at"], name="report_by_arrival"),
            models.Index(fields=["tenant", "category", "starts_at"], name="report_nearby"),
            models.Index(fields=["reporter", "made_at"], name="report_by_reporter"),
            models.Index(fields=["photo"], condition=Q(photo__isnull=False), name="report_by_photo"),
        ]


class CalmWeek(TenantRecord):
    """Somebody had nothing to report in a week: that counts as having reported. `week` is its Monday."""

    audited_values = frozenset({"week"})

    reporter = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    week = models.DateField()
    made_at = models.DateTimeField()

    class Meta(TenantRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "reporter", "week"], name="calm_week_once")]
        indexes = [models.Index(fields=["tenant", "week"], name="calm_week_by_week")]


class ReportingWeek(TenantRecord):
    """A week that is over, in numbers: who could report, who did. Stays when reports and people are gone."""

    public_id = None  # type: ignore[assignment]  # numbers have no address

    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    week = models.DateField()
    members = models.PositiveIntegerField()
    active = models.PositiveIntegerField()
    calm = models.PositiveIntegerField()
    reports = models.PositiveIntegerField()

    class Meta(TenantRecord.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "organisation", "week"], name="reporting_week_once"),
            models.UniqueConstraint(
                fields=["tenant", "week"], condition=Q(organisation__isnull=True), name="reporting_week_of_nobody_once"
            ),
            models.CheckConstraint(condition=Q(calm__lte=models.F("active")), name="reporting_week_calm"),
        ]
        indexes = [models.Index(fields=["tenant", "week"], name="reporting_week_by_week")]


class ReportSettings(TenantRecord):
    """Which source the municipality's own reports belong to, and whether they may hold a photo."""

    audited_values = frozenset({"takes_photos"})

    takes_photos = models.BooleanField(default=False)
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(TenantRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant"], name="report_settings_once")]


class Rhythm(TenantRecord):
    """How often an organisation is to be heard from: every week, or every second."""

    audited_values = frozenset({"weeks"})

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    weeks = models.PositiveSmallIntegerField()

    class Meta(TenantRecord.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "organisation"], name="rhythm_once"),
            models.CheckConstraint(condition=Q(weeks__in=[1, 2]), name="rhythm_weeks"),
        ]


class Reminder(TenantRecord):
    """A reporter's own choice of being reminded, and the first day of the period that the last reminder was for."""

    audited_values = frozenset({"is_wanted", "sent_for"})

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    is_wanted = models.BooleanField(default=True)
    sent_for = models.DateField(null=True)

    class Meta(TenantRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "user"], name="reminder_once")]
