"""Pictures of the results (optional: needs matplotlib). Each function returns the axes it drew on."""

from collections.abc import Sequence
from typing import Any  # matplotlib is optional and untyped here

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placestats.errors import InputError
from placestats.grid import Grid

LEVEL_COLOURS = ("#f2f2ee", "#f6c667", "#e07b39", "#9c1c1c")
LINE = "#1f4e79"
BASE = "#8a8a8a"


def new_axes(ax: Any) -> Any:
    """Return the axes given, or fresh ones."""
    if ax is not None:
        return ax
    try:
        from matplotlib import pyplot
    except ImportError as error:
        raise InputError("matplotlib", "is not installed", "pip install placestats[plot]") from error
    return pyplot.subplots(layout="constrained")[1]


def draw_grid(grid: Grid, values: NDArray[Any], *, label: str, ax: Any = None, **style: Any) -> Any:
    """Draw one value per cell, with a colour scale; cells outside the study area stay blank."""
    ax = new_axes(ax)
    shown = np.ma.masked_array(values, mask=~grid.area)
    picture = ax.imshow(shown, origin="lower", extent=grid.extent, **{"cmap": "magma_r", **style})
    ax.figure.colorbar(picture, ax=ax, label=label, shrink=0.8)
    return plain_map(ax)


def draw_levels(grid: Grid, level: NDArray[Any], names: Sequence[str], *, ax: Any = None) -> Any:
    """Draw the level that each cell reached, with a legend."""
    from matplotlib.colors import ListedColormap
    from matplotlib.patches import Patch

    ax = new_axes(ax)
    shown = np.ma.masked_array(level, mask=~grid.area)
    colours = LEVEL_COLOURS[: len(names)]
    ax.imshow(shown, origin="lower", extent=grid.extent, cmap=ListedColormap(colours), vmin=0, vmax=len(names) - 1)
    patches = [Patch(facecolor=colour, edgecolor=BASE, label=name) for colour, name in zip(colours, names, strict=True)]
    ax.legend(handles=patches, loc="upper right", fontsize="small")
    return plain_map(ax)


def draw_curves(
    across: ArrayLike, curves: Sequence[tuple[str, ArrayLike]], *, labels: tuple[str, str], ax: Any = None
) -> Any:
    """Draw named curves; names that start with "expected" are dashed."""
    ax = new_axes(ax)
    for name, values in curves:
        expected = name.startswith("expected")
        ax.plot(across, values, label=name, color=BASE if expected else LINE, linestyle="--" if expected else "-")
    ax.set_xlabel(labels[0])
    ax.set_ylabel(labels[1])
    ax.legend()
    return ax


def draw_labels(x: ArrayLike, y: ArrayLike, labels: NDArray[Any], *, ax: Any = None) -> Any:
    """Draw points coloured by group; group -1 is grey."""
    ax = new_axes(ax)
    east, north = np.asarray(x), np.asarray(y)
    inside = labels >= 0
    ax.scatter(east[~inside], north[~inside], s=4, color="#c8c8c8", label="in no group")
    ax.scatter(east[inside], north[inside], s=6, c=labels[inside] % 10, cmap="tab10", vmin=0, vmax=9)
    return plain_map(ax)


def plain_map(ax: Any) -> Any:
    """Axes of a map: metres are equal both ways, and numbers on them would say nothing."""
    ax.set_aspect("equal")
    ax.set_xticks([])
    ax.set_yticks([])
    return ax
