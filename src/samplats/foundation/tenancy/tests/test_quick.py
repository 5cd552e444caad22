"""Quick look-ups and inserts: the same rows as through the managers, and no other tenant's."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from samplats.evidence.incidents.models import Report
from samplats.evidence.incidents.rules.precision import PlacePrecision, TimePrecision
from samplats.evidence.incidents.rules.reporting import Band
from samplats.foundation.accounts.models import Membership
from samplats.foundation.audit.models import AuditLine, ChainHead
from samplats.foundation.tenancy.current import NoTenantOpen, across_tenants, open_tenant
from samplats.foundation.tenancy.models import Organisation, Tenant
from samplats.foundation.tenancy.quick import insert, look_up, look_up_shared, put, shared

BEGAN, ENDED = datetime(2026, 11, 5, 12, 30, tzinfo=UTC), datetime(2026, 11, 5, 14, tzinfo=UTC)


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
        put(ChainHead, head.pk, number=4)
        assert ChainHead.objects.get(room=7).number == 4
        with pytest.raises(NoTenantOpen):
            insert(ChainHead(tenant=cast.elsewhere, room=8))
    with open_tenant(cast.elsewhere.pk):
        put(ChainHead, head.pk, number=9)
    with open_tenant(cast.home.pk):
        assert ChainHead.objects.get(room=7).number == 4


def test_a_line_of_the_log_is_stored_as_save_stores_it(cast):
    """Values that the database takes as they are, and values that only the field can turn into its own."""
    said = {
        "tenant": cast.home,
        "room": 3,
        "at": datetime(2026, 11, 5, 12, 30, tzinfo=UTC),
        "kind": AuditLine.Kind.READ,
        "verb": "test.did",
        "subject_type": "å'%s%%",
        "subject_id": uuid4(),
        "facts": {"å": [1, None, True]},
        "previous_hash": "0" * 64,
        "hash": "1" * 64,
    }
    other = {"subject_id": None, "room": "4", "actor_user_id": "7", "hash": "", "facts": {}}
    with open_tenant(cast.home.pk):
        for also in ({}, other):
            insert(AuditLine(**said | also, number=1))
            AuditLine(**said | also, number=2).save()
            quick, plain = AuditLine.objects.order_by("-pk")[:2][::-1]
            for field in AuditLine._meta.concrete_fields:
                if field.name not in {"id", "number"}:
                    assert getattr(quick, field.attname) == getattr(plain, field.attname), field.name
    with open_tenant(cast.home.pk), pytest.raises(ValueError, match="number"):
        insert(AuditLine(**said | {"number": "many"}))


@pytest.mark.parametrize(
    "also",
    [
        {},
        {"lon": 16, "lat": 59.5, "band": 2, "waiting": False, "reporter": None, "organisation_id": None},
        {"lon": "16.5", "lat": "59", "band": "5", "waiting": "0", "revision": True, "ends_at": ENDED, "row": 2**40},
    ],
)
def test_a_report_is_stored_as_save_stores_it(cast, also):
    said = {
        "tenant": cast.home,
        "reporter": cast.users["rut"],
        "organisation_id": cast.users["rut"].organisation_id,
        "category": "E1",
        "band": Band.ONE,
        "starts_at": BEGAN,
        "time_precision": TimePrecision.MINUTE,
        "place_precision": PlacePrecision.POINT,
        "text": "å%s",
        "made_at": BEGAN,
        "changed_at": BEGAN,
    }
    with open_tenant(cast.home.pk):
        insert(Report(**said | also, key=uuid4()))
        Report(**said | also, key=uuid4()).save()
        quick, plain = Report.objects.order_by("pk")
        for field in Report._meta.concrete_fields:
            if field.name not in {"id", "public_id", "key"}:
                assert getattr(quick, field.attname) == getattr(plain, field.attname), field.name


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
