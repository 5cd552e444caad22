"""The municipality's own words on its public pages."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from samplats.foundation.access.actors import Actor
from samplats.foundation.actions.action import ChangedMeanwhile, action, swap
from samplats.foundation.tenancy.models import Tenant
from samplats.public import policy
from samplats.public.models import PublicTexts


@action(policy.EDIT_TEXTS)
def write_public_texts(actor: Actor, tenant: Tenant, *, values: dict[str, Any], revision: int) -> PublicTexts:
    """Keep contact, data protection officer, state of accessibility and notes; raises `ChangedMeanwhile`."""
    found = PublicTexts.objects.filter(tenant=tenant).first()
    if found is not None:
        swap(found, when={"revision": revision}, to={**values, "revision": revision + 1})
        return found
    if revision:
        raise ChangedMeanwhile("PublicTexts")
    try:
        with transaction.atomic():
            return PublicTexts.objects.create(tenant=tenant, **values)
    except IntegrityError as taken:
        raise ChangedMeanwhile("PublicTexts") from taken
