"""From a row of a table to the passages that its numbers count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.publish.marks import COLUMNS, merge_records, take_turns
from analysis.publish.markup import READING_PAGE, anchor, escape, isolate, sentence_link
from analysis.publish.show import passage_items

if TYPE_CHECKING:
    import pandas as pd

# Sentences of a row that are told in full, and those that are named besides.
IN_FULL, NAMED = 3, 40
Passage = Mapping[Any, Any]


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
    table: "pd.DataFrame",
    name: str,
    passages: "pd.DataFrame | None",
    by: Sequence[str],
    *,
    n: int,
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
    n : int
        Rows that have several passages in full; the others have one.

    Raises
    ------
    InputError
        The table or the passages lack a column of `by`.
    """
    if passages is None:
        return _named_places(table)
    keys = _keys(table, by, "table") if by else [(str(label),) for label in table.index]
    theirs = _keys(passages, by, "passages") if by else [(str(label),) for label in passages.index]
    found: dict[tuple[str, ...], list[Passage]] = {key: [] for key in keys}
    for key, passage in zip(theirs, passages[list(COLUMNS)].to_dict("records"), strict=True):
        if key in found:
            found[key].append(passage)
    titles = _titles(table)
    return [
        _row(f"table-{name}~{i}", title, found[key], IN_FULL if i <= n else 1)
        if found[key]
        else None
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


def some_passages(passages: Sequence[Passage], n: int = IN_FULL) -> str:
    """Passages as HTML: n sentences in full, more by their number, and how many are left.

    Every article is heard before any is heard twice.
    """
    sentences: dict[tuple[Any, Any], list[Passage]] = {}
    for passage in passages:
        sentences.setdefault((passage["article_id"], passage["sentence"]), []).append(passage)
    listed = list(sentences.values())
    told, further = take_turns([str(own[0]["article_id"]) for own in listed], n)
    turns, left = take_turns([str(listed[place][0]["article_id"]) for place in further], NAMED)
    named = [listed[further[turn]][0] for turn in turns]
    more = f" and {len(left):,} more" if left else ""
    cites = f'<p class="framing-cites">Also in {_cites(named)}{more}</p>' if named else ""
    items = passage_items(merge_records(hit for place in told for hit in listed[place]))
    return f'<ol class="framing-passages">{items}</ol>{cites}'


def _row(fragment: str, title: str, passages: Sequence[Passage], in_full: int) -> Row:
    n = len({(passage["article_id"], passage["sentence"]) for passage in passages})
    count = f"{n:,} sentence{'' if n == 1 else 's'}"
    markup = (
        f'<div class="framing-row" id="{fragment}~p"><p><a href="#{fragment}">{title}</a>'
        f" {count}</p>{some_passages(passages, in_full)}</div>"
    )
    return Row(f"#{fragment}~p", fragment, markup)


def _named_places(table: "pd.DataFrame") -> list[Row | None]:
    """Rows that name their article, or its sentence, lead into the reading view."""
    if "article_id" not in table and "article_id" not in table.index.names:
        return [None] * len(table)
    articles = [article for (article,) in _keys(table, ["article_id"], "table")]
    if "sentence" in table:
        pairs = zip(articles, table["sentence"], strict=True)
        return [Row(sentence_link(article, sentence)) for article, sentence in pairs]
    return [Row(f"{READING_PAGE}#{anchor(article)}") for article in articles]


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
    rows: list[list[Any]] = table[texts].astype("object").to_numpy().tolist()
    return [" · ".join(_title(text) for text in row if isinstance(text, str)) for row in rows]


def _title(text: str) -> str:
    return isolate(shorten(text, 60, placeholder=" …"))


def _cites(passages: Sequence[Passage]) -> str:
    """Sentences by article: ``003 s4, s9; 004 s12``, each number a link."""
    found: dict[str, list[str]] = {}
    for passage in passages:
        link = escape(sentence_link(passage["article_id"], passage["sentence"]))
        cite = f'<a href="{link}">s{escape(passage["sentence"])}</a>'
        found.setdefault(str(passage["label"]), []).append(cite)
    return "; ".join(f"{isolate(label)} {', '.join(links)}" for label, links in found.items())
