"""Tests of time, and of place with time: null rates, coverage, power and run lengths."""

from collections.abc import Callable
from functools import cache, partial
from itertools import product

import numpy as np

import placestats
from trials.question import SEED, Question

START = np.datetime64("2021-01-01")
BANDS = {"distance_bands": (0, 100, 200, 400), "time_bands": (0, 4, 8, 15)}
Events = tuple[np.ndarray, np.ndarray, np.ndarray]


def stream(part: int, number: int) -> np.random.Generator:
    return np.random.default_rng([SEED, part, number])


def crowded(rng: np.random.Generator, n: int = 120) -> Events:
    """Clustered places and clustered times that have nothing to do with each other."""
    centre = rng.uniform(0, 5000, (6, 2))[rng.integers(0, 6, n)]
    x, y = (centre + rng.normal(0, 250, (n, 2))).T
    return x, y, rng.choice(rng.integers(0, 365, 40), n) + rng.integers(0, 6, n)


def even(rng: np.random.Generator, n: int = 120) -> Events:
    return rng.uniform(0, 2000, n), rng.uniform(0, 2000, n), rng.integers(0, 365, n)


def repeating(rng: np.random.Generator) -> Events:
    """A fifth of the events follow another within some 60 m and a week."""
    x, y, t = even(rng, 100)
    again = rng.choice(100, 20, replace=False)
    return (
        np.append(x, x[again] + rng.normal(0, 40, 20)),
        np.append(y, y[again] + rng.normal(0, 40, 20)),
        np.append(t, t[again] + rng.integers(0, 7, 20)),
    )


TESTS: dict[str, Callable[..., object]] = {
    "knox": lambda *d, **o: placestats.knox(*d, delta=200, tau=8, **o).p,
    "modified_knox": lambda *d, **o: placestats.modified_knox(*d, delta=200, tau=8, **o).p,
    "mantel": lambda *d, **o: placestats.mantel(*d, **o).p,
    "jacquez": lambda *d, **o: placestats.jacquez(*d, **o).p,
    "near_repeat, any cell": lambda *d, **o: placestats.near_repeat(*d, **BANDS, **o).p,
}


def significant(test: str, make: Callable[..., Events], number: int) -> tuple[int, int]:
    found = TESTS[test](*make(stream(1, number)), permutations=199, seed=number)
    return int(np.min(found) <= 0.05), 1


def series(rng: np.random.Generator, mean: float, days: int, kind: str) -> np.ndarray:
    """Daily counts with no change in level: Poisson, negative binomial days, or near repeats (followers in days)."""
    if kind == "Poisson":
        return rng.poisson(mean, days)
    if kind == "negative binomial":
        return rng.negative_binomial(mean / 1.5, 0.4, days)  # variance 2.5 × mean
    starts = rng.poisson(mean * 0.6, days + 60)
    days_of = np.repeat(np.arange(days + 60), starts)
    followers = rng.poisson(2 / 3, days_of.size)
    later = np.repeat(days_of, followers) + rng.geometric(1 / 7, followers.sum())
    return np.bincount(np.append(days_of, later), minlength=days + 200)[60 : days + 60]


def dated(daily: np.ndarray) -> np.ndarray:
    return START + np.repeat(np.arange(daily.size), daily)


def says_change(method: str, kind: str, per_month: int, days: int, number: int) -> tuple[int, int]:
    daily = series(stream(2 if method == "change_28_days" else 3, number), per_month / 28, days, kind)
    if not daily.any():
        return 0, 1
    found = getattr(placestats, method)(dated(daily), as_of=START + days - 1, known_from=START)
    return int(bool(found) and found.verdict != "uncertain"), 1


def sees_change(ratio: float, per_month: int, number: int) -> tuple[int, int]:
    daily = stream(4, number).poisson(per_month / 28 * np.where(np.arange(900) >= 872, ratio, 1))
    found = placestats.change_28_days(dated(daily), as_of=START + 899, known_from=START)
    return int(bool(found) and found.verdict == ("increase" if ratio > 1 else "decrease")), 1


def outside_interval(factor: float, number: int) -> tuple[int, int]:
    rng, rate = stream(6, number), 4 * 0.9 ** (np.arange(1095) / 365.2425)
    counts = rng.poisson(rate) if factor == 1 else rng.negative_binomial(rate / (factor - 1), 1 / factor)
    found = placestats.decompose(counts, start=START)
    return int(not found.per_year_low <= 0.9 <= found.per_year_high), 1


@cache
def limits(name: str, mean: float, factor: float) -> placestats.Chart:
    return getattr(placestats, name)([0], target=mean, overdispersion=factor, run_length=100)


