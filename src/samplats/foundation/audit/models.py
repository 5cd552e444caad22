"""The log. Ids and verbs, no content; one hash chain per tenant and closed room."""

from typing import Any, ClassVar, NoReturn

from django.db import models

from samplats.foundation.tenancy.models import Tenant
from samplats.foundation.tenancy.records import TenantManager, TenantRecord

OPEN_ROOM = 0  # the chain of everything that lies in no closed room


class AppendOnlyQuerySet(models.QuerySet["AuditLine"]):
    """Lines may be added and read, nothing else."""

    def update(self, **_values: Any) -> NoReturn:
        raise TypeError("The log is append-only.")

    def delete(self) -> NoReturn:
        raise TypeError("The log is append-only; expired months go through audit.sealing.")


class AuditLine(TenantRecord):
    """One deed or one reading. `hash` covers the line and the hash before it."""

    class Kind(models.TextChoices):
        DONE = "done", "Ändrat"
        READ = "read", "Läst"

    public_id = None  # type: ignore[assignment]  # a line has no address: it is found by its room and number

    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+", db_index=False)
    room = models.BigIntegerField(default=OPEN_ROOM)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.DONE)
    actor_user_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_id = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects: ClassVar[TenantManager[Any]] = TenantManager.from_queryset(AppendOnlyQuerySet)()

    class Meta(TenantRecord.Meta):
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=["tenant", "room", "number"], name="audit_number_once")]
        indexes = [models.Index(fields=["tenant", "room", "subject_id"], name="audit_subject")]


class ChainHead(TenantRecord):
    """The last number and hash of a chain; locked while a line is added."""

    public_id = None  # type: ignore[assignment]  # nobody asks for it but the log itself

    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+", db_index=False)
    room = models.BigIntegerField(default=OPEN_ROOM)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta(TenantRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "room"], name="audit_chain_once")]


class MonthSeal(TenantRecord):
    """What stays of a month: how many lines, between which hashes, and when the lines were erased."""

    room = models.BigIntegerField(default=OPEN_ROOM)
    month = models.DateField()
    first_number = models.PositiveBigIntegerField()
    last_number = models.PositiveBigIntegerField()
    hash_before = models.CharField(max_length=64)
    hash_after = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta(TenantRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "room", "month"], name="audit_seal_once")]
