"""Who hands things over in a municipality, and who reads what a county or a co-operation has been handed."""

from samplats.foundation.access.permissions import permission
from samplats.foundation.accounts.roles import Role
from samplats.foundation.releases.reading import RECEIVERS
from samplats.foundation.releases.reading import SEE_RELEASED as SEE_RELEASED
from samplats.foundation.tenancy.models import Tenant

SHARE = permission("county.share", {Role.COORDINATOR}, tenants=frozenset({Tenant.Kind.MUNICIPALITY.value}))
MANAGE_SERIES = permission("county.manage_series", {Role.COUNTY, Role.COORDINATOR}, tenants=RECEIVERS)
