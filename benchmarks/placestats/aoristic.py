"""Aoristic hour of the week of 1e6 spans: ours; no maintained Python peer, so a plain numpy version for scale."""

from functools import partial

import numpy as np
from contest import contender, report
from synthetic import spans


def ours(data):  # type: ignore[no-untyped-def]
    from placestats import aoristic

    found = aoristic(*data)
    return round(found.total, 3), round(found.share_guessed, 4)


def plain_numpy(data):  # type: ignore[no-untyped-def]
    """The usual way: one pass over all events for each hour that a span can touch."""
    start, end = (each.astype(np.int64) for each in data)
    length = np.maximum(end - start, 1)
    table = np.zeros(168)
    hour = start // 3600
    for step in range(169):
        low = np.maximum(start, (hour + step) * 3600)
        share = np.minimum(end, (hour + step + 1) * 3600) - low
        inside = share > 0
        if not inside.any():
            break
        table += np.bincount((hour[inside] + step + 72) % 168, share[inside] / length[inside], minlength=168)
    return round(table.sum(), 3)


def main() -> None:
    make = partial(spans, 1_000_000)
    mine = contender("placestats.aoristic", make, ours, repeats=7)
    peer = contender("plain numpy", make, plain_numpy, repeats=1)
    report("Aoristic, 1 000 000 spans", mine, peer, least="15 ms")


if __name__ == "__main__":
    main()
