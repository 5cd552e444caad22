"""Events as the analyses accept them, with readable defaults."""

from __future__ import annotations

from datetime import date

import numpy as np

from samplats.analyses.rules.precision import PlacePrecision, TimePrecision
from samplats.analyses.rules.scoped import Labels, Period, Scoped
from samplats.foundation.access.scope import Audience, Scope

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


def events(
    x: object,
    y: object,
    *,
    start: object = None,
    end: object = None,
    count: object = None,
    audience: Audience = Audience.INTERNAL,
    precision: TimePrecision = TimePrecision.MINUTE,
    place: PlacePrecision = PlacePrecision.POINT,
    period: Period = YEAR,
    words: list[str] | None = None,
) -> Scoped:
    """Scoped events of one source."""
    across, up = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    n = len(across)
    starts = np.full(n, np.datetime64("2025-06-02T10:00:00")) if start is None else np.asarray(start)
    ends = np.full(n, np.datetime64("NaT"), dtype="datetime64[s]") if end is None else np.asarray(end)
    labels = None
    if words is not None:
        known = sorted(set(words))
        labels = Labels(np.array([known.index(word) for word in words], dtype=np.int32), tuple(known))
    return Scoped(
        scope=Scope.of_files(audience),
        source="prov.csv",
        count=np.ones(n, dtype=np.int32) if count is None else np.asarray(count, dtype=np.int32),
        start=starts.astype("datetime64[s]"),
        end=ends.astype("datetime64[s]"),
        time_precision=np.full(n, precision, dtype=np.uint8),
        x=across,
        y=up,
        place_precision=np.full(n, place, dtype=np.uint8),
        crs=3006,
        zone="Europe/Stockholm",
        period=period,
        category=labels,
        area=labels,
    )


def town(seed: int = 1, n: int = 600) -> tuple[np.ndarray, np.ndarray]:
    """Events over 2 × 2 km, a fifth of them at one spot."""
    rng = np.random.default_rng(seed)
    x, y = 540_000 + rng.uniform(0, 2000, n), 6_660_000 + rng.uniform(0, 2000, n)
    hot = n // 5
    x[:hot], y[:hot] = 540_850 + rng.normal(0, 30, hot), 6_660_850 + rng.normal(0, 30, hot)
    return x, y


def times(n: int, seed: int = 2) -> np.ndarray:
    """Random times over 2025."""
    rng = np.random.default_rng(seed)
    return np.datetime64("2025-01-01T00:00:00") + rng.integers(0, 365 * 86_400, n).astype("timedelta64[s]")
