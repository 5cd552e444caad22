"""Everything that is read of incidents; each function takes the actor first."""

from .batches import (
    imports,
    profile_for,
    rejected_rows,
    rooms,
    sources,
    the_import,
    the_source,
)
from .reading import Preview, header_hash, preview

__all__ = [
    "Preview",
    "header_hash",
    "imports",
    "preview",
    "profile_for",
    "rejected_rows",
    "rooms",
    "sources",
    "the_import",
    "the_source",
]
