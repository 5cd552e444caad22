"""A valid call of every public function, small and quick, for tests that go over the whole public surface."""

import numpy as np

from placestats import Grid, Neighbours

RNG = np.random.default_rng(20261122)
X, Y = 674_000 + RNG.uniform(0, 1000, 40), 6_580_000 + RNG.uniform(0, 1000, 40)
T = RNG.integers(0, 200, 40).astype(float)
WEIGHTS = RNG.integers(1, 4, 40).astype(float)
GRID = Grid(674_000, 6_580_000, 100, 10, 10)
COUNTS = RNG.poisson(2, 40).astype(float)
DATES = np.datetime64("2021-01-01") + np.arange(800)
START = np.datetime64("2024-01-01T10:00:00") + RNG.integers(0, 10**6, 40)
PLACES = {"x": X, "y": Y}
EVENTS = {**PLACES, "t": T, "weights": WEIGHTS}
SHUFFLED = {"permutations": 19, "seed": 1}
NEAR = Neighbours.within(X, Y, 300)
SQUARE = [[np.array([[0, 0], [1e7, 0], [1e7, 1e7], [0, 1e7]], dtype=float)]]

CALLS = {
    "aoristic": {"start": START, "end": START + 7200, "weights": WEIGHTS},
    "change_28_days": {"dates": DATES, "weights": np.ones(800), "as_of": DATES[-1]},
    "change_year_to_date": {"dates": DATES, "weights": np.ones(800), "as_of": DATES[-1]},
    "compare_periods": {"now": COUNTS[:8], "before": COUNTS[8:16], "history": COUNTS[16:30]},
    "concentration": {"counts": COUNTS, "draws": 19, "seed": 1},
    "cusum": {"values": COUNTS, "history": COUNTS + 1, "limit": 6},
    "dbscan": {**PLACES, "eps": 100, "weights": WEIGHTS},
    "decompose": {"daily_counts": RNG.poisson(5, 800).astype(float), "start": "2021-01-01"},
    "density": {**PLACES, "grid": GRID, "bandwidth": 200, "weights": WEIGHTS},
    "density_at": {**PLACES, "at_x": X[:3], "at_y": Y[:3], "bandwidth": 200, "weights": WEIGHTS},
    "ears": {"counts": COUNTS},
    "empirical_bayes_rates": {"counts": COUNTS, "exposure": WEIGHTS * 100},
    "ewma": {"values": COUNTS, "history": COUNTS + 1, "width": 2.5},
    "exact_rates": {"counts": COUNTS, "exposure": WEIGHTS * 100},
    "first_of_chain": {**PLACES, "t": T, "distance": 100, "days": 7},
    "funnel_limits": {"counts": COUNTS, "exposure": WEIGHTS * 100},
    "generalised_gini": {"counts": COUNTS},
    "getis_ord": {"values": COUNTS, "neighbours": NEAR, **SHUFFLED},
    "gini": {"counts": COUNTS},
    "hot_spots": {"counts": RNG.poisson(2, (10, 10)).astype(float), **SHUFFLED},
    "jacquez": {**EVENTS, **SHUFFLED},
    "k_function": {**PLACES, "grid": GRID, "distances": [100.0, 200.0], "weights": WEIGHTS, **SHUFFLED},
    "knox": {**EVENTS, "delta": 200, "tau": 14, **SHUFFLED},
    "local_moran": {"values": COUNTS, "neighbours": NEAR, **SHUFFLED},
    "lorenz": {"counts": COUNTS},
    "mantel": {**EVENTS, **SHUFFLED},
    "mask_points": {**PLACES, "weights": WEIGHTS},
    "modified_knox": {**EVENTS, "delta": 200, "tau": 14, **SHUFFLED},
    "moran": {"values": COUNTS, "neighbours": NEAR, **SHUFFLED},
    "near_repeat": {**EVENTS, "distance_bands": [0.0, 200.0], "time_bands": [0.0, 14.0], **SHUFFLED},
    "nearest_neighbour": {**PLACES, "grid": GRID, "weights": WEIGHTS, **SHUFFLED},
    "points_in_polygons": {**PLACES, "polygons": SQUARE},
    "poisson_chart": {"counts": COUNTS, "history": COUNTS + 1},
    "snapping": {**PLACES, "weights": WEIGHTS},
    "st_dbscan": {**PLACES, "t": T, "eps": 100, "tau": 7, "weights": WEIGHTS},
    "stability": {"before": COUNTS, "after": COUNTS[::-1]},
    "suppress": {"table": COUNTS.reshape(8, 5)[:3].copy(), "minimum": 2},
}
