"""Kinds, faults and figures in the reader's words."""

from samplats.places.sentences.faults import (
    address_fault,
    boundary_fault,
    corners_fault,
    file_fault,
    row_fault,
    shape_fault,
)
from samplats.places.sentences.profile import FIGURE_NAMES, figure_text, profile_rows
from samplats.places.sentences.words import (
    BASE_MAP_NAMES,
    KIND_EXAMPLES,
    KIND_NAMES,
    LAYER_NAMES,
    ROOM_NAMES,
    VERBS,
    areas_receipt,
    hectares,
    map_label,
    outline_label,
    place_facts,
    room_lesson,
    rows_receipt,
)

__all__ = [
    "BASE_MAP_NAMES",
    "FIGURE_NAMES",
    "KIND_EXAMPLES",
    "KIND_NAMES",
    "LAYER_NAMES",
    "ROOM_NAMES",
    "VERBS",
    "address_fault",
    "areas_receipt",
    "boundary_fault",
    "corners_fault",
    "figure_text",
    "file_fault",
    "hectares",
    "map_label",
    "outline_label",
    "place_facts",
    "profile_rows",
    "room_lesson",
    "row_fault",
    "rows_receipt",
    "shape_fault",
]
