"""From places in the texts, articles with characters, to rows of tokens and of sentences."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.text.tokens import Tokens

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_FAR = 2**32  # further than any offset


def token_rows(tokens: Tokens, places: pd.DataFrame) -> tuple[Ints, Ints]:
    """First token of every place, and the token after its last.

    Parameters
    ----------
    tokens : Tokens
    places : DataFrame
        ``article_id``, ``start``, ``end``, of these tokens.

    Examples
    --------
    >>> from analysis.text.tokens import tokenize
    >>> tokens = tokenize(pd.DataFrame({"article_id": ["a"], "text": ["The old port burns."]}))
    >>> places = pd.DataFrame({"article_id": ["a"], "start": [4], "end": [12]})
    >>> [rows.tolist() for rows in token_rows(tokens, places)]
    [[1], [3]]
    """
    article, starts = article_rows(tokens, places), tokens.article * _FAR + tokens.start
    first, last = (
        np.searchsorted(starts, article * _FAR + places[side].to_numpy(dtype=np.int64))
        for side in ("start", "end")
    )
    return first.astype(np.int64), last.astype(np.int64)


def sentence_rows(tokens: Tokens, places: pd.DataFrame) -> Ints:
    """Sentence of every place, counted through the corpus.

    Parameters
    ----------
    tokens : Tokens
    places : DataFrame
        ``article_id`` and ``sentence`` (from 1 within the article), of these tokens.
    """
    first = tokens.first_sentence[article_rows(tokens, places)]
    rows: Ints = first + places["sentence"].to_numpy(dtype=np.int64) - 1
    return rows


def article_rows(tokens: Tokens, places: pd.DataFrame) -> Ints:
    """Row of the article of every place, by its ``article_id``."""
    ids = pd.Index(tokens.articles["article_id"].to_numpy(dtype=object))
    rows: Ints = ids.get_indexer(places["article_id"].to_numpy(dtype=object)).astype(np.int64)
    return rows


def covered(first: Ints, last: Ints, n: int) -> Bools:
    """Whether each of ``n`` tokens stands in a stretch from ``first`` to before ``last``."""
    steps = np.bincount(first, minlength=n + 1) - np.bincount(last, minlength=n + 1)
    inside: Bools = np.cumsum(steps)[:n] > 0
    return inside
