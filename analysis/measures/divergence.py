"""Divergence of two lists of counts, and of the rows of two tables of counts at once."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import rel_entr, xlogy

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def jensen_shannon(p: ArrayLike, q: ArrayLike, *, base: float = 2.0) -> float:
    """Jensen–Shannon divergence of two lists of counts or shares, term by term aligned.

    Parameters
    ----------
    p, q : array_like
        Not negative; each is divided by its own sum.
    base : float
        Of the logarithm; with 2 the divergence runs from 0 (the same) to 1 (nothing shared).

    Returns
    -------
    float
        The divergence (Lin 1991). Its square root is the Jensen–Shannon distance, a metric
        (Endres & Schindelin 2003). NaN where one side is empty: it has no distribution.

    References
    ----------
    Lin, J. (1991). Divergence measures based on the Shannon entropy. IEEE Transactions on
    Information Theory, 37(1), 145–151.

    >>> round(jensen_shannon([10, 10, 0], [0, 10, 10]), 3)
    0.5
    """
    return float(divergence_by_term(p, q, base=base).sum())


def divergence_by_term(p: ArrayLike, q: ArrayLike, *, base: float = 2.0) -> Floats:
    """Part of every term in the Jensen–Shannon divergence, none of them negative."""
    a, b = (np.asarray(side, dtype=np.float64) for side in (p, q))
    if not (a.sum() > 0 and b.sum() > 0):
        return np.full(a.shape, np.nan)
    a, b = a / a.sum(), b / b.sum()
    middle = (a + b) / 2
    parts: Floats = (rel_entr(a, middle) + rel_entr(b, middle)) / (2 * np.log(base))
    return np.maximum(parts, 0)  # equal shares can differ from nought by rounding


def cosine_distance(p: ArrayLike, q: ArrayLike) -> float:
    """One less the cosine of two lists of counts: 0 for the same proportions, 1 for none shared.

    NaN where one side is empty.

    >>> cosine_distance([1, 0], [0, 1]), cosine_distance([0, 0], [0, 1])
    (1.0, nan)
    """
    a, b = (np.asarray(side, dtype=np.float64) for side in (p, q))
    length = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(1 - a @ b / length) if length else float("nan")


def jensen_shannon_rows(p: Ints, q: Ints, whole_p: Floats, whole_q: Floats) -> Floats:
    """Jensen–Shannon distance of every row of two tables of counts, term by term aligned.

    With g(x) = x log2 x and n words on either side the divergence is 1 + Σ (g(p) + g(q) − g(p+q)) /
    2n, and a term that one side alone has adds nothing to the sum: the columns need only be those
    that both sides have. Counts are small, so that g is looked up.

    Parameters
    ----------
    p, q : array of int
        Rows are samples, columns the terms that both have somewhere.
    whole_p, whole_q : array of float
        Words of every sample, all its terms together, the same on both sides.
    """
    x = np.arange(1 + int(p.max(initial=0)) + int(q.max(initial=0)))
    g = xlogy(x, x) / np.log(2)
    shared = (g[p] + g[q] - g[p + q]).sum(axis=1)
    apart: Floats = np.sqrt(np.maximum(1 + shared / (whole_p + whole_q), 0))
    return apart


def cosine_rows(p: Ints, q: Ints, whole_p: Floats, whole_q: Floats) -> Floats:
    """Cosine distance of every row of two tables of counts, term by term aligned.

    Parameters
    ----------
    p, q : array of int
        As for ``jensen_shannon_rows``.
    whole_p, whole_q : array of float
        Length of every sample: the root of the summed squares of all its terms.
    """
    value: Floats = 1 - np.einsum("ij,ij->i", p, q, dtype=np.float64) / (whole_p * whole_q)
    return value


def words_of(counts: Ints) -> Floats:
    """Words of every row."""
    total: Floats = counts.sum(axis=1, dtype=np.float64)
    return total


def length_of(counts: Ints) -> Floats:
    """Euclidean length of every row."""
    length: Floats = np.sqrt(np.einsum("ij,ij->i", counts, counts, dtype=np.float64))
    return length
