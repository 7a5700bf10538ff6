"""How evenly a term is spread over the parts of a corpus (its articles)."""

from collections.abc import Sequence
from functools import singledispatch

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from analysis.text.counts import Counts
from analysis.text.passages import in_context, own_first
from analysis.text.tokens import Source, Tokens

Floats = NDArray[np.float64]


@singledispatch
def dispersion(counts: Counts) -> pd.DataFrame:
    """Dispersion of every term over the articles.

    Parameters
    ----------
    counts : Counts

    Returns
    -------
    DataFrame
        One row a term, in order of name: ``term``, ``n``, ``n_articles`` (that have it),
        ``k_articles``; ``dp`` (deviation of proportions, Gries 2008; 0 even, towards 1 clumped),
        ``dp_norm`` (Lijffijt & Gries 2012; exactly 1 for the smallest article alone),
        ``juilland_d`` (1 even, 0 clumped; on relative frequencies, population deviation).

    Notes
    -----
    NaN where a term does not occur, and for ``dp_norm`` and ``juilland_d`` where there are fewer
    than two articles with any token: with one part nothing can be uneven.
    """
    matrix, sizes = counts.matrix, counts.n_tokens
    n = np.asarray(matrix.sum(axis=0), dtype=np.int64)
    spread = _spread(matrix, sizes)
    return pd.DataFrame(
        {
            "term": counts.terms,
            "n": n,
            "n_articles": np.asarray(matrix.astype(bool).sum(axis=0), dtype=np.int64),
            "k_articles": len(sizes),
            "dp": spread.dp(),
            "dp_norm": spread.dp_norm(),
            "juilland_d": spread.juilland_d(),
        }
    )


class Spread:
    """Sums from which the dispersion of every term follows, article by article or all at once.

    Parameters
    ----------
    total : array, one a term
        Its uses in all articles that will be added.
    k_filled, size, smallest : int
        Of those articles that have any token: how many, their tokens, tokens of the smallest.
    """

    def __init__(self, total: ArrayLike, *, k_filled: int, size: float, smallest: float) -> None:
        self.total = np.asarray(total, dtype=np.float64)
        self.k_filled, self.size, self.smallest = k_filled, size, smallest
        self._beyond, self._rate, self._square = np.zeros((3, len(self.total)))

    def add(self, matrix: ArrayLike | csr_array, sizes: ArrayLike) -> "Spread":
        """Take in some articles: their counts by term, and their tokens."""
        table, size = csr_array(matrix, dtype=np.float64), np.asarray(sizes, dtype=np.float64)
        rows, n_terms = np.repeat(size, np.diff(table.indptr)), len(self.total)
        share, rate = rows / self.size if self.size else rows, table.data / rows
        # Parts without the term deviate by their whole share, so only the cells that are filled are
        # visited: sum|o − e| = 1 + Σ_filled (|o − e| − e).
        with np.errstate(divide="ignore", invalid="ignore"):
            beyond = np.abs(table.data / self.total[table.indices] - share) - share
        for sums, values in ((self._beyond, beyond), (self._rate, rate), (self._square, rate**2)):
            sums += np.bincount(table.indices, values, minlength=n_terms)
        return self

    def dp(self) -> Floats:
        """Deviation of proportions."""
        return np.where(self.total > 0, (1 + self._beyond) / 2, np.nan)

    def dp_norm(self) -> Floats:
        """Deviation of proportions over the largest value that it can take."""
        most = 1 - self.smallest / self.size if self.k_filled > 1 else np.nan
        return self.dp() / most

    def juilland_d(self) -> Floats:
        """Juilland's D on relative frequencies."""
        if self.k_filled < 2:
            return np.full(len(self.total), np.nan)
        mean, square = self._rate / self.k_filled, self._square / self.k_filled
        with np.errstate(divide="ignore", invalid="ignore"):
            variation = np.sqrt(np.maximum(square - mean**2, 0)) / mean
        return np.where(mean > 0, 1 - variation / np.sqrt(self.k_filled - 1), np.nan)


