"""Gi* and local Moran, 999 permutations, 300 x 300 cells, queen and 500 m band: ours against esda (n_jobs=-1).

Usage: getis_ord.py [--few] [queen band moran]. Neighbours are built beforehand on both sides. With --few esda runs 49
and 149 permutations and the time for 999 is the line through both, for machines that are not quiet.
"""

import sys
import warnings
from functools import partial

from contest import contender, report, scaled
from places import count_map

TASKS = {
    "queen": (1.5, "500 × esda"),
    "band": (5.0, "150 × esda"),
    "moran": (1.5, "500 × esda"),
}


def with_ours(radius):  # type: ignore[no-untyped-def]
    from placestats import Neighbours

    counts = count_map()
    return counts.ravel().astype(float), Neighbours.on_grid(counts >= 0, radius_cells=radius)


def with_theirs(radius):  # type: ignore[no-untyped-def]
    from libpysal.weights import WSP

    values, near = with_ours(radius)
    from scipy.sparse import csr_array

    ones = near.others * 0 + 1.0
    return values, WSP(csr_array((ones, near.others, near.starts), shape=(near.n, near.n))).to_W(silence_warnings=True)


def ours(data, *, moran):  # type: ignore[no-untyped-def]
    from placestats import getis_ord, local_moran

    values, near = data
    if moran:
        return int((local_moran(values, near, seed=1).p_sim <= 0.05).sum())
    return int((getis_ord(values, near, star=True, seed=1, alternative="greater").p_sim <= 0.05).sum())


def esda(data, *, moran, permutations=999):  # type: ignore[no-untyped-def]
    warnings.simplefilter("ignore")
    from esda import G_Local, Moran_Local

    values, near = data
    if moran:
        found = Moran_Local(values, near, permutations=permutations, n_jobs=-1, seed=1, keep_simulations=False)
    else:
        found = G_Local(values, near, star=True, transform="B", permutations=permutations, n_jobs=-1, seed=1)
    return int((found.p_sim <= 0.05).sum())


def main() -> None:
    few = "--few" in sys.argv
    for name in [each for each in sys.argv[1:] if each != "--few"] or TASKS:
        radius, least = TASKS[name]
        moran = name == "moran"
        mine = contender(f"placestats {name}", partial(with_ours, radius), partial(ours, moran=moran), repeats=25)
        make, theirs = partial(with_theirs, radius), partial(esda, moran=moran)
        if few:
            peer = scaled("esda", make, lambda count, run=theirs: partial(run, permutations=count), (49, 149), 999)
        else:
            peer = contender("esda", make, theirs, repeats=1, warm=partial(theirs, permutations=9))
        report(f"{'Local Moran' if moran else 'Gi*'}, 999 permutations, 300 x 300, {name}", mine, peer, least=least)


if __name__ == "__main__":
    main()
