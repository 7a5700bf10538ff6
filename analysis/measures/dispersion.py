"""How evenly a term is spread over the parts of a corpus (its articles)."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from analysis.text.counts import Counts
from analysis.text.tokens import Tokens

Floats = NDArray[np.float64]


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
    return pd.DataFrame(
        {
            "term": counts.terms,
            "n": n,
            "n_articles": np.asarray(matrix.astype(bool).sum(axis=0), dtype=np.int64),
            "k_articles": len(sizes),
            "dp": deviation_of_proportions(matrix, sizes),
            "dp_norm": dispersion_norm(matrix, sizes),
            "juilland_d": juilland_d(matrix, sizes),
        }
    )


def deviation_of_proportions(matrix: ArrayLike | csr_array, sizes: ArrayLike) -> Floats:
    """DP of every column (Gries 2008): half the sum of |share of uses − share of tokens|.

    Parameters
    ----------
    matrix : parts × terms, dense or sparse
    sizes : tokens of every part

    >>> float(deviation_of_proportions([[1], [2], [3], [4], [5]], [9, 10, 10, 10, 11])[0].round(2))
    0.18
    """
    table = csr_array(matrix, dtype=np.float64)
    expected = _shares(sizes)
    total = np.asarray(table.sum(axis=0))
    # Parts without the term deviate by their whole share, so only the cells that are filled are
    # visited: sum|o − e| = 1 + Σ_filled (|o − e| − e).
    rows = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
    columns, share = table.indices, expected[rows]
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = table.data / total[columns]
    filled = np.bincount(columns, np.abs(observed - share) - share, minlength=table.shape[1])
    return np.where(total > 0, (1 + filled) / 2, np.nan)


def dispersion_norm(matrix: ArrayLike | csr_array, sizes: ArrayLike) -> Floats:
    """DPnorm of every column (Lijffijt & Gries 2012): DP over the largest value it can take."""
    shares = _shares(sizes)
    filled = shares[shares > 0]
    most = 1 - filled.min() if len(filled) > 1 else np.nan
    return deviation_of_proportions(matrix, sizes) / most


def dispersion_of_group(counts: Counts, group: str) -> Floats:
    """DPnorm of every term over the articles of one group."""
    rows = (counts.articles["group"] == group).to_numpy(dtype=bool)
    return dispersion_norm(counts.matrix[rows], counts.n_tokens[rows])


def juilland_d(matrix: ArrayLike | csr_array, sizes: ArrayLike) -> Floats:
    """Juilland's D of every column, on relative frequencies (Juilland & Chang-Rodriguez 1964)."""
    table = csr_array(matrix, dtype=np.float64)
    size = np.asarray(sizes, dtype=np.float64)
    rows = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
    k = int((size > 0).sum())
    if k < 2:
        return np.full(table.shape[1], np.nan)
    rate = table.data / size[rows]
    mean = np.bincount(table.indices, rate, minlength=table.shape[1]) / k
    square = np.bincount(table.indices, rate**2, minlength=table.shape[1]) / k
    with np.errstate(divide="ignore", invalid="ignore"):
        variation = np.sqrt(np.maximum(square - mean**2, 0)) / mean
    return np.where(mean > 0, 1 - variation / np.sqrt(k - 1), np.nan)


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


def _shares(sizes: ArrayLike) -> Floats:
    size = np.asarray(sizes, dtype=np.float64)
    total = size.sum()
    return size / total if total else size
