"""A fast 64-bit mix of large arrays, used by results.hash_of."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from placestats.compiled import compiled
from placestats.threads import in_chunks, spans

WORDS = 1 << 17


def mixed(words: NDArray[np.uint64]) -> bytes:
    """Return four words for every MiB: each input word changes them, the order too."""
    parts = in_chunks(lambda span: _lanes(words[span[0] : span[1]]), spans(words.size, WORDS))
    return np.array(parts, dtype=np.uint64).tobytes()


@compiled
def _lanes(words: NDArray[np.uint64]) -> Any:  # four np.uint64
    odd, prime = np.uint64(0x9E3779B185EBCA87), np.uint64(0xC2B2AE3D27D4EB4F)
    left, right = np.uint64(31), np.uint64(33)
    a, b, c, d = np.uint64(1), np.uint64(2), np.uint64(3), np.uint64(4)
    paired = words.size // 4 * 4
    for i in range(0, paired, 4):
        a += words[i] * prime
        b += words[i + 1] * prime
        c += words[i + 2] * prime
        d += words[i + 3] * prime
        a = ((a << left) | (a >> right)) * odd
        b = ((b << left) | (b >> right)) * odd
        c = ((c << left) | (c >> right)) * odd
        d = ((d << left) | (d >> right)) * odd
    for i in range(paired, words.size):
        a = ((a + words[i] * prime) << left | (a + words[i] * prime) >> right) * odd
    return a, b, c, d
