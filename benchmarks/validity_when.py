"""Does the second part of placestats keep its promises? Null rates, coverage and run lengths; seeds are stored here.

Usage: validity_when.py [runs] (default 2 000; outside the tests, minutes). Exact tests must stay at or under their
level but for chance: with 2 000 runs a true 5 % shows as 4.0 to 6.0 %.
"""

import sys
from collections.abc import Callable, Iterator

import numpy as np

import placestats

SEED = 20261122
START = np.datetime64("2021-01-01")


def streams(runs: int, part: int) -> Iterator[tuple[int, np.random.Generator]]:
    for run in range(runs):
        yield run, np.random.default_rng([SEED, part, run])


def line(what: str, wrong: int, runs: int, level: float = 0.05) -> None:
    print(f"{what:<74}{wrong / runs:7.1%} of {runs}  (asked: at most {level:.0%})", flush=True)


def crowded(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Clustered places and clustered times that have nothing to do with each other."""
    centre = rng.uniform(0, 5000, (6, 2))[rng.integers(0, 6, n)]
    x, y = (centre + rng.normal(0, 250, (n, 2))).T
    return x, y, rng.choice(rng.integers(0, 365, 40), n) + rng.integers(0, 6, n)


def even(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return rng.uniform(0, 2000, n), rng.uniform(0, 2000, n), rng.integers(0, 365, n)


def interaction(runs: int) -> None:
    bands = {"distance_bands": (0, 100, 200, 400), "time_bands": (0, 4, 8, 15)}
    tests: dict[str, Callable[..., object]] = {
        "knox": lambda *d, **o: placestats.knox(*d, delta=200, tau=8, **o).p,
        "modified_knox": lambda *d, **o: placestats.modified_knox(*d, delta=200, tau=8, **o).p,
        "mantel": lambda *d, **o: placestats.mantel(*d, **o).p,
        "jacquez": lambda *d, **o: placestats.jacquez(*d, **o).p,
        "near_repeat, any cell": lambda *d, **o: placestats.near_repeat(*d, **bands, **o).p,
    }
    for make in (even, crowded):
        for name, test in tests.items():
            wrong = sum(
                bool(np.min(test(*make(rng, 120), permutations=199, seed=run)) <= 0.05) for run, rng in streams(runs, 1)
            )
            line(f"{name}, 120 events, {make.__name__} places and times: p <= .05", wrong, runs)


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


def changes(runs: int) -> None:
    for kind in ("Poisson", "negative binomial", "near repeats"):
        for per_month in (5, 20, 100):
            for days, name in ((900, "30 months"), (56, "8 weeks")):
                wrong = 0
                for _, rng in streams(runs, 2):
                    daily = series(rng, per_month / 28, days, kind)
                    if not daily.any():
                        continue
                    found = placestats.change_28_days(dated(daily), as_of=START + days - 1, known_from=START)
                    wrong += bool(found) and found.verdict != "uncertain"
                line(f"change_28_days, {kind}, {per_month} in 28 days, {name} of history", wrong, runs)
            wrong = 0
            for _, rng in streams(runs, 3):
                daily = series(rng, per_month / 28, 900, kind)
                found = placestats.change_year_to_date(dated(daily), as_of=START + 899, known_from=START)
                wrong += bool(found) and found.verdict != "uncertain"
            line(f"change_year_to_date, {kind}, {per_month} in 28 days", wrong, runs)


def power(runs: int) -> None:
    for ratio in (0.5, 1.5, 2.0):
        for per_month in (5, 20, 100):
            seen = 0
            for _, rng in streams(runs, 4):
                daily = rng.poisson(per_month / 28 * np.where(np.arange(900) >= 872, ratio, 1))
                found = placestats.change_28_days(dated(daily), as_of=START + 899, known_from=START)
                seen += found.verdict == ("increase" if ratio > 1 else "decrease")
            print(f"change_28_days sees {ratio} × at {per_month} in 28 days (Poisson): {seen / runs:.0%}", flush=True)


def charts(runs: int) -> None:
    print("chart, mean, overdispersion: run length stated / measured")
    for mean in (0.3, 1.0, 3.0, 10.0):
        for factor in (1.0, 2.0):
            options = {"target": mean, "overdispersion": factor, "run_length": 100}
            for name in ("poisson_chart", "ewma", "cusum"):
                stated = getattr(placestats, name)([0], **options).run_length
                measured = _measured(name, options, mean, factor, runs)
                print(f"{name:<14} {mean:>5} {factor:>4}: {stated:8.0f} / {measured:8.0f}", flush=True)
        quiet = placestats.ears(np.random.default_rng(SEED).poisson(mean, 5000))
        print(f"ears C1        {mean:>5}      : false alarms on {quiet.false_alarm_rate:.2%} of days (promised 0.13 %)")


def _measured(name: str, options: dict[str, float], mean: float, factor: float, runs: int) -> float:
    """Periods per first alarm over many short series, each cut at 400 periods."""
    alarms, periods = 0, 0
    for _, rng in streams(runs, 5):
        counts = rng.poisson(mean, 400) if factor == 1 else rng.negative_binomial(mean / (factor - 1), 1 / factor, 400)
        first = _first_alarm(name, counts, options)
        alarms, periods = alarms + (first is not None), periods + (400 if first is None else first + 1)
    return periods / max(alarms, 1)


_LIMITS: dict[tuple[object, ...], object] = {}


def _first_alarm(name: str, counts: np.ndarray, options: dict[str, float]) -> int | None:
    key = (name, *options.values())
    if key not in _LIMITS:
        _LIMITS[key] = getattr(placestats, name)([0], **options)
    found, target = _LIMITS[key], options["target"]
    if name == "poisson_chart":
        out = (counts > found.upper) | (counts < np.nan_to_num(found.lower))
    elif name == "ewma":
        lam, level = found.parameters["lam"], target
        out = np.zeros(counts.size, dtype=bool)
        for k, value in enumerate(counts):
            level = lam * value + (1 - lam) * level
            out[k] = abs(level - target) > found.upper - target
    else:
        slack, above, below = found.parameters["allowance"], 0.0, 0.0
        out = np.zeros(counts.size, dtype=bool)
        for k, value in enumerate(counts):
            above, below = max(0, above + value - target - slack), max(0, below + target - slack - value)
            out[k] = max(above, below) > found.upper
    alarms = np.flatnonzero(out)
    return int(alarms[0]) if alarms.size else None


def coverage(runs: int) -> None:
    for factor in (1.0, 3.0):
        inside = 0
        for _, rng in streams(runs, 6):
            rate = 4 * 0.9 ** (np.arange(1095) / 365.2425)
            counts = rng.poisson(rate) if factor == 1 else rng.negative_binomial(rate / (factor - 1), 1 / factor)
            found = placestats.decompose(counts, start=START)
            inside += found.per_year_low <= 0.9 <= found.per_year_high
        line(f"decompose, variance {factor:g} × mean: yearly change outside its interval", runs - inside, runs)


def main() -> None:
    runs = int(sys.argv[1]) if sys.argv[1:] else 2000
    interaction(runs)
    changes(runs)
    power(min(runs, 500))
    charts(runs)
    coverage(min(runs, 500))


if __name__ == "__main__":
    main()
