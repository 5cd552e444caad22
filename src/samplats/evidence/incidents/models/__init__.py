"""What is stored of incidents: sources, imports with their rejected rows, and the rows themselves."""

from .batches import Import, RejectedRow
from .incident import Incident, RowNumbers
from .sources import ImportProfile, Source

__all__ = ["Import", "ImportProfile", "Incident", "RejectedRow", "RowNumbers", "Source"]
