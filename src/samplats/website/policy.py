"""Who sees the start page."""

from samplats.foundation.access.permissions import permission
from samplats.foundation.accounts.roles import EVERYONE

SEE_START = permission("website.see_start", EVERYONE)
