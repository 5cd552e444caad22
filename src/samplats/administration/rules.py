"""Decisions about people and invitations, without a database."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from samplats.foundation.accounts.roles import Role

VALID_FOR = timedelta(days=14)


class InvitationState(StrEnum):
    """What an invitation can still be used for."""

    OPEN = "open"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Dates:
    """The dates that decide an invitation's state."""

    expires_at: datetime
    accepted_at: datetime | None
    withdrawn_at: datetime | None


def state_of(dates: Dates, now: datetime) -> InvitationState:
    """The invitation's state at this moment."""
    if dates.accepted_at:
        return InvitationState.ACCEPTED
    if dates.withdrawn_at:
        return InvitationState.WITHDRAWN
    return InvitationState.OPEN if now < dates.expires_at else InvitationState.EXPIRED


def hash_of(secret: str) -> str:
    """What is stored of an invitation's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


ABOVE = {
    "county": (Role.COUNTY, Role.MEMBER, Role.ADMINISTRATOR),
    "cooperation": (Role.COORDINATOR, Role.MEMBER, Role.ADMINISTRATOR),
}


def roles_in(kind: str) -> tuple[Role, ...]:
    """The roles that mean something in a kind of tenant, in the order of the people page."""
    return ABOVE.get(kind) or tuple(role for role in Role if role is not Role.COUNTY)
