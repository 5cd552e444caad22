"""Ratio of two event rates with intervals; overdispersion shrinks the counts to what they are worth."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy

METHODS = ("exact", "midp", "wald")


@dataclass(frozen=True)
class RateRatio:
    """Ratio of two rates, its interval and two-sided p (twice the smaller tail, so it agrees with the interval)."""

    ratio: float
    low: float
    high: float
    p: float


def rate_ratio(
    now: float, before: float, exposure_now: float, exposure_before: float, *, level: float, method: str
) -> RateRatio:
    """Compare two Poisson rates given the counts; counts may be fractional (effective counts).

    Given their sum, `now` is binomial with success odds ratio × exposure; "exact" inverts its two tails
    (Clopper–Pearson), "midp" counts half of the observed outcome in each tail, "wald" is normal on the log scale.
    """
    share = exposure_now / (exposure_now + exposure_before)
    if method == "wald":
        return _wald(now, before, exposure_now, exposure_before, level)
    half = (1 - level) / 2
    low, high = _limits(now, now + before, half, 1.0 if method == "exact" else 0.5)
    odds = exposure_before / exposure_now
    return RateRatio(
        ratio=_divide(now / exposure_now, before / exposure_before),
        low=_odds(low) * odds,
        high=_odds(high) * odds,
        p=_two_sided(now, now + before, share, 1.0 if method == "exact" else 0.5),
    )


def _wald(now: float, before: float, exposure_now: float, exposure_before: float, level: float) -> RateRatio:
    ratio = _divide(now / exposure_now, before / exposure_before)
    if now == 0 or before == 0:
        return RateRatio(ratio, 0.0, np.inf, 1.0)
    error = float(np.sqrt(1 / now + 1 / before))
    reach = float(np.exp(scipy.special.ndtri((1 + level) / 2) * error))
    return RateRatio(ratio, ratio / reach, ratio * reach, float(2 * scipy.special.ndtr(-abs(np.log(ratio)) / error)))


def _tails(share: float, x: float, n: float, own: float) -> tuple[float, float]:
    """Return P(X <= x) and P(X >= x) with the observed outcome counted `own` times (1 exact, 0.5 mid-p)."""
    above = float(scipy.special.betainc(x, n - x + 1, share)) if x > 0 else 1.0
    beyond = float(scipy.special.betainc(x + 1, n - x, share)) if x < n else 0.0
    upper = own * above + (1 - own) * beyond
    return 1 - beyond - (1 - own) * (above - beyond), upper


def _limits(x: float, n: float, half: float, own: float) -> tuple[float, float]:
    if own == 1.0:
        low = float(scipy.special.betaincinv(x, n - x + 1, half)) if x > 0 else 0.0
        high = float(scipy.special.betaincinv(x + 1, n - x, 1 - half)) if x < n else 1.0
        return low, high
    low = _solve(lambda share: _tails(share, x, n, own)[1] - half) if x > 0 else 0.0
    high = _solve(lambda share: half - _tails(share, x, n, own)[0]) if x < n else 1.0
    return low, high


def _solve(rising: Callable[[float], float]) -> float:
    from scipy import optimize  # slow to load, and only mid-p limits need it

    return float(optimize.brentq(rising, 1e-15, 1 - 1e-15, xtol=1e-14))


def _two_sided(x: float, n: float, share: float, own: float) -> float:
    """Twice the smaller tail, as the intervals do, so that p < 1 - level exactly when the interval leaves out 1."""
    return min(1.0, 2 * min(_tails(share, x, n, own)))


def likelihood_p(now: int, before: int, exposure_now: float, exposure_before: float) -> float:
    """Two-sided p as R's poisson.test gives it: the chance of all outcomes no likelier than the observed one."""
    from scipy import stats  # slow to load, and only this needs it

    share = exposure_now / (exposure_now + exposure_before)
    return float(stats.binomtest(now, now + before, share).pvalue)


def _odds(share: float) -> float:
    return _divide(share, 1 - share)


def _divide(top: float, bottom: float) -> float:
    if bottom == 0:
        return np.inf if top > 0 else np.nan
    return top / bottom
