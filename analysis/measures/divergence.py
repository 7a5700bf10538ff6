"""Divergence of two lists of counts, and of many pairs of rows of a sparse table at once."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
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


def jensen_shannon_rows(a: csr_array, b: csr_array) -> Floats:
    """Distance of every row of two tables of counts with equal sums.

    A term that one side alone has adds half its share to the divergence, so that only the terms of
    both need a logarithm: 1 + ½ Σ_shared (p log2 p/(p+q) + q log2 q/(p+q)).
    """
    p, q, row = _shared(a, b)
    total = p + q
    parts = xlogy(p, p / total) + xlogy(q, q / total)
    size = np.asarray(a.sum(axis=1), dtype=np.float64)
    shared = np.bincount(row, parts, minlength=a.shape[0]) / (2 * np.log(2) * size)
    apart: Floats = np.sqrt(np.maximum(1 + shared, 0))
    return apart


def cosine_rows(a: csr_array, b: csr_array) -> Floats:
    """Cosine distance of every row of two tables of counts."""
    p, q, row = _shared(a, b)
    length = np.sqrt((a * a).sum(axis=1) * (b * b).sum(axis=1))
    value: Floats = 1 - np.bincount(row, p * q, minlength=a.shape[0]) / np.asarray(length)
    return value


def _shared(a: csr_array, b: csr_array) -> tuple[Floats, Floats, Ints]:
    """Counts on both sides of the terms that both sides of a row have, and their rows."""
    p, q = (a * (b > 0)).tocsr(), (b * (a > 0)).tocsr()
    p.sort_indices()
    q.sort_indices()
    row = np.repeat(np.arange(a.shape[0], dtype=np.int64), np.diff(p.indptr))
    return p.data.astype(np.float64), q.data.astype(np.float64), row
