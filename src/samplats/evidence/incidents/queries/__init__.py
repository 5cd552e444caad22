"""Everything that is read of incidents; each function takes the actor first."""

from samplats.analyses.rules.scoped import Period

from ..models import Import, Report, Source
from ..rules.effort import Effort
from .batches import (
    imports,
    open_sources,
    profile_for,
    rejected_rows,
    rooms,
    sources,
    stranded,
    the_import,
    the_source,
)
from .categories import Word, words_of
from .categories import choices as category_choices
from .duplicates import likely_duplicates, the_pair, with_rows
from .effort import effort, effort_has_changed, first_reported_week, heard, last_closed_week, live_effort
from .figures import data_version, known_until, last_import_at, months_held
from .listing import Counted, category_of, incident, incidents, kinds_of
from .mending import ToMend, rows_to_mend
from .reading import NAMED_BY, OURS, FirstLook, Preview, first_look, header_hash, preview
from .report_places import AreaUnknown, OutsideMunicipality, Spot, one_address, spot_before, spot_of
from .reports import (
    has_waiting,
    is_collecting,
    near_report,
    offered,
    own_reports,
    pictures_of,
    report_categories,
    report_source,
    report_to_change,
    report_with_key,
    reporting_body,
    reports,
    reports_near,
    the_report,
)
from .retention import monthly_statistics, n_due, n_reports_due
from .scoped import columns_of, scoped, sources_with_rows, span
from .shown import Filter, Opened, allowed, cells_of, map_tile, n_incidents, n_on_map, n_rows, n_shown_on_map, opened

__all__ = [
    "NAMED_BY",
    "OURS",
    "AreaUnknown",
    "Counted",
    "Effort",
    "Filter",
    "FirstLook",
    "Import",
    "Opened",
    "OutsideMunicipality",
    "Period",
    "Preview",
    "Report",
    "Source",
    "Spot",
    "ToMend",
    "Word",
    "allowed",
    "category_choices",
    "category_of",
    "cells_of",
    "columns_of",
    "data_version",
    "effort",
    "effort_has_changed",
    "first_look",
    "first_reported_week",
    "has_waiting",
    "header_hash",
    "heard",
    "imports",
    "incident",
    "incidents",
    "is_collecting",
    "kinds_of",
    "known_until",
    "last_closed_week",
    "last_import_at",
    "likely_duplicates",
    "live_effort",
    "map_tile",
    "monthly_statistics",
    "months_held",
    "n_due",
    "n_incidents",
    "n_on_map",
    "n_reports_due",
    "n_rows",
    "n_shown_on_map",
    "near_report",
    "offered",
    "one_address",
    "open_sources",
    "opened",
    "own_reports",
    "pictures_of",
    "preview",
    "profile_for",
    "rejected_rows",
    "report_categories",
    "report_source",
    "report_to_change",
    "report_with_key",
    "reporting_body",
    "reports",
    "reports_near",
    "rooms",
    "rows_to_mend",
    "scoped",
    "sources",
    "sources_with_rows",
    "span",
    "spot_before",
    "spot_of",
    "stranded",
    "the_import",
    "the_pair",
    "the_report",
    "the_source",
    "with_rows",
    "words_of",
]
