"""Text reuse: passages that two articles share word for word."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.text.tokens import Tokens

Ints = NDArray[np.int64]

MOST = 20  # places of one stretch that are all paired; beyond that each with the first alone
_SIDE = ("article_id", "sentence", "start", "end")
COLUMNS = (*_SIDE, *(f"other_{name}" for name in _SIDE), "n_words", "text")


def shared_passages(
    tokens: Tokens, *, min_words: int = 8, or_longest: bool = False
) -> pd.DataFrame:
    """Longest runs of the same words that two articles share.

    Parameters
    ----------
    tokens : Tokens
    min_words : int
        Shorter runs are left out.
    or_longest : bool
        Where none has so many words, give the longest that there are.

    Returns
    -------
    DataFrame
        One row a passage and pair of articles, longest first, ties by article: ``article_id``,
        ``sentence`` (where it begins), ``start``, ``end``, the same with ``other_`` before (the
        article whose id sorts later), ``n_words``, ``text`` (as in the first of the two).

    Raises
    ------
    InputError
        If ``min_words`` is not positive.

    Notes
    -----
    Words are compared in their normal form, across punctuation and line breaks. Eight words in a
    row are seldom shared by chance, but names and set phrases are; a quotation that both report
    counts as well. Every stretch of ``min_words`` words is numbered by doubling (pairs of words,
    pairs of pairs …), so nothing is compared twice and no hash can collide. A stretch that stands
    in more than 20 places is paired with the first of them alone, so that a slogan repeated in
    thousands of articles does not make millions of rows. None shared is an empty table.

    References
    ----------
    Karp, R. M., Miller, R. E., & Rosenberg, A. L. (1972). Rapid identification of repeated
    patterns in strings, trees and arrays. Proceedings of STOC ’72, 125–136.

    >>> from analysis.text.tokens import tokenize
    >>> rows = [("1", "He said the gates stay shut."), ("2", "The gates stay shut, they say.")]
    >>> articles = pd.DataFrame(rows, columns=["article_id", "text"])
    >>> shared_passages(tokenize(articles), min_words=3)["text"].tolist()
    ['the gates stay shut']
    """
    if min_words < 1:
        raise InputError(f"min_words must be positive, not {min_words}")
    ids = tokens.articles["article_id"].to_numpy(dtype=object)
    rank = np.argsort(np.argsort(ids, kind="stable"))
    first, second = _meetings(tokens, rank, min_words)
    while or_longest and not len(first) and min_words > 1:
        min_words -= 1
        first, second = _meetings(tokens, rank, min_words)
    first, second, n_words = _runs(first, second, min_words)
    table = _table(tokens, first, second, n_words)
    keys = ["n_words", "article_id", "start", "other_article_id", "other_start"]
    return table.sort_values(keys, ascending=[False, *[True] * 4]).reset_index(drop=True)


def both_sides(passages: pd.DataFrame) -> pd.DataFrame:
    """Shared passages as they stand in either article, one below the other.

    Parameters
    ----------
    passages : DataFrame
        From ``shared_passages``.

    Returns
    -------
    DataFrame
        Two rows a passage: ``passage`` (its row), ``article_id``, ``sentence``, ``start``,
        ``end``, ``n_words``, ready for ``in_context``.

    >>> both_sides(pd.DataFrame([("1", 1, 8, 27, "2", 1, 0, 19, 4, "t")], columns=COLUMNS))[
    ...     ["passage", "article_id", "start"]].to_numpy().tolist()
    [[0, '1', 8], [0, '2', 0]]
    """
    numbered = passages.rename_axis("passage").reset_index()
    columns = ["passage", *_SIDE, "n_words"]
    own = numbered[columns]
    other = numbered[["passage", *(f"other_{name}" for name in _SIDE), "n_words"]]
    both = pd.concat([own, other.set_axis(columns, axis=1)])
    return both.sort_values("passage", kind="stable").reset_index(drop=True)


def _meetings(tokens: Tokens, rank: Ints, n: int) -> tuple[Ints, Ints]:
    """Tokens at which the same ``n`` words begin in two articles, the earlier article first."""
    _, codes = tokens.form("norm")
    at = np.arange(max(len(tokens) - n + 1, 0))
    article = tokens.article
    whole = article[at] == article[at + n - 1]
    stretch = _stretches(codes[tokens.type_id].astype(np.int64), n)
    at, stretch = at[whole], stretch[whole]
    order = np.lexsort((at, rank[article[at]], stretch))
    at, stretch = at[order], stretch[order]
    begin = np.flatnonzero(np.append(True, stretch[1:] != stretch[:-1])[: len(at)])
    size = np.diff(np.append(begin, len(at)))
    head = np.repeat(begin, size)
    place = np.arange(len(at)) - head
    # Every place meets those before it of the same stretch, or the first alone.
    n_met = np.where(np.repeat(size, size) <= MOST, place, np.minimum(place, 1))
    second = np.repeat(np.arange(len(at)), n_met)
    within = np.arange(len(second)) - np.repeat(np.cumsum(n_met) - n_met, n_met)
    first = head[second] + within
    first, second = at[first], at[second]
    two = article[first] != article[second]
    return first[two], second[two]


def _stretches(codes: Ints, n: int) -> Ints:
    """Number of the stretch of ``n`` words that begins at each token: equal words, equal number."""
    length, number = 1, codes
    while length < n:
        step = min(length, n - length)
        left, right = number[: len(number) - step], number[step:]
        pair = left * (int(number.max(initial=0)) + 1) + right
        _, number = np.unique(pair, return_inverse=True)
        number = number.astype(np.int64)
        length += step
    return number


def _runs(first: Ints, second: Ints, n: int) -> tuple[Ints, Ints, Ints]:
    """Meetings one token after another on both sides, joined; and the words of each run."""
    order = np.lexsort((first, second - first))
    first, second = first[order], second[order]
    follows = (np.diff(first) == 1) & (np.diff(second) == 1)
    begin = np.flatnonzero(np.append(True, ~follows)[: len(first)])
    size = np.diff(np.append(begin, len(first)))
    return first[begin], second[begin], size + n - 1


def _table(tokens: Tokens, first: Ints, second: Ints, n_words: Ints) -> pd.DataFrame:
    columns: dict[str, object] = {}
    ids = tokens.articles["article_id"].to_numpy(dtype=object)
    for prefix, at in (("", first), ("other_", second)):
        columns[f"{prefix}article_id"] = pd.Series(ids[tokens.article[at]], dtype="str")
        columns[f"{prefix}sentence"] = tokens.sentence[at]
        columns[f"{prefix}start"] = tokens.start[at].astype(np.int64)
        columns[f"{prefix}end"] = tokens.end[at + n_words - 1].astype(np.int64)
    texts = tokens.articles["text"].to_numpy(dtype=object)[tokens.article[first]]
    spans = zip(texts, tokens.start[first], tokens.end[first + n_words - 1], strict=True)
    text = pd.Series([t[a:b] for t, a, b in spans], dtype="str")
    table = pd.DataFrame({**columns, "n_words": n_words, "text": text})
    return table[list(COLUMNS)]
