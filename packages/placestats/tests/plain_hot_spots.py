"""Corrected hot spots written a second time, slowly and with nothing of the library, to check it against."""

import numpy as np

ENOUGH, LEAST_CELLS, MOST_STEPS = 10, 20, 8
DUST = 1 + 1e-9  # chances equal but for rounding are equal


def disc(radius):
    steps = range(-int(radius), int(radius) + 1)
    return [(down, right) for down in steps for right in steps if down**2 + right**2 <= radius**2]


def disc_sums(values, steps):
    reach = max(down for down, _ in steps)
    rows, columns = values.shape
    framed = np.pad(values, reach)
    return sum(framed[reach + d : reach + d + rows, reach + r : reach + r + columns] for d, r in steps)


def tail_chances(values, most):
    """chances[k][s]: of all ways to choose k cells, the share whose counts sum to at least s; cell after cell."""
    largest = int(np.sort(values)[-most:].sum())
    ways = np.zeros((most + 1, largest + 1))
    ways[0, 0] = 1
    for value in values.tolist():
        for k in range(most, 0, -1):
            ways[k, value:] += ways[k - 1, : largest + 1 - value]
    upward = ways[:, ::-1].cumsum(axis=1)[:, ::-1]
    return upward / upward[:, :1]


def one_step(counts, area, steps, deals, rng):
    """Corrected p and the chance of each cell alone."""
    held = disc_sums(area.astype(int), steps)[area]
    chances = tail_chances(counts[area], len(steps))
    own = chances[held, disc_sums(np.where(area, counts, 0), steps)[area]]
    dealt, smallest = np.zeros_like(counts), np.empty(deals)
    for deal in range(deals):
        dealt[area] = rng.permutation(counts[area])
        smallest[deal] = chances[held, disc_sums(dealt, steps)[area]].min()
    as_extreme = np.searchsorted(np.sort(smallest), own * DUST, side="right")
    p = (1 + as_extreme) / (deals + 1)
    sizes, many = np.unique(held, return_counts=True)
    for cell in np.flatnonzero(as_extreme < ENOUGH):
        reached = [chances[k][chances[k] <= own[cell] * DUST].max(initial=0) for k in sizes]
        bound = (many * reached).sum()
        p[cell] = min(bound, (ENOUGH + 1) / (deals + 1), 1)
    everywhere, alone = np.ones(counts.shape), np.ones(counts.shape)
    everywhere[area], alone[area] = p, own
    return everywhere, alone


def hot(counts, area, radius, deals, rng, level=0.05):
    """The flagged cells after each step; the last are the answer."""
    steps, left, flagged, after = disc(radius), area.copy(), np.zeros(area.shape, dtype=bool), []
    while len(after) < MOST_STEPS and left.sum() >= LEAST_CELLS and np.ptp(counts[left]) > 0:
        more = (one_step(counts, left, steps, deals, rng)[0] <= level) & left
        flagged = flagged | more
        after.append(flagged)
        if not more.any():
            break
        left = left & (disc_sums(flagged.astype(int), steps) == 0)
    return after