def first_alarm(name: str, mean: float, factor: float, number: int) -> tuple[int, int]:
    """One series, until its first alarm or 400 periods."""
    rng, found = stream(5, number), limits(name, mean, factor)
    counts = rng.poisson(mean, 400) if factor == 1 else rng.negative_binomial(mean / (factor - 1), 1 / factor, 400)
    outside = {"poisson_chart": _outside_chart, "ewma": _outside_ewma, "cusum": _outside_cusum}[name]
    for period, value in enumerate(outside(found, counts.tolist())):
        if value:
            return 1, period + 1
    return 0, 400


def _outside_chart(found: placestats.Chart, counts: list[int]):  # type: ignore[no-untyped-def]
    lower = np.nan_to_num(found.lower)
    return (value > found.upper or value < lower for value in counts)


def _outside_ewma(found: placestats.Chart, counts: list[int]):  # type: ignore[no-untyped-def]
    lam, level, reach = found.parameters["lam"], found.target, found.upper - found.target
    for value in counts:
        level = lam * value + (1 - lam) * level
        yield abs(level - found.target) > reach


def _outside_cusum(found: placestats.Chart, counts: list[int]):  # type: ignore[no-untyped-def]
    slack, above, below = found.parameters["allowance"], 0.0, 0.0
    for value in counts:
        above, below = max(0, above + value - found.target - slack), max(0, below + found.target - slack - value)
        yield max(above, below) > found.upper


@cache
def ears_rate(method: str, mean: float) -> float:
    quiet = np.random.default_rng(SEED).poisson(mean, 5000)
    return placestats.ears(quiet, method=method).false_alarm_rate


def ears_alarms(method: str, mean: float, number: int) -> tuple[int, int]:
    """Alarms on a quiet year."""
    from placestats.early_warning import thresholds

    counts = stream(7, number).poisson(mean, 377).astype(float)
    return int((counts > thresholds(counts, method, 2.0 if method == "C3" else 3.0))[12:].sum()), 365


def questions() -> list[Question]:
    """All of them; the charts' limits are worked out here, which takes a while."""
    return [*_interaction(), *_changes(), *_series()]


def _interaction() -> list[Question]:
    null = "place and time, 120 events, no interaction: share with p ≤ .05"
    power = "place and time, a fifth of 120 events are near repeats: share with p ≤ .05"
    asked = [
        Question(null, f"{test}, {make.__name__} places and times", partial(significant, test, make))
        for make in (even, crowded)
        for test in TESTS
    ]
    return asked + [Question(power, test, partial(significant, test, repeating), None) for test in TESTS]


def _changes() -> list[Question]:
    null, power = "no change: share that says there is one", "change that is there (Poisson): share that sees it"
    asked = []
    for kind, many in product(("Poisson", "negative binomial", "near repeats"), (5, 20, 100)):
        for days, known in ((900, "30 months"), (56, "8 weeks")):
            words = f"change_28_days, {kind}, {many} in 28 days, {known} of history"
            asked.append(Question(null, words, partial(says_change, "change_28_days", kind, many, days)))
        words = f"change_year_to_date, {kind}, {many} in 28 days"
        asked.append(Question(null, words, partial(says_change, "change_year_to_date", kind, many, 900)))
    for ratio, many in product((0.5, 1.5, 2.0), (5, 20, 100)):
        asked.append(Question(power, f"{ratio} × at {many} in 28 days", partial(sees_change, ratio, many), None))
    return asked


def _series() -> list[Question]:
    asked = []
    for factor in (1.0, 3.0):
        words = f"decompose, variance {factor:g} × mean"
        asked.append(Question("yearly change outside its 95 % interval", words, partial(outside_interval, factor)))
    for mean, factor in product((0.3, 1.0, 3.0, 10.0), (1.0, 2.0)):
        for name in ("poisson_chart", "ewma", "cusum"):
            words = f"{name}, mean {mean:g}, variance {factor:g} × mean"
            stated = ("stated", limits(name, mean, factor).run_length)
            asked.append(
                Question("periods until a false alarm", words, partial(first_alarm, name, mean, factor), stated)
            )
    for method, mean in product(("C1", "C2", "C3"), (0.3, 1.0, 3.0, 10.0)):
        stated, words = ("stated", ears_rate(method, mean)), f"EARS {method}, mean {mean:g}"
        asked.append(
            Question(
                "EARS, a heuristic: share of quiet days with an alarm",
                words,
                partial(ears_alarms, method, mean),
                stated,
            )
        )
    return asked
