"""Which items a group uses, and which it passes over in silence."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.layout import (
    GAP,
    PAD,
    WIDTH,
    label_rows,
    nothing,
    open_axes,
    row_height,
    shifted,
)
from analysis.plots.lettering import shorten, widest, wrap
from analysis.plots.style import (
    GRID,
    INK,
    MUTED,
    PAPER,
    SMALL_PT,
    count,
    group_colors,
    group_markers,
    house_style,
)
from analysis.plots.tables import articles_of, known_groups, need

COLUMNS = ("item", "label", "group", "n", "n_tokens", "expected")
MOST = 40
_LABEL_MAX, _LABEL_MANY, _HEAD_LINE = 2.6, 1.7, 0.14
_NUMBER = 0.4  # room right of the last column’s marks

Line = tuple[str, bool]  # of a heading, and whether it is of the name


@house_style()
def plot_silences(
    table: pd.DataFrame, *, groups: Mapping[str, str], title: str = "", ax: Axes | None = None
) -> Axes:
    """Return a table of marks: items down, groups across, filled where used, hollow where never.

    Parameters
    ----------
    table : DataFrame
        Columns item, label, group, n, n_tokens (of the group) and expected (uses that a silent
        group would have at the others' rate; NaN elsewhere), in the order in which the items are
        shown; a row for every item and group, zeros included. The articles of a group are told if
        there is a column ``k_articles``.
    groups : mapping of str to str
        Key and label of every group, in order.
    title : str
        The finding.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        Beside a filled mark the uses, beside a hollow one what would be expected. Of more than 40
        items the first 40.

    Raises
    ------
    InputError
        If a column is missing or a group has no label.
    """
    if table.empty:
        return nothing(ax, "no item on which a group is silent", title=title)
    need(table, COLUMNS, "plot_silences")
    known_groups(table, groups, "plot_silences")
    items = table.drop_duplicates("item").set_index("item")["label"]
    n_items = len(items)
    items = items.head(MOST)
    shown = [group for group in groups if group in set(table["group"])]
    room = _LABEL_MAX if len(shown) < 6 else _LABEL_MANY
    labels = [shorten(label, room) for label in items]
    left = PAD + widest(labels) + GAP
    right = max(PAD, _NUMBER - (WIDTH - left) / (2 * len(shown)) + PAD)
    cell = (WIDTH - left - right) / len(shown)
    heads = _heads(table, groups, shown, cell)
    cut = f" {len(items)} of {n_items:,} items." if n_items > len(items) else ""
    ax = open_axes(
        ax,
        body=row_height(len(items)) * len(items),
        left=left,
        right=right,
        above=_HEAD_LINE * max(map(len, heads)) + 0.12,
        below=PAD,
        title=title,
        notes=[
            "Filled: used so many times. Hollow: never; beside it the uses to be expected at the "
            "rate of the others, “·” where nobody uses it. Below one, silence says nothing." + cut
        ],
    )
    label_rows(ax, labels)
    ax.set_xlim(-0.5, len(shown) - 0.5)
    ax.set_xticks([])
    for y in range(1, len(items)):
        ax.axhline(y - 0.5, color=GRID, linewidth=0.6)
    _write_heads(ax, heads, [group_colors(groups)[group] for group in shown])
    place = {item: y for y, item in enumerate(items.index)}
    _marks(ax, table[table["item"].isin(place)], place, shown, groups)
    return ax


def _heads(
    table: pd.DataFrame, groups: Mapping[str, str], shown: list[str], width: float
) -> list[list[Line]]:
    """Names of the groups, their articles and tokens, in lines that fit the columns."""
    tokens = table.drop_duplicates("group").set_index("group")["n_tokens"]
    articles = articles_of(table)
    heads = []
    for group in shown:
        sizes = [count(articles[group], "article")] if articles else []
        sizes.append(count(int(tokens[group]), "token"))
        name = wrap(groups[group], width - 0.1, SMALL_PT, "bold")
        told = [line for size in sizes for line in wrap(size, width - 0.1, SMALL_PT)]
        heads.append([*((line, True) for line in name), *((line, False) for line in told)])
    return heads


def _write_heads(ax: Axes, heads: list[list[Line]], colors: list[str]) -> None:
    for x, (lines, color) in enumerate(zip(heads, colors, strict=True)):
        for i, (line, is_name) in enumerate(reversed(lines)):
            where = shifted(ax, 0, 0.06 + _HEAD_LINE * i, ax.get_xaxis_transform())
            ax.text(
                x, 1, line, transform=where, ha="center", fontsize=SMALL_PT,
                color=color if is_name else MUTED, fontweight="bold" if is_name else "normal",
            )  # fmt: skip


def _marks(
    ax: Axes,
    table: pd.DataFrame,
    place: Mapping[str, int],
    shown: list[str],
    groups: Mapping[str, str],
) -> None:
    colors, markers = group_colors(groups), group_markers(groups)
    for x, group in enumerate(shown):
        rows = table[table["group"] == group]
        faces = [colors[group] if n else PAPER for n in rows["n"]]
        y = rows["item"].map(place)
        ax.scatter(
            [x] * len(rows), y, s=34, marker=markers[group], facecolors=faces,
            edgecolors=colors[group], linewidths=1.1, zorder=3,
        )  # fmt: skip
        for at, n, expected in zip(y, rows["n"], rows["expected"], strict=True):
            text = f"{n:,}" if n else _told(expected)
            how: dict[str, Any] = {"color": INK if n or expected >= 1 else MUTED}
            where = shifted(ax, 0.09, base=ax.transData)
            ax.text(x, at, text, transform=where, va="center_baseline", fontsize=SMALL_PT, **how)


def _told(expected: float) -> str:
    return "·" if pd.isna(expected) else f"({expected:.1f})"
