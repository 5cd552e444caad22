"""How often alarms ring by chance, and how soon a rise is found.

Run: PYTHONPATH=src:packages/placestats/src python benchmarks/alarms.py [--series 1500]
Nothing happens in series of independent weeks (Poisson); what is usual is estimated from two years, as in the product.
`told` is what the page says: alarms that the stated run lengths promise; `rung` those that came. Then the share of
series in which a level that has doubled four weeks ago is found.
"""

from __future__ import annotations

import argparse
from datetime import date

import numpy as np

from samplats.analyses.rules.watch import JUDGED, NEWEST, can_be_watched, watch

MONDAY = date(2024, 1, 1)
RUN_LENGTH = 520.0
SEED = 20261122


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=1500)
    given = parser.parse_args()
    rng = np.random.default_rng(SEED)
    print("usual per week   told   rung   found after doubling")
    for mean in (0.5, 2.0, 8.0, 30.0):
        told = rung = found = n = 0.0
        for _ in range(given.series):
            series = rng.poisson(mean, 104 + JUDGED)
            if not can_be_watched(series):
                continue
            seen = watch(series, MONDAY, run_length=RUN_LENGTH)
            assert seen is not None
            told, rung, n = told + NEWEST / seen.run_length, rung + len(seen.found), n + 1
            series[-NEWEST:] += rng.poisson(mean, NEWEST)
            changed = watch(series, MONDAY, run_length=RUN_LENGTH)
            found += bool(changed and changed.found)
        print(f"{mean:14.1f} {told:6.1f} {rung:6.0f} {found / n:12.0%}")


if __name__ == "__main__":
    main()
