import pytest

from samplats.foundation.access.actors import actor_for, public_actor, tenants_of
from samplats.foundation.access.models import Compartment
from samplats.foundation.access.permissions import NotAllowed, NotVisible, Permission, permission, require, visible
from samplats.foundation.accounts.roles import Role
from samplats.foundation.tenancy.current import across_tenants, open_tenant

OPEN_ROOM = Permission("test.open_room", frozenset({Role.COORDINATOR}))


def test_the_role_decides(cast, in_home):
    require(cast.actor("ada"), OPEN_ROOM, cast.home)
    with pytest.raises(NotAllowed):
        require(cast.actor("bo"), OPEN_ROOM, cast.home)


def test_another_tenants_record_does_not_exist(cast, in_home):
    with pytest.raises(NotVisible):
        require(cast.actor("cai"), OPEN_ROOM, cast.room)
    with pytest.raises(NotVisible):
        require(cast.actor("cai"), OPEN_ROOM, cast.home)


def test_visible_never_crosses_tenants_even_when_all_are_open(cast):
    with across_tenants("test"):
        assert list(visible(cast.actor("cai"), Compartment.objects.all())) == []


def test_strangers_and_the_public_hold_nothing(cast, in_home):
    assert actor_for(cast.users["cai"], cast.home) is None
    with pytest.raises(NotAllowed):
        require(public_actor(cast.home), OPEN_ROOM, cast.home)


def test_a_closed_account_is_a_stranger(cast):
    cast.users["ada"].is_active = False
    assert actor_for(cast.users["ada"], cast.home) is None


def test_a_name_is_declared_once():
    permission("test.once", {Role.ADMINISTRATOR})
    with pytest.raises(ValueError, match="twice"):
        permission("test.once", {Role.ADMINISTRATOR})


def test_a_person_sees_the_tenants_of_the_own_memberships(cast):
    assert tenants_of(cast.users["cai"]) == [cast.elsewhere]


def test_dora_is_in_the_room(cast):
    with open_tenant(cast.home.pk):
        assert cast.actor("dora").compartments == {cast.room.pk}
        assert cast.actor("ada").compartments == frozenset()
