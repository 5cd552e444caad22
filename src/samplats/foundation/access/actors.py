"""Who acts: a person in a tenant, with the roles and rooms held there."""

from dataclasses import dataclass, replace

from samplats.foundation.access.models import CompartmentMember
from samplats.foundation.accounts.models import Membership, User
from samplats.foundation.accounts.roles import Role
from samplats.foundation.tenancy.current import across_tenants, open_tenant
from samplats.foundation.tenancy.models import Tenant
from samplats.foundation.tenancy.quick import look_up


@dataclass(frozen=True)
class Actor:
    """A person, or the system itself (`user_id` None and `is_system`), acting in one tenant."""

    tenant: Tenant
    user_id: int | None = None
    name: str = ""
    roles: frozenset[Role] = frozenset()
    compartments: frozenset[int] = frozenset()
    organisation_id: int | None = None
    is_system: bool = False

    @property
    def tenant_id(self) -> int:
        """The key of the tenant in which this actor acts."""
        return self.tenant.pk


def actor_for(user: User, tenant: Tenant) -> Actor | None:
    """The person as an actor in the tenant, or None for a stranger there."""
    with open_tenant(tenant.pk):
        roles = frozenset(Role(role) for [role] in look_up(Membership, ("role",), user=user.pk))
        if not roles or not user.is_active:
            return None
        rooms = [room for [room] in look_up(CompartmentMember, ("compartment",), user=user.pk)]
        return Actor(
            tenant=tenant,
            user_id=user.pk,
            name=user.name,
            roles=roles,
            compartments=frozenset(rooms),
            organisation_id=user.organisation_id,
        )


def system_actor(tenant: Tenant) -> Actor:
    """The system acting on its own in a tenant: loading, retention, resuming. Sees no closed room."""
    return Actor(tenant=tenant, name="Samplats", is_system=True)


def housekeeper(actor: Actor, room: int | None) -> Actor:
    """The system at work on one closed room's things, to erase what is due or undone; people stay who they are."""
    return replace(actor, compartments=frozenset({room})) if actor.is_system and room is not None else actor


def public_actor(tenant: Tenant) -> Actor:
    """Anyone at all, without an account, on a tenant's public pages."""
    return Actor(tenant=tenant)


def tenants_of(user: User) -> list[Tenant]:
    """The tenants in which the person holds a role, by name."""
    with across_tenants("a person's own memberships, to choose a room after sign-in"):
        held = Membership.objects.filter(user=user).values("tenant_id")
        return list(Tenant.objects.filter(pk__in=held).order_by("name", "pk"))
