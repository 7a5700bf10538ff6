"""Words of the page: phrases that stand word for word in lines of several articles."""

import numpy as np
import pandas as pd

from analysis.text import gaps
from analysis.text.phrases import Bools, Ints
from analysis.text.tokens import Tokens

N_ARTICLES = 3  # of a source, that must have a phrase
FEWEST, MOST = 4, 12  # words of a phrase: fewer are chance, more are a shared passage


def page_words(tokens: Tokens) -> Bools:
    """Whether each token stands in a phrase of the page: *Replay More Videos … MUST WATCH*.

    Parameters
    ----------
    tokens : Tokens
        Their articles may have the columns outlet and group, which say what is of one source.

    Notes
    -----
    Such a phrase stands in three articles of a source or more, in lines that do not end as
    sentences do. What prose repeats, as a person's office and name, is none.

    Examples
    --------
    >>> from analysis.text.tokens import tokenize
    >>> texts = [f"{word}: Replay More Videos Now" for word in ("Rain", "Snow", "Hail")]
    >>> articles = pd.DataFrame({"article_id": ["a", "b", "c"], "text": texts})
    >>> page_words(tokenize(articles)).tolist()[:5]
    [False, True, True, True, True]
    """
    line, bare = _lines(tokens)
    at = np.flatnonzero(bare)
    at = at[at + FEWEST <= len(tokens)]
    at = at[line[at] == line[at + FEWEST - 1]]
    _, codes = tokens.form("norm")
    key = _sources(tokens)[tokens.article[at]]
    for k in range(FEWEST):
        key = pd.factorize(key * (len(codes) + 1) + codes[tokens.type_id[at + k]])[0]
    pairs = pd.DataFrame({"key": key, "article": tokens.article[at]})
    several = pairs.groupby("key")["article"].transform("nunique").to_numpy() >= N_ARTICLES
    found = np.zeros(len(tokens), dtype=bool)
    for k in range(FEWEST):
        found[at[several] + k] = True
    runs = np.cumsum(np.diff(found * (line + 1), prepend=0) != 0)
    short: Bools = found & (np.bincount(runs)[runs] <= MOST)
    return short


def _lines(tokens: Tokens) -> tuple[Ints, Bools]:
    """The line of each token, and whether that line ends without the mark of a sentence."""
    opens = (tokens.gap & gaps.LINE) > 0
    filled = np.diff(tokens.article_ptr) > 0
    opens[tokens.article_ptr[:-1][filled]] = True
    line: Ints = np.cumsum(opens) - 1
    last = np.append(np.flatnonzero(opens)[1:], len(tokens))[: int(opens.sum())] - 1
    article, end = tokens.article[last], tokens.end[last]
    texts = tokens.texts
    ends = [texts[a][b : b + 3].split("\n")[0] for a, b in zip(article, end, strict=True)]
    bare = np.array([not any(mark in text for mark in ".!?") for text in ends], dtype=bool)
    return line, bare[line] if len(line) else bare


def _sources(tokens: Tokens) -> Ints:
    """The source of each article, as a number: its outlet, or else its group if it has others."""
    names = pd.Series("", index=tokens.articles.index, dtype="str")
    for column in ("group", "outlet"):
        if column in tokens.articles:
            told = tokens.articles[column].fillna("").astype("str")
            names = names.where(told == "", told)
    codes: Ints = pd.factorize(names)[0].astype(np.int64)
    return codes if names.duplicated().any() else np.zeros(len(codes), dtype=np.int64)
