"""Random numbers inside kernels: SplitMix64 (Steele, Lea and Flood 2014), one stream per chunk of a fixed size."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from placestats.compiled import compiled

GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def stream(seed: int, chunk: int) -> np.uint64:
    """Return where the stream of a chunk starts: far apart for every seed and chunk, whatever the thread count."""
    words = np.random.SeedSequence([seed, chunk]).generate_state(1, dtype=np.uint64)
    return np.uint64(words[0])


@compiled
def mixed_word(state: np.uint64) -> np.uint64:
    """Return the random word that belongs to a state; the caller adds GOLDEN to the state for each word."""
    word = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return word ^ (word >> np.uint64(31))


@compiled
def shuffle(values: NDArray[Any], state: np.uint64) -> np.uint64:
    """Shuffle in place (Fisher and Yates), two picks per word; returns the state to go on with.

    Picks are 32-bit multiply-shifts, uneven by less than n / 2³². Unsigned places need no check for negative ones.
    """
    low, half, one = np.uint64(0xFFFFFFFF), np.uint64(32), np.uint64(1)
    left = np.uint64(values.size)
    while left > one:
        state += np.uint64(0x9E3779B97F4A7C15)
        word = mixed_word(state)
        at = ((word & low) * left) >> half
        left -= one
        kept = values[left]
        values[left] = values[at]
        values[at] = kept
        if left > one:
            at = ((word >> half) * left) >> half
            left -= one
            kept = values[left]
            values[left] = values[at]
            values[at] = kept
    return state
