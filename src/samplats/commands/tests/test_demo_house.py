"""A demo that an earlier version loaded is brought up to date by the next start."""

import pytest

from samplats.commands.demo import house
from samplats.demo import people
from samplats.foundation.accounts.models import Membership
from samplats.foundation.accounts.roles import Role
from samplats.foundation.tenancy.current import open_tenant


@pytest.mark.django_db
def test_reporters_that_are_missing_are_added_once(cast):
    house.add_reporters(cast.home)
    house.add_reporters(cast.home)
    with open_tenant(cast.home.pk):
        held = Membership.objects.filter(role=Role.REPORTER).values_list("user__email", flat=True)
        assert {one.email for one in people.REPORTERS} <= set(held)
        assert len(held) == len(set(held))
