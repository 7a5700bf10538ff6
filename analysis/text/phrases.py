"""Find words and phrases in tokens.

A pattern of one word is looked up among the types, once; in the tokens only numbers are compared.
A phrase is sought where its first word stands and followed word by word, so the cost grows with
the tokens that can begin a phrase, not with phrases times tokens.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.text import gaps
from analysis.text.passages import PASSAGE_COLUMNS
from analysis.text.scan import scan
from analysis.text.tokens import Tokens
from analysis.text.types import normalise

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_MAX_STARS = 2


@dataclass(frozen=True)
class Matches:
    """Places where phrases occur: row of the phrase, first token, token after the last."""

    phrase: Ints
    first: Ints
    last: Ints

    def __getitem__(self, rows: Bools | Ints) -> "Matches":
        return Matches(self.phrase[rows], self.first[rows], self.last[rows])


def phrase_words(phrases: Sequence[str], *, where: Sequence[str]) -> list[tuple[str, ...]]:
    """Split phrases into word patterns in normal form, exactly as texts are split into tokens.

    Parameters
    ----------
    phrases : sequence of str
        Words between white space; ``*`` stands for any characters within a word.
    where : sequence of str
        One for each phrase: what an error message begins with.

    Raises
    ------
    InputError
        If a phrase is empty, a part of it is no word, or a pattern would match every word.

    Examples
    --------
    >>> phrase_words(["U.N. peacekeep*"], where=["doc"])
    [('un', 'peacekeep*')]
    """
    parts = [phrase.split() for phrase in phrases]
    for words, place in zip(parts, where, strict=True):
        _require_patterns(words, where=place)
    flat = pa.array([word for words in parts for word in words], pa.large_string())
    owner = np.repeat(np.arange(len(parts)), [len(words) for words in parts])
    for row in np.flatnonzero(~_is_word(flat))[:1]:
        word = flat[row].as_py()
        raise InputError(
            f"{where[owner[row]]}: {word!r} is not one word as texts are split into words"
        )
    norms = normalise(flat.cast(pa.string())).to_pylist()
    bounds = np.cumsum([0, *(len(words) for words in parts)]).tolist()
    return [tuple(norms[a:b]) for a, b in pairwise(bounds)]


def _require_patterns(words: list[str], *, where: str) -> None:
    if not words:
        raise InputError(f"{where}: the term is empty")
    for word in words:
        if word.count("*") > _MAX_STARS or "**" in word:
            raise InputError(f"{where}: {word!r} has too many * and could match without end")
        if not word.replace("*", ""):
            raise InputError(f"{where}: {word!r} matches every word; give at least one letter")


def _is_word(words: pa.Array) -> Bools:
    """Whether each string, a star read as a letter, is exactly one token."""
    trial = pc.replace_substring(words, "*", "x")
    batch = scan(trial)
    n_tokens = np.diff(batch.article_ptr)
    alone: Bools = n_tokens == 1
    first = batch.type_id[np.minimum(batch.article_ptr[:-1], max(len(batch.type_id) - 1, 0))]
    surface = batch.surfaces.take(pa.array(first)).cast(pa.large_string())
    same: Bools = pc.equal(surface, trial).to_numpy(zero_copy_only=False)
    return alone & same


def match_phrases(tokens: Tokens, phrases: Sequence[tuple[str, ...]]) -> Matches:
    """Find phrases (tuples of word patterns) in consecutive tokens of one sentence.

    Between the words of a phrase nothing may stand but blanks, or one dash or slash. Words joined
    by a hyphen are one token, so a phrase does not find them.
    """
    patterns = sorted({pattern for phrase in phrases for pattern in phrase})
    number = {pattern: i for i, pattern in enumerate(patterns)}
    types = types_matching(tokens, patterns)
    firsts = [types[number[phrase[0]]] for phrase in phrases]
    at, phrase = _candidates(tokens, firsts)
    length = np.array([len(p) for p in phrases], dtype=np.int64)
    joined = joined_to_previous(tokens)
    n_types = max(len(tokens.surfaces), 1)
    pairs = np.concatenate([np.sort(rows) + i * n_types for i, rows in enumerate(types)] or [at])
    for k in range(1, length.max(initial=0)):
        longer = length[phrase] > k
        next_pattern = np.array(
            [number[p[k]] if len(p) > k else 0 for p in phrases], dtype=np.int64
        )
        fits = ~longer
        here = np.flatnonzero(longer & (at + k < len(tokens)))
        here = here[joined[at[here] + k]]
        wanted = next_pattern[phrase[here]] * n_types + tokens.type_id[at[here] + k]
        fits[here] = contains(pairs, wanted)
        at, phrase = at[fits], phrase[fits]
    return Matches(phrase, at, at + length[phrase])


def concordance(tokens: Tokens, phrase: str, *, window: int = 12) -> pd.DataFrame:
    """Key word in context: every occurrence of a word or phrase, with the words around it.

    Parameters
    ----------
    tokens : Tokens
    phrase : str
        One or several words; ``*`` stands for any characters within a word.
    window : int
        Words shown on either side, within the article.

    Returns
    -------
    DataFrame
        A passages table in the order of the text: ``article_id``, ``label`` and ``group`` (where
        the articles have them), ``sentence``, ``start``, ``end``, ``before``, ``surface``,
        ``after``.

    Raises
    ------
    InputError
        If the phrase is empty or would match every word.
    """
    found = match_phrases(tokens, phrase_words([phrase], where=[f"concordance of {phrase!r}"]))
    order = np.argsort(found.first, kind="stable")
    first, last = found.first[order], found.last[order]
    article = tokens.article[first]
    left = np.maximum(first - window, tokens.article_ptr[article])
    right = np.minimum(last + window, tokens.article_ptr[article + 1]) - 1
    rows = tokens.articles.iloc[article].reset_index(drop=True)
    start, end = tokens.start[first].astype(np.int64), tokens.end[last - 1].astype(np.int64)
    bounds = zip(tokens.start[left], start, end, tokens.end[right], strict=True)
    cut = [(t[a:b], t[b:c], t[c:d]) for t, (a, b, c, d) in zip(rows["text"], bounds, strict=True)]
    texts = pd.DataFrame(cut, columns=["before", "surface", "after"], dtype="str")
    table = rows.assign(sentence=tokens.sentence[first], start=start, end=end)
    table = pd.concat([table, texts], axis=1)
    return table[[column for column in PASSAGE_COLUMNS if column in table]]


def types_matching(tokens: Tokens, patterns: Sequence[str]) -> list[Ints]:
    """Rows of the types whose norm each glob matches; ``*`` is any run of characters."""
    norms, codes = tokens.form("norm")
    words = norms.tolist()
    by_norm = np.argsort(codes, kind="stable")
    begin = np.searchsorted(codes[by_norm], np.arange(len(words) + 1))
    result = []
    for pattern in patterns:
        found = [by_norm[begin[n] : begin[n + 1]] for n in _norms_matching(words, pattern)]
        result.append(np.concatenate(found) if found else np.empty(0, dtype=np.int64))
    return result


def _norms_matching(words: list[str], pattern: str) -> Sequence[int]:
    """Positions in a sorted list of words that a glob matches."""
    prefix, star, rest = pattern.partition("*")
    low = bisect_left(words, prefix)
    if not star:
        return range(low, low + (low < len(words) and words[low] == pattern))
    high = bisect_left(words, prefix + "\U0010ffff", lo=low) if prefix else len(words)
    if not rest:
        return range(low, high)
    tail = re.compile(".*" + ".*".join(map(re.escape, rest.split("*"))), re.DOTALL)
    return [n for n in range(low, high) if tail.fullmatch(words[n], len(prefix))]


def _candidates(tokens: Tokens, firsts: Sequence[Ints]) -> tuple[Ints, Ints]:
    """Tokens at which a phrase can begin, with the phrase: one row for each such pair."""
    phrase_of = np.repeat(np.arange(len(firsts)), [len(rows) for rows in firsts])
    type_of = np.concatenate(firsts).astype(np.int64) if len(firsts) else np.empty(0, np.int64)
    order = np.argsort(type_of, kind="stable")
    n_phrases = np.bincount(type_of, minlength=len(tokens.surfaces))
    begin = np.cumsum(n_phrases) - n_phrases
    at = np.flatnonzero(n_phrases[tokens.type_id] > 0)
    n = n_phrases[tokens.type_id[at]]
    within = np.arange(n.sum()) - np.repeat(np.cumsum(n) - n, n)
    phrase = phrase_of[order][np.repeat(begin[tokens.type_id[at]], n) + within]
    return np.repeat(at, n), phrase


def joined_to_previous(tokens: Tokens) -> Bools:
    """Whether a phrase may run from the token before into each token."""
    joined = (tokens.gap & gaps.JOINED) > 0
    joined[tokens.sentence_ptr[:-1]] = False
    return joined


def contains(ascending: Ints, wanted: Ints) -> Bools:
    """Whether each of ``wanted`` is among ``ascending``."""
    place = np.minimum(np.searchsorted(ascending, wanted), max(len(ascending) - 1, 0))
    found: Bools = ascending[place] == wanted if len(ascending) else np.zeros(len(wanted), bool)
    return found
