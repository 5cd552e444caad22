"""Who sees alarms: those who see every event anyway, because an alarm tells small numbers."""

from samplats.foundation.access.permissions import permission
from samplats.foundation.accounts.roles import Role

SEE_ALARMS = permission("alarms.see", {Role.COORDINATOR, Role.ANALYST})
LOOK_AT_ALARMS = permission("alarms.look_at", {Role.COORDINATOR, Role.ANALYST})
CHOOSE_MAIL = permission("alarms.choose_mail", {Role.COORDINATOR, Role.ANALYST})
KEEP_WATCH = permission("alarms.keep_watch", frozenset())  # the system's own
