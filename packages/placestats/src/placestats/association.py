"""Where like values lie together: Getis-Ord Gi and Gi*, local and global Moran's I, with conditional permutation.

Sources: Getis and Ord 1992; Ord and Getis 1995; Anselin 1995; Cliff and Ord 1981.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from placestats import checks
from placestats.chance import stream
from placestats.checks import Floats, Integers
from placestats.errors import CannotSay, InputError
from placestats.grid import Grid
from placestats.neighbours import Neighbours
from placestats.permuted_neighbours import Counted, conditional_counts, mean_sign
from placestats.results import Result, hash_of
from placestats.threads import in_chunks, spans

ALTERNATIVES = ("two-sided", "greater", "less", "directed")
LEAST = 4
BATCH = 64
CHUNK = 1 << 14  # places
CLAIM = "p is for one place chosen beforehand; it is not corrected for looking at many places (hot_spots is)."


@dataclass(frozen=True, kw_only=True)
class LocalStatistic(Result):
    """One value per place: statistic, expected, z and p_norm (analytic), p_sim (permutation, uncorrected).

    Places without neighbours have NaN and p 1. p_greater and p_less are the one-sided p_sim. claim: what p is good for.
    """

    statistic: Floats
    expected: Floats
    z: Floats
    p_norm: Floats
    p_sim: Floats
    p_greater: Floats
    p_less: Floats
    alternative: str
    permutations: int
    cardinalities: Integers
    claim: str = CLAIM


@dataclass(frozen=True, kw_only=True)
class GetisOrd(LocalStatistic):
    """Getis-Ord: high z is a cluster of high values, low z of low ones."""

    star: bool

    def plot(
        self, x: ArrayLike | None = None, y: ArrayLike | None = None, ax: Any = None, *, grid: Grid | None = None
    ) -> Any:
        """Draw the scores at the points, or as cells of a grid (needs matplotlib)."""
        from placestats import place_pictures

        return place_pictures.getis_ord(self, x, y, grid, ax)


@dataclass(frozen=True, kw_only=True)
class LocalMoran(LocalStatistic):
    """Local Moran; quadrant: 1 high among high, 2 low among high, 3 low among low, 4 high among low, 0 on the mean."""

    quadrant: NDArray[np.int8]

    def plot(
        self, x: ArrayLike | None = None, y: ArrayLike | None = None, ax: Any = None, *, grid: Grid | None = None
    ) -> Any:
        """Draw the quadrants that stand out at the points, or as cells of a grid (needs matplotlib)."""
        from placestats import place_pictures

        return place_pictures.local_moran(self, x, y, grid, ax)


@dataclass(frozen=True, kw_only=True)
class Moran(Result):
    """Global Moran's I: statistic, expected -1/(n-1), z and p under normality and under randomisation, and p_sim."""

    statistic: float
    expected: float
    z_norm: float
    p_norm: float
    z_rand: float
    p_rand: float
    p_sim: float
    alternative: str
    sim: Floats

    def plot(self, ax: Any = None) -> Any:
        """Draw the shuffled values and the observed one (needs matplotlib)."""
        from placestats import place_pictures

        return place_pictures.moran(self, ax)


def getis_ord(
    values: ArrayLike,
    neighbours: Neighbours | Any,
    *,
    star: bool = False,
    transform: str = "B",
    permutations: int = 999,
    alternative: str = "two-sided",
    seed: int | np.random.Generator | None = None,
) -> GetisOrd | CannotSay:
    """Return Getis-Ord Gi (star=True: Gi*, the place itself included) for each place.

    values: one per place, at least 0. neighbours: Neighbours, or a libpysal Graph or W. transform: "B" takes weights as
    they are; "R" divides them by their row sum and keeps esda's variance, which takes weights for 0 or 1 (its z then
    depends on their scale; given for comparison). permutations: 0 for none. alternative: "two-sided", "greater" (high),
    "less", or "directed" (the smaller tail, as esda). p_sim is the same for Gi and Gi*, because the
    place keeps its value. It is not corrected for the number of places: for a map, use `hot_spots`.
    """
    found, near = _inputs(values, neighbours, alternative, permutations)
    if found.min() < 0:
        raise InputError("values", "hold negative values", "shift them, or use local_moran")
    checks.one_of("transform", transform, ("B", "R"))
    refused = _refusal(found)
    if refused is not None:
        return refused
    start = checks.seed_of(seed)
    counted = conditional_counts(found, near, permutations, start)
    statistic, expected, z = _getis_moments(found, near, counted.lag, star, transform)
    return GetisOrd(
        **_shared(found, near, counted, start, alternative, permutations, z, {"star": star, "transform": transform}),
        statistic=statistic,
        expected=expected,
        star=star,
    )


