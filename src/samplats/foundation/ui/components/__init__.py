"""Components: the values that pages hand over, and by theme the tags that `{% load ui %}` gathers."""

from .claims import Finding, Source, Stamp
from .frame import Link, Person, Shell
from .lists import Column, Progress, Row, Table

__all__ = ["Column", "Finding", "Link", "Person", "Progress", "Row", "Shell", "Source", "Stamp", "Table"]
