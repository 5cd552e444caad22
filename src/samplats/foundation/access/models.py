"""Compartments: rooms inside a tenant that only their members can see."""

from django.db import models

from samplats.foundation.accounts.models import User
from samplats.foundation.tenancy.records import TenantRecord


class Compartment(TenantRecord):
    """A closed room. Administrators manage its members but are not members themselves."""

    title = models.CharField(max_length=120)

    class Meta(TenantRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "title"], name="compartment_title_once")]


class CompartmentMember(TenantRecord):
    """One person's seat in a closed room."""

    compartment = models.ForeignKey(Compartment, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta(TenantRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["compartment", "user"], name="compartment_member_once")]