def local_moran(
    values: ArrayLike,
    neighbours: Neighbours | Any,
    *,
    permutations: int = 999,
    alternative: str = "two-sided",
    seed: int | np.random.Generator | None = None,
) -> LocalMoran | CannotSay:
    """Return local Moran's I for each place, with row-standardised weights, scaled with n - 1 (as esda; spdep uses n).

    z and p_norm are those of the neighbours' mean given the place's own value (Sokal, Oden and Thomson 1998).
    "greater" asks for likeness: high among high or low among low.
    """
    found, near = _inputs(values, neighbours, alternative, permutations)
    refused = _refusal(found)
    if refused is not None:
        return refused
    start = checks.seed_of(seed)
    counted = conditional_counts(found, near, permutations, start)
    sign = mean_sign(counted.whole)
    statistic, expected, z, quadrant = _moran_fields(found, near, counted.lag, sign)
    return LocalMoran(
        **_shared(found, near, counted.turned(sign), start, alternative, permutations, z, {}),
        statistic=statistic,
        expected=expected,
        quadrant=quadrant,
    )


def moran(
    values: ArrayLike,
    neighbours: Neighbours | Any,
    *,
    transform: str = "R",
    permutations: int = 999,
    alternative: str = "two-sided",
    seed: int | np.random.Generator | None = None,
) -> Moran | CannotSay:
    """Return global Moran's I (transform "R": row-standardised weights, as esda; "B": as given).

    p_sim permutes all values over all places. Two-sided p doubles the smaller tail.
    """
    found, near = _inputs(values, neighbours, alternative, permutations)
    checks.one_of("transform", transform, ("B", "R"))
    refused = _refusal(found)
    if refused is not None:
        return refused
    if not near.others.size:
        return CannotSay("no_neighbours", {"n": found.size})
    start = checks.seed_of(seed)
    weights = _moran_weights(near, transform)
    centred = found - found.mean()
    factor = found.size / weights.sum() / (centred**2).sum()
    observed = _product(centred, near, weights)
    sim = _moran_simulations(centred, near, weights, permutations, start)
    variances = _moran_variances(centred, near, weights)
    statistic, expected = factor * observed, -1.0 / (found.size - 1)
    z_norm, z_rand = ((statistic - expected) / np.sqrt(variance) for variance in variances)
    return Moran(
        n=found.size,
        parameters={"transform": transform, "permutations": permutations, "alternative": alternative},
        data_hash=hash_of(found, near.starts, near.others, near.weights),
        seed=start,
        statistic=float(statistic),
        expected=expected,
        z_norm=float(z_norm),
        p_norm=float(normal_p(np.array(z_norm), alternative)),
        z_rand=float(z_rand),
        p_rand=float(normal_p(np.array(z_rand), alternative)),
        p_sim=_p_of_shuffles(sim, observed, centred, alternative),
        alternative=alternative,
        sim=sim * factor,
    )


def _p_of_shuffles(sim: Floats, observed: float, centred: Floats, alternative: str) -> float:
    """Return the share of the shuffles, the data among them, at least as extreme; NaN without shuffles."""
    if not sim.size:
        return float("nan")
    slack = 1e-10 * np.abs(centred).max() ** 2 * centred.size  # keeps ties ties despite rounding
    greater = (np.count_nonzero(sim >= observed - slack) + 1) / (sim.size + 1)
    less = (np.count_nonzero(sim <= observed + slack) + 1) / (sim.size + 1)
    return float(chosen_p(np.array(greater), np.array(less), alternative))


def chosen_p(greater: Floats, less: Floats, alternative: str) -> Floats:
    """Combine the one-sided chances into the one asked for."""
    if alternative == "two-sided":
        return np.asarray(np.minimum(2 * np.minimum(greater, less), 1.0))
    if alternative == "directed":
        return np.asarray(np.minimum(greater, less))
    return greater if alternative == "greater" else less


def normal_p(z: Floats, alternative: str) -> Floats:
    """Chance of a standard normal value as extreme as z."""
    if alternative in ("two-sided", "directed"):
        return np.asarray((2 if alternative == "two-sided" else 1) * ndtr(-np.abs(z)))
    return np.asarray(ndtr(-z if alternative == "greater" else z))


def _inputs(
    values: ArrayLike, neighbours: Neighbours | Any, alternative: str, permutations: int
) -> tuple[Floats, Neighbours]:
    found = checks.numbers("values", values)
    near = neighbours if isinstance(neighbours, Neighbours) else Neighbours.of(neighbours)
    if near.n != found.size:
        raise InputError("neighbours", f"cover {near.n} places, values {found.size}", "give both for the same places")
    checks.one_of("alternative", alternative, ALTERNATIVES)
    checks.whole_number("permutations", permutations, least=0)
    return found, near


def _refusal(found: Floats) -> CannotSay | None:
    if found.size < LEAST:
        return CannotSay("too_few_places", {"n": found.size, "least": LEAST})
    if found.min() == found.max():
        return CannotSay("no_variation", {"n": found.size})
    return None


