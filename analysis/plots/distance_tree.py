"""Sources as a tree: what is nearest is joined first."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.layout import (
    GAP,
    PAD,
    label_rows,
    light_grid,
    nothing,
    open_axes,
    row_height,
    shifted,
)
from analysis.plots.lettering import shorten, text_width, widest
from analysis.plots.style import MUTED, NEUTRAL, SMALL_PT, group_colors, group_key, house_style
from analysis.plots.tables import known_groups, need

COLUMNS = ("node", "item", "group", "left", "right", "height", "place", "floor", "floor_kind")
MOST = 60
_LABEL_MAX = 2.4
_SAME = {"within article": "two samples of one article", "within group": "two articles of a group"}


@house_style()
def plot_distance_tree(
    table: pd.DataFrame,
    *,
    groups: Mapping[str, str],
    labels: Mapping[str, str] | None = None,
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Return a dendrogram with the floor as a line: what is joined left of it is no farther apart.

    Parameters
    ----------
    table : DataFrame
        Columns node, item, group, left, right, height, place, floor and floor_kind: a row for
        every item and, with the item empty, for every merge.
    groups : mapping of str to str
        Key and label of every group, in order.
    labels : mapping of str to str, optional
        What stands for an item; by default the labels of the groups.
    title : str
        The finding.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        The distance runs from half of the floor, for nothing is nearer. More than 60 items are
        not drawn: nobody could read them.

    Raises
    ------
    InputError
        If a column is missing or a group has no label.
    """
    if table.empty:
        return nothing(ax, "no article is long enough for two samples", title=title)
    need(table, COLUMNS, "plot_distance_tree")
    leaves = table[table["item"] != ""].sort_values("place")
    known_groups(leaves, groups, "plot_distance_tree")
    if len(leaves) > MOST:
        return nothing(ax, f"a tree of {len(leaves):,} items could not be read", title=title)
    names = [shorten((labels or groups).get(i, i), _LABEL_MAX) for i in leaves["item"]]
    shown = set(leaves["group"])
    ax = open_axes(
        ax,
        body=max(row_height(len(leaves)) * 1.25 * len(leaves), 0.5),
        left=PAD + widest(names) + GAP,
        right=0.3,
        above=0.22,
        title=title,
        notes=[
            "A joint stands at the mean distance between what it joins (average linkage).",
            group_key({k: v for k, v in groups.items() if k in shown}, shown, marks=False),
        ],
    )
    label_rows(ax, names, [group_colors(groups)[group] for group in leaves["group"]])
    _limits(ax, table)
    _branches(ax, table)
    _floor_line(ax, table)
    light_grid(ax, "Distance")
    return ax


def _limits(ax: Axes, table: pd.DataFrame) -> None:
    floor = float(np.nan_to_num(table["floor"].iloc[0]))
    heights = table.loc[table["item"] == "", "height"].tolist()
    low = 0.5 * min([floor, *heights]) if floor else 0.0
    high = max([floor, *heights]) or 1.0
    ax.set_xlim(low, high + 0.06 * (high - low))


def _branches(ax: Axes, table: pd.DataFrame) -> None:
    nodes = table.set_index("node")
    start = ax.get_xlim()[0]
    for merge in table[table["item"] == ""].to_dict("records"):
        ends = nodes.loc[[merge["left"], merge["right"]]]
        height = [float(merge["height"])] * 2
        near = ends["height"].clip(lower=start)
        for x, y in zip(near, ends["place"], strict=True):
            ax.plot([x, height[0]], [y, y], color=NEUTRAL, linewidth=1.4, zorder=2)
        ax.plot(height, ends["place"].tolist(), color=NEUTRAL, linewidth=1.4, zorder=2)


def _floor_line(ax: Axes, table: pd.DataFrame) -> None:
    floor, kind = float(table["floor"].iloc[0]), table["floor_kind"].iloc[0]
    if not np.isfinite(floor):
        return
    ax.axvline(floor, color=MUTED, linewidth=1.0, linestyle=(0, (3, 2)), zorder=1)
    text = f"{_SAME.get(kind, kind)}: {floor:.2f}"
    where = shifted(ax, 0.5 * text_width("x", SMALL_PT), 0.05, ax.get_xaxis_transform())
    ax.text(floor, 1, text, transform=where, color=MUTED, fontsize=SMALL_PT, ha="right")
