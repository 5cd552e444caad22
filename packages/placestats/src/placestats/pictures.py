"""Pictures of the results (matplotlib, an optional dependency); results call these from `.plot()`."""

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from placestats.change import Change
    from placestats.hour_of_week import HourOfWeek

INK = "#1f2a37"
FILL = "#3d6b8e"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def axes(ax: "Axes | None", **size: Any) -> "Axes":  # size: whatever matplotlib's figure takes
    """Return the axes to draw on, new ones when none are given."""
    if ax is not None:
        return ax
    from matplotlib import pyplot

    return pyplot.figure(layout="constrained", **size).add_subplot()


def hour_of_week(found: "HourOfWeek", ax: "Axes | None") -> "Axes":
    """Heat map: weekdays down, hours across."""
    ax = axes(ax, figsize=(8, 3))
    drawn = ax.imshow(found.table, aspect="auto", cmap="Blues", vmin=0)
    ax.set_yticks(range(7), DAYS)
    ax.set_xticks(np.arange(0, 25, 3) - 0.5, [str(hour) for hour in range(0, 25, 3)])
    ax.set_xlabel("local hour")
    ax.set_title(f"{found.total:.0f} events, {found.share_guessed:.0%} spread over several hours")
    ax.figure.colorbar(drawn, ax=ax, label="events")
    return ax


def change(found: "Change", ax: "Axes | None") -> "Axes":
    """The ratio with its interval on a log axis, against no change."""
    ax = axes(ax, figsize=(6, 1.6))
    ends = np.clip([found.low, found.high], 1e-3, 1e3)
    ax.plot(ends, [0, 0], color=INK, linewidth=2)
    ax.plot([np.clip(found.ratio, 1e-3, 1e3)], [0], "o", color=FILL, markersize=9)
    ax.axvline(1, color=INK, linestyle=":")
    ax.set_xscale("log")
    ax.set_yticks([])
    ax.set_xlabel(f"now / before ({found.level:.0%} interval)")
    ax.set_title(f"{found.before:.0f} → {found.now:.0f}: {found.verdict}")
    return ax
