"""Other tests of whether place and time go together: modified Knox, Mantel, Jacquez. Each shuffles the times."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

from placestats import checks
from placestats.errors import CannotSay, InputError
from placestats.interaction_kernels import inverse_power, mantel_sums, modified_counts, shared_neighbours
from placestats.near_pairs import near_pairs
from placestats.results import Result
from placestats.space_time import Events, events, neighbours_in_time, reach
from placestats.threads import in_chunks, spans

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
SHUFFLES = 16  # per unit of work
MOST_MANTEL = 10_000
DUST = 1e-10  # sums equal but for rounding count as ties


@dataclass(frozen=True, kw_only=True)
class Interaction(Result):
    """A test of interaction between place and time.

    `statistic`: of the data; `expected`: mean of the shuffles; `p` = `p_sim`: share of the shuffles (the data among
    them) with a statistic at least as large; `sim`: the shuffled statistics when keep_simulations is True.
    """

    method: str
    statistic: float
    expected: float
    p: float
    sim: Floats | None

    @property
    def p_sim(self) -> float:
        """The name that users of pointpats know."""
        return self.p

    def plot(self, ax: Any = None) -> Any:
        """Draw the shuffled statistics and the observed one (needs matplotlib and keep_simulations=True)."""
        from placestats.pictures import interaction

        return interaction(self, ax)


def modified_knox(
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
    snapped: str = "refuse",
    keep_simulations: bool = False,
) -> Interaction | CannotSay:
    """Knox count less what each event's own number of neighbours in place and in time would give.

    Statistic: pairs close in both, minus half the sum over events of (neighbours in place × neighbours in time) /
    (n - 1). The expectation is worked out anew in every shuffle. Input as in `knox`.

    Source: Baker, R. D. (2004). Identifying space–time disease clusters. Acta Tropica 91(3), 291–299.
    """
    checks.one_of("closed", closed, ("left", "both"))
    far, late = checks.positive("delta", delta), checks.positive("tau", tau)
    found = events(x, y, t, weights, distance=far, snapped=snapped)
    if isinstance(found, CannotSay):
        return found
    both = closed == "both"
    pairs = near_pairs(found.x, found.y, np.array([0.0, far]), metric="euclidean", closed=both)
    times, most = found.times[pairs.order].astype(np.float64), reach(late, found.times, closed=both)
    in_time = neighbours_in_time(times, most)
    starts = pairs.starts[0]
    in_place = np.diff(starts) + np.bincount(pairs.others, minlength=found.n)

    def work(first: int, last: int, seeded: int) -> Floats:
        out = np.zeros(last - first)
        modified_counts(times, most, in_place, in_time, starts, pairs.others, first, np.uint64(seeded), out)
        return out

    asked = {"delta": far, "tau": late, "closed": closed, "snapped": snapped}
    return _tested("modified Knox", found, work, permutations, seed, asked, keep_simulations)


def mantel(
    x: ArrayLike,
    y: ArrayLike,
    t: ArrayLike,
    *,
    scon: float = 1.0,
    spow: float = -1.0,
    tcon: float = 1.0,
    tpow: float = -1.0,
    permutations: int = 999,
    seed: int | np.random.Generator | None = None,
    weights: ArrayLike | None = None,
    snapped: str = "refuse",
    keep_simulations: bool = False,
) -> Interaction | CannotSay:
    """Correlation over all pairs of (distance + scon)^spow with (days between + tcon)^tpow.

    The defaults are inverse distances, which let near pairs weigh most. Constants are metres and days. Needs all
    n(n-1)/2 distances in memory: at most 10 000 events. Other input as in `knox`.

    Source: Mantel, N. (1967). The detection of disease clustering and a generalized regression approach. Cancer
    Research 27(2), 209–220.
    """
    found = events(x, y, t, weights, distance=checks.positive("scon", scon), snapped=snapped)
    checks.positive("tcon", tcon)
    if isinstance(found, CannotSay):
        return found
    if found.n > MOST_MANTEL:
        raise InputError("x", f"holds {found.n} events", f"give at most {MOST_MANTEL}, or use knox or near_repeat")
    distinct, code = np.unique(found.times.astype(np.float64), return_inverse=True)
    closeness = inverse_power(np.abs(distinct[:, None] - distinct[None, :]), tcon, tpow)
    upper = np.triu_indices(found.n, 1)
    apart = np.hypot(found.x[upper[0]] - found.x[upper[1]], found.y[upper[0]] - found.y[upper[1]])
    near = inverse_power(apart, scon, spow)
    late = closeness[code[upper[0]], code[upper[1]]]
    scale = near.size * near.std() * late.std()
    if scale == 0:
        return CannotSay("no_variation", {"n": found.n})
    centred, mean = near - near.mean(), float(late.mean())

    def work(first: int, last: int, seeded: int) -> Floats:
        out = np.zeros(last - first)
        mantel_sums(code, closeness - mean, centred, first, np.uint64(seeded), out)
        return np.asarray(out / scale)

    asked = {"scon": scon, "spow": spow, "tcon": tcon, "tpow": tpow, "snapped": snapped}
    return _tested("Mantel", found, work, permutations, seed, asked, keep_simulations)


def jacquez(
    x: ArrayLike,
    y: ArrayLike,
    t: ArrayLike,
    *,
    k: int = 3,
    permutations: int = 999,
    seed: int | np.random.Generator | None = None,
    weights: ArrayLike | None = None,
    snapped: str = "refuse",
    keep_simulations: bool = False,
) -> Interaction | CannotSay:
    """Count how many of each event's k nearest in place are among its k nearest in time as well.

    Ties in distance and in time go to the event that stands first in the input, as a fixed rule. Input as in `knox`.

    Source: Jacquez, G. M. (1996). A k nearest neighbour test for space–time interaction. Statistics in Medicine
    15(18), 1935–1949.
    """
    checks.whole_number("k", k)
    found = events(x, y, t, weights, distance=0.0, snapped=snapped)
    if isinstance(found, CannotSay):
        return found
    if found.n <= k:
        return CannotSay("too_few", {"n": found.n, "least": k + 1})
    in_place = nearest(np.column_stack([found.x, found.y]), k)
    in_time = nearest(found.times.astype(np.float64)[:, None], k)

    def work(first: int, last: int, seeded: int) -> Floats:
        out = np.zeros(last - first)
        shared_neighbours(in_place, in_time, first, np.uint64(seeded), out)
        return out

    return _tested("Jacquez", found, work, permutations, seed, {"k": k, "snapped": snapped}, keep_simulations)


def nearest(points: Floats, k: int) -> Integers:
    """Return (n, k) indices of the nearest other points; ties go to the lowest index."""
    tree, n = cKDTree(points), points.shape[0]
    found = np.empty((n, k), dtype=np.int64)
    reach_of = tree.query(points, min(k + 1, n))[0][:, -1]
    for i, ball in enumerate(tree.query_ball_point(points, reach_of * (1 + 1e-12))):
        others = np.array([j for j in ball if j != i])
        gaps = np.hypot.reduce(points[others] - points[i], axis=1)
        found[i] = others[np.lexsort((others, gaps))][:k]
    return found


def _tested(
    method: str,
    found: Events,
    work: Callable[[int, int, int], Floats],
    permutations: int,
    seed: int | np.random.Generator | None,
    asked: dict[str, Any],
    keep: bool,
) -> Interaction:
    checks.whole_number("permutations", permutations, least=0)
    seeded = checks.seed_of(seed)
    parts = in_chunks(lambda span: work(span[0], span[1], seeded), spans(permutations + 1, SHUFFLES))
    values = np.concatenate(parts)
    simulated = values[1:]
    dust = DUST * max(1e-300, float(np.abs(values).max()))
    return Interaction(
        n=found.n,
        parameters={**asked, "permutations": permutations},
        data_hash=found.fingerprint,
        seed=seeded,
        method=method,
        statistic=float(values[0]),
        expected=float(simulated.mean()) if permutations else np.nan,
        p=float((1 + (simulated >= values[0] - dust).sum()) / values.size) if permutations else np.nan,
        sim=simulated if keep else None,
    )
