"""Rates that small numbers do not toss about: empirical-Bayes shrinkage (Marshall 1991) and funnel limits
(Spiegelhalter 2005)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammainc, gammaincinv, ndtr, ndtri

from placestats import checks
from placestats.checks import Floats
from placestats.errors import CannotSay, InputError
from placestats.neighbours import Neighbours
from placestats.results import Result, hash_of

LEAST = 3
WINSORISED = 0.1
FARTHEST = 37.0  # standard deviations: chances beyond are 0 to a computer
STYLES = ("-", ":", "-.")  # of the limits in the picture


@dataclass(frozen=True, kw_only=True)
class Rates(Result):
    """Per place: raw rate, shrunk rate with its 95 % interval (gamma), and how much weight the place's own rate has.

    mean, variance: of the true rates over all places (or over each place's neighbourhood). Rates are per exposure.
    """

    raw: Floats
    rate: Floats
    low: Floats
    high: Floats
    own_weight: Floats
    mean: Floats
    variance: Floats

    def plot(self, ax: Any = None) -> Any:
        """Draw own and shrunk rates with their intervals (needs matplotlib)."""
        from placestats import place_pictures

        return place_pictures.rates(self, ax)


@dataclass(frozen=True, kw_only=True)
class Funnel(Result):
    """Per place: rate, z (normal score of its Poisson chance, divided by sqrt(overdispersion)) and the limits.

    low, high: (levels, places). outside: how many of the levels the rate lies beyond, negative when below.
    """

    rate: Floats
    target: float
    z: Floats
    overdispersion: float
    levels: tuple[float, ...]
    low: Floats
    high: Floats
    outside: NDArray[np.int8]
    exposure: Floats

    def plot(self, ax: Any = None) -> Any:
        """Draw rate against exposure with the limits (needs matplotlib)."""
        from placestats.drawing import draw_curves

        order = np.argsort(self.exposure)
        across = self.exposure[order]
        ax = draw_curves(across, [("expected", np.full(across.size, self.target))], labels=("exposure", "rate"), ax=ax)
        for level, low, high, style in zip(self.levels, self.low, self.high, STYLES * len(self.levels), strict=False):
            for limit, label in ((low, f"{level:.1%} of places by chance"), (high, None)):
                ax.plot(across, limit[order], color="#1f4e79", linestyle=style, linewidth=1, label=label)
        ax.legend(fontsize="small")
        ax.scatter(self.exposure, self.rate, s=14, color=np.where(self.outside != 0, "#9c1c1c", "#555555"), zorder=3)
        return ax


def empirical_bayes_rates(
    counts: ArrayLike, exposure: ArrayLike, *, neighbours: Neighbours | Any | None = None
) -> Rates | CannotSay:
    """Return rates shrunk towards the mean of all places, or of each place and its neighbours.

    counts: events per place (weights allowed). exposure: population or dwellings per place, above 0. neighbours: for
    local shrinkage. The method of moments of Marshall (1991); a negative variance is taken as 0, and then every rate is
    the mean.
    """
    found, base = _counts_and_exposure(counts, exposure)
    if found.size < LEAST:
        return CannotSay("too_few_places", {"n": found.size, "least": LEAST})
    if not found.any():
        return CannotSay("nothing_counted", {"n": found.size})
    near = neighbours if neighbours is None or isinstance(neighbours, Neighbours) else Neighbours.of(neighbours)
    mean, variance = _moments(found, base) if near is None else _local_moments(found, base, near)
    varied = variance > 0
    beta = np.divide(mean, variance, out=np.ones(found.size), where=varied)  # prior exposure
    own = np.where(varied, base / (base + beta), 0.0)
    rate = mean + own * (found / base - mean)
    shape, scale = np.maximum(found + mean * beta, 1e-9), 1 / (base + beta)
    low, high = (np.where(varied, gammaincinv(shape, q) * scale, mean) for q in (0.025, 0.975))
    return Rates(
        n=found.size,
        parameters={"neighbours": near is not None},
        data_hash=hash_of(found, base, *(() if near is None else (near.starts, near.others))),
        raw=found / base,
        rate=rate,
        low=low,
        high=high,
        own_weight=own,
        mean=mean,
        variance=variance,
    )


def funnel_limits(
    counts: ArrayLike,
    exposure: ArrayLike,
    *,
    target: float | None = None,
    levels: tuple[float, ...] = (0.95, 0.998),
    overdispersion: bool = True,
) -> Funnel | CannotSay:
    """Return which places lie outside what chance explains, given how large they are.

    counts: whole counts per place. exposure: above 0. target: rate to compare with, else that of all places together.
    levels: two-sided limits. overdispersion: widen the limits by the variation common to all places (winsorised mean of
    z squared, 10 % at each end; never narrower than Poisson).
    """
    found, base = _counts_and_exposure(counts, exposure)
    checks.whole_counts("counts", found)
    if any(not 0 < level < 1 for level in levels) or not levels:
        raise InputError("levels", f"are {levels}", "give chances between 0 and 1")
    if found.size < LEAST:
        return CannotSay("too_few_places", {"n": found.size, "least": LEAST})
    if not found.any():
        return CannotSay("nothing_counted", {"n": found.size})
    middle = float(found.sum() / base.sum()) if target is None else checks.positive("target", target)
    scores = _normal_scores(found, middle * base)
    spread = _overdispersion(scores) if overdispersion else 1.0
    ordered = tuple(sorted(levels))
    reach = [float(ndtri((1 + level) / 2) * np.sqrt(spread)) for level in ordered]
    z = scores / np.sqrt(spread)
    beyond = np.sum([np.abs(scores) > r for r in reach], axis=0) * np.sign(scores)
    return Funnel(
        n=found.size,
        parameters={"levels": list(ordered), "overdispersion": overdispersion, "target": target},
        data_hash=hash_of(found, base),
        rate=found / base,
        target=middle,
        z=z,
        overdispersion=spread,
        levels=ordered,
        low=np.array([_lower_limit(middle * base, r) / base for r in reach]),
        high=np.array([_upper_limit(middle * base, r) / base for r in reach]),
        outside=beyond.astype(np.int8),
        exposure=base,
    )


def _counts_and_exposure(counts: ArrayLike, exposure: ArrayLike) -> tuple[Floats, Floats]:
    found, base = checks.not_negative("counts", counts), checks.numbers("exposure", exposure)
    if base.size != found.size:
        raise InputError("exposure", f"has {base.size} values for {found.size} places", "give one per place")
    if base.size and base.min() <= 0:
        raise InputError("exposure", "is not above 0 everywhere", "leave places without population out")
    return found, base


def _moments(found: Floats, base: Floats) -> tuple[Floats, Floats]:
    mean = found.sum() / base.sum()
    between = (base * (found / base - mean) ** 2).sum() / base.sum() - mean / base.mean()
    return np.full(found.size, mean), np.full(found.size, max(between, 0.0))


def _local_moments(found: Floats, base: Floats, near: Neighbours) -> tuple[Floats, Floats]:
    if near.n != found.size:
        raise InputError("neighbours", f"cover {near.n} places, counts {found.size}", "give both for the same places")
    mean, variance = np.empty(found.size), np.empty(found.size)
    for i in range(found.size):
        own = np.append(near.others[near.starts[i] : near.starts[i + 1]], i)
        moments = _moments(found[own], base[own])
        mean[i], variance[i] = moments[0][0], moments[1][0]
    return mean, variance


def _normal_scores(found: Floats, expected: Floats) -> Floats:
    """Normal score of the mid-p Poisson chance, computed from the nearer tail."""
    from scipy.stats import poisson  # slow to load

    half = 0.5 * poisson.pmf(found, expected)
    lower, upper = poisson.cdf(found - 1, expected) + half, poisson.sf(found, expected) + half
    tail = np.maximum(np.minimum(lower, upper), 1e-300)
    return np.asarray(np.where(lower < upper, ndtri(tail), -ndtri(tail)))


def _overdispersion(scores: Floats) -> float:
    low, high = np.quantile(scores, [WINSORISED, 1 - WINSORISED])
    return max(float((np.clip(scores, low, high) ** 2).mean()), 1.0)


def _lower_limit(expected: Floats, reach: float) -> Floats:
    """Poisson quantile, interpolated between whole counts (Spiegelhalter 2005, appendix A.1.1), at least 0."""
    from scipy.stats import poisson  # slow to load

    chance = ndtr(-reach)
    count = poisson.ppf(chance, expected)
    at, before = poisson.cdf(count, expected), poisson.cdf(count - 1, expected)
    return np.asarray(np.maximum(count - (at - chance) / np.maximum(at - before, 1e-300), 0.0))


def _upper_limit(expected: Floats, reach: float) -> Floats:
    """The same at the upper end, by what lies above it, since chances near 1 have too few digits.

    Farther out than any chance that a computer holds: by the expansion of Cornish and Fisher (1938).
    """
    if reach > FARTHEST:
        near = _upper_limit(expected, FARTHEST)
        return np.asarray(np.maximum(near, expected + reach * np.sqrt(expected) + (reach**2 - 1) / 6))
    chance = ndtr(-reach)
    below, count = np.full(expected.size, -1.0), np.ceil(expected + 2 * reach * np.sqrt(expected) + reach**2 + 10)
    while (count - below > 1).any():  # above(below) > chance >= above(count)
        middle = np.floor((below + count) / 2)
        enough = gammainc(middle + 1, expected) <= chance
        below, count = np.where(enough, below, middle), np.where(enough, middle, count)
    above, before = gammainc(count + 1, expected), np.where(count > 0, gammainc(np.maximum(count, 1), expected), 1.0)
    return np.asarray(count - (chance - above) / np.maximum(before - above, 1e-300))
