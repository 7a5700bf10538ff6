"""Samples of the same size from articles of any length, two disjoint ones of each."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analysis.measures.divergence import Ints
from analysis.text.tokens import Tokens

LEAST, MOST = 50, 500  # words of a sample, unless the reader asks for another size


@dataclass(frozen=True)
class Streams:
    """Words of the articles compared, in order of ``article_id``: codes, sentence, bounds."""

    ids: NDArray[np.object_]
    groups: NDArray[np.object_]
    codes: Ints
    sentence: Ints
    ptr: Ints
    n_terms: int

    @property
    def n_tokens(self) -> Ints:
        """Words of every article."""
        return np.diff(self.ptr)


def streams_of(tokens: Tokens, form: str, *, content_only: bool, quoted: bool) -> Streams:
    """Words that count, article by article in order of id: the order of rows is of no account."""
    terms, codes = tokens.form(form)
    keep = np.ones(len(tokens), dtype=bool) if quoted else ~tokens.quoted
    if content_only:
        other = (tokens.types["is_function"] | tokens.types["is_number"]).to_numpy(dtype=bool)
        keep &= ~other[tokens.type_id]
    ids = tokens.articles["article_id"].to_numpy(dtype=object)
    order = np.argsort(ids, kind="stable")
    place = np.argsort(order)[tokens.article]
    at = np.argsort(place, kind="stable")
    at = at[keep[at]]
    sentence = tokens.sentence_of[at]
    new = np.append(True, sentence[1:] != sentence[:-1])[: len(at)]
    ptr = np.searchsorted(place[at], np.arange(len(ids) + 1))
    groups = tokens.articles["group"].to_numpy(dtype=object)[order]
    codes_at = codes[tokens.type_id[at]].astype(np.int64)
    return Streams(ids[order], groups, codes_at, np.cumsum(new) - 1, ptr, len(terms))


def some_articles(streams: Streams, rng: np.random.Generator, *, most: int) -> Streams:
    """At most so many articles: one of every group in turn, at random within the group."""
    if len(streams.ids) <= most:
        return streams
    shuffled = rng.permutation(len(streams.ids))
    turn = pd.Series(streams.groups[shuffled]).groupby(streams.groups[shuffled]).cumcount()
    chosen = np.sort(shuffled[np.argsort(turn, kind="stable")[:most]])
    spans = [np.arange(streams.ptr[i], streams.ptr[i + 1]) for i in chosen]
    at = np.concatenate(spans)
    ptr = np.cumsum([0, *map(len, spans)])
    groups, ids = streams.groups[chosen], streams.ids[chosen]
    return Streams(ids, groups, streams.codes[at], streams.sentence[at], ptr, streams.n_terms)


def default_size(n_tokens: Ints) -> int:
    """Half of the shortest article that is long enough for two samples, within bounds."""
    long = n_tokens[n_tokens >= 2 * LEAST]
    return int(min(long.min() // 2, MOST)) if len(long) else LEAST


def draw_samples(streams: Streams, rng: np.random.Generator, n: int) -> tuple[csr_array, csr_array]:
    """Counts of two disjoint samples of every article that is long enough for two."""
    n_sentences = int(streams.sentence[-1]) + 1
    key = rng.random(n_sentences)[streams.sentence]
    article = np.repeat(np.arange(len(streams.ids)), streams.n_tokens)
    order = np.lexsort((key, article))
    rank = np.arange(len(order)) - streams.ptr[:-1][article]
    left = streams.n_tokens[article] - rank
    shape = (len(streams.ids), streams.n_terms)
    rows = (rank < n, left <= n)
    matrices = []
    for chosen in rows:
        cells = (article[chosen], streams.codes[order][chosen])
        matrix = csr_array((np.ones(int(chosen.sum())), cells), shape=shape)
        matrix.sum_duplicates()
        matrices.append(matrix)
    return matrices[0], matrices[1]
