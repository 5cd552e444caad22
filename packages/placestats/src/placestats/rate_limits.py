"""Rates of single places with exact Poisson limits, one place at a time."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtri

from placestats import checks
from placestats.checks import Floats
from placestats.errors import InputError
from placestats.results import Result, hash_of


@dataclass(frozen=True, kw_only=True)
class ExactRates(Result):
    """Per place: events per exposure (`raw`) and the interval (`low`, `high`) at `level`."""

    raw: Floats
    low: Floats
    high: Floats
    level: float

    def plot(self, ax: Any = None) -> Any:
        """Draw the rates with their intervals (needs matplotlib)."""
        from placestats import place_pictures

        return place_pictures.exact_rates(self, ax)


def exact_rates(counts: ArrayLike, exposure: ArrayLike, *, level: float = 0.95) -> ExactRates:
    """Return each place's own rate with its exact Poisson interval.

    counts: whole counts per place. exposure: population, dwellings or time per place, above 0, in any unit; rates are
    per that unit. level: confidence of each interval by itself; nothing is borrowed from other places (for that see
    `empirical_bayes_rates`) and nothing is corrected for looking at many.

    Raises InputError for counts that are not whole, unequal lengths, an exposure of 0.
    Source: Garwood, F. (1936). Fiducial limits for the Poisson distribution. Biometrika 28, 437–442.
    """
    found = checks.whole_counts("counts", counts)
    base = checks.numbers("exposure", exposure)
    if not found.size:
        raise InputError("counts", "hold no places", "give one count per place")
    if base.shape != found.shape:
        raise InputError("exposure", f"has {base.size} values for {found.size} counts", "give one for each place")
    if not base.min() > 0:
        raise InputError("exposure", "holds 0 or less", "leave out places without exposure")
    if not 0 < level < 1:
        raise InputError("level", f"is {level}", "give a share such as 0.95")
    tail = (1 - level) / 2
    low = np.where(found > 0, chdtri(2 * np.maximum(found, 1), 1 - tail) / 2, 0.0)
    high = chdtri(2 * found + 2, tail) / 2
    return ExactRates(
        n=int(found.size),
        parameters={"level": level},
        data_hash=hash_of(found, base),
        raw=found / base,
        low=low / base,
        high=high / base,
        level=level,
    )