def _getis_moments(
    found: Floats, near: Neighbours, lag: Floats, star: bool, transform: str
) -> tuple[Floats, Floats, Floats]:
    """Statistic, its mean and its z (Ord and Getis 1995); the sums leave the place itself out unless star."""
    sums, squares = (own + float(star) for own in near.row_sums)
    lag = lag + star * found
    if transform == "R":
        whole = np.where(sums != 0, sums, 1)
        lag, sums = lag / whole, sums / whole
        squares = sums
    n = found.size - (not star)
    total = found.sum() - (0 if star else found)
    mean = total / n
    spread = ((found**2).sum() - (0 if star else found**2)) / n - mean**2
    variance = spread * (n * squares - sums**2) / (n - 1)
    has = (near.cardinalities > 0) & (variance > 1e-12 * found.max() ** 2)
    z = np.where(has, (lag - sums * mean) / np.sqrt(np.where(has, variance, 1)), np.nan)
    share = np.where(total > 0, total, np.nan)
    return np.where(near.cardinalities > 0, lag / share, np.nan), np.asarray(sums / n), z


def _moran_fields(
    found: Floats, near: Neighbours, lag: Floats, sign: Integers
) -> tuple[Floats, Floats, Floats, NDArray[np.int8]]:
    """Statistic, its mean, its z and the quadrant of each place, in one walk over them."""
    from placestats.association_kernels import moran_of

    statistic, expected, z = np.empty(near.n), np.empty(near.n), np.empty(near.n)
    quadrant = np.empty(near.n, dtype=np.int8)
    mean = float(found.mean())
    totals = (mean, float(((found - mean) ** 2).sum()), float(found.sum()), float((found**2).sum()))
    given = (found, lag, *near.row_sums, near.cardinalities, sign, totals, 1e-12 * float(found.max()) ** 2)
    in_chunks(lambda s: moran_of(*given, *s, statistic, expected, z, quadrant), spans(near.n, CHUNK))
    return statistic, expected, z, quadrant


def _shared(
    found: Floats,
    near: Neighbours,
    counted: Counted,
    seed: int,
    alternative: str,
    permutations: int,
    z: Floats,
    more: dict[str, Any],
) -> dict[str, Any]:
    """The fields that the local statistics have in common."""
    greater, less = counted.shares()
    return {
        "n": found.size,
        "parameters": {"permutations": permutations, "alternative": alternative, **more},
        "data_hash": hash_of(found, near.starts, near.others, near.weights),
        "seed": seed,
        "z": z,
        "p_norm": np.where(np.isnan(z), 1.0, normal_p(z, alternative)),
        "p_sim": chosen_p(greater, less, alternative),
        "p_greater": greater,
        "p_less": less,
        "alternative": alternative,
        "permutations": permutations,
        "cardinalities": near.cardinalities,
    }


def _moran_weights(near: Neighbours, transform: str) -> Floats:
    weights = np.ones(near.others.size) if near.weights is None else near.weights
    if transform == "B":
        return weights
    sums = near.row_sums[0]
    return np.asarray(weights / np.repeat(np.where(sums != 0, sums, 1), near.cardinalities))


def _product(centred: Floats, near: Neighbours, weights: Floats) -> float:
    place = np.repeat(np.arange(near.n), near.cardinalities)
    return float((weights * centred[place] * centred[near.others]).sum())


def _moran_simulations(centred: Floats, near: Neighbours, weights: Floats, permutations: int, seed: int) -> Floats:
    from placestats.association_kernels import moran_products

    out = np.empty(permutations)
    plain = np.empty(0) if (weights == 1).all() else weights

    def work(span: tuple[int, int]) -> None:
        state = stream(seed, span[0] // BATCH)
        moran_products(centred, near.starts, near.others, plain, state, out[span[0] : span[1]])

    in_chunks(work, spans(permutations, BATCH))
    return out


def _moran_variances(centred: Floats, near: Neighbours, weights: Floats) -> tuple[float, float]:
    """Variance of I under normality and under randomisation (Cliff and Ord 1981, p. 44 to 46)."""
    from scipy.sparse import csr_array

    n = float(near.n)
    matrix = csr_array((weights, near.others, near.starts), shape=(near.n, near.n))
    s0 = weights.sum()
    s1 = float(((matrix + matrix.T).power(2)).sum()) / 2
    s2 = float(((matrix.sum(axis=0) + matrix.sum(axis=1)) ** 2).sum())
    mean = -1 / (n - 1)
    normal = (n * n * s1 - n * s2 + 3 * s0**2) / (s0**2 * (n * n - 1)) - mean**2
    peaked = (centred**4).mean() / (centred**2).mean() ** 2
    first = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    second = peaked * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0**2)
    random = (first - second) / ((n - 1) * (n - 2) * (n - 3) * s0**2) - mean**2
    return float(normal), float(random)
