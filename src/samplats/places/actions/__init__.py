"""Everything that changes places and the municipality's own map."""

from samplats.places.actions.drawing import (
    NameTaken,
    change_boundary,
    describe_place,
    draw_place,
    name_coach,
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
    "describe_place",
    "draw_place",
    "import_areas",
    "import_boundary",
    "import_gazetteer",
    "import_population",
    "import_profile",
    "name_coach",
    "restore_boundary",
    "retire_place",
    "set_base_map",
]
