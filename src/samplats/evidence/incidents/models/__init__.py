"""What is stored of incidents: sources, imports with their rejected rows, and the rows themselves."""

from .batches import Import, RejectedRow
from .duplicates import LikelyDuplicate
from .feeds import Feed, Pull, PulledChange, PulledRecord
from .folders import ArrivedFile, WatchedFolder
from .incident import Incident, RowNumbers
from .reports import CalmWeek, Reminder, Report, ReportingWeek, ReportSettings, Rhythm
from .sources import ImportProfile, Source
from .statistics import IncidentStatistic

__all__ = [
    "ArrivedFile",
    "CalmWeek",
    "Feed",
    "Import",
    "ImportProfile",
    "Incident",
    "IncidentStatistic",
    "LikelyDuplicate",
    "Pull",
    "PulledChange",
    "PulledRecord",
    "RejectedRow",
    "Reminder",
    "Report",
    "ReportSettings",
    "ReportingWeek",
    "Rhythm",
    "RowNumbers",
    "Source",
    "WatchedFolder",
]
