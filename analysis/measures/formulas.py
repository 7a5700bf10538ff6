r"""Formulas of keyness, on the cells of a two-by-two table.

Legend, for one term and two sides:

===========  ======================  ======================
             target                  reference
===========  ======================  ======================
the term     ``O11``                 ``O12``
other        ``O21 = n1 - O11``      ``O22 = n2 - O12``
all tokens   ``n1``                  ``n2``
===========  ======================  ======================

All arguments are numbers or arrays of one shape; all results are arrays or numbers of that shape.
Nothing here has a sign of its own unless it says so. Where a side has no tokens there is nothing to
compare, and the value is NaN.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import xlogy

from analysis.measures.arrays import Floats, divide, floats


def log_likelihood(O11: ArrayLike, O12: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Floats:
    """Log-likelihood of two cells (Rayson & Garside 2000): only the term's own counts.

    >>> float(round(log_likelihood(52, 57, 50_000, 75_000), 2))
    2.65
    """
    a, b, c, d = floats(O11, O12, n1, n2)
    rate = divide(a + b, c + d)
    return _compared(2 * (_cell(a, c * rate) + _cell(b, d * rate)), c, d)


def g2(
    O11: ArrayLike, O12: ArrayLike, n1: ArrayLike, n2: ArrayLike, *, williams: bool = False
) -> Floats:
    """G² of a term and two sides, all four cells (Dunning 1993), or with Williams' correction.

    >>> float(round(g2(30, 10, 1000, 1000), 3))
    10.669
    """
    a, b, c, d = floats(O11, O12, n1, n2)
    n, term = c + d, a + b
    expected = [divide(s * t, n) for t in (term, n - term) for s in (c, d)]
    cells = [_cell(o, e) for o, e in zip((a, b, c - a, d - b), expected, strict=True)]
    value = _compared(2 * ((cells[0] + cells[1]) + (cells[2] + cells[3])), c, d)
    if not williams:
        return value
    rows = divide(n, term) + divide(n, n - term) - 1
    columns = divide(n, c) + divide(n, d) - 1
    return value / (1 + divide(rows * columns, 6 * n))


def chi2(
    O11: ArrayLike,
    O12: ArrayLike,
    n1: ArrayLike,
    n2: ArrayLike,
    *,
    yates: bool | Literal["sparse"] = False,
) -> Floats:
    """Pearson's χ² of all four cells, optionally with Yates' continuity correction.

    ``yates="sparse"`` corrects where an expected count is below five and the deviation is not
    smaller than the correction itself, as R's quanteda does.
    """
    a, b, c, d = floats(O11, O12, n1, n2)
    n, term = c + d, a + b
    difference = np.abs(a * (d - b) - b * (c - a))
    least = np.minimum(term, n - term) * np.minimum(c, d)
    sparse = (least < 5 * n) & (difference >= n / 2)
    correct = sparse if yates == "sparse" else np.full(difference.shape, bool(yates))
    difference = np.where(correct, np.maximum(difference - n / 2, 0), difference)
    return divide(n * difference**2, term * (n - term) * c * d)


def log_ratio(
    O11: ArrayLike, O12: ArrayLike, n1: ArrayLike, n2: ArrayLike, *, zero: float = 0.5
) -> Floats:
    """Binary logarithm of the ratio of the relative frequencies (Hardie 2014), signed.

    A count of zero is taken as ``zero``, so that a term that one side never uses has a finite and
    comparable value; 1 means twice as frequent, 2 four times. NaN where the stand-in would turn
    the direction round: the side without the term is too short to tell.
    """
    a, b, c, d = floats(O11, O12, n1, n2)
    filled_a, filled_b = np.where(a == 0, zero, a), np.where(b == 0, zero, b)
    ratio = np.log2(filled_a / c) - np.log2(filled_b / d)
    told = (a + b == 0) | (np.sign(ratio) == direction(a, b, c, d)) | ((a > 0) & (b > 0))
    return np.where(told, ratio, np.nan)


def direction(O11: ArrayLike, O12: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Floats:
    """1 where the target's rate is higher, -1 where the reference's is, 0 where they are equal."""
    a, b, c, d = floats(O11, O12, n1, n2)
    sign: Floats = np.sign(a * d - b * c)
    return sign


def relative_risk(O11: ArrayLike, O12: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Floats:
    """Ratio of the relative frequencies; NaN where the reference has none."""
    a, b, c, d = floats(O11, O12, n1, n2)
    return divide(a / c, b / d)


def odds_ratio(O11: ArrayLike, O12: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Floats:
    """Ratio of the odds (Pojanapunya & Todd 2018); NaN where the reference has none."""
    a, b, c, d = floats(O11, O12, n1, n2)
    return divide(a * (d - b), b * (c - a))


def percent_difference(O11: ArrayLike, O12: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Floats:
    """%DIFF (Gabrielatos & Marchi 2011): by how many per cent the target's rate is higher.

    NaN where the reference has none: a zero is a reason to look, not a very large number.
    """
    return 100 * (relative_risk(O11, O12, n1, n2) - 1)


def bic(O11: ArrayLike, O12: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Floats:
    """Bayes factor approximation (Wilson 2013): two-cell log-likelihood less ``ln N``."""
    _, _, c, d = floats(O11, O12, n1, n2)
    return log_likelihood(O11, O12, n1, n2) - np.log(c + d)


def effect_size_ll(O11: ArrayLike, O12: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Floats:
    """ELL (Johnston, Berry & Mielke 2006): log-likelihood as a share of its possible maximum.

    Between 0 and 1, whichever side uses the term more. NaN where the smaller expected count is
    not above one, where the formula has no meaning.
    """
    a, b, c, d = floats(O11, O12, n1, n2)
    least = np.minimum(c, d) * divide(a + b, c + d)
    scale = np.log(np.where(least > 1, least, np.nan))
    return log_likelihood(a, b, c, d) / ((c + d) * scale)


def pmi(O11: ArrayLike, O12: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Floats:
    """Pointwise mutual information (natural logarithm) of the term and the target."""
    a, b, c, d = floats(O11, O12, n1, n2)
    with np.errstate(divide="ignore"):
        return np.log(divide(a * (c + d), c * (a + b)))


def simple_maths(
    O11: ArrayLike, O12: ArrayLike, n1: ArrayLike, n2: ArrayLike, *, constant: float = 1.0
) -> Floats:
    """Ratio of the rates per million, each with ``constant`` added (Kilgarriff 2009)."""
    a, b, c, d = floats(O11, O12, n1, n2)
    ratio: Floats = (1e6 * a / c + constant) / (1e6 * b / d + constant)
    return ratio


def log_odds(
    O11: ArrayLike, O12: ArrayLike, n1: ArrayLike, n2: ArrayLike, *, prior: ArrayLike
) -> tuple[Floats, Floats]:
    """Log-odds ratio with a Dirichlet prior, and its z (Monroe, Colaresi & Quinn 2008), signed.

    Parameters
    ----------
    prior : array_like
        Pseudo-count of every term, the whole vocabulary in one array: its sum is the prior's size.

    Returns
    -------
    delta, z : arrays
        ``z`` is ``delta`` over its approximate standard deviation. It treats words as independent,
        so it orders terms; it is no test.
    """
    a, b, c, d = floats(O11, O12, n1, n2)
    weight = np.asarray(prior, dtype=np.float64)
    size = weight.sum()
    delta = _log_odds(a + weight, c + size) - _log_odds(b + weight, d + size)
    delta = np.where(np.abs(delta) < 1e-9, 0.0, delta)  # equal but for rounding
    z = delta / np.sqrt(1 / (a + weight) + 1 / (b + weight))
    return _compared(delta, c, d), _compared(z, c, d)


def _log_odds(count: Floats, total: Floats) -> Floats:
    odds: Floats = np.log(count) - np.log(total - count)
    return odds


def _compared(value: Floats, n1: Floats, n2: Floats) -> Floats:
    """A value where both sides have tokens."""
    defined: Floats = value + np.where((n1 > 0) & (n2 > 0), 0.0, np.nan)
    return defined


def _cell(observed: Floats, expected: Floats) -> Floats:
    """``O ln(O / E)``, 0 for an empty cell."""
    value: Floats = xlogy(observed, divide(observed, expected, default=1.0))
    return value
