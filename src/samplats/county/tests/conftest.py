"""A county with two people, another county, a co-operation, and a place at home that walks the steps."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
import shapely
from django.utils import timezone

from samplats.county import actions, queries
from samplats.foundation.access.actors import Actor, actor_for
from samplats.foundation.accounts.models import Membership, User
from samplats.foundation.accounts.roles import Role
from samplats.foundation.releases.models import Release
from samplats.foundation.releases.registry import release_kind
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tenancy.models import Tenant
from samplats.foundation.tests.cast import Cast
from samplats.places.actions import draw_place
from samplats.places.models import Place
from samplats.places.rules.kinds import Kind
from samplats.process import actions as process
from samplats.process.queries import STATUS

PEOPLE = {"jon": ("lanet", Role.COUNTY), "mia": ("lanet", Role.MEMBER), "nils": ("grannlanet", Role.COUNTY)}


@dataclass
class Above:
    """The tenants above the municipalities, and how things are handed to them."""

    cast: Cast
    tenants: dict[str, Tenant]

    def actor(self, name: str) -> Actor:
        found = actor_for(self.cast.users[name], self.tenants[PEOPLE[name][0]])
        assert found is not None
        return found

    def share(self, kind: str = STATUS, *, to: str = "lanet", rhythm: str = "", who: str = "ada") -> Release:
        """Hand over what is there, as the page does it."""
        actor, now = self.cast.actor(who), timezone.now()
        with open_tenant(actor.tenant_id):
            found = queries.content_now(actor, release_kind(kind), timezone.localdate(now))
        assert found is not None
        receiver, what = self.tenants[to], release_kind(kind)
        return actions.share(actor, actor.tenant, receiver=receiver, kind=what, seen=found[1], rhythm=rhythm, now=now)


@pytest.fixture
def above(cast: Cast) -> Above:
    kinds = {"lanet": ("county", "99"), "grannlanet": ("county", "98"), "gruppen": ("cooperation", "")}
    tenants = {
        slug: Tenant.objects.create(slug=slug, name=slug.title(), kind=kind, official_code=code)
        for slug, (kind, code) in kinds.items()
    }
    for name, (slug, role) in PEOPLE.items():
        cast.users[name] = User.objects.create_user(f"{name}@example.org", None, name=name.title())
        with open_tenant(tenants[slug].pk):
            Membership.objects.create(tenant=tenants[slug], user=cast.users[name], role=role)
    return Above(cast, tenants)


@pytest.fixture
def torget(cast: Cast) -> Place:
    """A place that began ten weeks ago and has done nothing since."""
    area = shapely.box(15.0, 60.0, 15.01, 60.005)
    ada, then = cast.actor("ada"), timezone.localtime() - timedelta(weeks=10)  # the same hour, summer or winter
    made = draw_place(ada, cast.home, name="Torget", kind=Kind.CENTRE, area=area)
    with open_tenant(cast.home.pk):
        process.start_model(
            ada, made, variant="standard_12m", starts_on=then.date(), leader=cast.users["anna"], now=then
        )
    return made
