"""Everything that changes places and the municipality's own map."""

from samplats.places.actions.addresses import (
    ADDRESS_JOB,
    finish_gazetteer,
    order_gazetteer,
    replace_gazetteer,
)
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
    "ADDRESS_JOB",
    "AddressRefused",
    "NameTaken",
    "NotInFile",
    "change_boundary",
    "describe_place",
    "draw_place",
    "finish_gazetteer",
    "import_areas",
    "import_boundary",
    "import_gazetteer",
    "import_population",
    "import_profile",
    "name_coach",
    "order_gazetteer",
    "replace_gazetteer",
    "restore_boundary",
    "retire_place",
    "set_base_map",
]
