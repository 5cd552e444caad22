"""1e6 points in 500 zones: ours (index and look-up) against geopandas.sjoin. Usage: polygons.py [n]"""

import sys
import zlib
from functools import partial

import numpy as np
from contest import contender, report
from places import city_points, zones


def arrays(n):  # type: ignore[no-untyped-def]
    return *city_points(n), zones()


def frames(n):  # type: ignore[no-untyped-def]
    import geopandas

    x, y, shapes = arrays(n)
    return geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(x, y)), geopandas.GeoDataFrame(geometry=shapes)


class Owners:
    """What a contender found; told after the clock has stopped."""

    def __init__(self, owner):  # type: ignore[no-untyped-def]
        self.owner = owner

    def __str__(self) -> str:
        owner = np.nan_to_num(np.asarray(self.owner, dtype=np.float64), nan=-1).astype(np.int32)
        return f"{(owner < 0).sum()} outside, owners {zlib.crc32(owner):08x}"


def ours(data):  # type: ignore[no-untyped-def]
    from placestats import points_in_polygons

    return Owners(points_in_polygons(*data))


def sjoin(data):  # type: ignore[no-untyped-def]
    import geopandas

    points, shapes = data
    return Owners(geopandas.sjoin(points, shapes, predicate="within", how="left")["index_right"])


def main() -> None:
    n = next((int(each) for each in sys.argv[1:] if each.isdigit()), 1_000_000)
    mine = contender("placestats", partial(arrays, n), ours, repeats=9)
    peer = contender("geopandas.sjoin", partial(frames, n), sjoin, repeats=2)
    report(f"{n:,} points in 500 zones", mine, peer, least="80 × geopandas sjoin")


if __name__ == "__main__":
    main()
