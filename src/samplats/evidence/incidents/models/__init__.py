"""What is stored of incidents: sources, imports with their rejected rows, and the rows themselves."""

from .batches import Import, RejectedRow
from .duplicates import LikelyDuplicate
from .incident import Incident, RowNumbers
from .sources import ImportProfile, Source
from .statistics import IncidentStatistic

__all__ = [
    "Import",
    "ImportProfile",
    "Incident",
    "IncidentStatistic",
    "LikelyDuplicate",
    "RejectedRow",
    "RowNumbers",
    "Source",
]
