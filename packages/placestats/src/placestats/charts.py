"""Control charts for counts: when is a series out of its usual range, and how often would that happen by chance?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any  # Any: matplotlib is optional and untyped here

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placestats import checks
from placestats.dispersion import within_groups
from placestats.errors import CannotSay, InputError
from placestats.results import Result, hash_of
from placestats.run_lengths import COARSE, FINE, Noise, constant_chart, cusum_chart, ewma_chart, limit_for

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
LEAST_HISTORY = 8
ALWAYS = 370.0  # periods between false alarms of the classical three-sigma chart


@dataclass(frozen=True, kw_only=True)
class Chart(Result):
    """A series against its limits.

    `values` (n,); `statistic` (n,): what is compared with the limits (the counts, the EWMA, or the upper sum);
    `lower`, `upper`: limits (lower is NaN where nothing can be too low); `high`, `low` (n,): alarms. `target`: usual
    level; `overdispersion`: variance over mean that is allowed for. `run_length`: periods between false alarms on
    average when nothing changes, computed for counts of this very size; `run_length_doubled`: periods until an alarm
    when the level doubles. `falling` (n,): the lower sum of a CUSUM. `since` (n,): periods since the sum left 0.
    """

    method: str
    values: Floats
    statistic: Floats
    target: float
    overdispersion: float
    lower: float
    upper: float
    high: Flags
    low: Flags
    run_length: float
    run_length_doubled: float
    falling: Floats | None = None
    since: NDArray[np.int64] | None = None

    @property
    def alarms(self) -> NDArray[np.int64]:
        """Positions of the alarms, from 0."""
        return np.flatnonzero(self.high | self.low)

    def plot(self, ax: Any = None) -> Any:
        """Draw the series with its limits and alarms (needs matplotlib)."""
        from placestats.pictures import chart

        return chart(self, ax)


def poisson_chart(
    counts: ArrayLike,
    *,
    target: float | None = None,
    history: ArrayLike | None = None,
    overdispersion: float | None = None,
    run_length: float = ALWAYS,
) -> Chart | CannotSay:
    """Compare each count with limits that chance alone passes once in `run_length` periods or more seldom.

    counts: (n,) events per period. target: usual mean per period, or history: earlier counts to take mean and
    overdispersion from (at least 8). Limits are quantiles of the Poisson distribution itself (negative binomial when
    overdispersed), half of the risk on each side (all of it above where no
    count can be too low), not three standard deviations, which at low counts give false
    alarms several times as often as promised. The run length takes target and overdispersion as known.

    Returns CannotSay("too_few") for a short history, ("nothing_counted") when it is all zero.
    Source: Montgomery, D. C. (2013). Introduction to Statistical Quality Control, 7th ed., 7.3; probability limits.
    """
    values = checks.whole_counts("counts", counts).astype(np.float64)
    usual = _usual(values, "counts", target, history, overdispersion, None)
    if isinstance(usual, CannotSay):
        return usual
    if not run_length > 1:
        raise InputError("run_length", f"is {run_length}", "give periods between false alarms, such as 370")
    law = usual.distribution()
    lower = float(law.ppf(0.5 / run_length))  # the lowest count that is not too low
    spent = float(law.cdf(lower - 1))
    upper = float(law.isf((1 if lower <= 0 else 0.5) / run_length if spent == 0 else 1 / run_length - spent))
    return Chart(
        n=values.size,
        parameters=_asked(target, history, overdispersion, run_length),
        data_hash=_fingerprint(values, history),
        method="Poisson chart",
        values=values,
        statistic=values,
        target=usual.mean,
        overdispersion=usual.factor,
        lower=lower if lower > 0 else np.nan,
        upper=upper,
        high=values > upper,
        low=values < lower,
        run_length=constant_chart(usual, lower, upper),
        run_length_doubled=constant_chart(usual.times(2), lower, upper),
    )


def ewma(
    values: ArrayLike,
    *,
    target: float | None = None,
    history: ArrayLike | None = None,
    overdispersion: float | None = None,
    sd: float | None = None,
    lam: float = 0.3,
    width: float | None = None,
    run_length: float = ALWAYS,
) -> Chart | CannotSay:
    """Smooth the series exponentially and compare it with asymptotic limits; finds small lasting shifts.

    values: (n,) counts, or any values when `sd` is given. z[i] = lam × values[i] + (1 - lam) × z[i-1] from z = target;
    limits target ± width × spread × sqrt(lam / (2 - lam)). width None: the narrowest, to a hundredth, that chance
    alone passes once in `run_length` periods or more seldom. Other input as in `poisson_chart`.

    Source: Roberts, S. W. (1959). Technometrics 1(3), 239–250; limits as in NIST/SEMATECH e-Handbook 6.3.2.4.
    """
    series = checks.numbers("values", values) if sd is not None else checks.not_negative("values", values)
    usual = _usual(series, "values", target, history, overdispersion, sd)
    if isinstance(usual, CannotSay):
        return usual
    unit = usual.spread * _kept_spread(lam)

    def length_at(wide: float, noise: Noise = usual) -> float:
        lower = usual.mean - wide * unit
        return ewma_chart(noise, usual.mean, lam, lower, usual.mean + wide * unit)

    used = limit_for(run_length, length_at, 0.01, 2.0) if width is None else checks.positive("width", width)
    smooth = _smoothed(series, usual.mean, lam)
    lower, upper = usual.mean - used * unit, usual.mean + used * unit
    return Chart(
        n=series.size,
        parameters={**_asked(target, history, overdispersion, run_length), "lam": lam, "width": used, "sd": sd},
        data_hash=_fingerprint(series, history),
        method="EWMA",
        values=series,
        statistic=smooth,
        target=usual.mean,
        overdispersion=usual.factor,
        lower=lower if sd is not None or lower > 0 else np.nan,
        upper=upper,
        high=smooth > upper,
        low=smooth < lower,
        run_length=length_at(used),
        run_length_doubled=length_at(used, usual.times(2)),
    )


def _kept_spread(lam: float) -> float:
    """Return the share of the values' spread that is left after smoothing with this weight."""
    if not 0 < lam <= 1:
        raise InputError("lam", f"is {lam}", "give a weight above 0 and at most 1, such as 0.3")
    return float(np.sqrt(lam / (2 - lam)))


