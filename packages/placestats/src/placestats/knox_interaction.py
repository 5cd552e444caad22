"""Knox test: do events that are close in place lie closer in time than chance would have it?"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from placestats import checks
from placestats.errors import CannotSay
from placestats.near_pairs import METRICS, near_pairs
from placestats.permuted_times import counts_within
from placestats.results import Result
from placestats.space_time import Events, events, pairs_within, reach, upper_p

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Knox(Result):
    """Pairs of events close in place and time, against what chance would give.

    `statistic`: pairs close in both; `expected`: mean over all shuffles of the times, exactly; `ratio` = statistic /
    expected. `p` = `p_sim`: share of the shuffles (the data among them) with at least as many; NaN without shuffles.
    `low`, `high`: 2.5 and 97.5 % points of the ratio when chance alone rules. `p_poisson`: P(X >= statistic) for a
    Poisson count with the expected mean, `p_poisson_above`: P(X > statistic), which other packages print.
    `observed`: [[both, place only], [time only, neither]]. `space`, `time`: what counts as close, in interval notation.
    """

    statistic: int
    expected: float
    ratio: float
    p: float
    low: float
    high: float
    p_poisson: float
    p_poisson_above: float
    observed: NDArray[np.int64]
    space: str
    time: str
    sim: NDArray[np.int64] | None

    @property
    def p_sim(self) -> float:
        """The name that users of pointpats know."""
        return self.p

    def plot(self, ax: Any = None) -> Any:
        """Draw the shuffled counts and the observed one (needs matplotlib and keep_simulations=True)."""
        from placestats.pictures import knox

        return knox(self, ax)


def knox(
    x: ArrayLike,
    y: ArrayLike,
    t: ArrayLike,
    *,
    delta: float,
    tau: float,
    permutations: int = 999,
    seed: int | np.random.Generator | None = None,
    weights: ArrayLike | None = None,
    closed: str = "left",
    metric: str = "euclidean",
    snapped: str = "refuse",
    keep_simulations: bool = False,
) -> Knox | CannotSay:
    """Count pairs closer than `delta` metres and `tau` days, and shuffle the times to see what chance gives.

    x, y: (n,) metres. t: (n,) local dates or times (used as calendar days), or numbers of days.
    closed: "left" means [0, delta) and [0, tau), so tau=1 is the same day; "both" means [0, delta] and [0, tau], as
    in pointpats. weights: whole number of events that each row stands for, treated as that many rows, which are
    also close to each other. permutations: shuffles of the times over the places; 0 leaves p as NaN.
    seed: an int or Generator; the same seed gives the same result whatever the number of threads.
    metric: "euclidean" or "manhattan". snapped: "refuse" or "allow" data where half of the rows share their point.

    Returns CannotSay: "needs_day" (months or weeks), "snapped", "too_few".
    Raises InputError for unequal lengths, NaN, degrees, points all on one spot, distances that give too many pairs.

    Source: Knox, E. G. (1964). The detection of space-time interactions. Applied Statistics 13(1), 25–30; p as
    (1 + count) / (1 + permutations): Davison & Hinkley (1997), 4.3.
    """
    asked = _Asked.checked(delta, tau, permutations, closed, metric, snapped)
    found = events(x, y, t, weights, distance=asked.delta, snapped=snapped)
    if isinstance(found, CannotSay):
        return found
    seeded = checks.seed_of(seed)
    both = closed == "both"
    pairs = near_pairs(found.x, found.y, np.array([0.0, asked.delta]), metric=metric, closed=both)
    reaches = np.array([reach(asked.tau, found.times, closed=both)])
    counts = counts_within(pairs, found.times, reaches, permutations=permutations, seed=seeded)[:, 0, 0]
    near_in_place, near_in_time = int(pairs.per_band[0]), int(pairs_within(found.times, reaches)[0])
    return _result(found, asked, counts, near_in_place, near_in_time, seeded, keep_simulations)


@dataclass(frozen=True)
class _Asked:
    delta: float
    tau: float
    permutations: int
    closed: str
    metric: str
    snapped: str

    @classmethod
    def checked(cls, delta: float, tau: float, permutations: int, closed: str, metric: str, snapped: str) -> "_Asked":
        checks.one_of("closed", closed, ("left", "both"))
        checks.one_of("metric", metric, METRICS)
        checks.whole_number("permutations", permutations, least=0)
        return cls(checks.positive("delta", delta), checks.positive("tau", tau), permutations, closed, metric, snapped)

    def interval(self, most: float, unit: str) -> str:
        return f"[0, {most:g}{']' if self.closed == 'both' else ')'} {unit}"


def _result(
    found: Events, asked: _Asked, counts: NDArray[np.int64], in_place: int, in_time: int, seed: int, keep: bool
) -> Knox:
    n = found.n
    every = n * (n - 1) // 2
    expected = in_place * in_time / every
    both = int(counts[0])
    low, high = _envelope(counts[1:], expected)
    return Knox(
        n=n,
        parameters={**vars(asked)},
        data_hash=found.fingerprint,
        seed=seed,
        statistic=both,
        expected=expected,
        ratio=both / expected if expected else np.nan,
        p=float(upper_p(counts)) if asked.permutations else np.nan,
        low=low,
        high=high,
        p_poisson=float(special.pdtrc(both - 1, expected)) if both else 1.0,
        p_poisson_above=float(special.pdtrc(both, expected)),
        observed=np.array([[both, in_place - both], [in_time - both, every - in_place - in_time + both]]),
        space=asked.interval(asked.delta, "m"),
        time=asked.interval(asked.tau, "days"),
        sim=counts[1:] if keep else None,
    )


def _envelope(simulated: NDArray[Any], expected: float) -> tuple[float, float]:
    if simulated.size == 0 or expected == 0:
        return np.nan, np.nan
    low, high = np.quantile(simulated, [0.025, 0.975]) / expected
    return float(low), float(high)
