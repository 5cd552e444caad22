"""Who decides what strangers see, and who reads what they have told."""

from samplats.foundation.access.permissions import permission
from samplats.foundation.accounts.roles import Role

EDIT_PLACE_PAGE = permission("public.edit_place_page", {Role.COORDINATOR})
SHOW_PLACE = permission("public.show_place", {Role.COORDINATOR})
EDIT_TEXTS = permission("public.edit_texts", {Role.COORDINATOR, Role.ADMINISTRATOR})
SEE_BARRIERS = permission("public.see_barriers", {Role.COORDINATOR, Role.ADMINISTRATOR})
REPORT_BARRIER = permission("public.report_barrier", frozenset())
RETIRE_BARRIERS = permission("public.retire_barriers", frozenset())
