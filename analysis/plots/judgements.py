"""Who is praised, who is found wanting, and who is both."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.layout import beside, column_head, light_grid, nothing, stretch
from analysis.plots.remedies import fitting, open_lanes
from analysis.plots.style import MUTED, PAPER, RULE, group_colors, house_style, tint
from analysis.plots.tables import in_group_order, known_groups, need

COLUMNS = ("group", "actor", "label", "n_positive", "n_negative", "n_both")
MOST = 36
_HEIGHT = 0.156
_COLUMN = 0.5
_HEADS = {"n_negative": "only −", "n_both": "both", "n_positive": "only +"}
_STRENGTH = {"n_negative": 1.0, "n_both": 0.55, "n_positive": 0.22}


@house_style()
def plot_judgements(
    table: pd.DataFrame, *, groups: Mapping[str, str], title: str = "", ax: Axes | None = None
) -> Axes:
    """Return a bar for every actor and group: sentences that find fault, that praise, that do both.

    Parameters
    ----------
    table : DataFrame
        Columns group, actor, label (of the actor), n_positive, n_negative and n_both, as from
        ``judgements_by``. The articles of a group are told if there is a column ``k_articles``.
    groups : mapping of str to str
        Key and label of every group, in order.
    title : str
        The finding.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        Sentences that only find fault left of the middle, those that only praise right of it,
        and those that do both across it; actors with most sentences first. A group that does not
        judge an actor has no bar there. At most 36 bars.

    Raises
    ------
    InputError
        If a column is missing or a group has no label.
    """
    counts = list(_HEADS)
    if table.empty or not table.reindex(columns=counts).fillna(1).to_numpy().sum():
        return nothing(ax, "no actor is judged", title=title)
    need(table, COLUMNS, "plot_judgements")
    known_groups(table, groups, "plot_judgements")
    rows = in_group_order(table, groups).assign(_n=table[counts].sum(axis=1))
    rows = rows[rows["_n"] > 0]
    rows = rows.assign(_all=-rows.groupby("actor")["_n"].transform("sum"))
    rows = rows.sort_values(["_all", "label"], kind="stable")
    rows, left_out = fitting(rows, "actor", MOST)
    note = (
        "Sentences. Left and dark: only fault is found; right and light: only praise or hope; "
        "across the middle: both, or one conceded against the other." + left_out
    )
    ax, places = open_lanes(
        ax, rows, groups, title=title, notes=[note], right=3 * _COLUMN, above=0.2
    )
    wide = (rows[["n_negative", "n_positive"]].max(axis=1) + rows["n_both"] / 2).max()
    ax.set_xlim(-1.05 * wide, 1.05 * wide)
    ax.axvline(0, color=RULE, linewidth=0.8, zorder=0.6)
    for y, row in zip(places, rows.to_dict("records"), strict=True):
        _bar(ax, y, row, group_colors(groups)[row["group"]])
    for i, head in enumerate(_HEADS.values()):
        column_head(ax, head, x=(i + 1) * _COLUMN, ha="right")
    light_grid(ax, "Sentences", whole=True)
    ax.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    return ax


def _bar(ax: Axes, y: float, row: Mapping[Any, Any], color: str) -> None:
    middle = row["n_both"] / 2
    begin = {"n_negative": -middle - row["n_negative"], "n_both": -middle, "n_positive": middle}
    for i, (column, x) in enumerate(begin.items()):
        if row[column]:
            face = tint(color, _STRENGTH[column])
            stretch(ax, y, x, row[column], height=_HEIGHT, facecolor=face, edgecolor=PAPER)
        words = f"{row[column]:,}" if row[column] else "–"
        beside(ax, y, words, x=(i + 1) * _COLUMN, ha="right", color=MUTED)
