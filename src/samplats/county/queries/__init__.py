"""What a municipality has handed over and could hand over, and what a county has received."""

from samplats.county.queries.received import County, Table, county, municipality, picture, table_of
from samplats.county.queries.sharing import (
    Offer,
    Shared,
    content_now,
    in_force,
    kind_of,
    offers,
    receiver,
    release_in_force,
    standing_of,
    standing_releases,
)
from samplats.foundation.tenancy.models import Tenant

__all__ = [
    "County",
    "Offer",
    "Shared",
    "Table",
    "Tenant",
    "content_now",
    "county",
    "in_force",
    "kind_of",
    "municipality",
    "offers",
    "picture",
    "receiver",
    "release_in_force",
    "standing_of",
    "standing_releases",
    "table_of",
]