def _smoothed(values: Floats, level: float, lam: float) -> Floats:
    smooth = np.empty(values.size)
    for k, value in enumerate(values):
        level = lam * value + (1 - lam) * level
        smooth[k] = level
    return smooth


def cusum(
    values: ArrayLike,
    *,
    target: float | None = None,
    history: ArrayLike | None = None,
    overdispersion: float | None = None,
    sd: float | None = None,
    ratio: float = 1.5,
    allowance: float | None = None,
    limit: float | None = None,
    run_length: float = ALWAYS,
) -> Chart | CannotSay:
    """Add up what lies above (and, apart, below) the usual level plus an allowance; finds lasting shifts soonest.

    values: (n,) counts, or any values when `sd` is given. Upper sum C[i] = max(0, C[i-1] + values[i] - (target +
    allowance)), lower sum likewise; alarm above `limit`. allowance None: best for a level `ratio` times the usual,
    (ratio - 1) × target / log(ratio) - target for counts. limit None: the smallest that chance alone passes once in
    `run_length` periods or more seldom, both sums together. The sums go on after an alarm. Other input as in
    `poisson_chart`.

    Sources: Page, E. S. (1954). Biometrika 41, 100–115; tabular form: Montgomery (2013), chapter 9; counts: Lucas
    (1985), Technometrics 27(2), 129–144; both sums: 1/ARL = 1/ARL⁺ + 1/ARL⁻.
    """
    series = checks.numbers("values", values) if sd is not None else checks.not_negative("values", values)
    usual = _usual(series, "values", target, history, overdispersion, sd)
    if isinstance(usual, CannotSay):
        return usual
    slack = _allowance(usual, ratio) if allowance is None else checks.positive("allowance", allowance)

    def length_at(height: float, noise: Noise = usual, most: int = FINE) -> float:
        rising = cusum_chart(noise, usual.mean + slack, height, most=most)
        falling = cusum_chart(noise, usual.mean - slack, height, upward=False, most=most)
        often = 1 / rising + 1 / falling
        return 1 / often if often > 0 else np.inf

    height = _height(usual, length_at, run_length) if limit is None else checks.positive("limit", limit)
    rising, since = _sums(series - (usual.mean + slack))
    falling, _ = _sums((usual.mean - slack) - series)
    return Chart(
        n=series.size,
        parameters={
            **_asked(target, history, overdispersion, run_length),
            "allowance": slack,
            "limit": height,
            "ratio": ratio,
            "sd": sd,
        },
        data_hash=_fingerprint(series, history),
        method="CUSUM",
        values=series,
        statistic=rising,
        target=usual.mean,
        overdispersion=usual.factor,
        lower=np.nan,
        upper=height,
        high=rising > height,
        low=falling > height,
        run_length=length_at(height),
        run_length_doubled=length_at(height, usual.times(2)),
        falling=falling,
        since=since,
    )


