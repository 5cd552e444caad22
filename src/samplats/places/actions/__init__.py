"""Everything that changes places and the municipality's own map."""

from samplats.places.actions.drawing import (
    NameTaken,
    change_boundary,
    change_kind,
    draw_place,
    name_coach,
    rename_place,
    restore_boundary,
    retire_place,
)
from samplats.places.actions.municipality import (
    AddressRefused,
    NotInFile,
    import_areas,
    import_boundary,
    import_gazetteer,
    import_population,
    import_profile,
    set_base_map,
)

__all__ = [
    "AddressRefused",
    "NameTaken",
    "NotInFile",
    "change_boundary",
    "change_kind",
    "draw_place",
    "import_areas",
    "import_boundary",
    "import_gazetteer",
    "import_population",
    "import_profile",
    "name_coach",
    "rename_place",
    "restore_boundary",
    "retire_place",
    "set_base_map",
]
