"""Draw the pictures of the second part of the gallery. Usage: when.py (needs matplotlib)"""

from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
import numpy as np

import placestats

mpl.use("Agg")
HERE = Path(__file__).parent
RNG = np.random.default_rng(20261122)


def evenings(n: int = 3000) -> tuple[np.ndarray, np.ndarray]:
    """Events that peak on weekend evenings, known to within a few hours."""
    hour = RNG.choice(168, n, p=_profile())
    start = np.datetime64("2024-01-01T00:00:00") + 7 * 86_400 * RNG.integers(0, 52, n) + 3600 * hour
    return start, start + RNG.exponential(9000, n).astype(np.int64)


def _profile() -> np.ndarray:
    at = np.arange(168)
    rate = 1 + 4 * np.exp(-(((at % 24) - 21.5) ** 2) / 8) * np.where((at // 24) % 7 >= 4, 2.0, 0.6)
    return rate / rate.sum()


def repeats(n: int = 900) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Burglaries of which a fifth are followed by another near by within days."""
    x, y, t = RNG.uniform(0, 6000, n), RNG.uniform(0, 6000, n), RNG.integers(0, 730, n)
    again = n // 5
    return (
        np.append(x, x[:again] + RNG.normal(0, 60, again)),
        np.append(y, y[:again] + RNG.normal(0, 60, again)),
        np.append(t, t[:again] + RNG.integers(0, 10, again)),
    )


def pictures() -> dict[str, Callable[[], object]]:
    """Name of each picture and what draws it."""
    series = RNG.poisson(6 * 0.9 ** (np.arange(1200) / 365) * np.where(np.arange(1200) % 7 >= 5, 1.5, 1))
    weeks = RNG.poisson(3, 60)
    weeks[45:] += RNG.poisson(2.5, 15)
    x, y, t = repeats()
    return {
        "hour-of-week": lambda: placestats.aoristic(*evenings()).plot(),
        "change": lambda: placestats.compare_periods(38, 61, overdispersion=1.6).plot(),
        "decompose": lambda: placestats.decompose(series, start="2021-01-01").plot(),
        "poisson-chart": lambda: placestats.poisson_chart(weeks, target=3).plot(),
        "cusum": lambda: placestats.cusum(weeks, target=3).plot(),
        "ewma": lambda: placestats.ewma(weeks, target=3).plot(),
        "ears": lambda: placestats.ears(series[:120]).plot(),
        "knox": lambda: placestats.knox(x, y, t, delta=200, tau=14, seed=1, keep_simulations=True).plot(),
        "near-repeat": lambda: placestats.near_repeat(
            x, y, t, distance_bands=(0, 100, 200, 400, 800), time_bands=(0, 4, 8, 15, 29), seed=1
        ).plot(),
        "masked-points": lambda: placestats.mask_points(x, y, cell=500, minimum=5).plot(),
    }


def main() -> None:
    for name, draw in pictures().items():
        axes = draw()
        axes.figure.set_size_inches(6, 3.2)  # type: ignore[attr-defined]
        axes.figure.savefig(HERE / f"{name}.png", dpi=80)  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
