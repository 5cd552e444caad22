"""Tenants, organisations, people, roles and the ground of the demo."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from samplats.administration import actions as administration
from samplats.commands.demo.deliverers import HOME
from samplats.demo import people
from samplats.demo.town import Town, build
from samplats.foundation.access.actors import Actor, actor_for, system_actor
from samplats.foundation.access.models import Compartment, CompartmentMember
from samplats.foundation.accounts.models import User
from samplats.foundation.accounts.roles import Role
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tenancy.models import Organisation, Tenant
from samplats.vocabulary import actions as vocabulary

ROLES = {"co_ordinator": Role.COORDINATOR}
ROOMS = {"social-insatsgrupp": "Social insatsgrupp"}


@dataclass(frozen=True)
class House:
    """What the evidence is loaded into."""

    tenant: Tenant
    town: Town
    users: dict[str, User]

    def actor(self, key: str) -> Actor:
        """A person of the demo, acting at home."""
        found = actor_for(self.users[key], self.tenant)
        if found is None:
            raise LookupError(key)
        return found


def is_there() -> bool:
    """Whether the demo has been loaded before."""
    return Tenant.objects.filter(slug=HOME).exists()


def home() -> Tenant:
    """The demo's own municipality."""
    return Tenant.objects.get(slug=HOME)


def known() -> House:
    """The house that was made before, perhaps by a version with fewer reporters."""
    add_reporters(home())
    users = User.objects.in_bulk([one.email for one in people.PEOPLE], field_name="email")
    return House(home(), build(), {one.key: users[one.email] for one in people.PEOPLE})


def load() -> House:
    """Make the tenants with their people, and the home municipality's vocabulary; all of it or nothing."""
    with transaction.atomic():
        tenants = {one.slug: _tenant(one) for one in people.TENANTS}
        bodies = {one.slug: _body(one) for one in people.BODIES}
        users = {one.key: _person(one, tenants[one.tenant], bodies[one.organisation]) for one in people.PEOPLE}
        add_reporters(tenants[HOME])
        for tenant in tenants.values():
            vocabulary.load_reference(system_actor(tenant), tenant)
    return House(tenants[HOME], build(), users)


def add_reporters(tenant: Tenant) -> None:
    """Let those report who do not yet; twice does the same."""
    bodies = {one.slug: one for one in people.BODIES}
    known = set(User.objects.values_list("email", flat=True))
    with transaction.atomic():
        for one in people.REPORTERS:
            if one.email not in known:
                _reporter(one, tenant, _body(bodies[one.organisation]))


def _tenant(one: people.Tenant) -> Tenant:
    return Tenant.objects.create(slug=one.slug, name=one.name, kind=one.kind, official_code=one.code)


def _body(one: people.Body) -> Organisation:
    return Organisation.objects.get_or_create(name=one.name, defaults={"kind": one.kind})[0]


def _reporter(one: people.Reporter, tenant: Tenant, body: Organisation) -> None:
    user = User.objects.create_user(one.email, None, name=one.name, organisation=body)
    administration.give_role(system_actor(tenant), tenant, user=user, role=Role.REPORTER)


def _person(one: people.Person, tenant: Tenant, body: Organisation) -> User:
    user = User.objects.create_user(one.email, None, name=one.name, organisation=body)
    for role in one.roles:
        given = ROLES.get(role) or Role(role)
        administration.give_role(system_actor(tenant), tenant, user=user, role=given)
    with open_tenant(tenant.pk):
        for group in one.closed_groups:
            room, _made = Compartment.objects.get_or_create(tenant=tenant, title=ROOMS[group])
            CompartmentMember.objects.create(tenant=tenant, compartment=room, user=user)
    return user
