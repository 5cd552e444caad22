"""The base of everything that a tenant owns."""

from typing import ClassVar, Self, TypeVar
from uuid import uuid4

from django.db import models

from samplats.foundation.tenancy.current import AcrossTenants, open_tenant_id

M = TypeVar("M", bound=models.Model)


class TenantManager(models.Manager[M]):
    """Every query, also Django's own, is confined to the open tenant."""

    def get_queryset(self) -> models.QuerySet[M]:
        """Records of the open tenant; raises `NoTenantOpen` when there is none."""
        opened = open_tenant_id()
        records = super().get_queryset()
        return records if isinstance(opened, AcrossTenants) else records.filter(tenant_id=opened)


class TenantRecord(models.Model):
    """A record with an owner and a public id (not one without an address); integer keys stay on the server."""

    tenant = models.ForeignKey("tenancy.Tenant", on_delete=models.PROTECT, related_name="+")
    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    # Fields whose values the audit may keep (states, counts, dates); of others it keeps only the name.
    audited_values: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"
