"""The sheets, what they hold and the figures they are filled with."""

from samplats.weekly.models import Passage, Sheet
from samplats.weekly.queries.figures import state_of_incidents, week_figures
from samplats.weekly.queries.sheets import (
    before,
    count_job,
    latest,
    open_sheet,
    ordered,
    passage,
    passages,
    sheet,
    sheets,
    to_prepare,
    verdicts_of,
)

__all__ = [
    "Passage",
    "Sheet",
    "before",
    "count_job",
    "latest",
    "open_sheet",
    "ordered",
    "passage",
    "passages",
    "sheet",
    "sheets",
    "state_of_incidents",
    "to_prepare",
    "verdicts_of",
    "week_figures",
]
