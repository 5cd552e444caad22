"""Everything that is read of incidents; each function takes the actor first."""

from ..models import Import, Source
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
from .figures import data_version, known_until, scoped
from .listing import incidents
from .reading import FirstLook, Preview, first_look, header_hash, preview

__all__ = [
    "FirstLook",
    "Import",
    "Preview",
    "Source",
    "data_version",
    "first_look",
    "header_hash",
    "imports",
    "incidents",
    "known_until",
    "open_sources",
    "preview",
    "profile_for",
    "rejected_rows",
    "rooms",
    "scoped",
    "sources",
    "the_import",
    "the_source",
]
