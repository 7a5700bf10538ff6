"""Terms by how often two groups use them: the data of a map, and the same as a table."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError, visible
from analysis.publish.markup import Display, anchor, notebook_style, output_file
from analysis.publish.rows import link_rows, list_rows
from analysis.publish.tables import MOST, TABLE_MIME, table_markup

if TYPE_CHECKING:
    import pandas as pd

TERMS_MIME = "application/vnd.framing.terms+json"
# Bytes that terms and lines may take, so that the page stays light.
BUDGET = 3_000_000


def show_term_map(
    rates: "pd.DataFrame",
    uses: "pd.DataFrame",
    *,
    groups: Mapping[str, str],
    name: str,
    caption: str,
    n: int = 15,
) -> Display:
    """Table of terms and their rates; the site draws a map of any two groups from it.

    Parameters
    ----------
    rates : DataFrame
        From ``term_rates``.
    uses : DataFrame
        Lines for every term: term, article_id, label, group, sentence, before, surface, after. Of
        each term and group the first ones are kept, as many for all as make three megabytes.
    groups : mapping of key to label
        In their order.
    name : str
        Of the file, without ending.
    caption : str
        How to read it.
    n : int
        Rows of the table shown; the site opens the further ones, up to 200.

    Raises
    ------
    InputError
        The name would not make a file name, or the caption is empty.
    """
    if not caption.strip():
        raise InputError(f"the term map {name} needs a caption")
    path = output_file(name, "csv")
    rates.to_csv(path, index=False, float_format="%.6g", lineterminator="\n", encoding="utf-8")
    table = _by_group(rates, "per_1000", groups).rename(columns=groups).reset_index()
    head = table.head(MOST)
    linked = link_rows(head, name, uses, ["term"], n=n)
    markup = table_markup(head, "", linked, n=n)
    content = {
        "name": name,
        "caption": caption,
        "n_rows": len(table),
        "n_listed": len(head),
        "n_shown": min(n, len(table)),
    }
    return Display(
        {
            TABLE_MIME: content,
            **({} if rates.empty else {TERMS_MIME: _within(rates, uses, groups)}),
            "text/html": notebook_style() + markup + list_rows(name, linked),
            "text/plain": f"{caption} ({min(n, len(table))} of {len(table)} terms)",
        }
    )


def _within(
    rates: "pd.DataFrame", uses: "pd.DataFrame", groups: Mapping[str, str]
) -> dict[str, Any]:
    """Data of the map, with as many lines for every term and group as the budget allows."""
    turn = uses.groupby(["term", "group"]).cumcount()
    most = int(turn.max()) + 1 if len(uses) else 0
    while True:
        data = _data(rates, uses[turn < most], groups)
        size = len(json.dumps(data, ensure_ascii=False).encode())
        if size <= BUDGET or most <= 1:
            return data
        most = max(1, min(most - 1, most * BUDGET // size))


def _data(rates: "pd.DataFrame", uses: "pd.DataFrame", groups: Mapping[str, str]) -> dict[str, Any]:
    """Terms with their counts in every group, and their lines; groups in the figures' colours."""
    from analysis.plots.style import group_colors

    colors = group_colors(groups)
    terms = rates["term"].drop_duplicates().tolist()
    counts = {key: _by_group(rates, key, groups) for key in ("n", "n_articles")}
    sizes = rates.drop_duplicates("group").set_index("group")
    size_of = sizes[["n_tokens", "k_articles"]].astype("int64").to_dict("index")
    articles, sentences, lines = _lines(uses.to_dict("records"), list(groups))
    return {
        "groups": [
            {"label": visible(label), "color": colors[group], **size_of[group]}
            for group, label in groups.items()
        ],
        "terms": [
            [visible(term), *(table.loc[term].tolist() for table in counts.values()), own]
            for term, own in ((term, lines.get(term, [])) for term in terms)
        ],
        "articles": articles,
        "sentences": sentences,
    }


def _lines(
    uses: list[dict[Any, Any]], groups: list[str]
) -> tuple[list[list[Any]], list[list[Any]], dict[str, list[int]]]:
    """Articles, sentences and lines; a sentence is there once, whatever is found in it.

    An article has its fragment, its label and the place of its group; a sentence the place of its
    article, its number and its text. A line is three numbers: the place of its sentence, and where
    in it the term starts and how long it is, in the units in which a browser counts characters.
    """
    articles: dict[str, int] = {}
    sentences: dict[tuple[str, int], int] = {}
    told: tuple[list[list[Any]], list[list[Any]]] = ([], [])
    lines: dict[str, list[int]] = {}
    for use in uses:
        article, before, surface = (
            use["article_id"],
            visible(use["before"]),
            visible(use["surface"]),
        )
        if article not in articles:
            articles[article] = len(articles)
            told[0].append([anchor(article), visible(use["label"]), groups.index(use["group"])])
        key = (article, int(use["sentence"]))
        if key not in sentences:
            sentences[key] = len(sentences)
            told[1].append([articles[article], key[1], before + surface + visible(use["after"])])
        lines.setdefault(use["term"], []).extend([sentences[key], _units(before), _units(surface)])
    return *told, lines


def _by_group(rates: "pd.DataFrame", column: str, groups: Mapping[str, str]) -> "pd.DataFrame":
    """Terms in their order by groups in theirs."""
    table = rates.set_index(["term", "group"])[column].unstack()  # noqa: PD010 - no pivot table: every cell is there once
    return table.reindex(index=rates["term"].drop_duplicates(), columns=list(groups))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
