"""Hot spots on a grid, corrected for looking at every cell (local count: Getis and Ord 1992; family-wise control by the
most extreme value over the map: Westfall and Young 1993)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placestats import checks
from placestats.chance import stream
from placestats.checks import Flags, Floats, Integers
from placestats.errors import CannotSay, InputError
from placestats.hotspots_kernels import disc_row, largest_sums, run_sums
from placestats.results import Result, hash_of
from placestats.sum_tails import tails
from placestats.threads import in_chunks, spans

BATCH = 64  # permutations per chunk
ENOUGH = 10  # permutations as extreme; with fewer the bound takes over
LEAST_CELLS = 20
MOST_STEPS = 8
CLAIM = (
    "The level holds for the whole map when counts of cells are independent with one distribution, Poisson or "
    "overdispersed. It does not hold when events trigger others near by: count chains once (first_of_chain)."
)


@dataclass(frozen=True, kw_only=True)
class HotSpots(Result):
    """One value per cell, all of shape (rows, columns); outside the study area p is 1, level 0 and z NaN.

    statistic: events in the disc around the cell. expected: their mean when counts are spread over the study area by
    chance. z: Gi* (no p-value rests on it). p: corrected for all cells looked at. level: how many of `levels` p reaches
    (0 = none). raw_p: one-sided chance for this cell alone, uncorrected. by_bound: p is the bound instead of a share of
    permutations. steps: how often the rest was tested again. method: how `raw_p` was found, "exact" or "gamma".
    claim: for which events the level holds; show it with the map.
    """

    statistic: Integers
    expected: Floats
    z: Floats
    p: Floats
    level: NDArray[np.int8]
    raw_p: Floats
    by_bound: Flags
    levels: tuple[float, ...]
    mask: Flags
    total: int
    left_out: int
    method: str
    steps: int
    claim: str = CLAIM

    @property
    def found(self) -> Flags:
        """The cells that reach the first level."""
        return self.level > 0

    def plot(self, ax: Any = None, *, grid: Any = None) -> Any:
        """Draw the levels as a map (needs matplotlib); `grid` places it, else cells are the unit."""
        from placestats.drawing import draw_levels
        from placestats.grid import Grid

        rows, columns = self.level.shape
        place = grid or Grid(0, 0, 1, columns, rows, self.mask.copy())
        ax = draw_levels(place, self.level, ["not flagged", *(f"p ≤ {level:g}" for level in self.levels)], ax=ax)
        ax.set_title(f"{int(self.found.sum())} of {self.n} cells, corrected for all of them", fontsize="medium")
        return ax


@dataclass(frozen=True)
class _Layout:
    """The map, framed by as many empty cells as the disc reaches, and how many study cells each disc holds."""

    mask: Flags
    half_widths: Integers
    held: Integers  # (rows, columns)
    sizes: Integers  # distinct numbers of cells, the largest first; its index is the class
    kind: Integers  # class per cell


def hot_spots(
    counts: ArrayLike,
    *,
    mask: ArrayLike | None = None,
    radius_cells: float = 1,
    permutations: int = 9999,
    levels: tuple[float, ...] = (0.05, 0.01, 0.001),
    seed: int | np.random.Generator | None = None,
) -> HotSpots | CannotSay:
    """Return the cells around which more events lie than a chance arrangement of the cells' counts would give.

    counts: whole counts (rows, columns). mask: study area, the cells where incidents can happen. radius_cells: reach of
    the disc, centre to centre (1: the cell and its four sides; 1.5: all eight; 5 with 100 m cells: 500 m).
    permutations: the cells' counts are dealt anew over the study area this many times. seed: repeats the run.

    p is family-wise: with no effect, at most 5 % of maps show any cell at .05. It holds when the cells' counts are
    exchangeable: Poisson or overdispersed, with one and the same chance everywhere. Events that trigger near repeats
    are not: count chains of repeats once (`first_of_chain`). After a find its disc is left out and the rest tested
    again, so that the worst place does not hide the next. Where fewer than 10 permutations are as extreme, p is the
    sum over cells of exact chances (a bound, never the floor of the simulation).

    Returns CannotSay "no_variation" or "too_few_places". Raises InputError for fractions, negative counts, a bad mask.
    """
    found = checks.whole_counts("counts", counts, dimensions=2)
    area = checks.area_mask(mask, found.shape)
    checks.whole_number("permutations", permutations, least=19)
    reach = checks.positive("radius_cells", radius_cells)
    if any(not 0 < level < 1 for level in levels) or not levels:
        raise InputError("levels", f"are {levels}", "give chances between 0 and 1")
    refused = _refusal(found[area])
    if refused is not None:
        return refused
    start = checks.seed_of(seed)
    ordered = tuple(sorted(levels, reverse=True))
    told = {"radius_cells": reach, "permutations": permutations, "levels": list(ordered)}
    return HotSpots(
        n=int(area.sum()),
        parameters=told,
        data_hash=hash_of(found, area),
        seed=start,
        levels=ordered,
        mask=area,
        total=int(found[area].sum()),
        left_out=int(found[~area].sum()),
        **_described(found, area, reach),
        **_tested(found, area, reach, permutations, start, ordered),
    )


def _refusal(values: Integers) -> CannotSay | None:
    if values.size < LEAST_CELLS:
        return CannotSay("too_few_places", {"n": values.size, "least": LEAST_CELLS})
    if values.min() == values.max():
        return CannotSay("no_variation", {"n": values.size})
    if values.sum() >= 2**31:
        raise InputError("counts", "sum to over 2 billion", "count in larger units")
    return None


def _described(found: Integers, area: Flags, reach: float) -> dict[str, Any]:
    """Disc sums, their mean and z under dealing anew."""
    layout, values = _layout(area, reach), found[area]
    statistic = np.where(area, _disc_sums(np.where(area, found, 0), layout.half_widths), 0)
    expected = np.where(area, layout.held * values.mean(), 0.0)
    variance = layout.held * values.var() * (values.size - layout.held) / (values.size - 1)
    score = (statistic - expected) / np.sqrt(np.maximum(variance, 1e-300))
    return {"statistic": statistic, "expected": expected, "z": np.where(area & (variance > 0), score, np.nan)}


def _tested(
    found: Integers, area: Flags, reach: float, permutations: int, seed: int, levels: tuple[float, ...]
) -> dict[str, Any]:
    """Test step by step: discs that reach the first level leave the study area, and the rest is tested again.

    Without this a few extreme cells, dealt anywhere, would hide all lesser hot spots. Later steps are taken only after
    a find, so with no effect no map is flagged more often (sequential rejection, Goeman and Solari 2010).
    """
    p, raw_p, by_bound = np.ones(area.shape), np.ones(area.shape), np.zeros(area.shape, dtype=np.bool_)
    remaining, floor, method = area.copy(), 0.0, "exact"
    for step in range(MOST_STEPS):
        values = found[remaining]
        if values.size < LEAST_CELLS or values.min() == values.max():
            break
        layout = _layout(remaining, reach)
        statistic, extremes = _maxima(values, layout, permutations, seed, step)
        tables, used = tails(values, layout.sizes)
        alone = _looked_up(tables, layout, statistic)
        now, bound = _corrected(alone, extremes, tables, layout)
        if step == 0:
            raw_p, method = alone, used
        lower = remaining & (np.maximum(now, floor) < p)
        p[lower], by_bound[lower] = np.maximum(now, floor)[lower], bound[lower]
        flagged = remaining & (p <= levels[0])
        if not flagged.any():
            break
        floor = float(p[flagged].max())
        remaining &= _disc_sums(flagged.astype(np.int64), layout.half_widths) == 0
    level = np.sum([p <= each for each in levels], axis=0).astype(np.int8) * area.astype(np.int8)
    return {"p": p, "raw_p": raw_p, "by_bound": by_bound, "level": level, "method": method, "steps": step + 1}


def _layout(area: Flags, radius: float) -> _Layout:
    reach = min(int(radius), max(area.shape))
    downs = np.arange(-reach, reach + 1)
    half_widths = np.minimum(np.sqrt(np.maximum(radius**2 - downs**2, 0)).astype(np.int64), reach)
    held = _disc_sums(area.astype(np.int64), half_widths)
    sizes = np.unique(held[area])[::-1].copy()
    return _Layout(area, half_widths, held, sizes, np.searchsorted(-sizes, -held))


def _framed(values: Integers, reach: int) -> NDArray[np.int32]:
    return np.ascontiguousarray(np.pad(values, reach), dtype=np.int32)


def _disc_sums(values: Integers, half_widths: Integers) -> Integers:
    framed = _framed(values, half_widths.size // 2)
    prefix = np.zeros((framed.shape[0], framed.shape[1] + 1), dtype=np.int32)
    run_sums(framed, prefix)
    sums = np.empty(values.shape, dtype=np.int32)
    for row in range(values.shape[0]):
        disc_row(prefix, half_widths, row, sums[row])
    return sums.astype(np.int64)


def _maxima(
    values: Integers, layout: _Layout, permutations: int, seed: int, step: int
) -> tuple[Integers, NDArray[np.int32]]:
    """Return the observed disc sums, and per permutation the largest sum of each class of cells."""
    area, reach = layout.mask, layout.half_widths.size // 2
    observed = np.zeros(area.shape, dtype=np.int64)
    observed[area] = values
    frame = _framed(area.astype(np.int64), reach)
    places = np.flatnonzero(frame)
    broken = area & (layout.kind > 0)
    starts = np.concatenate([[0], np.cumsum(broken.sum(axis=1))])
    whole = (area & (layout.kind == 0)).astype(np.int32)
    columns, kinds = np.nonzero(broken)[1], layout.kind[broken]
    out = np.empty((permutations, layout.sizes.size), dtype=np.int32)

    def deal(span: tuple[int, int]) -> None:
        own = values.astype(np.int32)
        state = stream(seed, step << 32 | span[0] // BATCH)
        empty = np.zeros_like(frame)
        rows = out[span[0] : span[1]]
        largest_sums(own, places, empty, layout.half_widths, whole, starts, columns, kinds, state, rows)

    in_chunks(deal, spans(permutations, BATCH))
    return _disc_sums(observed, layout.half_widths), out


def _looked_up(tables: dict[int, Floats], layout: _Layout, sums: Integers) -> Floats:
    """Chance per cell of a sum at least as large, from the table of its class."""
    found = np.ones(sums.shape)
    for kind, size in enumerate(layout.sizes.tolist()):
        chosen = layout.mask & (layout.kind == kind)
        found[chosen] = tables[size][sums[chosen]]
    return found


def _corrected(
    raw_p: Floats, extremes: NDArray[np.int32], tables: dict[int, Floats], layout: _Layout
) -> tuple[Floats, Flags]:
    """Family-wise p: the share of permutations whose smallest chance is as small, or the bound where they are few."""
    smallest = np.ones(extremes.shape[0])
    for kind, size in enumerate(layout.sizes.tolist()):
        reached = extremes[:, kind] >= 0
        smallest[reached] = np.minimum(smallest[reached], tables[size][extremes[reached, kind]])
    smallest.sort()
    below = np.searchsorted(smallest, raw_p, side="right")
    count = smallest.size + 1
    bound = np.minimum(_bound(raw_p, tables, layout), (ENOUGH + 1) / count)
    by_bound = layout.mask & (below < ENOUGH)
    p = np.where(by_bound, bound, (below + 1) / count)
    return np.where(layout.mask, np.minimum(p, 1.0), 1.0), by_bound


def _bound(raw_p: Floats, tables: dict[int, Floats], layout: _Layout) -> Floats:
    """Sum over all cells of the chance to be as extreme as this: what is at least the family-wise chance."""
    total = np.zeros(raw_p.shape)
    for kind, size in enumerate(layout.sizes.tolist()):
        rising = tables[size][::-1]
        at = np.searchsorted(rising, raw_p, side="right") - 1
        cells = np.count_nonzero(layout.mask & (layout.kind == kind))
        total += np.where(at >= 0, rising[np.maximum(at, 0)], 0.0) * cells
    return total
