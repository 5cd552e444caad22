"""Who reads and who changes the words."""

from samplats.foundation.access.permissions import permission
from samplats.foundation.accounts.roles import CONTENT, Role

MAY_READ_CATEGORIES = permission("vocabulary.read_categories", CONTENT - {Role.COUNTY})
MAY_EDIT_CATEGORIES = permission("vocabulary.edit_categories", {Role.COORDINATOR})
MAY_LOAD_REFERENCE = permission("vocabulary.load_reference", {Role.COORDINATOR, Role.ADMINISTRATOR})
