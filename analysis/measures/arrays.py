"""Numbers as arrays, and quotients that are undefined where there is nothing to divide by."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def floats(*values: ArrayLike) -> list[Floats]:
    """Numbers or arrays as arrays of floats."""
    return [np.asarray(value, dtype=np.float64) for value in values]


def divide(top: ArrayLike, bottom: ArrayLike, *, default: float = np.nan) -> Floats:
    """Quotients, ``default`` where the bottom is zero.

    >>> divide([1, 1], [2, 0]).tolist()
    [0.5, nan]
    """
    a, b = np.broadcast_arrays(*floats(top, bottom))
    quotient: Floats = np.divide(a, b, out=np.full(a.shape, default), where=b != 0)
    return quotient
