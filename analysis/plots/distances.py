"""How far apart sources are, beside how far apart two samples of one source are."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.intervals import BETWEEN, WITHIN, bases_of, draw_intervals
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
)
from analysis.plots.lettering import shorten, widest
from analysis.plots.style import (
    GRID,
    INK,
    MUTED,
    PAPER,
    RULE,
    SMALL_PT,
    group_colors,
    group_key,
    house_style,
)
from analysis.plots.tables import need

COLUMNS = (
    "a", "b", "a_group", "b_group", "kind", "distance", "low", "high", "share_above", "n_tokens",
)  # fmt: skip
MOST = 40
_SIDE_MAX = 1.35
_SAME = "within article"


@house_style()
def plot_distances(
    table: pd.DataFrame,
    *,
    groups: Mapping[str, str],
    labels: Mapping[str, str] | None = None,
    title: str = "",
    unit: str = "article",
    ax: Axes | None = None,
) -> Axes:
    """Return a dot with its interval for every pair, on the band of the distances within articles.

    Parameters
    ----------
    table : DataFrame
        Columns a, b, a_group, b_group, kind, distance, low, high, share_above and n_tokens (of
        each sample), in the order in which the kinds are shown. What an interval rests on is
        *within* (samples of these articles), unless a column ``basis`` says *between*.
    groups : mapping of str to str
        Key and label of every group, in order.
    labels : mapping of str to str, optional
        What stands for a and b; by default the labels of the groups.
    title : str
        The finding.
    unit : str
        What was drawn anew for intervals *between*, in the singular.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        Within each kind the largest distance first. A mark has the colours of both groups; at the
        right, in how many of the draws the pair is farther apart than either of its ends within
        itself. Of more than 40 pairs the farthest of every kind.

    Raises
    ------
    InputError
        If a column is missing.
    """
    known = table.dropna(subset=["distance"]) if "distance" in table else table
    if known.empty:
        return nothing(ax, "no article is long enough for two samples", title=title)
    need(table, COLUMNS, "plot_distances")
    kinds = {kind: i for i, kind in enumerate(dict.fromkeys(known["kind"]))}
    ranked = known.assign(place=known["kind"].map(kinds)).sort_values(
        ["place", "distance", "a", "b"], ascending=[True, False, True, True]
    )
    few = ranked.groupby("kind", sort=False).head(MOST // len(kinds))
    rows = ranked if len(ranked) <= MOST else few
    names = [_name(row, labels or groups) for row in rows.to_dict("records")]
    above = ["" if pd.isna(s) else f"{s:.0%}" for s in rows["share_above"]]
    column = GAP + widest([*above, "above"], SMALL_PT)
    cut = f" {len(rows)} of {len(ranked):,} pairs." if len(ranked) > len(rows) else ""
    shown = {*rows["a_group"], *rows["b_group"]}
    ax = open_axes(
        ax,
        body=row_height(len(rows)) * len(rows),
        left=PAD + widest(names) + GAP,
        right=column + PAD,
        above=0.2,
        title=title,
        notes=[
            f"0: the same words in the same shares; 1: no word in common. Samples of "
            f"{rows['n_tokens'].iloc[0]:,} words; {_reading(rows, unit)}. Band: two samples of "
            "one article, from the nearest to the farthest. “above”: draws in which a pair is "
            "farther apart than either of its ends within itself." + cut,
            group_key({k: v for k, v in groups.items() if k in shown}, shown, marks=False),
        ],
    )
    label_rows(ax, names)
    _band(ax, known)
    _dots(ax, rows, groups)
    column_head(ax, "above", x=column, ha="right")
    for y, text in enumerate(above):
        beside(ax, y, text, x=column, ha="right")
    light_grid(ax, "Distance")
    return ax


def _reading(rows: pd.DataFrame, unit: str) -> str:
    bases = set(bases_of(rows, default=WITHIN))
    if bases == {BETWEEN}:
        return f"lines: 95% interval, {unit}s drawn anew"
    own = "dashed lines: 95% of the draws from these articles, which tells nothing of others"
    return own + (f"; solid: 95% interval, {unit}s drawn anew" if BETWEEN in bases else "")


def _name(row: Mapping[object, object], labels: Mapping[str, str]) -> str:
    a, b = (shorten(labels.get(str(row[side]), str(row[side])), _SIDE_MAX) for side in ("a", "b"))
    if row["kind"] == _SAME:
        return f"{a}, two samples"
    return f"{a}, two articles" if row["a"] == row["b"] else f"{a} – {b}"


def _band(ax: Axes, table: pd.DataFrame) -> None:
    within = table.loc[table["kind"] == _SAME, "distance"]
    if len(within):
        ax.axvspan(within.min(), within.max(), color=GRID, zorder=0.4, linewidth=0)
        ax.axvline(within.max(), color=MUTED, linewidth=0.9, linestyle=(0, (3, 2)), zorder=0.6)
        ax.axvline(within.min(), color=RULE, linewidth=0.6, zorder=0.6)


def _dots(ax: Axes, rows: pd.DataFrame, groups: Mapping[str, str]) -> None:
    colors = group_colors(groups)
    low, high = rows["low"].min(), rows["high"].max()
    room = 0.06 * ((high - low) or 0.1)
    ax.set_xlim(low - room, high + room)
    placed = rows.assign(y=range(len(rows)))
    draw_intervals(ax, placed, color=MUTED, default=WITHIN, linewidth=1.1)
    for y, row in enumerate(rows.to_dict("records")):
        one, two = (colors.get(row[f"{end}_group"], INK) for end in ("a", "b"))
        hollow = row["kind"] == _SAME
        ax.plot(
            [row["distance"]],
            [y],
            marker="o",
            markersize=7,
            fillstyle="full" if hollow or one == two else "left",
            markerfacecolor=PAPER if hollow else one,
            markerfacecoloralt=two,
            markeredgecolor=one if hollow else PAPER,
            markeredgewidth=1.3 if hollow else 0.4,
            zorder=3,
        )
    for y in [i for i in range(1, len(rows)) if rows["kind"].iloc[i] != rows["kind"].iloc[i - 1]]:
        ax.axhline(y - 0.5, color=RULE, linewidth=0.8)
