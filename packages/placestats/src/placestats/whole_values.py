"""Turn values into whole numbers, so that sums of the same values in another order are equal to the last bit."""

import numpy as np

from placestats.checks import Floats, Integers

LARGEST = 2.0**50  # sums of 4 096 such values still fit 64 bits


def as_whole(values: Floats) -> Integers:
    """Return values times one factor, as int64: 1 for counts, a power of ten for decimals, else the finest that fits.

    Decimals such as 3.2 are taken as written, so that 3.2 + 5 ties with 8.2; values that are neither counts nor short
    decimals are rounded to 2^-50 of the largest.
    """
    largest = float(np.abs(values).max(initial=0.0))
    for digits in range(7):
        factor = 10.0**digits
        if largest * factor < LARGEST:
            near = np.rint(values * factor)
            if np.abs(near / factor - values).max(initial=0.0) <= 4e-16 * largest:
                return near.astype(np.int64)
    return np.rint(values * (LARGEST / largest)).astype(np.int64)
