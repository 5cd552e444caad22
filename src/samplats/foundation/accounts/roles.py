"""The roles of the product; which permission each holds is said in every app's `policy`."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is in a tenant. The order is the order of the people page."""

    COORDINATOR = "coordinator"
    ANALYST = "analyst"
    REPORTER = "reporter"
    MEMBER = "member"
    LEADERSHIP = "leadership"
    ADMINISTRATOR = "administrator"
    COACH = "coach"
    COUNTY = "county"


EVERYONE = frozenset(Role)
CONTENT = EVERYONE - {Role.ADMINISTRATOR}
