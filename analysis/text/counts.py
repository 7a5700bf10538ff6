"""Articles × terms: the sparse table that every comparison of vocabulary starts from."""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analysis.text.tokens import Tokens


@dataclass(frozen=True)
class Counts:
    """Occurrences of every term in every article.

    Attributes
    ----------
    matrix : csr_array of int64, articles × terms
    articles : DataFrame
        One row an article, in the order of the matrix.
    terms : Index
        Terms, sorted.
    is_content : bool array, one a term
        Neither a function word nor a number.
    """

    matrix: csr_array = field(repr=False)
    articles: pd.DataFrame = field(repr=False)
    terms: pd.Index
    is_content: NDArray[np.bool_] = field(repr=False)

    @property
    def n_tokens(self) -> NDArray[np.int64]:
        """Tokens of every article."""
        return np.asarray(self.matrix.sum(axis=1), dtype=np.int64)

    def of(self, term: str) -> pd.Series:
        """Occurrences of one term by ``article_id``; zeros for a term that never occurs."""
        column = self.terms.get_indexer(pd.Index([term]))[0]
        n = self.matrix[:, [column]].toarray()[:, 0] if column >= 0 else 0
        return pd.Series(n, index=pd.Index(self.articles["article_id"]), name=term)


def count_terms(tokens: Tokens, *, form: str = "norm", quoted: bool = True) -> Counts:
    """Count terms by article.

    Parameters
    ----------
    tokens : Tokens
    form : {"norm", "surface", "lemma", "stem"}
        What counts as the same term.
    quoted : bool
        False leaves out what stands between quotation marks: the source's own voice.

    Returns
    -------
    Counts
    """
    terms, codes = tokens.form(form)
    term, ptr = codes.astype(np.int32)[tokens.type_id], tokens.article_ptr
    if not quoted:
        own = ~tokens.quoted
        term, ptr = term[own], np.append(0, np.cumsum(own))[ptr]
    matrix = _tally(term, ptr, n_terms=len(terms))
    other = (tokens.types["is_function"] | tokens.types["is_number"]).to_numpy()
    is_content = np.ones(len(terms), dtype=bool)
    is_content[codes[other]] = False
    return Counts(matrix, tokens.articles.reset_index(drop=True), terms, is_content)


def _tally(term: NDArray[np.int32], ptr: NDArray[np.int64], *, n_terms: int) -> csr_array:
    """Counts of each term in each stretch ``ptr[i]:ptr[i + 1]``; ``term`` is sorted in place.

    Stretches are sorted one by one, since many short sorts are several times faster than one long
    sort or a sparse sum.
    """
    for a, b in pairwise(ptr.tolist()):
        term[a:b].sort()
    is_new = np.diff(term, prepend=-1) != 0
    is_new[ptr[:-1][np.diff(ptr) > 0]] = True
    at = np.flatnonzero(is_new)
    n = np.diff(at, append=len(term)).astype(np.int64)
    shape = (len(ptr) - 1, n_terms)
    return csr_array((n, term[at], np.searchsorted(at, ptr)), shape=shape)
