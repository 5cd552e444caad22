"""Pictures of the results (matplotlib, an optional dependency); results call these from `.plot()`."""

from typing import TYPE_CHECKING, Any  # Any: matplotlib is optional and untyped here

import numpy as np

from placestats.drawing import new_axes
from placestats.errors import InputError

if TYPE_CHECKING:
    from placestats.change import Change
    from placestats.charts import Chart
    from placestats.decomposition import Decomposition
    from placestats.early_warning import EarlyWarning
    from placestats.hour_of_week import HourOfWeek
    from placestats.interaction import Interaction
    from placestats.knox_interaction import Knox
    from placestats.masking import MaskedPoints
    from placestats.near_repeats import NearRepeat

INK = "#1f2a37"
FILL = "#3d6b8e"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def hour_of_week(found: "HourOfWeek", ax: Any) -> Any:
    """Heat map: weekdays down, hours across."""
    ax = new_axes(ax)
    drawn = ax.imshow(found.table, aspect="auto", cmap="Blues", vmin=0)
    ax.set_yticks(range(7), DAYS)
    ax.set_xticks(np.arange(0, 25, 3) - 0.5, [str(hour) for hour in range(0, 25, 3)])
    ax.set_xlabel("local hour")
    ax.set_title(f"{found.total:.0f} events, {found.share_guessed:.0%} spread over several hours")
    ax.figure.colorbar(drawn, ax=ax, label="events")
    return ax


def change(found: "Change", ax: Any) -> Any:
    """The ratio with its interval on a log axis, against no change."""
    ax = new_axes(ax)
    ends = np.clip([found.low, found.high], 1e-3, 1e3)
    ax.plot(ends, [0, 0], color=INK, linewidth=2)
    ax.plot([np.clip(found.ratio, 1e-3, 1e3)], [0], "o", color=FILL, markersize=9)
    ax.axvline(1, color=INK, linestyle=":")
    ax.set_xscale("log")
    ax.xaxis.set_major_formatter("{x:g}")
    ax.xaxis.set_minor_formatter("{x:g}")
    ax.set_yticks([])
    ax.set_xlabel(f"now / before ({found.level:.0%} interval)")
    ax.set_title(f"{found.before:.0f} → {found.now:.0f}: {found.verdict}")
    return ax


def knox(found: "Knox", ax: Any) -> Any:
    """The shuffled counts as a histogram and the observed one as a line."""
    ax = _against_shuffles(found.sim, found.statistic, ax)
    ax.set_xlabel(f"pairs within {found.space} and {found.time}")
    ax.set_title(f"{found.ratio:.2f} × what chance gives, p = {found.p:.3f}")
    return ax


def interaction(found: "Interaction", ax: Any) -> Any:
    """The shuffled statistics as a histogram and the observed one as a line."""
    ax = _against_shuffles(found.sim, found.statistic, ax)
    ax.set_xlabel(found.method)
    ax.set_title(f"p = {found.p:.3f}")
    return ax


def _against_shuffles(simulated: Any, statistic: float, ax: Any) -> Any:
    if simulated is None:
        raise InputError("keep_simulations", "was False", "run the test with keep_simulations=True to draw it")
    ax = new_axes(ax)
    ax.hist(simulated, bins=_bins(simulated), color=FILL, label="shuffled times")
    ax.axvline(statistic, color=INK, linewidth=2, label="data")
    ax.legend()
    return ax


def _bins(simulated: Any) -> Any:
    """About thirty, of whole numbers where counts are drawn: else some bars would hold more values than others."""
    if simulated.dtype.kind != "i":
        return 30
    first, last = int(simulated.min()), int(simulated.max())
    return np.arange(first, last + 2 + (wide := (last - first) // 30 + 1), wide) - 0.5


def near_repeat(found: "NearRepeat", ax: Any) -> Any:
    """Ratios as coloured cells; those that stand out at 5 % over the whole table are in bold."""
    ax = new_axes(ax)
    ax.imshow(found.ratio, cmap="RdBu_r", vmin=0, vmax=2, aspect="auto")
    for row, column in np.ndindex(found.ratio.shape):
        weight = "bold" if found.p[row, column] < 0.05 else "normal"
        colour = "white" if abs(found.ratio[row, column] - 1) > 0.7 else INK
        written = f"{found.ratio[row, column]:.2f}"
        ax.text(column, row, written, ha="center", va="center", weight=weight, color=colour)
    ax.set_xticks(range(len(found.time_bands)), found.time_bands)
    ax.set_yticks(range(len(found.distance_bands)), found.distance_bands)
    ax.set_title("pairs of events / expected by chance")
    return ax


def chart(found: "Chart", ax: Any) -> Any:
    """The compared statistic with its limits; alarms are ringed."""
    ax = _series(found.statistic, found.alarms, new_axes(ax))
    if found.falling is not None:
        ax.plot(-found.falling, color=FILL, marker=".", linewidth=1)
        ax.axhline(-found.upper, color=INK, linestyle="--")
    for limit in (found.lower, found.upper):
        if np.isfinite(limit):
            ax.axhline(limit, color=INK, linestyle="--")
    ax.set_title(f"{found.method}: a false alarm in {found.run_length:.0f} periods")
    return ax


def early_warning(found: "EarlyWarning", ax: Any) -> Any:
    """The counts with their moving threshold; alarms are ringed."""
    ax = _series(found.values, found.alarms, new_axes(ax))
    ax.plot(found.upper, color=INK, linestyle="--")
    ax.set_title(f"{found.method}, a rule of thumb: false alarms on {found.false_alarm_rate:.1%} of days")
    return ax


def _series(values: Any, alarms: Any, ax: Any) -> Any:
    ax.plot(values, color=FILL, marker=".", linewidth=1)
    ax.plot(alarms, values[alarms], "o", color="#9c1c1c", markersize=9, fillstyle="none")
    ax.set_xlabel("period")
    return ax


def decomposition(found: "Decomposition", ax: Any) -> Any:
    """Events per week with the fitted level and the trend alone."""
    ax = new_axes(ax)
    weeks = found.counts.size // 7
    first = np.datetime64(found.first_day)
    for values, style in (
        (found.counts, {"color": "#b0b8c0", "label": "events per week"}),
        (found.fitted, {"color": FILL, "label": "fitted"}),
        (found.trend, {"color": INK, "linestyle": "--", "label": "trend"}),
    ):
        ax.plot(first + 7 * np.arange(weeks), values[: 7 * weeks].reshape(weeks, 7).sum(axis=1), **style)
    ax.legend()
    ax.tick_params(axis="x", labelrotation=30)
    ax.set_title(f"{found.per_year - 1:+.0%} a year ({found.per_year_low - 1:+.0%} to {found.per_year_high - 1:+.0%})")
    return ax


def masked_points(found: "MaskedPoints", ax: Any) -> Any:
    """The points that may be shown, larger where several lie on each other."""
    ax = new_axes(ax)
    places, many = np.unique(np.column_stack([found.x, found.y])[found.shown], axis=0, return_counts=True)
    ax.scatter(places[:, 0], places[:, 1], s=8 * many, color=FILL, alpha=0.7)
    ax.set_aspect("equal")
    ax.set_title(f"moved by {found.moved_median:.0f} m in the middle; {found.withheld:.0f} events withheld")
    return ax
