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
from .categories import Word, words_of
from .categories import choices as category_choices
from .figures import data_version, known_until
from .listing import incidents
from .reading import FirstLook, Preview, first_look, header_hash, preview
from .scoped import columns_of, scoped, sources_with_rows, span

__all__ = [
    "FirstLook",
    "Import",
    "Preview",
    "Source",
    "Word",
    "category_choices",
    "columns_of",
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
    "sources_with_rows",
    "span",
    "the_import",
    "the_source",
    "words_of",
]
