"""From a row of a table to the passages that its numbers count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.publish.marks import merge_passages, take_turns
from analysis.publish.markup import READING_PAGE, anchor, escape, isolate, sentence_link
from analysis.publish.show import passage_items

if TYPE_CHECKING:
    import pandas as pd

# Sentences of a row that are told in full, and those that are named besides.
IN_FULL, NAMED = 3, 60


@dataclass(frozen=True)
class Row:
    """Where the numbers of a row lead.

    Attributes
    ----------
    link : str
        Address of its passages.
    id : str
        Fragment of the row itself; empty where its passages do not lead back to it.
    markup : str
        Its passages, where they stand below the table.
    """

    link: str
    id: str = ""
    markup: str = ""


def link_rows(
    table: "pd.DataFrame", name: str, passages: "pd.DataFrame | None", by: Sequence[str]
) -> list[Row | None]:
    """Where the numbers of every row lead; None for a row without a passage.

    Parameters
    ----------
    table : DataFrame
    name : str
        Of the table.
    passages : DataFrame or None
    by : sequence of str
        Columns that both share; none for the same index.

    Raises
    ------
    InputError
        The table or the passages lack a column of `by`.
    """
    if passages is None:
        return _named_places(table)
    keys = _keys(table, by, "table") if by else [(str(label),) for label in table.index]
    theirs = _keys(passages, by, "passages") if by else [(str(label),) for label in passages.index]
    places: dict[tuple[str, ...], list[int]] = {}
    for place, key in enumerate(theirs):
        places.setdefault(key, []).append(place)
    titles = _titles(table)
    return [
        _row(f"table-{name}~{i}", title, passages.iloc[places[key]]) if key in places else None
        for i, (key, title) in enumerate(zip(keys, titles, strict=True), start=1)
    ]


def list_rows(name: str, rows: Iterable[Row | None]) -> str:
    """Passages of all rows, folded, as HTML; nothing where no row has any here."""
    listed = "".join(row.markup for row in rows if row)
    if not listed:
        return ""
    return (
        f'<details class="framing-rows" id="table-{name}~rows"><summary>The passages behind each '
        f"row</summary>{listed}</details>"
    )


def some_passages(passages: "pd.DataFrame") -> str:
    """Passages as HTML: a few in full, more by their number, and how many are left.

    Every article is heard before any is heard twice.
    """
    columns = ["article_id", "sentence"]
    sentences = passages[columns].drop_duplicates()
    heard = [str(article) for article in sentences["article_id"]]
    told, further = take_turns(heard, IN_FULL)
    full = passages.merge(sentences.iloc[told], on=columns)
    turns, left = take_turns([heard[place] for place in further], NAMED)
    named = passages.drop_duplicates(columns).iloc[[further[turn] for turn in turns]]
    more = f" and {len(left):,} more" if left else ""
    cites = f'<p class="framing-more">Also in {_cites(named)}{more}</p>' if len(named) else ""
    items = passage_items(merge_passages(full.drop(columns="frame", errors="ignore")))
    return f'<ol class="framing-passages">{items}</ol>{cites}'


def _row(fragment: str, title: str, passages: "pd.DataFrame") -> Row:
    n = len(passages[["article_id", "sentence"]].drop_duplicates())
    count = f"{n:,} sentence{'' if n == 1 else 's'}"
    markup = (
        f'<div class="framing-row" id="{fragment}~p"><p><a href="#{fragment}">{title}</a>'
        f" {count}</p>{some_passages(passages)}</div>"
    )
    return Row(f"#{fragment}~p", fragment, markup)


def _named_places(table: "pd.DataFrame") -> list[Row | None]:
    """Rows that name their article, or its sentence, lead into the reading view."""
    if "article_id" not in table:
        return [None] * len(table)
    if "sentence" in table:
        pairs = zip(table["article_id"], table["sentence"], strict=True)
        return [Row(sentence_link(article, sentence)) for article, sentence in pairs]
    return [Row(f"{READING_PAGE}#{anchor(article)}") for article in table["article_id"]]


def _keys(table: "pd.DataFrame", by: Sequence[str], what: str) -> list[tuple[str, ...]]:
    missing = [name for name in by if name not in table and name not in table.index.names]
    if missing:
        raise InputError(f"the {what} lack {', '.join(missing)}, by which they are matched")
    columns = [table[name] if name in table else table.index.get_level_values(name) for name in by]
    return [tuple(map(str, values)) for values in zip(*columns, strict=True)]


def _titles(table: "pd.DataFrame") -> list[str]:
    """What names a row to a reader: its first texts."""
    texts = [name for name in table.columns if table[name].dtype.kind not in "iufbM"][:3]
    if not texts:
        return [f"Row {i}" for i in range(1, len(table) + 1)]
    rows: list[list[Any]] = table[texts].astype("str").to_numpy().tolist()
    return [" · ".join(isolate(shorten(text, 60)) for text in row) for row in rows]


def _cites(passages: "pd.DataFrame") -> str:
    """Sentences by article: ``003 s4, s9; 004 s12``, each number a link."""
    found: dict[str, list[str]] = {}
    for row in passages[["article_id", "label", "sentence"]].itertuples():
        link = (
            f'<a href="{escape(sentence_link(row.article_id, row.sentence))}">s{row.sentence}</a>'
        )
        found.setdefault(str(row.label), []).append(link)
    return "; ".join(f"{isolate(label)} {', '.join(links)}" for label, links in found.items())
