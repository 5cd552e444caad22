"""Incident files in, a checked columnar table out; shared by the command line and the import wizard."""

from .columns import Columns, Role, choose_columns
from .incidents import Coded, Incidents
from .profile import Profile, profile_of
from .reader import Options, Reading, look, read_incidents

__all__ = [
    "Coded",
    "Columns",
    "Incidents",
    "Options",
    "Profile",
    "Reading",
    "Role",
    "choose_columns",
    "look",
    "profile_of",
    "read_incidents",
]
