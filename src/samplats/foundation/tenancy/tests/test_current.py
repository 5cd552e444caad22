import threading

import pytest

from samplats.foundation.access.models import Compartment
from samplats.foundation.tenancy.current import NoTenantOpen, across_tenants, open_tenant, open_tenant_id


def test_a_query_without_an_open_tenant_raises(cast):
    with pytest.raises(NoTenantOpen):
        list(Compartment.objects.all())


def test_the_base_manager_raises_too(cast):
    with pytest.raises(NoTenantOpen):
        Compartment._base_manager.count()


def test_an_open_tenant_hides_the_others(cast):
    with open_tenant(cast.elsewhere.pk):
        assert Compartment.objects.count() == 0
    with open_tenant(cast.home.pk):
        assert Compartment.objects.count() == 1


def test_a_thread_inherits_no_tenant(cast):
    seen = []

    def look():
        try:
            open_tenant_id()
        except NoTenantOpen:
            seen.append("none")

    with open_tenant(cast.home.pk):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert seen == ["none"]


def test_reading_across_needs_a_reason(cast):
    with pytest.raises(ValueError, match="reason"), across_tenants(""):
        pass
