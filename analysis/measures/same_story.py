"""Which articles may tell of the same thing: those that share enough of their names."""

import numpy as np
from scipy.sparse import csr_array

from analysis.text.places import Bools, Ints
from analysis.text.tokens import Tokens

_BLOCK = 512  # articles compared with all others at a time


def alike_articles(tokens: Tokens, articles: Ints, least: float) -> Ints:
    """Of these articles every two that share enough names, as one number a pair, sorted.

    Parameters
    ----------
    tokens : Tokens
    articles : int array
        Rows of articles, each once.
    least : float
        Part of the capitalised words of two articles together that both must have.
    """
    rows = np.sort(articles)
    cells = _names(tokens)[rows]
    size, turned = np.asarray(cells.sum(axis=1)).ravel(), cells.T.tocsr()
    found = [np.empty(0, dtype=np.int64)]
    for low in range(0, len(rows), _BLOCK):
        own = slice(low, low + _BLOCK)
        both = (cells[own] @ turned).toarray()
        either = size[own, None] + size - both
        i, j = np.nonzero(both / np.maximum(either, 1) >= least)
        later = j > i + low
        found.append(pair_keys(rows[low + i[later]], rows[j[later]]))
    return np.concatenate(found)


def among(values: Ints, known: Ints) -> Bools:
    """Whether each value is one of the known, which are sorted."""
    at = np.minimum(np.searchsorted(known, values), max(len(known) - 1, 0))
    found: Bools = known[at] == values if len(known) else np.zeros(len(values), bool)
    return found


def pair_keys(a: Ints, b: Ints) -> Ints:
    """One number for every two rows, in the order of the first and then the second."""
    keys: Ints = a * 2**32 + b
    return keys


def named_words(tokens: Tokens) -> Bools:
    """Whether each token is a capitalised word that opens no sentence."""
    types = tokens.types
    named: Bools = (types["is_capitalised"] & ~types["is_function"]).to_numpy()[tokens.type_id]
    named[tokens.sentence_ptr[:-1]] = False
    return named


def _names(tokens: Tokens) -> csr_array:
    """Articles × norms, 1 where a name stands."""
    named = named_words(tokens)
    words, place = tokens.form("norm")
    cells = (tokens.article[named], place[tokens.type_id[named]])
    shape = (len(tokens.articles), len(words))
    table = csr_array((np.ones(int(named.sum()), dtype=np.int64), cells), shape=shape)
    table.sum_duplicates()
    table.data[:] = 1
    return table
