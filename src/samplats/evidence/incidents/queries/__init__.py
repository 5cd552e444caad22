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
from .categories import Word, words_of
from .categories import choices as category_choices
from .listing import incidents
from .reading import FirstLook, Preview, first_look, header_hash, preview
from .scoped import columns_of, scoped, sources_with_rows, span

__all__ = [
    "FirstLook",
    "Preview",
    "Word",
    "category_choices",
    "columns_of",
    "first_look",
    "header_hash",
    "imports",
    "incidents",
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
