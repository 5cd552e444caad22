"""How exactly the time and the place of an incident are known."""

from __future__ import annotations

from enum import IntEnum


class TimePrecision(IntEnum):
    """The finest unit that the time is known in; a lower value is finer."""

    MINUTE = 0
    HOUR = 1
    DAY = 2
    MONTH = 3
    YEAR = 4


class PlacePrecision(IntEnum):
    """What the position stands for; only points and addresses can carry a map of hot spots."""

    POINT = 0
    ADDRESS = 1
    AREA = 2
    MUNICIPALITY = 3
    COUNTY = 4
    UNKNOWN = 5
