"""Phrases of pages that a few articles of a source share, for a person to judge."""

from collections import defaultdict
from collections.abc import Collection, Iterator

import pandas as pd

from analysis.corpus.edge_words import ends_as_prose
from analysis.corpus.furniture import N_ARTICLES as SEEN
from analysis.corpus.spans import line_view

FEWEST, MOST_WORDS = 4, 12  # words of a phrase: fewer are chance, more are a passage
N_ARTICLES = 3  # of a source, that must have it; from `SEEN` on it is cut without a rule
COLUMNS = ("phrase", "closes", "article_ids")


def phrases_in_lines(articles: pd.DataFrame, *, known: Collection[str] = ()) -> pd.DataFrame:
    r"""Return phrases of four words or more that stand in lines of three articles of a source.

    Parameters
    ----------
    articles
        article_id, raw, and part: the source or folder that an article belongs to.
    known
        Lines that repeat as a whole; they are not looked at.

    Returns
    -------
    pandas.DataFrame
        phrase, closes (whether it ends its lines), article_ids; most frequent first.

    Notes
    -----
    Looked at are lines that do not end as sentences do, and the last words of those that do. What
    five articles of a source share is found without a rule (`repeated_phrases`) and left out.

    Examples
    --------
    >>> raw = [f"{word}: click here to watch more" for word in ("Rain", "Snow", "Hail")]
    >>> articles = pd.DataFrame({"article_id": ["a", "b", "c"], "raw": raw, "part": "post"})
    >>> phrases_in_lines(articles)[["phrase", "closes"]].values.tolist()
    [['click here to watch more', True]]
    """
    columns = (articles[name].astype("str").tolist() for name in ("part", "article_id", "raw"))
    grams: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    lines = [
        (part, article, line.split())
        for part, article, raw in zip(*columns, strict=True)
        for line in dict.fromkeys(line_view(raw).split("\n"))
        if line not in known
    ]
    for part, article, words in lines:
        for i in _places(words):
            grams[part, tuple(words[i : i + FEWEST])].add(article)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    closing: dict[str, bool] = {}
    for part, article, words in lines:
        shared = [
            i
            for i in _places(words)
            if len(grams[part, tuple(words[i : i + FEWEST])]) >= N_ARTICLES
        ]
        for first, last in _runs(shared):
            phrase = " ".join(words[first:last])
            if last - first <= MOST_WORDS:
                found[part, phrase].add(article)
                closing[phrase] = closing.get(phrase, True) and last == len(words)
    rows = [
        (phrase, closing[phrase], sorted(ids))
        for (_, phrase), ids in found.items()
        if N_ARTICLES <= len(ids) < SEEN
    ]
    rows.sort(key=lambda row: (-len(row[2]), row[0]))
    table = pd.DataFrame(rows, columns=list(COLUMNS)).drop_duplicates("phrase", ignore_index=True)
    return table.astype({"phrase": "str", "closes": "bool"})


def _places(words: list[str]) -> range:
    """Where a phrase may begin: anywhere in a line that is no prose, else at its end."""
    last = len(words) - FEWEST
    prose = bool(words) and ends_as_prose(words[-1])
    return range(max(last, 0) if prose else 0, last + 1)


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """First and past-the-last word of every run of phrases that begin one word apart."""
    for k, place in enumerate(places):
        if k == 0 or places[k - 1] != place - 1:
            first = place
        if k + 1 == len(places) or places[k + 1] != place + 1:
            yield first, place + FEWEST
