"""Everything that is read of incidents; each function takes the actor first."""

from .batches import (
    imports,
    open_sources,
    profile_for,
    rejected_rows,
    rooms,
    sources,
    the_import,
    the_source,
)
from .listing import incidents
from .reading import FirstLook, Preview, first_look, header_hash, preview

__all__ = [
    "FirstLook",
    "Preview",
    "first_look",
    "header_hash",
    "imports",
    "incidents",
    "open_sources",
    "preview",
    "profile_for",
    "rejected_rows",
    "rooms",
    "sources",
    "the_import",
    "the_source",
]
