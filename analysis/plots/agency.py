"""Who is the doer and to whom something is done, in every group."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from analysis.plots.intervals import BETWEEN, WITHIN, bases_of, drawn_within
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
    shifted,
    size_of,
    stretch,
)
from analysis.plots.lettering import balance, shorten, text_width, widest
from analysis.plots.style import (
    GRID,
    GROUP_COLORS,
    INK,
    MUTED,
    RULE,
    SMALL_PT,
    TEXT_PT,
    group_colors,
    group_key,
    house_style,
    tint,
)
from analysis.plots.tables import articles_of, in_group_order, known_groups, need

COLUMNS = (
    "actor", "label", "group", "n_doer", "n_done_to", "n_roles",
    "share_doer", "share_low", "share_high",
)  # fmt: skip
MOST_ROWS = 40  # bars in one figure; of more, the actors with most roles stay
_LANE, _BETWEEN, _BAR = 0.165, 0.12, 0.72
_LEAST = 0.95  # inches for a side and its heading
_NAME = 1.2  # inches for a group's name where colour cannot tell it
_HEAD = "done by it (95%)"
_ENDS = ("share_low", "share_high")


@house_style()
def plot_agency(
    table: pd.DataFrame,
    *,
    groups: Mapping[str, str],
    title: str = "",
    unit: str = "article",
    ax: Axes | None = None,
) -> Axes:
    """Return two-sided bars: how often an actor is the doer, and something is done to it.

    Parameters
    ----------
    table : DataFrame
        Columns actor, label (of the actor), group, n_doer, n_done_to, n_roles, share_doer,
        share_low and share_high, as from ``acting_shares``; zeros included. What an interval rests
        on is *within*, unless a column ``basis`` says *between*. The articles of a group are told
        if there is a column ``k_articles``.
    groups : mapping of str to str
        Key and label of every group, in order.
    title : str
        The finding.
    unit : str
        What was drawn anew for intervals *between*, in the singular.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        Actors from most to fewest roles, a bar for each group that gives the actor any; at the
        right the share of roles in which it is the doer, with its interval where there is one.
        Actors without any role are left out, and so are those beyond 40 bars, which a note says.

    Raises
    ------
    InputError
        If a column is missing or a group has no label.
    """
    if table.empty:
        return nothing(ax, "no actor", title=title)
    need(table, COLUMNS, "plot_agency")
    known_groups(table, groups, "plot_agency")
    told = table[table["n_roles"] > 0]
    if told.empty:
        return nothing(ax, "no actor does anything or has it done to it", title=title)
    order = told.groupby("actor").agg(label=("label", "first"), n=("n_roles", "sum"))
    order = order.sort_values(["n", "label"], ascending=[False, True])
    bars, left_out = _capped(in_group_order(told, groups), order.index)
    order = order.loc[[actor for actor in order.index if actor in set(bars["actor"])]]
    bars, edges = _placed(bars, list(order.index))
    labels = [balance(label, LABEL_MAX, TEXT_PT)[:2] for label in order["label"]]
    many = len(groups) > len(GROUP_COLORS)
    rows: list[dict[Any, Any]] = bars.to_dict("records")
    bases = bases_of(bars, ends=_ENDS, default=WITHIN)
    starred = set(bases) == {BETWEEN, WITHIN}
    shares = [_share(row, starred) for row in rows]
    column = GAP + widest([*shares, _HEAD], SMALL_PT) + (GAP + _NAME if many else 0)
    shown = [group for group in groups if group in set(bars["group"])]
    ax = open_axes(
        ax,
        body=edges[-1],
        left=PAD + widest(line for lines in labels for line in lines) + GAP,
        right=column + PAD,
        above=0.2,
        title=title,
        notes=[
            f"Number of clauses; at the right the share in which the actor is the doer"
            f"{_reading(set(bases), unit)}.{left_out}",
            group_key(groups, shown, n_articles=articles_of(table), marks=False),
        ],
    )
    ax.set_ylim(edges[-1], 0)
    middles = [(a + b) / 2 for a, b in zip([0.0, *edges[:-1]], edges, strict=True)]
    label_rows(ax, ["\n".join(lines) for lines in labels], places=middles)
    for edge in edges[:-1]:
        ax.axhline(edge, color=GRID, linewidth=0.8)
    _draw(ax, rows, groups)
    for row, share in zip(rows, shares, strict=True):
        color = group_colors(groups)[row["group"]]
        beside(ax, row["y"], share, x=column, ha="right", color=color)
        if many:
            name = shorten(groups[row["group"]], _NAME, SMALL_PT)
            beside(ax, row["y"], name, x=GAP, color=color)
    column_head(ax, _HEAD, x=column, ha="right")
    _axis(ax, int(bars["n_done_to"].max()), int(bars["n_doer"].max()))
    return ax


def _capped(bars: pd.DataFrame, actors: pd.Index) -> tuple[pd.DataFrame, str]:
    """The bars of the first actors, as many as fit, and a sentence where some do not."""
    sizes = bars.groupby("actor").size().reindex(actors).cumsum()
    kept = sizes.index[(sizes <= MOST_ROWS).to_numpy()]
    kept = kept if len(kept) else actors[:1]
    if len(kept) == len(actors):
        return bars, ""
    said = f" {len(kept)} of {len(actors)} actors: those with most roles."
    return bars[bars["actor"].isin(kept)], said


def _placed(bars: pd.DataFrame, actors: list[str]) -> tuple[pd.DataFrame, list[float]]:
    """Height of every bar in inches from the top, and where the block of each actor ends."""
    bars = bars.assign(rank=bars["actor"].map({actor: i for i, actor in enumerate(actors)}))
    bars = bars.sort_values("rank", kind="stable")
    lane = bars.groupby("rank").cumcount()
    # A block has room for a label of two lines.
    heights = (bars.groupby("rank").size() * _LANE + _BETWEEN).clip(lower=2 * _LANE + 0.03)
    edges = heights.cumsum()
    inset = (heights - bars.groupby("rank").size() * _LANE) / 2
    top = bars["rank"].map(edges - heights + inset)
    return bars.assign(y=top + (lane + 0.5) * _LANE), edges.tolist()


def _reading(bases: set[str], unit: str) -> str:
    """What the intervals of the shares rest on."""
    if not bases:
        return ""
    if bases == {WITHIN}:
        return f", with its 95% interval: {drawn_within('sentences')}. No share: too few clauses"
    star = f"; *: {drawn_within('stretches')}" if WITHIN in bases else ""
    return f", with its 95% interval: {unit}s drawn anew{star}. No share: too few clauses"


def _share(row: Mapping[Any, Any], starred: bool) -> str:
    """Share of clauses as doer with its interval, empty where there is no interval."""
    low, high = row["share_low"], row["share_high"]
    if pd.isna(low) or pd.isna(high):
        return ""
    star = "*" if starred and row["basis"] == WITHIN else ""
    return f"{100 * row['share_doer']:.0f}% ({100 * low:.0f}–{100 * high:.0f}){star}"


def _draw(ax: Axes, rows: list[dict[Any, Any]], groups: Mapping[str, str]) -> None:
    colors = group_colors(groups)
    for row in rows:
        color, y = colors[row["group"]], row["y"]
        for n, side in ((row["n_doer"], 1), (row["n_done_to"], -1)):
            if n == 0:
                continue
            tone = color if side > 0 else tint(color, 0.45)
            stretch(ax, y, min(0, side * n), n, height=_BAR * _LANE, color=tone, linewidth=0)
            where = shifted(ax, 0.035 * side, base=ax.transData)
            text = ax.text(side * n, y, f"{n:,}", transform=where, fontsize=SMALL_PT, color=INK)
            text.set(va="center_baseline", ha="left" if side > 0 else "right")


def _axis(ax: Axes, n_left: int, n_right: int) -> None:
    """One scale on both sides, each side as wide as its longest bar and number need."""
    width, pad = size_of(ax)[0], text_width(f"{max(n_left, n_right):,}", SMALL_PT) + 0.1
    left = max(n_left / (n_left + n_right) * (width - 2 * pad) + pad, _LEAST)
    right = width - left
    unit = min((side - pad) / max(n, 1) for side, n in ((left, n_left), (right, n_right)))
    ax.set_xlim(-left / unit, right / unit)
    ax.axvline(0, color=RULE, linewidth=0.8, zorder=3)
    light_grid(ax, "Clauses", whole=True)
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{abs(x):,.0f}"))
    for word, side, ha in (("done to it", -1, "right"), ("done by it", 1, "left")):
        where = shifted(ax, 0.06 * side, 0.05, base=ax.get_xaxis_transform())
        ax.text(0, 1, word, transform=where, ha=ha, color=MUTED, fontsize=SMALL_PT)