def _asked(
    target: float | None, history: ArrayLike | None, overdispersion: float | None, run_length: float
) -> dict[str, Any]:
    """What the three charts have in common to put on record."""
    given = {"target": target, "overdispersion": overdispersion, "run_length": run_length}
    return {**given, "history": history is not None}


def _fingerprint(values: Floats, history: ArrayLike | None) -> str:
    return hash_of(values, None if history is None else np.asarray(history, dtype=np.float64))


def _usual(
    values: Floats,
    name: str,
    target: float | None,
    history: ArrayLike | None,
    overdispersion: float | None,
    sd: float | None,
) -> Noise | CannotSay:
    """Return what a period looks like when nothing has changed."""
    if values.size == 0:
        raise InputError(name, "holds no periods", "give at least one count")
    if (target is None) == (history is None):
        raise InputError("target", "or history must be given, not both", "give the usual mean, or earlier counts")
    if sd is not None:
        checks.positive("sd", sd)
    if overdispersion is not None and not overdispersion >= 1:
        raise InputError("overdispersion", f"is {overdispersion}", "give 1 (pure chance) or more")
    if target is not None:
        return Noise(checks.positive("target", target), overdispersion or 1.0, sd)
    earlier = checks.not_negative("history", history if history is not None else [])
    if earlier.size < LEAST_HISTORY:
        return CannotSay("too_few", {"n": int(earlier.size), "least": LEAST_HISTORY})
    if not earlier.any():
        return CannotSay("nothing_counted", {"n": 0})
    return Noise(float(earlier.mean()), overdispersion or within_groups([earlier]).factor, sd)


def _allowance(usual: Noise, ratio: float) -> float:
    if not (ratio > 0 and ratio != 1):
        raise InputError("ratio", f"is {ratio}", "give the change to find, such as 1.5 for half as many again")
    if usual.sd is not None:
        return usual.sd / 2
    return abs((ratio - 1) * usual.mean / float(np.log(ratio)) - usual.mean)


def _height(usual: Noise, length_at: Callable[..., float], run_length: float) -> float:
    """Search on a coarse chain, then step up until the fine one agrees."""
    step = max(0.05, usual.spread / 50) if usual.sd is None else usual.sd / 100
    height = limit_for(run_length, lambda at: length_at(at, most=COARSE), step, 4 * usual.spread)
    while length_at(height) < run_length:
        height += step
    return height


def _sums(steps: Floats) -> tuple[Floats, NDArray[np.int64]]:
    sums, since = np.empty(steps.size), np.zeros(steps.size, dtype=np.int64)
    total, count = 0.0, 0
    for k, step in enumerate(steps):
        total = max(0.0, total + float(step))
        count = count + 1 if total > 0 else 0
        sums[k], since[k] = total, count
    return sums, since
