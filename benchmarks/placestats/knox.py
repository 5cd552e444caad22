"""Knox, 999 permutations: ours against pointpats.knox (its fastest, though deprecated). Usage: knox.py [10000 …]"""

import sys
import warnings
from functools import partial

from contest import contender, report, scaled
from synthetic import city

PERMUTATIONS = 999
TASKS = {
    10_000: (200.0, 14.0, "300 × pointpats"),
    100_000: (200.0, 14.0, "300 ×"),
    1_000_000: (100.0, 14.0, "7 s, 1 GB"),
}


def ours(data, *, delta, tau):  # type: ignore[no-untyped-def]
    from placestats import knox

    found = knox(*data, delta=delta, tau=tau, closed="both", permutations=PERMUTATIONS, seed=1)
    return found.statistic, round(found.p, 4), f"{int(found.observed[0].sum())} near pairs"


def theirs(data, *, delta, tau, permutations):  # type: ignore[no-untyped-def]
    import numpy as np
    from pointpats import knox

    warnings.simplefilter("ignore")
    np.random.seed(1)
    x, y, t = data
    found = knox(np.column_stack([x, y]), t[:, None].astype(float), delta=delta, tau=tau, permutations=permutations)
    return int(found["stat"]), f"{permutations} permutations"


def main() -> None:
    for size in [int(given) for given in sys.argv[1:] if given.isdigit()] or TASKS:
        delta, tau, least = TASKS[size]
        make = partial(city, size)
        mine = contender("placestats", make, partial(ours, delta=delta, tau=tau), repeats=5 if size < 10**6 else 2)
        peer = None
        if size == 10_000:
            run = partial(theirs, delta=delta, tau=tau, permutations=PERMUTATIONS)
            peer = contender("pointpats.knox", make, run, repeats=1, warm=False)
        elif size == 100_000:  # a part of the permutations, scaled
            peer = scaled(
                "pointpats.knox",
                make,
                lambda count, d=delta, t=tau: partial(theirs, delta=d, tau=t, permutations=count),
                (4, 34),
                PERMUTATIONS,
            )
        report(f"Knox {size:,} events, {delta:g} m, {tau:g} days, {PERMUTATIONS} permutations", mine, peer, least=least)


if __name__ == "__main__":
    main()
