"""Where, when and how concentrated: statistics for safer places. Arrays in, frozen results out.

Names are loaded on first use, so that `import placestats` costs nothing and the compiler is loaded only when needed.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from placestats.association import GetisOrd as GetisOrd
    from placestats.association import LocalMoran as LocalMoran
    from placestats.association import Moran as Moran
    from placestats.association import getis_ord as getis_ord
    from placestats.association import local_moran as local_moran
    from placestats.association import moran as moran
    from placestats.change import Change as Change
    from placestats.change import change_28_days as change_28_days
    from placestats.change import change_year_to_date as change_year_to_date
    from placestats.change import compare_periods as compare_periods
    from placestats.charts import Chart as Chart
    from placestats.charts import cusum as cusum
    from placestats.charts import ewma as ewma
    from placestats.charts import poisson_chart as poisson_chart
    from placestats.clusters import Clusters as Clusters
    from placestats.clusters import dbscan as dbscan
    from placestats.clusters import first_of_chain as first_of_chain
    from placestats.clusters import st_dbscan as st_dbscan
    from placestats.decomposition import Decomposition as Decomposition
    from placestats.decomposition import decompose as decompose
    from placestats.early_warning import EarlyWarning as EarlyWarning
    from placestats.early_warning import ears as ears
    from placestats.errors import CannotSay as CannotSay
    from placestats.errors import InputError as InputError
    from placestats.grid import Grid as Grid
    from placestats.hotspots import HotSpots as HotSpots
    from placestats.hotspots import hot_spots as hot_spots
    from placestats.hour_of_week import HourOfWeek as HourOfWeek
    from placestats.hour_of_week import aoristic as aoristic
    from placestats.inequality import Concentration as Concentration
    from placestats.inequality import Lorenz as Lorenz
    from placestats.inequality import Stability as Stability
    from placestats.inequality import concentration as concentration
    from placestats.inequality import generalised_gini as generalised_gini
    from placestats.inequality import gini as gini
    from placestats.inequality import lorenz as lorenz
    from placestats.inequality import stability as stability
    from placestats.interaction import Interaction as Interaction
    from placestats.interaction import jacquez as jacquez
    from placestats.interaction import mantel as mantel
    from placestats.interaction import modified_knox as modified_knox
    from placestats.knox_interaction import Knox as Knox
    from placestats.knox_interaction import knox as knox
    from placestats.masking import MaskedPoints as MaskedPoints
    from placestats.masking import mask_points as mask_points
    from placestats.near_repeats import NearRepeat as NearRepeat
    from placestats.near_repeats import near_repeat as near_repeat
    from placestats.neighbours import Neighbours as Neighbours
    from placestats.rate_limits import ExactRates as ExactRates
    from placestats.rate_limits import exact_rates as exact_rates
    from placestats.rates import Funnel as Funnel
    from placestats.rates import Rates as Rates
    from placestats.rates import empirical_bayes_rates as empirical_bayes_rates
    from placestats.rates import funnel_limits as funnel_limits
    from placestats.regions import PolygonIndex as PolygonIndex
    from placestats.regions import points_in_polygons as points_in_polygons
    from placestats.smoothing import Density as Density
    from placestats.smoothing import density as density
    from placestats.smoothing import density_at as density_at
    from placestats.snapped import Snapping as Snapping
    from placestats.snapped import snapping as snapping
    from placestats.spacing import KFunction as KFunction
    from placestats.spacing import NearestNeighbour as NearestNeighbour
    from placestats.spacing import k_function as k_function
    from placestats.spacing import nearest_neighbour as nearest_neighbour
    from placestats.suppression import Suppression as Suppression
    from placestats.suppression import suppress as suppress

# module -> the public names that it holds; keep the list above in step (tests/test_public_names.py checks it)
_HOMES = {
    "hour_of_week": ("HourOfWeek", "aoristic"),
    "interaction": ("Interaction", "jacquez", "mantel", "modified_knox"),
    "knox_interaction": ("Knox", "knox"),
    "masking": ("MaskedPoints", "mask_points"),
    "suppression": ("Suppression", "suppress"),
    "near_repeats": ("NearRepeat", "near_repeat"),
    "change": ("Change", "change_28_days", "change_year_to_date", "compare_periods"),
    "charts": ("Chart", "cusum", "ewma", "poisson_chart"),
    "decomposition": ("Decomposition", "decompose"),
    "early_warning": ("EarlyWarning", "ears"),
    "errors": ("CannotSay", "InputError"),
    "grid": ("Grid",),
    "hotspots": ("HotSpots", "hot_spots"),
    "inequality": (
        "Concentration",
        "Lorenz",
        "Stability",
        "concentration",
        "generalised_gini",
        "gini",
        "lorenz",
        "stability",
    ),
    "association": ("GetisOrd", "LocalMoran", "Moran", "getis_ord", "local_moran", "moran"),
    "neighbours": ("Neighbours",),
    "clusters": ("Clusters", "dbscan", "first_of_chain", "st_dbscan"),
    "rate_limits": ("ExactRates", "exact_rates"),
    "rates": ("Funnel", "Rates", "empirical_bayes_rates", "funnel_limits"),
    "spacing": ("KFunction", "NearestNeighbour", "k_function", "nearest_neighbour"),
    "regions": ("PolygonIndex", "points_in_polygons"),
    "snapped": ("Snapping", "snapping"),
    "smoothing": ("Density", "density", "density_at"),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)


def __getattr__(name: str) -> Any:  # a lazily loaded name can be of any type
    if name not in _HOME_OF:
        raise AttributeError(f"placestats has no name {name!r}")
    found = getattr(import_module(f"placestats.{_HOME_OF[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
