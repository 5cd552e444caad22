"""Corrected hot spots: how long 9 999 permutations and the bound take. No peer corrects for looking at every cell."""

from functools import partial

from contest import contender, report
from places import count_map


def ours(counts, *, radius):  # type: ignore[no-untyped-def]
    from placestats import hot_spots

    found = hot_spots(counts, radius_cells=radius, seed=1)
    return f"{int(found.found.sum())} cells at .05, smallest p {found.p.min():.2g}"


def main() -> None:
    for side, radius in ((100, 1), (300, 1), (300, 5)):
        mine = contender("placestats.hot_spots", partial(count_map, side), partial(ours, radius=radius), repeats=1)
        report(f"Corrected hot spots, 9,999 permutations, {side} x {side}, radius {radius}", mine, None, least="stated")


if __name__ == "__main__":
    main()
