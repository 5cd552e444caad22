"""What comes in by hand: files with how they are read, and reports."""

from ..rules.arriving import UPLOAD_AT_MOST
from .feeds import DescribePulled, HowPulled, SavedAnswer, Words
from .importing import Categories, Choose, ChooseSource, DescribeSource, Mapping, Upload
from .reporting import Nearby, PhotosTaken, ReportForm

__all__ = [
    "UPLOAD_AT_MOST",
    "Categories",
    "Choose",
    "ChooseSource",
    "DescribePulled",
    "DescribeSource",
    "HowPulled",
    "Mapping",
    "Nearby",
    "PhotosTaken",
    "ReportForm",
    "SavedAnswer",
    "Upload",
    "Words",
]
