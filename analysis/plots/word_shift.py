"""The words that drive the distance between two groups."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from analysis.plots.layout import (
    GAP,
    PAD,
    beside,
    column_head,
    label_rows,
    light_grid,
    nothing,
    open_axes,
    row_height,
    stretch,
)
from analysis.plots.lettering import shorten, widest
from analysis.plots.style import NEUTRAL, PAPER, RULE, SMALL_PT, group_colors, house_style
from analysis.plots.tables import known_groups, need

COLUMNS = (
    "group", "reference", "term", "n_target", "n_reference", "shift", "share", "n_articles",
    "k_articles",
)  # fmt: skip
REST = "rest"
MOST = 40
_TERM_MAX = 1.7


@house_style()
def plot_word_shift(
    table: pd.DataFrame,
    *,
    groups: Mapping[str, str],
    title: str = "",
    n: int = 20,
    ax: Axes | None = None,
) -> Axes:
    """Return bars to either side: how much of the divergence each word makes, and for whom.

    Parameters
    ----------
    table : DataFrame
        Columns group (the target), reference, term, n_target, n_reference, shift, share,
        n_articles (of the side that uses the term more) and k_articles; of one comparison, in the
        order in which the terms are shown.
    groups : mapping of str to str
        Key and label of every group, in order.
    title : str
        The finding.
    n : int
        The first so many terms, at most 40.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A bar to the right is a word that the target uses more; a pale bar stands in one article
        alone of the side that uses it more. Beside it the uses on both sides and the articles of
        that side that have the word.

    Raises
    ------
    InputError
        If a column is missing or a group has no label.
    """
    if table.empty:
        return nothing(ax, "no term is frequent enough to compare", title=title)
    need(table, COLUMNS, "plot_word_shift")
    known_groups(table, groups, "plot_word_shift")
    rows = table.head(min(n, MOST)).reset_index(drop=True)
    first = rows.iloc[0]
    colors = {REST: NEUTRAL, **group_colors(groups)}
    names = {REST: "all others", **groups}
    ends = colors[first["group"]], colors[first["reference"]]
    uses = [f"{a:,} : {b:,}" for a, b in zip(rows["n_target"], rows["n_reference"], strict=True)]
    spread = list(zip(rows["n_articles"], rows["k_articles"], strict=True))
    told = [f"{a} of {b}" for a, b in spread]
    widths = GAP + widest([*uses, "uses"], SMALL_PT), 1.4 * GAP + widest([*told, "in"], SMALL_PT)
    terms = [shorten(term, _TERM_MAX) for term in rows["term"]]
    ax = open_axes(
        ax,
        body=row_height(len(rows)) * len(rows),
        left=PAD + widest(terms) + GAP,
        right=sum(widths) + PAD,
        above=0.2,
        title=title,
        notes=[
            f"“uses”: {names[first['group']]} : {names[first['reference']]}. “in”: articles of the "
            "side that uses the word more. Pale: one article alone of several.",
            [
                (f"◀ more in {names[first['reference']]}", ends[1]),
                (f"more in {names[first['group']]} ▶", ends[0]),
            ],
        ],
    )
    label_rows(ax, terms)
    for y, (shift, (a, b)) in enumerate(
        zip(100 * rows["share"] * _sign(rows), spread, strict=True)
    ):
        color = ends[0] if shift >= 0 else ends[1]
        pale = a == 1 and b > 1
        stretch(
            ax, y, min(shift, 0.0), abs(shift), height=0.68, facecolor=color, edgecolor=PAPER,
            alpha=0.42 if pale else 1.0, linewidth=0.4,
        )  # fmt: skip
    for heading, texts, x in (("uses", uses, widths[0]), ("in", told, sum(widths))):
        column_head(ax, heading, x=x, ha="right")
        for y, text in enumerate(texts):
            beside(ax, y, text, x=x, ha="right")
    top = 105 * float(rows["share"].max() or 0.01)
    ax.set_xlim(
        -top if (rows["shift"] < 0).any() else 0, top if (rows["shift"] > 0).any() else 0.01
    )
    ax.axvline(0, color=RULE, linewidth=0.9)
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{abs(x):.3g}%"))
    light_grid(ax, "Share of the Jensen–Shannon divergence")
    return ax


def _sign(rows: pd.DataFrame) -> "pd.Series[float]":
    return (rows["shift"] >= 0).map({True: 1.0, False: -1.0})
