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
METHODS = {"C1": 0, "C2": 2, "C3": 2}  # days left out between the baseline and the day
USUAL = {"C1": 3.0, "C2": 3.0, "C3": 2.0}
DAYS = 7
CARRIED = 2  # days before, whose excess C3 adds
PERIODS = 200_000


@dataclass(frozen=True, kw_only=True)
class EarlyWarning(Result):
    """A heuristic: alarms, and how often the same rule alarms when nothing happens.

    `upper` (n,): threshold per day, NaN before there is a baseline and -1 where C3 alarms whatever the day brings;
    `high` (n,): alarms. `false_alarm_rate`: share of days with an alarm in `PERIODS` simulated days of the same mean
    and overdispersion, measured; `promised`: the rate that the normal distribution with a known spread would give.
    `heuristic` is always True: show it as such.
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
    counts: ArrayLike,
    *,
    method: str = "C1",
    deviations: float | None = None,
    seed: int | np.random.Generator | None = 0,
) -> EarlyWarning | CannotSay:
    """Alarm when a day, or three days together, lie far above the mean of seven days before.

    counts: (n,) events per day. method: "C1" (more than `deviations` standard deviations above the seven days before),
    "C2" (the same with two days left out between) or "C3" (what three days lie more than one standard deviation above
    C2's mean, added up, is more than `deviations`). deviations: default 3, for C3 2, as in EARS.
    A heuristic. Seven days say little about a standard deviation, least at low counts, so the rule alarms far more
    often than the normal distribution promises; the true rate is measured at this series' mean and overdispersion.
    Where the seven days are all equal, any larger count lies infinitely far above them.

    Returns CannotSay("too_few") for fewer than 8 days (C2: 10, C3: 12), ("nothing_counted") when all are zero.
    Source: Hutwagner, L. et al. (2003). The bioterrorism preparedness and response Early Aberration Reporting System
    (EARS). Journal of Urban Health 80 (suppl. 1), i89–i96.
    """
    checks.one_of("method", method, tuple(METHODS))
    values = checks.whole_counts("counts", counts).astype(np.float64)
    reach = USUAL[method] if deviations is None else checks.positive("deviations", deviations)
    least = DAYS + METHODS[method] + 1 + (CARRIED if method == "C3" else 0)
    if values.size < least:
        return CannotSay("too_few", {"n": int(values.size), "least": least})
    if not values.any():
        return CannotSay("nothing_counted", {"n": 0})
    seeded = checks.seed_of(seed)
    usual = Noise(float(values.mean()), within_groups([values]).factor)
    quiet = usual.distribution().rvs(size=PERIODS, random_state=np.random.default_rng(seeded)).astype(np.float64)
    rate = float((quiet > thresholds(quiet, method, reach))[least - 1 :].mean())
    upper = thresholds(values, method, reach)
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
        promised=_promised(method, reach, seeded),
        run_length=1 / rate if rate > 0 else np.inf,
    )


def thresholds(values: Floats, method: str, deviations: float) -> Floats:
    """Return for each day the count above which the rule alarms."""
    lag = METHODS[method]
    mean, spread = np.full(values.size, np.nan), np.full(values.size, np.nan)
    windows = sliding_window_view(values, DAYS)[: values.size - DAYS - lag]
    mean[DAYS + lag :], spread[DAYS + lag :] = windows.mean(axis=1), windows.std(axis=1, ddof=1)
    if method != "C3":
        return np.asarray(mean + deviations * spread)
    above = np.maximum(values - mean, 0)
    far = np.divide(above, spread, out=np.where(above > 0, np.inf, 0.0), where=spread > 0)
    excess = np.where(np.isnan(mean), np.nan, np.maximum(far - 1, 0))
    carried = np.full(values.size, np.nan)
    carried[CARRIED:] = excess[1:-1] + excess[:-2]
    left = deviations - carried
    enough = left < 0
    return np.where(enough, -1.0, mean + np.where(enough, 0.0, 1 + left) * spread)


def _promised(method: str, deviations: float, seed: int) -> float:
    """Chance of an alarm if days were normal and their mean and spread known."""
    if method != "C3":
        return float(Noise(0.0, sd=1.0).distribution().sf(deviations))
    days = np.random.default_rng([seed, 3]).standard_normal((PERIODS, CARRIED + 1))
    return float((np.maximum(days - 1, 0).sum(axis=1) > deviations).mean())
