"""Passages of a choice, and the one that is read, in its article."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.explore.explorer import Explorer
from analysis.publish import show_article
from analysis.publish.markup import escape, isolate
from analysis.text import in_context, sentences

MOST_LINES = 200
AROUND = 2  # sentences shown before and after that of the passage


def passages_of(explorer: Explorer, hits: pd.DataFrame, *, most: int = MOST_LINES) -> pd.DataFrame:
    """Passages of hits, in their order; of too many the first of every article before the second.

    Parameters
    ----------
    explorer : Explorer
    hits : DataFrame
        With ``group`` and ``label`` of the article.
    most : int
        Passages at most.
    """
    rows = hits.reset_index(drop=True)
    if len(rows) > most:
        turn = rows.groupby("article_id", sort=False).cumcount()
        rows = rows.loc[turn.sort_values(kind="stable").index[:most].sort_values()]
    return in_context(explorer.tokens, rows.reset_index(drop=True))


def passage_html(
    explorer: Explorer, passage: Mapping[Any, Any], hits: pd.DataFrame | None = None
) -> str:
    """A passage with the sentences around it, as HTML.

    Parameters
    ----------
    explorer : Explorer
    passage : mapping
        A row of ``passages_of``.
    hits : DataFrame, optional
        If given, the article follows in full, with its hits marked.
    """
    article_id = passage["article_id"]
    articles = explorer.corpus.articles
    article = articles[articles["article_id"] == article_id].iloc[0]
    spans = sentences(explorer.tokens, article_ids=[article_id])
    return (
        f'<div class="explore-passage">{_source(explorer, article, passage)}'
        f'<p class="explore-text" dir="auto">{_around(article["text"], passage, spans)}</p>'
        f"{'' if hits is None else _whole(explorer, article, spans, hits)}</div>"
    )


def _source(explorer: Explorer, article: "pd.Series[Any]", passage: Mapping[Any, Any]) -> str:
    group = explorer.groups.get(article["group"], article["group"])
    day = article["published"]
    told = [article["label"], group, "" if pd.isna(day) else f"{day:%Y-%m-%d}"]
    facts = " · ".join(isolate(text) for text in [*told, f"sentence {passage['sentence']}"] if text)
    title = article["title"]
    head = "" if pd.isna(title) else f"<b>{isolate(title)}</b><br>"
    return f'<p class="explore-source">{head}{facts}</p>'


def _around(text: str, passage: Mapping[Any, Any], spans: pd.DataFrame) -> str:
    """The passage marked, with what stands around it; cut off before the next sentence but two."""
    number = int(passage["sentence"])
    near = spans[spans["sentence"].between(number - AROUND, number + AROUND)]
    begin, end = int(passage["start"]), int(passage["end"])
    first = min(int(near["start"].min()), begin)
    last = max(int(near["end"].max()), end)
    before = "… " if text[:first].strip() else ""
    after = " …" if text[last:].strip() else ""
    return (
        f"{before}{escape(text[first:begin])}<mark>{escape(text[begin:end])}</mark>"
        f"{escape(text[end:last])}{after}"
    )


def _whole(
    explorer: Explorer, article: "pd.Series[Any]", spans: pd.DataFrame, hits: pd.DataFrame
) -> str:
    tables = (hits, explorer.base.cuts)
    own, cuts = (table[table["article_id"] == article["article_id"]] for table in tables)
    marked = in_context(explorer.tokens, own)
    return str(show_article(article, spans, marked, cuts).data["text/html"])
