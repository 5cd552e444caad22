"""EARS: a rule of thumb for sudden increases, with the rate of false alarms that it really has."""

from dataclasses import dataclass
from typing import Any  # Any: matplotlib is optional and untyped here

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from placestats import checks
from placestats.dispersion import within_groups
from placestats.errors import CannotSay
from placestats.results import Result, hash_of
from placestats.run_lengths import Noise

Floats = NDArray[np.float64]
METHODS = {"C1": 0, "C2": 2}
DAYS = 7
PERIODS = 200_000


@dataclass(frozen=True, kw_only=True)
class EarlyWarning(Result):
    """A heuristic: alarms, and how often the same rule alarms when nothing happens.

    `upper` (n,): threshold per day, NaN before there is a baseline; `high` (n,): alarms. `false_alarm_rate`: share of
    days with an alarm in `PERIODS` simulated days of the same mean and overdispersion, measured; `promised`: the rate
    that the normal distribution would give. `heuristic` is always True: show it as such.
    """

    method: str
    values: Floats
    upper: Floats
    high: NDArray[np.bool_]
    false_alarm_rate: float
    promised: float
    run_length: float
    heuristic: bool = True

    @property
    def alarms(self) -> NDArray[np.int64]:
        """Positions of the alarms, from 0."""
        return np.flatnonzero(self.high)

    def plot(self, ax: Any = None) -> Any:
        """Draw the series with its threshold and alarms (needs matplotlib)."""
        from placestats.pictures import early_warning

        return early_warning(self, ax)


def ears(
    counts: ArrayLike, *, method: str = "C1", deviations: float = 3.0, seed: int | np.random.Generator | None = 0
) -> EarlyWarning | CannotSay:
    """Alarm when a day lies more than three standard deviations above the mean of seven days before it.

    counts: (n,) events per day. method: "C1" (the seven days before) or "C2" (with two days left out between).
    Seven days say little about a standard deviation, least at low counts, so the rule alarms far more often than the
    normal distribution promises; the true rate is measured at the mean and overdispersion of this series.

    Returns CannotSay("too_few") for fewer than 10 days, ("nothing_counted") when all are zero.
    Source: Hutwagner, L. et al. (2003). The bioterrorism preparedness and response Early Aberration Reporting System
    (EARS). Journal of Urban Health 80 (suppl. 1), i89–i96.
    """
    checks.one_of("method", method, tuple(METHODS))
    values = checks.whole_counts("counts", counts).astype(np.float64)
    reach = checks.positive("deviations", deviations)
    least = DAYS + METHODS[method] + 1
    if values.size < least:
        return CannotSay("too_few", {"n": int(values.size), "least": least})
    if not values.any():
        return CannotSay("nothing_counted", {"n": 0})
    seeded = checks.seed_of(seed)
    usual = Noise(float(values.mean()), within_groups([values]).factor)
    quiet = usual.distribution().rvs(size=PERIODS, random_state=np.random.default_rng(seeded)).astype(np.float64)
    rate = float((quiet > thresholds(quiet, METHODS[method], reach))[least - 1 :].mean())
    upper = thresholds(values, METHODS[method], reach)
    return EarlyWarning(
        n=values.size,
        parameters={"method": method, "deviations": reach, "simulated_days": PERIODS},
        data_hash=hash_of(values),
        seed=seeded,
        method=f"EARS {method}",
        values=values,
        upper=upper,
        high=values > upper,
        false_alarm_rate=rate,
        promised=float(Noise(0.0, sd=1.0).distribution().sf(reach)),
        run_length=1 / rate if rate > 0 else np.inf,
    )


def thresholds(values: Floats, lag: int, deviations: float) -> Floats:
    """Return mean + deviations × standard deviation of the seven days that end `lag` + 1 days before each day."""
    upper = np.full(values.size, np.nan)
    windows = sliding_window_view(values, DAYS)[: values.size - DAYS - lag]
    upper[DAYS + lag :] = windows.mean(axis=1) + deviations * windows.std(axis=1, ddof=1)
    return upper
