"""Find words and phrases in tokens.

A pattern is looked up among the words of the vocabulary, once; in the tokens only numbers are
compared. Phrases are sought where a first word stands and followed word by word, all of them at
once (``analysis.text.trie``), so the cost grows with the tokens that can begin a phrase, not with
phrases times tokens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.text.passages import PASSAGE_COLUMNS
from analysis.text.scan import scan
from analysis.text.tokens import Tokens
from analysis.text.trie import build_trie
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


def match_phrases(
    tokens: Tokens, phrases: Sequence[tuple[str, ...]], *, at: Ints | None = None
) -> Matches:
    """Find phrases (tuples of word patterns) in consecutive tokens of one sentence.

    Between the words of a phrase nothing may stand but blanks, or one dash or slash. Words joined
    by a hyphen are one token, so a phrase does not find them. With ``at``, only phrases that begin
    at these tokens are found. Matches are in the order of the text, then of the phrases.
    """
    trie = build_trie(phrases, tokens.norms)
    if not len(trie.keys):
        return Matches(*(np.empty(0, dtype=np.int64) for _ in range(3)))
    word_of = tokens.form("norm")[1]
    next_words = [trie.openers(k)[word_of] for k in range(int(trie.depth.max()) + 1)]
    first = _where(next_words[0], tokens.type_id, at)
    # Most words that can begin a phrase are small ones, and what follows seldom goes on with it.
    waits = np.flatnonzero(~trie.closers()[word_of][tokens.type_id[first]])
    dropped = waits[~_goes_on(tokens, first[waits], next_words[1])]
    first = np.delete(first, dropped)
    node = np.zeros(len(first), dtype=np.int64)
    parts = []
    for k in range(len(next_words) - 1):
        rows, node = trie.step(node, word_of[tokens.type_id[first + k]])
        first = first[rows]
        rows, phrase = trie.ended(node)
        parts.append((phrase, first[rows], first[rows] + k + 1))
        on = _goes_on(tokens, first + k, next_words[k + 1])
        first, node = first[on], node[on]
    phrase, first, last = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((phrase, first))
    return Matches(phrase[order], first[order], last[order])


def _where(is_opener: Bools, type_id: NDArray[np.int32], at: Ints | None) -> Ints:
    """Tokens, or those of ``at``, whose type can begin a phrase."""
    return np.flatnonzero(is_opener[type_id]) if at is None else at[is_opener[type_id[at]]]


def _goes_on(tokens: Tokens, at: Ints, is_next: Bools) -> Bools:
    """Whether a phrase may run from each token into one of the types marked."""
    after = np.minimum(at + 1, len(tokens) - 1)
    goes_on: Bools = (at + 1 < len(tokens)) & tokens.joined[after]
    goes_on[goes_on] = is_next[tokens.type_id[after[goes_on]]]
    return goes_on


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


def joined_to_previous(tokens: Tokens) -> Bools:
    """Whether a phrase may run from the token before into each token."""
    return tokens.joined.copy()


def contains(ascending: Ints, wanted: Ints) -> Bools:
    """Whether each of ``wanted`` is among ``ascending``."""
    place = np.minimum(np.searchsorted(ascending, wanted), max(len(ascending) - 1, 0))
    found: Bools = ascending[place] == wanted if len(ascending) else np.zeros(len(wanted), bool)
    return found
