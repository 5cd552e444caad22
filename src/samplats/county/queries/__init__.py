"""What a municipality has handed over and could hand over, and what a county has received."""

from samplats.county.queries.received import County, Table, county, group_names, municipality, picture, table_of
from samplats.county.queries.series import Beside, Series, all_series, beside, sources
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
    "Beside",
    "County",
    "Offer",
    "Series",
    "Shared",
    "Table",
    "Tenant",
    "all_series",
    "beside",
    "content_now",
    "county",
    "group_names",
    "in_force",
    "kind_of",
    "municipality",
    "offers",
    "picture",
    "receiver",
    "release_in_force",
    "sources",
    "standing_of",
    "standing_releases",
    "table_of",
]