def _spread(matrix: ArrayLike | csr_array, sizes: ArrayLike) -> Spread:
    """Spread over parts that are all at hand."""
    table, size = csr_array(matrix, dtype=np.float64), np.asarray(sizes, dtype=np.float64)
    filled = size[size > 0]
    whole = {"k_filled": len(filled), "size": size.sum(), "smallest": filled.min(initial=np.inf)}
    return Spread(np.asarray(table.sum(axis=0)), **whole).add(table, size)


def deviation_of_proportions(matrix: ArrayLike | csr_array, sizes: ArrayLike) -> Floats:
    """DP of every column (Gries 2008): half the sum of |share of uses − share of tokens|.

    Parameters
    ----------
    matrix : parts × terms, dense or sparse
    sizes : tokens of every part

    >>> float(deviation_of_proportions([[1], [2], [3], [4], [5]], [9, 10, 10, 10, 11])[0].round(2))
    0.18
    """
    return _spread(matrix, sizes).dp()


def dispersion_norm(matrix: ArrayLike | csr_array, sizes: ArrayLike) -> Floats:
    """DPnorm of every column (Lijffijt & Gries 2012): DP over the largest value it can take."""
    return _spread(matrix, sizes).dp_norm()


def juilland_d(matrix: ArrayLike | csr_array, sizes: ArrayLike) -> Floats:
    """Juilland's D of every column, on relative frequencies (Juilland & Chang-Rodriguez 1964)."""
    return _spread(matrix, sizes).juilland_d()


@singledispatch
def dispersion_of_group(counts: Counts, group: str) -> Floats:
    """DPnorm of every term over the articles of one group; stored counts know their own."""
    rows = (counts.articles["group"] == group).to_numpy(dtype=bool)
    return dispersion_norm(counts.matrix[rows], counts.n_tokens[rows])


def term_positions(tokens: Tokens, *, terms: list[str], form: str = "norm") -> pd.DataFrame:
    """Where chosen terms stand in their articles.

    Parameters
    ----------
    tokens : Tokens
    terms : list of str
        In the form ``form``.
    form : {"norm", "surface", "lemma", "stem"}

    Returns
    -------
    DataFrame
        One row a use: ``term``, ``article_id``, ``sentence``, ``start``, ``end``, ``position`` (0
        for the first token of its article, 1 for the last).
    """
    words, codes = tokens.form(form)
    wanted = words.get_indexer(pd.Index(terms, dtype="str"))
    number = np.full(len(words) + 1, -1)
    number[wanted[wanted >= 0]] = np.flatnonzero(wanted >= 0)
    term = number[codes[tokens.type_id]]
    at = np.flatnonzero(term >= 0)
    article = tokens.article[at]
    length = np.diff(tokens.article_ptr)[article]
    table = pd.DataFrame(
        {
            "term": np.array(terms, dtype=object)[term[at]],
            "article_id": tokens.articles["article_id"].to_numpy(dtype=object)[article],
            "sentence": tokens.sentence[at],
            "start": tokens.start[at].astype(np.int64),
            "end": tokens.end[at].astype(np.int64),
            "position": (at - tokens.article_ptr[article]) / np.maximum(length - 1, 1),
        }
    )
    return table.astype({"term": "str", "article_id": "str"})


@singledispatch
def term_passages(
    tokens: Source, terms: Sequence[str], *, form: str = "norm", group: str | None = None
) -> pd.DataFrame:
    """Uses of terms in their sentences.

    Parameters
    ----------
    tokens : Tokens or Summary
        Of the articles of a source some are read that have a term, of as many outlets as can be.
    terms : sequence of str
        In the form ``form``.
    form : {"norm", "surface", "lemma", "stem"}
    group : str, optional
        Whose uses come first.

    Returns
    -------
    DataFrame
        As from ``in_context``, with ``term`` and ``position``.
    """
    uses = term_positions(tokens, terms=[*dict.fromkeys(terms)], form=form)
    return own_first(in_context(tokens, uses), group)
