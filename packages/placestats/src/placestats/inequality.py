"""How concentrated events are over places: Lorenz curve, Gini, share of places with half of the events, stability.

Sources: Lorenz 1905; Gini 1912; Bernasco and Steenbeek 2017 (generalised Gini: more places than events); Weisburd 2015
(law of crime concentration); Andresen 2009 (similarity of patterns).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from placestats import checks
from placestats.checks import Floats, Integers
from placestats.errors import CannotSay, InputError
from placestats.results import Result, hash_of


@dataclass(frozen=True, kw_only=True)
class Lorenz(Result):
    """Cumulative share of places (least first) against cumulative share of events; both start at 0 and end at 1."""

    places: Floats
    events: Floats
    gini: float

    def plot(self, ax: Any = None) -> Any:
        """Draw the curve with the line of equality (needs matplotlib)."""
        from placestats.drawing import draw_curves

        named = [("events", self.events), ("expected if equal", self.places)]
        ax = draw_curves(self.places, named, labels=("share of places", "share of events"), ax=ax)
        ax.set_title(f"Gini {self.gini:.2f} over {self.n} places")
        return ax


@dataclass(frozen=True, kw_only=True)
class Concentration(Result):
    """How few places hold how many events.

    share_of_places: least share of the places that holds `holding` of the events; places_needed: their number.
    share_if_chance, chance_low, chance_high: mean and 95 % range of that share when as many events fall at random on
    as many equal places; `excess` says whether the share lies below that range. gini, generalised_gini: see functions.
    """

    total: float
    holding: float
    share_of_places: float
    places_needed: int
    share_if_chance: float
    chance_low: float
    chance_high: float
    excess: bool
    gini: float
    generalised_gini: float

    def plot(self, ax: Any = None) -> Any:
        """Draw the share of places beside that of chance (needs matplotlib)."""
        from placestats import place_pictures

        return place_pictures.concentration(self, ax)


@dataclass(frozen=True, kw_only=True)
class Stability(Result):
    """How alike the patterns of two periods are, place by place.

    overlap: share of the events that lies at the same places in both (1 = same shares everywhere, 0 = disjoint).
    rank_correlation: Spearman's. still_top: share of the places that held `holding` of the events before and still
    belong to those that do after; still_top_if_chance: the same for unrelated patterns.
    """

    overlap: float
    rank_correlation: float
    still_top: float
    still_top_if_chance: float
    top_before: Integers
    top_after: Integers
    total_before: float
    total_after: float

    def plot(self, ax: Any = None) -> Any:
        """Draw how much of the pattern stayed, beside chance (needs matplotlib)."""
        from placestats import place_pictures

        return place_pictures.stability(self, ax)


def lorenz(counts: ArrayLike) -> Lorenz | CannotSay:
    """Return the Lorenz curve of events over places (one count per place, places without events included)."""
    found = checks.not_negative("counts", counts)
    refused = _refusal(found)
    if refused is not None:
        return refused
    rising = np.sort(found)
    events = np.concatenate([[0.0], np.cumsum(rising) / rising.sum()])
    places = np.linspace(0.0, 1.0, found.size + 1)
    index = gini(found)
    assert not isinstance(index, CannotSay)
    return Lorenz(
        n=found.size, parameters={}, data_hash=hash_of(found), places=places, events=np.minimum(events, 1.0), gini=index
    )


def gini(counts: ArrayLike, *, unbiased: bool = False) -> float | CannotSay:
    """Return the Gini coefficient: 0 when all places hold equally many events, near 1 when one place holds all.

    unbiased multiplies by n / (n - 1), so that one place of ten holding everything gives 1 and not 0.9.
    """
    found = checks.not_negative("counts", counts)
    refused = _refusal(found)
    if refused is not None:
        return refused
    n = found.size
    rising = np.sort(found)
    value = float(2 * (np.arange(1, n + 1) * rising).sum() / (n * rising.sum()) - (n + 1) / n)
    return value * n / (n - 1) if unbiased and n > 1 else value


def generalised_gini(counts: ArrayLike) -> float | CannotSay:
    """Return the Gini coefficient against the most even spread possible (Bernasco and Steenbeek 2017).

    With fewer events than places, some places must be empty: G' = max(n/c, 1) (G - 1) + 1 for n places and c events,
    which is the ordinary Gini when there are at least as many events as places.
    """
    found = checks.not_negative("counts", counts)
    plain = gini(found)
    if isinstance(plain, CannotSay):
        return plain
    return float(max(found.size / found.sum(), 1.0) * (plain - 1.0) + 1.0)


def concentration(
    counts: ArrayLike, *, holding: float = 0.5, draws: int = 999, seed: int | np.random.Generator | None = None
) -> Concentration | CannotSay:
    """Return the smallest share of places that holds a share of the events, and what chance alone would give.

    counts: events per place, places without events included. holding: 0.5 asks for half of the events. draws: random
    spreads of the same number of events for the comparison (it needs whole counts; fractions are rounded to the total).
    """
    found = checks.not_negative("counts", counts)
    share = _share("holding", holding)
    checks.whole_number("draws", draws)
    refused = _refusal(found)
    if refused is not None:
        return refused
    start = checks.seed_of(seed)
    needed = _needed(found, share)
    simulated = _by_chance(found, share, draws, np.random.default_rng(start)) / found.size
    low, high = np.quantile(simulated, [0.025, 0.975])
    plain, general = gini(found), generalised_gini(found)
    assert isinstance(plain, float)
    assert isinstance(general, float)
    return Concentration(
        n=found.size,
        parameters={"holding": share, "draws": draws},
        data_hash=hash_of(found),
        seed=start,
        total=float(found.sum()),
        holding=share,
        share_of_places=needed / found.size,
        places_needed=needed,
        share_if_chance=float(simulated.mean()),
        chance_low=float(low),
        chance_high=float(high),
        excess=bool(needed / found.size < low),
        gini=plain,
        generalised_gini=general,
    )


def stability(before: ArrayLike, after: ArrayLike, *, holding: float = 0.5) -> Stability | CannotSay:
    """Compare where events lie in two periods: one count per place and period, the same places in the same order."""
    first, second = checks.not_negative("before", before), checks.not_negative("after", after)
    if first.size != second.size:
        raise InputError("after", f"has {second.size} places, before {first.size}", "give the same places in both")
    share = _share("holding", holding)
    refused = _refusal(second) if _refusal(first) is None else _refusal(first)
    if refused is not None:
        return refused
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return CannotSay("no_variation", {"n": first.size})
    from scipy.stats import spearmanr

    top_first, top_second = _top(first, share), _top(second, share)
    return Stability(
        n=first.size,
        parameters={"holding": share},
        data_hash=hash_of(first, second),
        overlap=float(np.minimum(first / first.sum(), second / second.sum()).sum()),
        rank_correlation=float(spearmanr(first, second).statistic),
        still_top=float(np.isin(top_first, top_second).mean()),
        still_top_if_chance=top_second.size / first.size,
        top_before=top_first,
        top_after=top_second,
        total_before=float(first.sum()),
        total_after=float(second.sum()),
    )


def _refusal(found: Floats) -> CannotSay | None:
    if found.size < 2:
        return CannotSay("too_few_places", {"n": found.size, "least": 2})
    if not found.any():
        return CannotSay("nothing_counted", {"n": found.size})
    return None


def _share(name: str, value: float) -> float:
    found = checks.positive(name, value)
    if found > 1:
        raise InputError(name, f"is {value}", "give a share above 0 and at most 1")
    return found


def _needed(counts: Floats, share: float) -> int:
    """Number of places, the fullest first, until they hold the share (compared without rounding trouble)."""
    held = np.cumsum(np.sort(counts)[::-1])
    return int(np.searchsorted(held, share * held[-1] * (1 - 1e-12))) + 1


def _top(counts: Floats, share: float) -> Integers:
    """The places themselves; equal counts in the order given."""
    return np.argsort(-counts, kind="stable")[: _needed(counts, share)].astype(np.int64)


def _by_chance(counts: Floats, share: float, draws: int, rng: np.random.Generator) -> Floats:
    """Places needed when the events fall at random on equal places."""
    events = max(round(float(counts.sum())), 1)
    needed = np.empty(draws)
    for i in range(draws):
        landed = np.bincount(rng.integers(0, counts.size, events)) if events < counts.size else None
        spread = landed if landed is not None else rng.multinomial(events, np.full(counts.size, 1 / counts.size))
        needed[i] = _needed_of_whole(spread, share)
    return needed


def _needed_of_whole(counts: Integers, share: float) -> int:
    """As _needed, from how many places hold 0, 1, 2 ... events: no sorting of places."""
    places = np.bincount(counts)[::-1]
    worth = np.arange(places.size - 1, -1, -1)
    held = np.cumsum(places * worth)
    goal = share * held[-1] * (1 - 1e-12)
    at = int(np.searchsorted(held, goal))
    before = held[at - 1] if at else 0
    return int(places[:at].sum() + np.ceil((goal - before) / worth[at]))
