"""Quick look-ups and inserts: the same rows as through the managers, and no other tenant's."""

from uuid import uuid4

import pytest

from samplats.foundation.accounts.models import Membership
from samplats.foundation.audit.models import ChainHead
from samplats.foundation.tenancy.current import NoTenantOpen, across_tenants, open_tenant
from samplats.foundation.tenancy.models import Organisation, Tenant
from samplats.foundation.tenancy.quick import insert, look_up, look_up_shared, put, shared


def test_a_look_up_sees_the_open_tenant_alone(cast):
    with open_tenant(cast.home.pk):
        assert look_up(Membership, ("role",), user=cast.users["rut"].pk) == [("reporter",)]
        assert look_up(Membership, ("role",), user=cast.users["cai"].pk) == []
    with pytest.raises(NoTenantOpen):
        look_up(Membership, ("role",), user=cast.users["rut"].pk)
    with across_tenants("a test"), pytest.raises(NoTenantOpen):
        look_up(Membership, ("role",), user=cast.users["rut"].pk)


def test_insert_and_put_store_what_save_would(cast):
    with open_tenant(cast.home.pk):
        head = ChainHead(tenant=cast.home, room=7, number=3)
        insert(head)
        assert ChainHead.objects.get(room=7) == head
        assert ChainHead.objects.get(room=7).public_id == head.public_id
        put(ChainHead, head.pk, number=4)
        assert ChainHead.objects.get(room=7).number == 4
        with pytest.raises(NoTenantOpen):
            insert(ChainHead(tenant=cast.elsewhere, room=8))
    with open_tenant(cast.elsewhere.pk):
        put(ChainHead, head.pk, number=9)
    with open_tenant(cast.home.pk):
        assert ChainHead.objects.get(room=7).number == 4


def test_what_belongs_to_no_tenant_comes_whole(cast):
    found = shared(Tenant, slug="exempelkoping")
    assert (found, found.public_id, found.epsg) == (cast.home, cast.home.public_id, 3006)
    stored = Tenant.objects.get(slug="exempelkoping")
    for field in Tenant._meta.concrete_fields:
        assert getattr(found, field.attname) == getattr(stored, field.attname), field.name
    assert shared(Tenant, slug="nowhere") is None
    body = Organisation.objects.get(name="Centrumföreningen")
    assert look_up_shared(Organisation, ("kind",), key=body.pk) == ("association",)
    assert look_up_shared(Organisation, ("kind",), key=0) is None
    with pytest.raises(TypeError):
        shared(Membership, public_id=uuid4())
