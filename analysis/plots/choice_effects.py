"""Which single choice moves results most, all others held fixed."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, PercentFormatter

from analysis.plots.layout import (
    GAP,
    LABEL_MAX,
    PAD,
    beside,
    column_head,
    label_rows,
    light_grid,
    nothing,
    open_panels,
    row_height,
    size_of,
)
from analysis.plots.lettering import balance, shorten, widest
from analysis.plots.style import (
    GRID,
    INK,
    MUTED,
    PAPER,
    RULE,
    SMALL_PT,
    TEXT_PT,
    count,
    house_style,
    tint,
)
from analysis.plots.tables import need

COLUMNS = ("claim", "choice", "n_pairs", "n_changed", "mean_move", "max_move")
MOST = 30
_LINE = 0.17


@house_style()
def plot_choice_effects(table: pd.DataFrame, *, unit: str = "", title: str = "") -> list[Axes]:
    """Return, for every choice, how often it decides a claim and how far it moves an estimate.

    Parameters
    ----------
    table : DataFrame
        From ``choice_effects``: claim, choice, n_pairs, n_changed, mean_move and max_move.
    unit : str
        Unit of the estimates, where all claims share it; without one no moves are drawn.
    title : str
        The finding.

    Returns
    -------
    list of Axes
        Shares of matched pairs in which a claim is kept under one option and not under the other,
        and, where there is a unit, moves of the estimate. A row is a choice, the one that moves
        most first: a large mark for all claims together, small light ones for each if there are
        several, a line to the largest move. A choice of one option is left out.

    Raises
    ------
    InputError
        A column is missing.
    """
    need(table, COLUMNS, "plot_choice_effects")
    rows = _by_claim(table)
    if rows.empty:
        return [nothing(None, "no choice has two options", title=title)]
    pooled = _pooled(rows, by="mean_move" if unit else "share")
    left_out = f" {MOST} of {len(pooled)} choices." if len(pooled) > MOST else ""
    pooled = pooled.head(MOST)
    names = [balance(str(name).replace("_", " "), LABEL_MAX, TEXT_PT)[:2] for name in pooled.index]
    row = max(row_height(len(names)), _LINE * max(map(len, names)))
    told = [f"{c:,} of {n:,}" for c, n in zip(pooled["n_changed"], pooled["n_pairs"], strict=True)]
    column = GAP + widest([*told, "pairs"], SMALL_PT)
    panels = open_panels(
        2 if unit else 1,
        columns=2 if unit else 1,
        bodies=[row * len(names)],
        left=0.16,
        right=column + PAD,
        above=0.22,
        margin=PAD + widest(line for lines in names for line in lines),
        title=title,
        notes=[_how_to_read(rows, unit) + left_out],
    )
    _shares(panels[0], rows, pooled)
    for y, text in enumerate(told):
        beside(panels[0], y, text, x=column, ha="right", color=MUTED)
    column_head(panels[0], "pairs", x=column, ha="right")
    if unit:
        _moves(panels[1], rows, pooled, unit)
    label_rows(panels[0], ["\n".join(lines) for lines in names])
    return panels


def _by_claim(table: pd.DataFrame) -> pd.DataFrame:
    rows = table[table["n_pairs"] > 0]
    return rows.assign(share=rows["n_changed"] / rows["n_pairs"])


def _pooled(rows: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """Choices over all claims, the one that moves most first, ties by name."""
    pooled = rows.groupby("choice").agg(
        n_pairs=("n_pairs", "sum"),
        n_changed=("n_changed", "sum"),
        mean_move=("mean_move", "mean"),
        max_move=("max_move", "max"),
    )
    pooled["share"] = pooled["n_changed"] / pooled["n_pairs"]
    order = dict.fromkeys([by, "share"])
    ascending = [*[False] * len(order), True]
    return pooled.sort_values([*order, "choice"], ascending=ascending)


def _how_to_read(rows: pd.DataFrame, unit: str) -> str:
    n_claims = rows["claim"].nunique()
    told = (
        "Of the pairs of specifications that differ in this choice alone, those in which "
        f"{'the' if n_claims == 1 else 'a'} claim is kept under one and not under the other."
    )
    if unit:
        told += f" Move ({unit}): mark the mean, line to the largest."
    if n_claims > 1:
        told += f" Large: {count(n_claims, 'claim')} together. Small and light: each."
    return told


def _shares(ax: Axes, rows: pd.DataFrame, pooled: pd.DataFrame) -> None:
    _marks(ax, rows, pooled, "share")
    ax.set_xlim(-0.03, 1.03)
    ax.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2.5, 5, 10]))
    ax.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    light_grid(ax, "Pairs in which it decides")


def _moves(ax: Axes, rows: pd.DataFrame, pooled: pd.DataFrame, unit: str) -> None:
    for y, row in enumerate(pooled.to_dict("records")):
        ax.plot([row["mean_move"], row["max_move"]], [y, y], color=MUTED, linewidth=1.1, zorder=2)
    _marks(ax, rows, pooled, "mean_move")
    top = pooled["max_move"].max()
    top = float(top) if top > 0 else 1.0
    ax.set_xlim(-0.03 * top, 1.05 * top)
    ax.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    light_grid(ax, shorten(f"Move: {unit}", size_of(ax)[0] + 0.5))


def _marks(ax: Axes, rows: pd.DataFrame, pooled: pd.DataFrame, column: str) -> None:
    ax.yaxis.set_visible(False)
    ax.set_ylim(len(pooled) - 0.5, -0.5)
    ax.axvline(0, color=RULE, linewidth=0.8, zorder=0.6)
    for y in range(len(pooled)):
        ax.axhline(y, color=GRID, linewidth=0.6, zorder=0.5)
    places = {choice: y for y, choice in enumerate(pooled.index)}
    if len(rows) > len(pooled):
        each = rows[rows["choice"].isin(places) & rows[column].notna()]
        light = [tint(INK, 0.45)]
        ax.scatter(each[column], each["choice"].map(places), s=11, color=light, linewidths=0)
    known = pooled[pooled[column].notna()]
    ax.scatter(
        known[column], known.index.map(places), s=46, color=INK, edgecolors=PAPER, linewidths=0.5,
        zorder=3,
    )  # fmt: skip
