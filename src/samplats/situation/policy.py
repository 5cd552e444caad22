"""Who reads, drafts and publishes situation pictures."""

from samplats.foundation.access.permissions import permission
from samplats.foundation.accounts.roles import CONTENT, Role

SEE_SITUATION = permission("situation.see", CONTENT - {Role.LEADERSHIP, Role.COUNTY, Role.COACH})
SEE_PUBLISHED = permission("situation.see_published", CONTENT - {Role.COUNTY})
DRAFT = permission("situation.draft", {Role.COORDINATOR, Role.ANALYST})
PUBLISH = permission("situation.publish", {Role.COORDINATOR})
COUNT_FIGURES = permission("situation.count_figures", CONTENT - {Role.LEADERSHIP, Role.COUNTY, Role.COACH})
