r"""Formulas of association: how much more often two words meet than chance would have it.

Legend, for a node and a collocate:

======  ================================================================
``f``   times they meet (``O11``)
``f1``  size of the node's side, in tokens (row sum ``R1``)
``f2``  uses of the collocate (column sum ``C1``)
``n``   all tokens
``E``   ``f1 · f2 / n``, the meetings expected by chance (``E11``)
======  ================================================================

All arguments are numbers or arrays of one shape; all results are arrays or numbers of that shape.
Where a formula is undefined (a side that is empty, a logarithm of nothing) the value is NaN;
``mi`` of words that never meet is minus infinity. Logarithms are named in each docstring.

References: Evert, S. (2008). Corpora and collocations. In Lüdeling & Kytö (eds), Corpus
Linguistics. Rychlý, P. (2008). A lexicographer-friendly association score. RASLAN. Bouma, G.
(2009). Normalized (pointwise) mutual information. GSCL. Gries, S. Th. (2013). 50-something years
of work on collocations. International Journal of Corpus Linguistics 18(1).
"""

import numpy as np
from numpy.typing import ArrayLike

from analysis.measures import formulas
from analysis.measures.arrays import Floats, divide, floats


def expected(f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> Floats:
    """Meetings expected by chance; NaN where a side or the whole is empty."""
    a, b, total = floats(f1, f2, n)
    return divide(a * b, np.where((a > 0) & (b > 0), total, 0))


def mi(f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> Floats:
    """Mutual information, ``log2(f / E)`` (Church & Hanks 1990): high for rare words.

    >>> float(mi(8, 1105, 44, 15_000_000).round(1))
    11.3
    """
    with np.errstate(divide="ignore"):
        return np.log2(divide(f, expected(f1, f2, n)))


def npmi(f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> Floats:
    """Mutual information over its largest value, ``log2(n / f)`` (Bouma 2009).

    1 where every token of either side is one of the meetings (``f = f1 = f2``), 0 by chance, -1 for
    words that never meet. NaN where they fill all tokens.
    """
    o, total = floats(f, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = divide(mi(f, f1, f2, n), np.log2(divide(total, o)))
    return np.where((o == 0) & ~np.isnan(expected(f1, f2, n)), -1.0, value)


def t_score(f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> Floats:
    """``(f − E) / √f`` (Church et al. 1991): high for frequent words; NaN where they never meet.

    >>> float(t_score(8, 15_828, 4_675, 14_307_668).round(6))
    0.999932
    """
    o = np.asarray(f, dtype=np.float64)
    return divide(o - expected(f1, f2, n), np.sqrt(o))


def z_score(f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> Floats:
    """``(f − E) / √E`` (Berry-Rogghe 1973, as Evert writes it)."""
    e = expected(f1, f2, n)
    return divide(np.asarray(f, dtype=np.float64) - e, np.sqrt(e))


def simple_ll(f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> Floats:
    """Log-likelihood of one cell (Evert 2008, natural logarithm), negative below expectation."""
    (o,), e = floats(f), expected(f1, f2, n)
    fraction = divide(o, e)
    cell = np.where(o > 0, o * np.log(np.where(fraction > 0, fraction, 1)), 0.0)
    value: Floats = np.sign(o - e) * 2 * (cell - (o - e))
    return value


def g2(f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> Floats:
    """G² of a node and a collocate, all four cells, negative below expectation.

    Dunning 1993, natural logarithm; the same sum as ``formulas.g2``, from other cells, with a sign.
    """
    o, a, b, total = floats(f, f1, f2, n)
    sign = np.sign(o - expected(a, b, total))
    value: Floats = sign * formulas.g2(o, b - o, a, total - a)
    return value


def dice(f: ArrayLike, f1: ArrayLike, f2: ArrayLike) -> Floats:
    """Dice coefficient, ``2f / (f1 + f2)``."""
    o, a, b = floats(f, f1, f2)
    return divide(2 * o, a + b)


def log_dice(f: ArrayLike, f1: ArrayLike, f2: ArrayLike) -> Floats:
    """``14 + log2(Dice)`` (Rychlý 2008): one step is twice the Dice, whatever the corpus's size.

    14 where ``f``, ``f1`` and ``f2`` are equal, which needs meetings of which neither side can have
    more than uses. Minus infinity where the words never meet.

    >>> float(log_dice(1, 1, 1))
    14.0
    """
    with np.errstate(divide="ignore"):
        return 14 + np.log2(dice(f, f1, f2))


def delta_p(f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    """ΔP in both directions (Ellis 2006; Gries 2013).

    Returns
    -------
    collocate given node, node given collocate
        By how much the chance of the one rises where the other is: between -1 and 1.
    """
    o, a, b, total = floats(f, f1, f2, n)
    here, elsewhere = divide(o, a), divide(b - o, total - a)
    there, without = divide(o, b), divide(a - o, total - b)
    return here - elsewhere, there - without
