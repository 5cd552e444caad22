"""Local dates and times as integers, with their precision: what is only known as a month stays a month."""

from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placestats.errors import InputError

Integers = NDArray[np.int64]
MISSING = np.iinfo(np.int64).min  # how numpy stores NaT
_COARSE = {"Y": "year", "M": "month", "W": "week", "D": "day"}


def local_times(name: str, values: ArrayLike) -> NDArray[np.datetime64]:
    """Return one-dimensional datetime64 in the precision that was given; times with a zone are refused."""
    found = np.asarray(values)
    if found.dtype.kind in "OUS" and found.size:
        found = _from_objects(name, found)
    if found.dtype.kind != "M":
        raise InputError(name, f"holds {found.dtype}, not dates or times", "give datetime64 in local time")
    if found.ndim != 1:
        raise InputError(name, f"has {found.ndim} dimensions, not 1", "give one time per event")
    return found


def _from_objects(name: str, values: NDArray[Any]) -> NDArray[np.datetime64]:
    for value in values.ravel():
        if isinstance(value, datetime) and value.tzinfo is not None:
            raise InputError(name, "holds times with a zone", "convert to local time and drop the zone")
    try:
        return values.astype(np.datetime64)
    except (TypeError, ValueError) as error:
        raise InputError(name, "holds values that are not dates", "give datetime64 in local time") from error


def precision(times: NDArray[np.datetime64]) -> str:
    """Return what is known of each time: year, month, week, day or time."""
    return _COARSE.get(np.datetime_data(times.dtype)[0], "time")


def as_seconds(times: NDArray[np.datetime64]) -> Integers:
    """Return seconds since 1970-01-01 local time; NaT becomes MISSING."""
    return times.astype("datetime64[s]", copy=False).view(np.int64)


def as_days(name: str, times: NDArray[np.datetime64]) -> Integers:
    """Return days since 1970-01-01 (the local calendar day of each time); NaT is refused."""
    if np.isnat(times).any():
        raise InputError(name, "holds missing times (NaT)", "leave those events out first")
    return times.astype("datetime64[D]").view(np.int64)


def one_day(name: str, value: Any) -> np.datetime64:
    """Return one calendar day from a date, a datetime64 or an ISO date."""
    try:
        day = np.datetime64(value, "D")
    except (TypeError, ValueError) as error:
        raise InputError(name, f"is {value!r}, not a day", "give a date") from error
    if np.isnat(day):
        raise InputError(name, "is missing (NaT)", "give a date")
    return day
