"""Pictures of results per place: maps of scores and quadrants, rates with intervals, shares (needs matplotlib)."""

from typing import TYPE_CHECKING, Any  # Any: matplotlib is optional and untyped here

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placestats.checks import Floats, points, weights_for
from placestats.drawing import BASE, LINE, draw_grid, new_axes, plain_map
from placestats.errors import InputError
from placestats.grid import Grid

if TYPE_CHECKING:
    from placestats.association import GetisOrd, LocalMoran, Moran
    from placestats.inequality import Concentration, Stability
    from placestats.rate_limits import ExactRates
    from placestats.rates import Rates
    from placestats.snapped import Snapping
    from placestats.spacing import NearestNeighbour
    from placestats.suppression import Suppression

ALONE = 0.05  # level of each place alone, for what is drawn bold
MOST_PLACES = 60
QUADRANTS = {1: ("high among high", "#9c1c1c"), 2: ("low among high", "#8fb7d9")}
QUADRANTS |= {3: ("low among low", "#1f4e79"), 4: ("high among low", "#e8a98f")}
QUIET = "#dcdcd6"


def getis_ord(found: "GetisOrd", x: ArrayLike | None, y: ArrayLike | None, grid: Grid | None, ax: Any) -> Any:
    """The scores as colours around 0; not corrected for the number of places, and the title says so."""
    z = np.nan_to_num(found.z)
    reach = max(float(np.abs(z).max()), 1.0)
    style = {"cmap": "RdBu_r", "vmin": -reach, "vmax": reach}
    if grid is not None:
        ax = draw_grid(grid, _on_grid(grid, z), label="z", ax=ax, **style)
    else:
        east, north = _placed(found.n, x, y)
        ax = plain_map(new_axes(ax))
        ax.figure.colorbar(ax.scatter(east, north, c=z, s=14, **style), ax=ax, label="z", shrink=0.8)
    ax.set_title(
        f"{'Gi*' if found.star else 'Gi'} of each place, not corrected for {found.n} places", fontsize="medium"
    )
    return ax


def local_moran(found: "LocalMoran", x: ArrayLike | None, y: ArrayLike | None, grid: Grid | None, ax: Any) -> Any:
    """The quadrant of the places that stand out alone; the others stay pale."""
    from matplotlib.colors import ListedColormap
    from matplotlib.patches import Patch

    shown = np.where(found.p_sim <= ALONE, found.quadrant, 0)
    colours = [QUIET, *(colour for _, colour in QUADRANTS.values())]
    style = {"cmap": ListedColormap(colours), "vmin": 0, "vmax": 4}
    ax = new_axes(ax)
    if grid is not None:
        ax.imshow(
            np.ma.masked_array(_on_grid(grid, shown), mask=~grid.area), origin="lower", extent=grid.extent, **style
        )
    else:
        east, north = _placed(found.n, x, y)
        ax.scatter(east, north, c=shown, s=14, **style)
    patches = [Patch(color=colour, label=name) for name, colour in QUADRANTS.values()]
    ax.legend(handles=[*patches, Patch(color=QUIET, label=f"p > {ALONE:g}")], fontsize="x-small", loc="upper right")
    ax.set_title(f"local Moran, p of each place alone among {found.n}", fontsize="medium")
    return plain_map(ax)


def _on_grid(grid: Grid, values: NDArray[Any]) -> NDArray[Any]:
    if int(grid.area.sum()) != values.size:
        raise InputError("grid", f"has {int(grid.area.sum())} study cells for {values.size} places", "give that grid")
    spread = np.zeros(grid.shape, dtype=values.dtype)
    spread[grid.area] = values
    return spread


def _placed(n: int, x: ArrayLike | None, y: ArrayLike | None) -> tuple[Floats, Floats]:
    if x is None or y is None:
        raise InputError("x", "and y, or grid, are needed", "say where the places lie")
    east, north = points(x, y)
    if east.size != n:
        raise InputError("x", f"has {east.size} values for {n} places", "give one point per place")
    return east, north


def moran(found: "Moran", ax: Any) -> Any:
    """The shuffled values as a histogram and the observed one as a line."""
    ax = new_axes(ax)
    ax.hist(found.sim, bins=30, color=BASE, label="shuffled places")
    ax.axvline(found.statistic, color=LINE, linewidth=2, label="data")
    ax.legend()
    ax.set_xlabel("Moran's I")
    ax.set_title(f"I = {found.statistic:.2f}, p = {found.p_sim:.3f} ({found.alternative})")
    return ax


def rates(found: "Rates", ax: Any) -> Any:
    """Each place's own rate and where it is drawn to, with its interval; the widest pull is easiest to see."""
    ax, order = _ladder(found.rate, ax)
    at = np.arange(order.size)
    ax.hlines(at, found.low[order], found.high[order], color=BASE, linewidth=1)
    ax.plot(found.raw[order], at, "o", fillstyle="none", color=BASE, markersize=5, label="own rate")
    ax.plot(found.rate[order], at, "o", color=LINE, markersize=5, label="shrunk rate, 95 %")
    ax.legend(fontsize="small", loc="lower right")
    return ax


def exact_rates(found: "ExactRates", ax: Any) -> Any:
    """Each place's own rate with its interval."""
    ax, order = _ladder(found.raw, ax)
    at = np.arange(order.size)
    ax.hlines(at, found.low[order], found.high[order], color=BASE, linewidth=1)
    ax.plot(found.raw[order], at, "o", color=LINE, markersize=5, label=f"rate, {found.level:.0%} by itself")
    ax.legend(fontsize="small", loc="lower right")
    return ax


