"""Charts drawn on the server: plain values in, a `Figure` out; SVG for shapes, HTML for every word.

A figure is put on a page with `{{ figure }}`. It is complete without JavaScript and in print.
"""

from .changes import Change, change_figure
from .figure import Figure
from .funnel import FunnelEdge, FunnelPoint, funnel_figure
from .heat import hours_figure, repeat_figure
from .intervals import Interval, IntervalGroup, interval_figure
from .legend import LegendStep, map_legend
from .lorenz import lorenz_figure
from .multiples import Multiple, multiples_figure, sparkline
from .trend import trend_figure

__all__ = [
    "Change",
    "Figure",
    "FunnelEdge",
    "FunnelPoint",
    "Interval",
    "IntervalGroup",
    "LegendStep",
    "Multiple",
    "change_figure",
    "funnel_figure",
    "hours_figure",
    "interval_figure",
    "lorenz_figure",
    "map_legend",
    "multiples_figure",
    "repeat_figure",
    "sparkline",
    "trend_figure",
]
