"""The mean tone of every group, over all its sentences and over those that name an actor."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.intervals import WITHIN, bases_of, draw_intervals, interval_note
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
)
from analysis.plots.lettering import balance, shorten, widest
from analysis.plots.style import (
    FAINT,
    GRID,
    GROUP_COLORS,
    PAPER,
    RULE,
    SMALL_PT,
    TEXT_PT,
    group_colors,
    group_key,
    group_markers,
    house_style,
    tint,
)
from analysis.plots.tables import articles_of, known_groups, need

COLUMNS = ("actor", "label", "group", "mean", "mean_low", "mean_high", "n_sentences")
_ENDS = ("mean_low", "mean_high")
MOST = 12
_LANE, _BETWEEN = 0.15, 0.12


@house_style()
def plot_tone(
    table: pd.DataFrame,
    *,
    groups: Mapping[str, str],
    title: str = "",
    unit: str = "article",
    ax: Axes | None = None,
) -> Axes:
    """Return the mean tone of sentences with its interval, a lane for each group.

    Parameters
    ----------
    table : DataFrame
        From ``tone_profile``: columns actor, label, group, mean, mean_low, mean_high and
        n_sentences; rows are drawn in the order in which the actors first come. What an interval
        rests on is *within*, unless a column ``basis`` says *between*. The articles of a group are
        told if there is a column ``k_articles``.
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
        A mark at the mean compound score and a line for the interval, dashed where it is within
        these articles; hollow and light where there is none because the sentences are too few. At
        the right the number of sentences. At most 12 rows, the first and those with most sentences.

    Raises
    ------
    InputError
        If a column is missing or a group has no label.
    """
    if table.empty or not table.get("n_sentences", pd.Series([1])).sum():
        return nothing(ax, "no sentence", title=title)
    need(table, COLUMNS, "plot_tone")
    known_groups(table, groups, "plot_tone")
    rows, left_out = _most_named(table)
    labels = rows.drop_duplicates("actor").set_index("actor")["label"]
    lines = [balance(label, LABEL_MAX, TEXT_PT)[:2] for label in labels]
    numbers = _numbers(rows, groups)
    column = GAP + widest([*numbers, "sentences"], SMALL_PT)
    block = _LANE * len(groups) + _BETWEEN
    ax = open_axes(
        ax,
        body=block * len(labels),
        left=PAD + widest(line for pair in lines for line in pair) + GAP,
        right=column + PAD,
        above=0.2,
        title=title,
        notes=[
            f"{_reading(rows, unit)}Hollow: too few sentences.{left_out}",
            group_key(
                groups,
                groups,
                n_articles=articles_of(table),
                marks=len(groups) <= len(GROUP_COLORS),
            ),
        ],
    )
    label_rows(ax, ["\n".join(pair) for pair in lines])
    for y in range(1, len(labels)):
        ax.axhline(y - 0.5, color=GRID, linewidth=0.8)
    placed = _placed(rows, list(labels.index), groups, block)
    ends = placed[["mean", *_ENDS]].abs().max().max()
    ax.set_xlim(-1.08 * (ends or 1.0), 1.08 * (ends or 1.0))
    _marks(ax, placed, groups)
    colors = group_colors(groups)
    for y, text, group, n in zip(
        placed["y"], numbers, placed["group"], placed["n_sentences"], strict=True
    ):
        beside(ax, y, text, x=column, ha="right", color=colors[group] if n else FAINT)
    column_head(ax, "sentences", x=column, ha="right")
    ax.axvline(0, color=RULE, linewidth=0.8, zorder=0.6)
    light_grid(ax, "Mean compound score of VADER, from −1 (negative) to 1 (positive)")
    return ax


def _reading(rows: pd.DataFrame, unit: str) -> str:
    lines = interval_note(bases_of(rows, ends=_ENDS, default=WITHIN), unit=unit, parts="sentences")
    return f"{lines} " if lines else ""


def _most_named(table: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """The first actor and those with most sentences, in their order, and a note if some are left.

    Actors that no sentence names are left out.
    """
    n = table.groupby("actor", sort=False)["n_sentences"].sum()
    named = n[n > 0]
    order = named.iloc[1:].sort_values(ascending=False, kind="stable")
    kept = [*named.index[:1], *order.index[: MOST - 1]]
    rows = table[table["actor"].isin(kept)]
    if len(kept) == len(named):
        return rows, ""
    return rows, f" {len(kept)} of {len(named)} rows: those with most sentences."


def _numbers(rows: pd.DataFrame, groups: Mapping[str, str]) -> list[str]:
    """Sentences in figures, with the name of the group where colour cannot tell it."""
    if len(groups) <= len(GROUP_COLORS):
        return [f"{n:,}" for n in rows["n_sentences"]]
    pairs = zip(rows["group"], rows["n_sentences"], strict=True)
    return [f"{shorten(groups[group], 1.3, SMALL_PT)}  {n:,}" for group, n in pairs]


def _placed(
    rows: pd.DataFrame, actors: list[str], groups: Mapping[str, str], block: float
) -> pd.DataFrame:
    middle = (len(groups) - 1) / 2
    lane = {group: (i - middle) * _LANE / block for i, group in enumerate(groups)}
    place = {actor: i for i, actor in enumerate(actors)}
    return rows.assign(y=rows["actor"].map(place) + rows["group"].map(lane))


def _marks(ax: Axes, placed: pd.DataFrame, groups: Mapping[str, str]) -> None:
    colors, markers = group_colors(groups), group_markers(groups)
    for group in groups:
        own = placed[(placed["group"] == group) & placed["mean"].notna()]
        sure = own["mean_low"].notna()
        draw_intervals(ax, own, color=colors[group], ends=_ENDS, default=WITHIN)
        faces = [colors[group] if full else PAPER for full in sure]
        edges = [tint(colors[group], 1.0 if full else 0.5) for full in sure]
        ax.scatter(
            own["mean"], own["y"], s=30, marker=markers[group], facecolors=faces,
            edgecolors=edges, linewidths=1.1, zorder=3,
        )  # fmt: skip
