"""How far cleaning moves the statistic of a term."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.layout import (
    GAP,
    LABEL_MAX,
    PAD,
    beside,
    column_head,
    label_rows,
    light_grid,
    nothing,
    open_axes,
    row_height,
)
from analysis.plots.lettering import shorten, widest
from analysis.plots.style import (
    MUTED,
    PAPER,
    RULE,
    SMALL_PT,
    group_colors,
    group_key,
    group_markers,
    house_style,
)
from analysis.plots.tables import in_group_order, known_groups, need

COLUMNS = ("term", "group", "n_before", "n_after", "z_before", "z_after")


@house_style()
def plot_cleaning_effect(
    table: pd.DataFrame, *, groups: Mapping[str, str], title: str = "", ax: Axes | None = None
) -> Axes:
    """Return a dumbbell for every term: its keyness before and after cleaning.

    Parameters
    ----------
    table : DataFrame
        Columns term, group, n_before, n_after, z_before and z_after: uses of the term in the
        group and its log-odds z. A term that is gone after cleaning has a missing z_after.
    groups : mapping of str to str
        Key and label of every group, in order.
    title : str
        The finding.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        One row a term, by group: hollow mark before, filled mark after, and uses at the right.

    Raises
    ------
    InputError
        If a column is missing or a group has no label.
    """
    need(table, COLUMNS, "plot_cleaning_effect")
    known_groups(table, groups, "plot_cleaning_effect")
    if table.empty:
        return nothing(ax, "cleaning changes no term that is compared", title=title)
    rows = in_group_order(table, groups)
    labels = [shorten(term, LABEL_MAX) for term in rows["term"]]
    pairs = zip(rows["n_before"], rows["n_after"], strict=True)
    uses = [f"{before} → {after}" for before, after in pairs]
    column = GAP + widest([*uses, "uses"], SMALL_PT)
    ax = open_axes(
        ax,
        body=row_height(len(rows)) * len(rows),
        left=PAD + widest(labels) + GAP,
        right=column + PAD,
        above=0.2,
        title=title,
        notes=[
            "Hollow: before cleaning. Filled: after. A term that cleaning removes keeps the "
            "hollow mark only.",
            group_key(groups, set(rows["group"])),
        ],
    )
    colors, markers = group_colors(groups), group_markers(groups)
    label_rows(ax, labels, [colors[group] for group in rows["group"]])
    ax.axvline(0, color=RULE, linewidth=0.8, zorder=0.6)
    ax.set_xlim(*_limits(rows))
    for y, row in enumerate(rows.to_dict("records")):
        _dumbbell(ax, y, row, color=colors[row["group"]], marker=markers[row["group"]])
        beside(ax, y, uses[y], x=column, ha="right")
    column_head(ax, "uses", x=column, ha="right")
    light_grid(ax, "Log-odds z-score against the other groups (0: no difference)")
    return ax


def _limits(rows: pd.DataFrame) -> tuple[float, float]:
    known = rows[["z_before", "z_after"]].to_numpy(float)
    z = np.append(known[np.isfinite(known)], 0.0)
    room = 0.12 * ((z.max() - z.min()) or 1.0)
    return float(z.min() - room), float(z.max() + room)


def _dumbbell(ax: Axes, y: int, row: dict[Any, Any], *, color: str, marker: str) -> None:
    before, after = float(row["z_before"]), float(row["z_after"])
    ax.plot([before, after], [y, y], color=color, linewidth=1.6, alpha=0.45)
    for z, face in ((before, PAPER), (after, color)):
        if np.isfinite(z):
            (mark,) = ax.plot([z], [y], marker=marker, markersize=6, color=color, zorder=3)
            mark.set(markerfacecolor=face, markeredgewidth=1.3)
    if before == after:
        _value(ax, y, after, to_left=False)
        return
    _value(ax, y, before, to_left=before < after)
    _value(ax, y, after, to_left=after < before)


def _value(ax: Axes, y: int, z: float, *, to_left: bool) -> None:
    if not np.isfinite(z):
        return
    ax.annotate(
        f"{z:.1f}".replace("-", "−"),
        (z, y),
        xytext=(-6 if to_left else 6, 0),
        textcoords="offset points",
        ha="right" if to_left else "left",
        va="center_baseline",
        color=MUTED,
        fontsize=SMALL_PT,
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.3},
    )
