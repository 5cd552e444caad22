"""Sources that are pulled from another server, what each pull brought, and what has been taken in of each record."""

from django.db import models

from samplats.foundation.access.models import Compartment
from samplats.foundation.accounts.models import User
from samplats.foundation.tenancy.records import TenantRecord

from ..rules.pulling import Reader
from .batches import Import
from .sources import Source

READERS = [(one.value, one.value) for one in Reader]


class Feed(TenantRecord):
    """One pulled source. It is pulled with the rights that `person` has at that moment, or not at all.

    `words` says what each word of the source means here (`LEAVE`: not taken in); `heard` is every word that has come.
    `stopped` says why Samplats itself stopped, `trouble` what hindered the last pull; both are codes.
    """

    audited_values = frozenset({"reader", "is_on", "hours", "stopped"})

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="+")
    reader = models.CharField(max_length=20, choices=READERS)
    address = models.CharField(max_length=500)
    area = models.CharField(max_length=120, blank=True)
    hours = models.PositiveSmallIntegerField(default=6)
    days_back = models.PositiveSmallIntegerField(default=30)
    words = models.JSONField(default=dict)
    heard = models.JSONField(default=dict)
    person = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    is_on = models.BooleanField(default=False)
    stopped = models.CharField(max_length=40, blank=True)
    trouble = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)
    failures = models.PositiveSmallIntegerField(default=0)
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=200, blank=True)
    pulled_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)

    class Meta(TenantRecord.Meta):
        ordering = ("source__name", "pk")
        constraints = [
            models.CheckConstraint(condition=models.Q(reader__in=list(Reader)), name="feed_reader"),
            models.CheckConstraint(
                condition=models.Q(hours__gte=1, hours__lte=168, days_back__gte=1, days_back__lte=90), name="feed_pace"
            ),
        ]

    @property
    def compartment_id(self) -> int | None:
        """The closed room of its source: how it is pulled and what that brought is nobody else's to see."""
        return self.source.room_id


class Pull(TenantRecord):
    """What one pull, or one saved answer, brought."""

    audited_values = frozenset({"n_read", "n_new", "n_changed", "n_gone", "code", "undone_at"})

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    of_file = models.BooleanField(default=False)
    at = models.DateTimeField()
    n_read = models.PositiveIntegerField(default=0)
    n_new = models.PositiveIntegerField(default=0)
    n_changed = models.PositiveIntegerField(default=0)
    n_same = models.PositiveIntegerField(default=0)
    n_gone = models.PositiveIntegerField(default=0)
    n_elsewhere = models.PositiveIntegerField(default=0)
    n_left = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=dict)
    code = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    class Meta(TenantRecord.Meta):
        ordering = ("-at", "-pk")

    @property
    def compartment_id(self) -> int | None:
        """The closed room of its source."""
        return self.feed.compartment_id

    @property
    def n_touched(self) -> int:
        """How many incidents it added, changed or took away."""
        return int(self.n_new + self.n_changed + self.n_gone)

    @property
    def n_refused(self) -> int:
        """How many records could not be used."""
        return sum(self.refused.values())


class PulledRecord(TenantRecord):
    """What is known of one record of the source: its own id, a sign of what it said last, and its incident here."""

    public_id = None  # type: ignore[assignment]  # found by the source's own id

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=80)
    mark = models.CharField(max_length=32, blank=True)
    word = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=20, blank=True)
    batch = models.ForeignKey(Import, null=True, on_delete=models.SET_NULL, related_name="+")
    row = models.PositiveBigIntegerField(null=True)
    listed_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()
    missed = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["feed", "key"], name="pulled_record_once")]


class PulledChange(TenantRecord):
    """How the incident of a record was before a pull changed it (None: there was none); kept while it can be undone."""

    public_id = None  # type: ignore[assignment]  # never shown by itself

    pull = models.ForeignKey(Pull, on_delete=models.CASCADE, related_name="+")
    record = models.ForeignKey(PulledRecord, on_delete=models.CASCADE, related_name="+")
    compartment = models.ForeignKey(Compartment, null=True, on_delete=models.PROTECT, related_name="+")
    before = models.JSONField(null=True)
