import pytest

from samplats.foundation.access.models import Compartment, CompartmentMember
from samplats.foundation.access.permissions import NotAllowed, NotVisible, Permission
from samplats.foundation.accounts.roles import Role
from samplats.foundation.actions.action import ChangedMeanwhile, action, all_actions, keep_facts, swap
from samplats.foundation.audit.models import AuditLine
from samplats.foundation.tenancy.current import open_tenant

MAY = Permission("test.rename", frozenset({Role.COORDINATOR}))


@action(MAY)
def rename(actor, room, *, title, fail=False):
    keep_facts(letters=len(title))
    swap(room, when={"title": room.title}, to={"title": title})
    if fail:
        raise RuntimeError("midway")
    return room


@action(MAY)
def open_room(actor, tenant, *, title):
    return Compartment.objects.create(tenant=tenant, title=title)


def lines(cast):
    with open_tenant(cast.home.pk):
        return list(AuditLine.objects.order_by("number"))


def test_it_acts_and_records_the_name_of_what_changed_but_not_the_text(cast):
    rename(cast.actor("ada"), cast.room, title="Nytt namn")
    (line,) = lines(cast)
    assert line.verb == "foundation.rename"
    assert line.subject_id == cast.room.public_id
    assert line.facts == {"letters": 9, "changed": {"title": True}}


def test_making_something_is_recorded_on_the_thing_made(cast):
    made = open_room(cast.actor("ada"), cast.home, title="Nytt rum")
    (line,) = lines(cast)
    assert line.subject_id == made.public_id


def test_without_the_right_nothing_happens(cast):
    with pytest.raises(NotAllowed):
        rename(cast.actor("bo"), cast.room, title="x")
    with pytest.raises(NotVisible):
        rename(cast.actor("cai"), cast.room, title="x")
    with open_tenant(cast.home.pk):
        assert Compartment.objects.get().title == "Social insatsgrupp"
    assert lines(cast) == []


def test_a_failure_midway_undoes_all_of_it(cast):
    with pytest.raises(RuntimeError):
        rename(cast.actor("ada"), cast.room, title="x", fail=True)
    with open_tenant(cast.home.pk):
        assert Compartment.objects.get().title == "Social insatsgrupp"
    assert lines(cast) == []


def test_the_second_of_two_changes_at_once_is_refused(cast):
    with open_tenant(cast.home.pk):
        stale = Compartment.objects.get()
    rename(cast.actor("ada"), cast.room, title="Först")
    with pytest.raises(ChangedMeanwhile):
        rename(cast.actor("ada"), stale, title="Sedan")


def test_the_log_takes_no_text(cast, in_home):
    @action(MAY)
    def tell(actor, room):
        keep_facts(said="Erik var där igen")

    with pytest.raises(ValueError, match="is a text"):
        tell(cast.actor("ada"), cast.room)


def test_facts_outside_an_action_are_a_mistake():
    with pytest.raises(RuntimeError):
        keep_facts(rows=1)


def test_every_action_is_known_with_its_permission():
    assert all_actions()["foundation.rename"].permission is MAY


def test_the_member_of_a_room_is_recorded_as_such(cast):
    with open_tenant(cast.home.pk):
        assert CompartmentMember.objects.count() == 1
