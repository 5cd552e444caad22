"""More of the made-up city, with fixed seeds: a map of counts, zones with wiggly shared borders."""

import numpy as np
from synthetic import city

EXTENT = 30_000.0


def city_points(n: int):  # type: ignore[no-untyped-def]
    """The events of the made-up city, without their times."""
    return city(n)[:2]


def count_map(side: int = 300, *, seed: int = 1):  # type: ignore[no-untyped-def]
    """Overdispersed counts per cell."""
    rng = np.random.default_rng(seed)
    return rng.poisson(rng.gamma(0.5, 2, (side, side)))


def zones(many: int = 500, *, seed: int = 1):  # type: ignore[no-untyped-def]
    """Voronoi zones that cover the city, their shared borders cut into short wiggly pieces (about 70 000 corners)."""
    import shapely

    rng = np.random.default_rng(seed)
    frame = shapely.box(-40, -40, EXTENT + 40, EXTENT + 40)
    seeds = shapely.MultiPoint(rng.uniform(0, EXTENT, (many, 2)))
    cut = shapely.intersection(shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=frame)), frame)
    fine = shapely.segmentize(cut, 40.0)

    def wiggled(corners):  # type: ignore[no-untyped-def]
        east, north = corners.T
        right = 8 * (np.sin(north / 70) + np.sin(east / 33))
        return corners + np.column_stack([right, 8 * (np.cos(east / 60) + np.sin(north / 41))])

    return shapely.transform(fine, wiggled)
