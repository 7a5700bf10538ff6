"""Samples of the same size from articles of any length, two disjoint ones of each."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analysis.measures.divergence import (
    Floats,
    Ints,
    cosine_rows,
    jensen_shannon_rows,
    length_of,
    words_of,
)
from analysis.text.tokens import Tokens

LEAST, MOST = 50, 500  # words of a sample, unless the reader asks for another size
LONGEST = 40  # words of a sentence that is drawn whole

# Distance of the rows, and what it needs of the terms that are not in both.
MEASURES: dict[
    str, tuple[Callable[[Ints, Ints, Floats, Floats], Floats], Callable[[Ints], Floats]]
] = {"jensen-shannon": (jensen_shannon_rows, words_of), "cosine": (cosine_rows, length_of)}
_BLOCK, _CELLS = 250, 4_000_000  # draws, and their words, that are held in memory at once


@dataclass(frozen=True)
class Words:
    """Words of one article: its distinct terms, and the term and the sentence of every word."""

    terms: Ints
    column: Ints
    sentence: Ints


@dataclass(frozen=True)
class Streams:
    """Words of the articles compared, in order of ``article_id``: codes, sentence, bounds."""

    ids: NDArray[np.object_]
    groups: NDArray[np.object_]
    codes: Ints
    sentence: Ints
    ptr: Ints

    @property
    def n_tokens(self) -> Ints:
        """Words of every article."""
        return np.diff(self.ptr)

    def words(self, article: int) -> Words:
        """Words of one article."""
        own = slice(self.ptr[article], self.ptr[article + 1])
        terms, column = np.unique(self.codes[own], return_inverse=True)
        return Words(terms, column.astype(np.int64), self.sentence[own])


def streams_of(tokens: Tokens, form: str, *, content_only: bool, quoted: bool) -> Streams:
    """Words that count, article by article in order of id: the order of rows is of no account."""
    _, codes = tokens.form(form)
    keep = np.ones(len(tokens), dtype=bool) if quoted else ~tokens.quoted
    if content_only:
        keep &= tokens.types["is_content"].to_numpy()[tokens.type_id]
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
    return Streams(ids[order], groups, codes_at, np.cumsum(new) - 1, ptr)


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
    return Streams(ids, groups, streams.codes[at], streams.sentence[at], ptr)


def default_size(n_tokens: Ints) -> int:
    """Half of the shortest article that is long enough for two samples, within bounds."""
    long = n_tokens[n_tokens >= 2 * LEAST]
    return int(min(long.min() // 2, MOST)) if len(long) else LEAST


def draw_samples(words: Words, rng: np.random.Generator, n: int, n_draws: int) -> tuple[Ints, Ints]:
    """Counts of two disjoint samples of an article: rows are draws, columns its terms."""
    piece = _pieces(words.sentence, min(LONGEST, max(n // 2, 1)))
    size = np.bincount(piece)
    order = rng.permuted(np.tile(np.arange(len(size)), (n_draws, 1)), axis=1)
    before = np.cumsum(size[order], axis=1) - size[order]
    start = np.empty_like(before)
    np.put_along_axis(start, order, before, axis=1)
    first = np.append(0, np.cumsum(size)[:-1])
    rank = start[:, piece] + (np.arange(len(piece)) - first[piece])
    cells = (np.arange(len(piece)), words.column)
    place = csr_array((np.ones(len(piece)), cells), shape=(len(piece), len(words.terms)))
    head, tail = ((place.T @ part.T).T for part in (rank < n, rank >= len(piece) - n))
    return head.astype(np.int64), tail.astype(np.int64)


def drawn_distances(
    streams: Streams,
    rng: np.random.Generator,
    a: Ints,
    b: Ints,
    *,
    n: int,
    n_draws: int,
    measure: str,
) -> Floats:
    """Draws down, pairs of articles across: NaN where one is shorter than two samples."""
    rows, whole = MEASURES[measure]
    words = {i: streams.words(i) for i in np.flatnonzero(streams.n_tokens >= 2 * n).tolist()}
    pairs = [(k, i, j) for k, (i, j) in enumerate(zip(a.tolist(), b.tolist(), strict=True))]
    pairs = [(k, i, j) for k, i, j in pairs if i in words and j in words]
    both = [
        np.intersect1d(words[i].terms, words[j].terms, assume_unique=True, return_indices=True)[1:]
        for _, i, j in pairs
    ]
    drawn = np.full((n_draws, len(a)), np.nan)
    block = int(np.clip(_CELLS // max(streams.n_tokens.max(initial=0), 1), 1, _BLOCK))
    for start in range(0, n_draws, block):
        part = drawn[start : start + block]
        samples = {i: draw_samples(own, rng, n, len(part)) for i, own in words.items()}
        sizes = {i: (whole(head), whole(tail)) for i, (head, tail) in samples.items()}
        for (k, i, j), (one, two) in zip(pairs, both, strict=True):
            head, tail = samples[i][0][:, one], samples[j][1][:, two]
            part[:, k] = rows(head, tail, sizes[i][0], sizes[j][1])
    return drawn


def _pieces(sentence: Ints, longest: int) -> Ints:
    """Sentences numbered from 0, those that are too long in equal parts.

    A text without sentence ends would otherwise be one piece, and every draw the same.
    """
    new = np.append(True, sentence[1:] != sentence[:-1])
    begin = np.flatnonzero(new)
    size = np.diff(np.append(begin, len(sentence)))
    within = np.arange(len(sentence)) - np.repeat(begin, size)
    n_parts = -(-size // longest)
    part = within * np.repeat(n_parts, size) // np.repeat(size, size)
    number: Ints = np.repeat(np.cumsum(n_parts) - n_parts, size) + part
    return number
