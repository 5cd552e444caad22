# ruff: noqa: E501 - tables; wrapping hides their shape
"""When things happen: the year, the week and the hours of each kind of incident, in local time."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Minutes = NDArray[np.datetime64]

# Weight of each month, January first.
YEAR = {
    "even": (1.0,) * 12,
    "summer": (0.5, 0.5, 0.7, 1.0, 1.4, 1.5, 1.5, 1.5, 1.2, 0.9, 0.6, 0.5),
    "dark": (1.3, 1.1, 0.9, 0.8, 0.7, 0.6, 0.6, 0.7, 1.0, 1.3, 1.5, 1.5),
    "school": (1.0, 1.0, 1.1, 1.1, 1.2, 0.6, 0.2, 0.8, 1.3, 1.2, 1.1, 0.9),
    "bins": (0.6, 0.6, 0.9, 1.5, 1.4, 1.1, 0.8, 0.9, 1.0, 1.2, 1.0, 1.0),
    "fireworks": (1.5, 0.3, 0.3, 0.7, 0.4, 0.2, 0.2, 0.3, 0.4, 1.0, 0.8, 4.0),
    "cycling": (0.3, 0.3, 0.6, 1.1, 1.5, 1.5, 1.2, 1.5, 1.7, 1.2, 0.7, 0.4),
}

# Hours with their weight for an ordinary day and for Friday and Saturday evening; the rest of the hours weigh `rest`.
HOURS: dict[str, tuple[float, dict[int, float], dict[int, float]]] = {
    "nights_out": (0.12, {16: 1, 17: 1.2, 18: 1.2, 19: 1, 20: 0.9, 21: 0.9, 22: 0.8, 23: 0.6},
                   {18: 1.5, 19: 2.2, 20: 5, 21: 6, 22: 7, 23: 7}),
    "evenings": (0.15, {15: 1, 16: 1.4, 17: 1.6, 18: 1.8, 19: 2, 20: 2, 21: 1.6, 22: 1.1, 23: 0.6},
                 {18: 2, 19: 2.4, 20: 3, 21: 3, 22: 2.6, 23: 2}),
    "daytime": (0.05, {7: 0.6, 8: 1.2, 9: 1.3, 10: 1.3, 11: 1.2, 12: 1, 13: 1.1, 14: 1.1, 15: 1, 16: 0.8, 17: 0.4}, {}),
    "shops": (0.0, {10: 0.6, 11: 0.9, 12: 1.2, 13: 1.2, 14: 1.3, 15: 1.6, 16: 1.8, 17: 1.7, 18: 1.2, 19: 0.6}, {}),
    "school": (0.05, {8: 0.4, 9: 0.9, 10: 1.1, 11: 1.5, 12: 1.6, 13: 1.2, 14: 1.3, 15: 1, 16: 0.6, 19: 0.5, 20: 0.5}, {}),
    "nights": (0.2, {21: 1, 22: 1.3, 23: 1.6, 0: 1.6, 1: 1.6, 2: 1.4, 3: 1}, {22: 2, 23: 2.4}),
}  # fmt: skip
AFTER_MIDNIGHT = {
    "nights_out": {0: 6.5, 1: 5.5, 2: 2.0},
    "evenings": {0: 1.2, 1: 0.8},
    "nights": {0: 2.6, 1: 2.6, 2: 2.0},
}
"""Early Saturday and Sunday belong to the evening before."""

WEEK = {
    "nights_out": (0.6, 0.6, 0.7, 0.9, 1.9, 2.3, 1.1), "evenings": (0.9, 0.9, 1, 1, 1.3, 1.2, 0.8),
    "daytime": (1.4, 1.1, 1.0, 1.0, 1.0, 0.5, 0.4), "shops": (0.9, 0.9, 1, 1.1, 1.4, 1.3, 0.4),
    "school": (1.1, 1.1, 1.1, 1.1, 1.1, 0.2, 0.2), "nights": (0.8, 0.8, 0.9, 1, 1.3, 1.5, 1.1),
}  # fmt: skip


def hours_of(profile: str) -> Floats:
    """Share of each hour within each weekday, Monday first, as a (7, 24) table with rows that sum to one."""
    rest, ordinary, weekend = HOURS[profile]
    table = np.full((7, 24), rest)
    for hour, weight in ordinary.items():
        table[:, hour] = weight
    for hour, weight in weekend.items():
        table[4:6, hour] = weight
    for hour, weight in AFTER_MIDNIGHT.get(profile, {}).items():
        table[5:7, hour] = weight
    return np.asarray(table / table.sum(axis=1, keepdims=True))


def draw(count: int, *, first: date, days: int, profile: str, season: str, rng: Generator) -> Minutes:
    """Local times (minutes) between `first` and `days` later with the rhythm of a profile and a season."""
    calendar = np.datetime64(first, "D") + np.arange(days)
    weekday = (calendar.astype(np.int64) + 3) % 7
    month = calendar.astype("datetime64[M]").astype(np.int64) % 12
    weights = np.asarray(WEEK[profile])[weekday] * np.asarray(YEAR[season])[month]
    day = pick(weights, count, rng)
    hours = hours_of(profile).cumsum(axis=1)[weekday[day]]
    hour = (rng.random(count)[:, None] > hours).sum(axis=1).clip(max=23)
    minute = np.floor(rng.random(count) * 60).astype(np.int64)
    return np.asarray(calendar[day].astype("datetime64[m]") + hour * 60 + minute)


def pick(weights: Floats, count: int, rng: Generator) -> NDArray[np.int64]:
    """Row numbers drawn in proportion to weights."""
    steps = np.cumsum(weights)
    found = np.searchsorted(steps, rng.random(count) * steps[-1], side="right")
    return np.asarray(np.minimum(found, len(steps) - 1), dtype=np.int64)


def exponential(mean: float, count: int, rng: Generator) -> Floats:
    """Waiting times with a mean; worked out from plain uniform numbers so that they stay the same everywhere."""
    return np.asarray(-mean * np.log1p(-rng.random(count)))


def to_utc(local: Minutes) -> Minutes:
    """Universal time of Swedish wall-clock times (European summer-time rule); the repeated hour counts as summer."""
    years = local.astype("datetime64[Y]").astype(np.int64) + 1970
    span = np.arange(years.min(), years.max() + 1) if years.size else np.array([1970])
    begins, ends = _last_sunday(span, 3), _last_sunday(span, 10)
    row = years - span[0]
    summer = (local >= begins[row] + np.timedelta64(2, "h")) & (local < ends[row] + np.timedelta64(3, "h"))
    return np.asarray(local - np.where(summer, 120, 60).astype("timedelta64[m]"))


def _last_sunday(years: NDArray[np.int64], month: int) -> Minutes:
    following = ((years - 1970) * 12 + month).astype("datetime64[M]").astype("datetime64[D]")
    last = following - 1
    back = (last.astype(np.int64) + 4) % 7
    return np.asarray((last - back).astype("datetime64[m]"))
