"""What comes in by hand: files with how they are read, and reports."""

from ..rules.arriving import UPLOAD_AT_MOST
from .importing import Categories, Choose, ChooseSource, DescribeSource, Mapping, Upload
from .reporting import Nearby, PhotosTaken, ReportForm

__all__ = [
    "UPLOAD_AT_MOST",
    "Categories",
    "Choose",
    "ChooseSource",
    "DescribeSource",
    "Mapping",
    "Nearby",
    "PhotosTaken",
    "ReportForm",
    "Upload",
]