def _ladder(values: Floats, ax: Any) -> tuple[Any, NDArray[np.int64]]:
    """Axes with one rung per place, the lowest rate at the bottom; of many places the highest are shown."""
    ax = new_axes(ax)
    order = np.argsort(values, kind="stable")[-MOST_PLACES:]
    if order.size <= 30:
        ax.set_yticks(range(order.size), order.tolist())
    else:
        ax.set_yticks([])
    ax.set_ylabel("place" if order.size == values.size else f"the {order.size} highest of {values.size} places")
    ax.set_xlabel("events per unit of exposure")
    return ax, order


def concentration(found: "Concentration", ax: Any) -> Any:
    """The share of places that holds the events, beside what chance would give."""
    ax = new_axes(ax)
    ax.plot([100 * found.chance_low, 100 * found.chance_high], [0, 0], color=BASE, linewidth=8, label="by chance, 95 %")
    ax.plot([100 * found.share_of_places], [0], "o", color=LINE, markersize=10, label="data")
    ax.set_xlim(left=0)
    ax.set_yticks([])
    ax.set_ylim(-1, 1)
    ax.legend()
    ax.set_xlabel(f"% of places that hold {found.holding:.0%} of the events")
    ax.set_title(f"{found.places_needed} of {found.n} places")
    return ax


def nearest_neighbour(found: "NearestNeighbour", ax: Any) -> Any:
    """Mean distance to the nearest other event: data, and what random places give."""
    ax = new_axes(ax)
    bars = ax.barh(["data", "random places"], [found.observed, found.expected_sim], color=[LINE, BASE])
    ax.bar_label(bars, fmt="%.0f m", padding=3)
    ax.margins(x=0.15)
    ax.set_xlabel("mean distance to the nearest other event, m")
    ax.set_title(f"p = {found.p_sim:.3f}")
    return ax


def snapping(found: "Snapping", x: ArrayLike, y: ArrayLike, weights: ArrayLike | None, ax: Any) -> Any:
    """Each point as large as the number of events on it; the largest pile is ringed."""
    east, north = _placed(found.n, x, y)
    spot, which = np.unique(np.column_stack([east, north]), axis=0, return_inverse=True)
    held = np.bincount(which.reshape(-1), weights_for(east.size, weights))
    alone = held <= 1
    ax = plain_map(new_axes(ax))
    ax.scatter(*spot[alone].T, s=3, color=BASE, label="one event")
    ax.scatter(*spot[~alone].T, s=2 * held[~alone], color=LINE, alpha=0.6, linewidth=0, label="several")
    ring = {"facecolor": "none", "edgecolor": "#9c1c1c", "linewidth": 1.5}
    ax.scatter(*found.largest_pile_at, s=2 * found.largest_pile + 60, label=f"{found.largest_pile:.0f} events", **ring)
    for handle, size in zip(ax.legend(fontsize="small", loc="upper right").legend_handles, (9, 20, 40), strict=True):
        handle.set_sizes([size])
    grid = f", all on multiples of {found.step:g} m" if found.step else ""
    ax.set_title(f"{found.share_shared:.0%} share their point{grid}", fontsize="medium")
    return ax


def stability(found: "Stability", ax: Any) -> Any:
    """How much of the pattern of the first period is found again in the second."""
    ax = new_axes(ax)
    rows = [("events at the same places", found.overlap, LINE), ("top places still top", found.still_top, LINE)]
    rows.append(("… if places were unrelated", found.still_top_if_chance, BASE))
    names, values, colours = zip(*reversed(rows), strict=True)
    bars = ax.barh(names, [100 * value for value in values], color=colours)
    ax.bar_label(bars, fmt="%.0f %%", padding=3)
    ax.set_xlim(0, 112)
    ax.set_xlabel("%")
    ax.set_title(f"{found.total_before:.0f} events before, {found.total_after:.0f} after, {found.n} places")
    return ax


def suppression(found: "Suppression", ax: Any) -> Any:
    """The table as it may be shown; of each withheld cell the range that can be worked out."""
    from matplotlib.colors import ListedColormap
    from matplotlib.patches import Patch

    kind = np.atleast_2d(np.where(found.primary, 2, np.where(found.complementary, 1, 0)))
    published, low, high = (np.atleast_2d(each) for each in (found.published, found.low, found.high))
    ax = new_axes(ax)
    names = dict(zip(("shown", "withheld to protect", "small"), ("#ffffff", "#f6e3b8", "#e8a98f"), strict=True))
    ax.imshow(kind, cmap=ListedColormap(list(names.values())), vmin=0, vmax=2, aspect="auto")
    for at in np.ndindex(kind.shape):
        told = f"{low[at]:.0f}–{high[at]:.0f}" if kind[at] else f"{published[at]:.0f}"
        ax.text(at[1], at[0], told, ha="center", va="center", fontsize="small")
    ax.set_xticks(np.arange(kind.shape[1] - 1) + 0.5, labels=[])
    ax.set_yticks(np.arange(kind.shape[0] - 1) + 0.5, labels=[])
    ax.tick_params(length=0)
    ax.grid(color=BASE, linewidth=0.5)
    patches = [Patch(facecolor=colour, edgecolor=BASE, label=name) for name, colour in names.items()]
    ax.legend(handles=patches, fontsize="small", ncols=3, loc="upper center", bbox_to_anchor=(0.5, 0))
    ax.set_title(f"{found.withheld} of {kind.size} cells withheld", fontsize="medium")
    return ax
