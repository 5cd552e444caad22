"""What the front page shows."""

from dataclasses import dataclass

from samplats.administration.sentences import ROLE_RIGHTS, role_name
from samplats.foundation.accounts.models import Membership, User
from samplats.foundation.accounts.roles import Role
from samplats.foundation.tenancy.current import across_tenants

DEMO_DOMAIN = "@demo.samplats.example"


@dataclass(frozen=True)
class DemoPerson:
    """Somebody to sign in as with one click, in the demo only."""

    user: User
    tenant: str
    role: str
    may: str


def demo_people() -> list[DemoPerson]:
    """The demo's people in the order of the roles."""
    order = list(Role)
    with across_tenants("the demo's front page offers every invented person"):
        held = Membership.objects.filter(user__email__endswith=DEMO_DOMAIN).select_related("user", "tenant")
        rows = sorted(held, key=lambda one: (one.tenant_id, order.index(Role(one.role)), one.user.name))
    return [
        DemoPerson(one.user, one.tenant.name, role_name(one.role), str(ROLE_RIGHTS[Role(one.role)])) for one in rows
    ]
