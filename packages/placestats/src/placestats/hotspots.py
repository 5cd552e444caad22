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


@dataclass(frozen=True, kw_only=True)
class HotSpots(Result):
    """One value per cell, all of shape (rows, columns); outside the study area p is 1, level 0 and z NaN.

    statistic: events in the disc around the cell. expected: their mean when counts are spread over the study area by
    chance. z: Gi* (no p-value rests on it). p: corrected for all cells looked at. level: how many of `levels` p reaches
    (0 = none). raw_p: one-sided chance for this cell alone, uncorrected. by_bound: p is the bound instead of a share of
    permutations. method: how `raw_p` was found, "exact" or "gamma".
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
        return draw_levels(place, self.level, ["not shown", *(f"p ≤ {level:g}" for level in self.levels)], ax=ax)


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
    are not: count chains of repeats once (`first_of_chain`). Where fewer than 10 permutations are as extreme, p is the
    sum over cells of exact chances (a bound, never the floor of the simulation).

    Returns CannotSay "no_variation" or "too_few_places". Raises InputError for fractions, negative counts, a bad mask.
    """
    found = checks.whole_counts("counts", counts, dimensions=2)
    area = checks.area_mask(mask, found.shape)
    checks.whole_number("permutations", permutations, least=19)
    reach = checks.positive("radius_cells", radius_cells)
    if any(not 0 < level < 1 for level in levels) or not levels:
        raise InputError("levels", f"are {levels}", "give chances between 0 and 1")
    values = found[area]
    if values.size < LEAST_CELLS:
        return CannotSay("too_few_places", {"n": values.size, "least": LEAST_CELLS})
    if values.min() == values.max():
        return CannotSay("no_variation", {"n": values.size})
    if values.sum() >= 2**31:
        raise InputError("counts", "sum to over 2 billion", "count in larger units")
    start = checks.seed_of(seed)
    layout = _layout(area, reach)
    statistic, extremes = _maxima(values, layout, permutations, start)
    tables, method = tails(values, layout.sizes)
    raw_p = _looked_up(tables, layout, statistic)
    p, by_bound = _corrected(raw_p, extremes, tables, layout)
    spread = values.var(ddof=0)
    expected = np.where(area, layout.held * values.mean(), 0.0)
    variance = layout.held * spread * (values.size - layout.held) / (values.size - 1)
    ordered = tuple(sorted(levels, reverse=True))
    return HotSpots(
        n=values.size,
        parameters={"radius_cells": reach, "permutations": permutations, "levels": list(ordered)},
        data_hash=hash_of(found, area),
        seed=start,
        statistic=np.where(area, statistic, 0),
        expected=expected,
        z=np.where(area & (variance > 0), (statistic - expected) / np.sqrt(np.maximum(variance, 1e-300)), np.nan),
        p=p,
        level=np.sum([p <= level for level in ordered], axis=0).astype(np.int8) * area.astype(np.int8),
        raw_p=raw_p,
        by_bound=by_bound,
        levels=ordered,
        mask=area,
        total=int(values.sum()),
        left_out=int(found[~area].sum()),
        method=method,
    )


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


def _maxima(values: Integers, layout: _Layout, permutations: int, seed: int) -> tuple[Integers, NDArray[np.int32]]:
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
        state = stream(seed, span[0] // BATCH)
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
