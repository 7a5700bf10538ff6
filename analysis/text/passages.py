"""From token numbers back to what a person reads: sentences, passages, concordance lines."""

import re
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.text.tokens import Tokens

PASSAGE_COLUMNS = (
    "article_id",
    "label",
    "group",
    "sentence",
    "start",
    "end",
    "before",
    "surface",
    "after",
)

_LINE_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def sentences(tokens: Tokens, *, article_ids: list[str] | None = None) -> pd.DataFrame:
    """Sentences with their place in the text.

    Parameters
    ----------
    tokens : Tokens
    article_ids : list of str, optional
        Only the sentences of these articles.

    Returns
    -------
    DataFrame
        One row a sentence: ``article_id``, ``sentence`` (from 1 within the article), ``start``,
        ``end`` (characters of the article's text, with the punctuation that belongs to the
        sentence), ``n_tokens``. A line without any token is no sentence.
    """
    keys = tokens.articles["article_id"]
    rows = np.arange(len(keys)) if article_ids is None else np.flatnonzero(keys.isin(article_ids))
    parts = [_spans(tokens, row) for row in rows]
    columns = ["sentence", "start", "end", "n_tokens"]
    spans = np.concatenate([np.empty((0, 4), dtype=np.int64), *parts])
    table = pd.DataFrame(spans, columns=columns)
    ids = keys.to_numpy(dtype=object)[rows].repeat([len(part) for part in parts])
    table.insert(0, "article_id", pd.Series(ids, dtype="str"))
    return table


def in_context(tokens: Tokens, hits: pd.DataFrame) -> pd.DataFrame:
    """Passages: every hit with the rest of its sentence on either side.

    Parameters
    ----------
    tokens : Tokens
    hits : DataFrame
        ``article_id``, ``sentence``, ``start``, ``end``; further columns are kept.

    Returns
    -------
    DataFrame
        The rows of ``hits`` in their order, with ``label``, ``group`` (where the articles have
        them), ``before``, ``surface``, ``after`` added.
    """
    spans = sentences(tokens, article_ids=hits["article_id"].unique().tolist())
    spans = spans.rename(columns={"start": "from", "end": "to"}).drop(columns="n_tokens")
    known = [c for c in ("label", "group") if c in tokens.articles and c not in hits]
    articles = tokens.articles[["article_id", "text", *known]]
    table = hits.merge(spans, on=["article_id", "sentence"], how="left", validate="many_to_one")
    table = table.merge(articles, on="article_id", how="left", validate="many_to_one")
    bounds = table[["from", "start", "end", "to"]].to_numpy()
    cut = [
        (text[a:b], text[b:c], text[c:d])
        for text, (a, b, c, d) in zip(table["text"], bounds, strict=True)
    ]
    texts = pd.DataFrame(cut, columns=["before", "surface", "after"], dtype="str")
    table = table.drop(columns=["text", "from", "to", "surface"], errors="ignore")
    table = pd.concat([table, texts], axis=1)
    first = [column for column in PASSAGE_COLUMNS if column in table]
    return table[[*first, *(column for column in table if column not in first)]]


def own_first(passages: pd.DataFrame, group: str | None) -> pd.DataFrame:
    """Passages of a group before those of others, each in their order; as they are without one."""
    if group is None:
        return passages
    return passages.iloc[passages["group"].ne(group).argsort(kind="stable")]


def _spans(tokens: Tokens, row: Any) -> NDArray[np.int64]:
    """Number, start, end and tokens of every sentence of an article, one row each."""
    text = tokens.articles["text"].iloc[row]
    a, b = tokens.first_sentence[row], tokens.first_sentence[row + 1]
    first, last = tokens.sentence_ptr[a:b], tokens.sentence_ptr[a + 1 : b + 1] - 1
    start, end = _widen(text, tokens.start[first], tokens.end[last])
    columns = (np.arange(1, b - a + 1), start, end, last - first + 1)
    return np.column_stack(columns).astype(np.int64)


def _widen(
    text: str, first: NDArray[np.int32], last: NDArray[np.int32]
) -> tuple[list[int], list[int]]:
    """Take in the marks that cling to a sentence's first token, and all up to the next sentence."""
    starts: list[int] = []
    for at, floor in zip(first.tolist(), [0, *last[:-1].tolist()], strict=False):
        while at > floor and not text[at - 1].isspace():
            at -= 1
        starts.append(at)
    ends = []
    for end, until in zip(last.tolist(), [*starts[1:], len(text)], strict=False):
        line = _LINE_BREAK.search(text, end, until)
        stretch = text[end : line.start() if line else until]
        ends.append(end + len(stretch.rstrip()))
    return starts, ends
