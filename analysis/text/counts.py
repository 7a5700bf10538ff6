"""Articles × terms: the sparse table that every comparison of vocabulary starts from."""

from dataclasses import dataclass, field
from functools import cached_property, singledispatch
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analysis.errors import InputError
from analysis.text.tokens import Source


@dataclass(frozen=True)
class GroupSums:
    """What adds up over the articles of each group.

    Attributes
    ----------
    groups : list of str
        Sorted; each is a row of the arrays below.
    n, n_articles : int64 arrays, groups × terms
        Occurrences of every term, and articles that have it.
    n_tokens, k_articles, k_filled : int64 arrays, one a group
        Tokens, articles, and articles with any token.
    """

    groups: list[str]
    n: NDArray[np.int64] = field(repr=False)
    n_articles: NDArray[np.int64] = field(repr=False)
    n_tokens: NDArray[np.int64] = field(repr=False)
    k_articles: NDArray[np.int64] = field(repr=False)
    k_filled: NDArray[np.int64] = field(repr=False)

    def sides(self, target: str, reference: str | None) -> tuple[list[int], list[int]]:
        """Rows of a target group, and those of its reference: one group, or all others.

        Raises
        ------
        InputError
            If a group has no article, or there is nothing to compare it with.
        """
        for name in (target, reference):
            if name is not None and name not in self.groups:
                known = ", ".join(self.groups)
                raise InputError(f"group {name!r} has no article; groups are {known}")
        own = self.groups.index(target)
        others = [row for row in range(len(self.groups)) if row != own]
        other = others if reference is None else [self.groups.index(reference)]
        if not other or other == [own]:
            raise InputError(f"group {target!r} has nothing to be compared with")
        return [own], other


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

    @cached_property
    def n_tokens(self) -> NDArray[np.int64]:
        """Tokens of every article."""
        return np.asarray(self.matrix.sum(axis=1), dtype=np.int64)

    @cached_property
    def by_group(self) -> GroupSums:
        """Sums over the articles of each group; ``articles`` needs a column ``group``."""
        of_article, names = pd.factorize(self.articles["group"], sort=True)
        shape, n_tokens = (len(names), len(self.terms)), self.n_tokens
        cell = np.repeat(of_article, np.diff(self.matrix.indptr)) * shape[1] + self.matrix.indices
        # Sums of floats are exact up to 2**53 occurrences.
        n = np.bincount(cell, self.matrix.data, minlength=shape[0] * shape[1])
        return GroupSums(
            groups=[str(name) for name in names],
            n=n.astype(np.int64).reshape(shape),
            n_articles=np.bincount(cell, minlength=len(n)).reshape(shape),
            n_tokens=np.bincount(of_article, n_tokens, minlength=shape[0]).astype(np.int64),
            k_articles=np.bincount(of_article, minlength=shape[0]),
            k_filled=np.bincount(of_article[n_tokens > 0], minlength=shape[0]),
        )

    def of(self, term: str) -> pd.Series:
        """Occurrences of one term by ``article_id``; zeros for a term that never occurs."""
        column = self.terms.get_indexer(pd.Index([term]))[0]
        n = self.matrix[:, [column]].toarray()[:, 0] if column >= 0 else 0
        return pd.Series(n, index=pd.Index(self.articles["article_id"]), name=term)


@singledispatch
def count_terms(tokens: Source, *, form: str = "norm", quoted: bool = True) -> Counts:
    """Count terms by article.

    Parameters
    ----------
    tokens : Tokens or Summary
        Of the sums of a source only those by group are given, in the form in which it was counted.
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
    is_content = np.ones(len(terms), dtype=bool)
    is_content[codes[~tokens.types["is_content"].to_numpy()]] = False
    return Counts(matrix, tokens.articles.reset_index(drop=True), terms, is_content)


def _tally(term: NDArray[np.int32], ptr: NDArray[np.int64], *, n_terms: int) -> csr_array:
    """Counts of each term in each stretch ``ptr[i]:ptr[i + 1]``; ``term`` is sorted in place.

    Stretches are sorted one by one, since many short sorts are several times faster than one long
    sort or a sparse sum.
    """
    for a, b in pairwise(ptr.tolist()):
        term[a:b].sort()
    is_new = np.append(True, term[1:] != term[:-1])[: len(term)]
    is_new[ptr[:-1][np.diff(ptr) > 0]] = True
    at = np.flatnonzero(is_new)
    n = np.diff(at, append=len(term)).astype(np.int64)
    shape = (len(ptr) - 1, n_terms)
    return csr_array((n, term[at], np.searchsorted(at, ptr)), shape=shape)
