"""Where in the articles chosen terms stand."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes

from analysis.errors import InputError
from analysis.plots.layout import (
    GAP,
    LABEL_MAX,
    PAD,
    beside,
    label_rows,
    nothing,
    open_panels,
    row_height,
    shifted,
    size_of,
)
from analysis.plots.lettering import shorten, text_width, widest
from analysis.plots.style import (
    FAINT,
    GRID,
    INK,
    MUTED,
    SMALL_PT,
    group_colors,
    group_key,
    house_style,
)
from analysis.plots.tables import busiest, in_group_order, known_groups, need

COLUMNS = ("term", "article_id", "position")
ARTICLES = ("article_id", "label", "group")
MOST = 30
_COUNTS = 0.3


@house_style()
def plot_term_positions(
    table: pd.DataFrame, *, articles: pd.DataFrame, groups: Mapping[str, str], title: str = ""
) -> list[Axes]:
    """Return one panel a term: a tick wherever the term stands in an article.

    Parameters
    ----------
    table : DataFrame
        Columns term, article_id and position (0 first word, 1 last word of the article), in the
        order in which the terms are shown; optionally dp_norm, the same for all rows of a term.
        A term that never occurs is kept by a row with a missing position.
    articles : DataFrame
        Columns article_id, label and group: every article has a row, with or without the terms.
    groups : mapping of str to str
        Key and label of every group, in order.
    title : str
        The finding.

    Returns
    -------
    list of Axes
        A panel for every term. The number at the end of a row counts the term in the article.
        Of more than 30 articles the 30 with most uses of the terms.

    Raises
    ------
    InputError
        If a column is missing, a group has no label or an article is not in `articles`.
    """
    if table.empty or articles.empty:
        return [nothing(None, "no article" if articles.empty else "no term", title=title)]
    need(table, COLUMNS, "plot_term_positions")
    need(articles, ARTICLES, "plot_term_positions articles")
    known_groups(articles, groups, "plot_term_positions articles")
    _known_articles(table, articles)
    terms = list(dict.fromkeys(table["term"].dropna()))
    if not terms:
        return [nothing(None, "no term", title=title)]
    rows, some = busiest(in_group_order(articles, groups), _uses(table), MOST, "uses")
    columns = _columns(len(terms))
    labels = [shorten(label, LABEL_MAX) for label in rows["label"]]
    panels = open_panels(
        len(terms),
        columns=columns,
        bodies=[row_height(len(rows)) * len(rows)] * -(-len(terms) // columns),
        margin=PAD + widest(labels),
        left=GAP,
        right=_COUNTS + GAP,
        above=0.28,
        below=0.3,
        title=title,
        notes=[_reading(table) + some, group_key(groups, set(rows["group"]), marks=False)],
    )
    colors = [group_colors(groups)[group] for group in rows["group"]]
    for i, (ax, term) in enumerate(zip(panels, terms, strict=True)):
        label_rows(ax, labels if i % columns == 0 else [], colors)
        ax.set_ylim(len(rows) - 0.5, -0.5)
        _panel(ax, table[table["term"] == term], list(rows["article_id"]), colors)
    return panels


def _known_articles(table: pd.DataFrame, articles: pd.DataFrame) -> None:
    unknown = sorted(set(table["article_id"].dropna()) - set(articles["article_id"]))
    if unknown:
        raise InputError(f"plot_term_positions: article not in articles: {', '.join(unknown)}")


def _uses(table: pd.DataFrame) -> "pd.Series[float]":
    """Uses of all terms by article; the rows of terms that never occur count nothing."""
    uses = table.dropna(subset=["term", "position"])
    return uses["article_id"].value_counts().astype(float)


def _columns(n_terms: int) -> int:
    """Three side by side, but two by two rather than three and one alone."""
    return 2 if n_terms in (2, 4) else min(n_terms, 3)


def _reading(table: pd.DataFrame) -> str:
    ticks = "Every tick is one use, from the article’s first word (0%) to its last (100%)."
    evenness = " DPnorm: 0 if spread over the articles by their length, 1 if all in one."
    return ticks + (evenness if "dp_norm" in table else "")


def _panel(ax: Axes, uses: pd.DataFrame, article_ids: Sequence[str], colors: Sequence[str]) -> None:
    ax.set_xlim(-0.01, 1.01)
    ax.set_xticks([0, 0.5, 1], labels=["0%", "50%", "100%"])
    ax.hlines(range(len(article_ids)), 0, 1, color=GRID, linewidth=0.8)
    for y, (article_id, color) in enumerate(zip(article_ids, colors, strict=True)):
        places = uses.loc[uses["article_id"] == article_id, "position"].dropna()
        if len(places):
            ax.vlines(places, y - 0.34, y + 0.34, color=color, linewidth=1.1)
        faint_zero = INK if len(places) else FAINT
        beside(ax, y, str(len(places)), x=_COUNTS, ha="right", color=faint_zero)
    _name(ax, uses)


def _name(ax: Axes, uses: pd.DataFrame) -> None:
    value = uses["dp_norm"].iloc[0] if "dp_norm" in uses else None
    evenness = f"DPnorm {value:.2f}" if pd.notna(value) else ""
    width = size_of(ax)[0] + _COUNTS
    room = width - text_width(evenness, SMALL_PT) - 0.1
    term = shorten(str(uses["term"].iloc[0]), room, 9, "bold")
    ax.text(0, 1, term, transform=shifted(ax, 0, 0.07), fontsize=9, fontweight="bold")
    ax.text(
        1, 1, evenness, transform=shifted(ax, _COUNTS, 0.07), ha="right", color=MUTED,
        fontsize=SMALL_PT,
    )  # fmt: skip
