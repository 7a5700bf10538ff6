"""How much every group uses every frame, with the articles that make it up."""

from collections.abc import Mapping
from typing import cast

import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.intervals import (
    ENDS,
    bases_of,
    draw_intervals,
    has_intervals,
    interval_note,
    reach,
)
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
    GRID,
    GROUP_COLORS,
    PAPER,
    RULE,
    SMALL_PT,
    TEXT_PT,
    count,
    group_colors,
    group_key,
    group_markers,
    house_style,
    tint,
)
from analysis.plots.tables import known_groups, need

COLUMNS = ("frame", "label", "group", "per_1000", "n_hits")
PER_ARTICLE = ("frame", "article_id", "group", "per_1000")
MANY, NEAR = 40, 0.95  # articles; of more, the share of their rates above 0 that must be in view
_LANE, _BETWEEN = 0.14, 0.13


@house_style()
def plot_frame_profile(
    table: pd.DataFrame,
    *,
    per_article: pd.DataFrame,
    groups: Mapping[str, str],
    title: str = "",
    unit: str = "article",
    small: str = "article",
    ax: Axes | None = None,
) -> Axes:
    """Return the rate of every frame: a large mark for each group, a small one for each article.

    Parameters
    ----------
    table : DataFrame
        Columns frame, label (of the frame), group, per_1000 and n_hits; a row for every frame
        and group, zeros included. If it has ``low`` and ``high``, the interval is drawn behind the
        large mark: solid where ``basis`` is *between*, dashed where it is *within*.
    per_article : DataFrame
        Columns frame, article_id, group and per_1000; empty where the articles are too many to
        be told apart.
    groups : mapping of str to str
        Key and label of every group, in order; one without a row has no lane, and its colour
        stays its own.
    title : str
        The finding.
    unit : str
        What was drawn anew for the intervals, in the singular.
    small : str
        What a small mark is and ``article_id`` names, in the singular.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        Frames from the widest to the narrowest spread between groups, a lane for each group,
        its cues at the right. More than seven groups have their names there. With intervals and
        more than 40 articles, single ones far out are beyond the edge, which a note tells.

    Raises
    ------
    InputError
        If a column is missing or a group has no label.
    """
    if table.empty:
        return nothing(ax, "no frame", title=title)
    per_article = per_article.reindex(columns=PER_ARTICLE) if per_article.empty else per_article
    need(table, COLUMNS, "plot_frame_profile")
    need(per_article, PER_ARTICLE, "plot_frame_profile per_article")
    known_groups(table, groups, "plot_frame_profile")
    known_groups(per_article, groups, "plot_frame_profile per_article")
    frames, shown = _by_spread(table), [g for g in groups if (table["group"] == g).any()]
    labels = [balance(label, LABEL_MAX, TEXT_PT)[:2] for label in frames]
    hits = _hits(table, groups)
    column = GAP + widest([*hits, "cues"], SMALL_PT)
    block = _LANE * len(shown) + _BETWEEN
    n_articles = per_article.groupby("group")["article_id"].nunique().to_dict()
    top = _top(table, per_article)
    ax = open_axes(
        ax,
        body=block * len(frames),
        left=PAD + widest(line for lines in labels for line in lines) + GAP,
        right=column + PAD,
        above=0.2,
        title=title,
        notes=[
            _reading(table, per_article, top, unit, small),
            group_key(
                groups,
                shown,
                n_articles=cast(dict[str, int], n_articles),
                counted=small,
                marks=not _many(groups),
            ),
        ],
    )
    _rows(ax, ["\n".join(lines) for lines in labels])
    place = {frame: y for y, frame in enumerate(frames.index)}
    middle = (len(shown) - 1) / 2
    lane = {group: (i - middle) * _LANE / block for i, group in enumerate(shown)}
    _marks(ax, _placed(per_article, place, lane), groups, large=False)
    large = _placed(table, place, lane)
    colors = group_colors(groups)
    ax.set_xlim(-0.025 * top, 1.03 * top)
    ax.axvline(0, color=RULE, linewidth=0.8, zorder=0.6)
    if has_intervals(table):
        for group, rows in large.groupby("group", sort=False):
            draw_intervals(ax, rows, color=colors[str(group)])
    _marks(ax, large, groups, large=True)
    for y, text, group in zip(large["y"], hits, large["group"], strict=True):
        beside(ax, y, text, x=column, ha="right", color=colors[group])
    column_head(ax, "cues", x=column, ha="right")
    light_grid(ax, "Cues per 1,000 tokens")
    return ax


def _many(groups: Mapping[str, str]) -> bool:
    return len(groups) > len(GROUP_COLORS)


def _by_spread(table: pd.DataFrame) -> "pd.Series[str]":
    """Labels of the frames, the frame on which the groups differ most first; ties by label."""
    rates = table.groupby("frame").agg(
        label=("label", "first"), low=("per_1000", "min"), high=("per_1000", "max")
    )
    rates["spread"] = rates["high"] - rates["low"]
    return rates.sort_values(["spread", "label"], ascending=[False, True])["label"]


def _hits(table: pd.DataFrame, groups: Mapping[str, str]) -> list[str]:
    """Hits in figures, with the name of the group where colour cannot tell it."""
    if not _many(groups):
        return [f"{n:,}" for n in table["n_hits"]]
    pairs = zip(table["group"], table["n_hits"], strict=True)
    return [f"{shorten(groups[group], 1.3, SMALL_PT)}  {n:,}" for group, n in pairs]


def _rows(ax: Axes, labels: list[str]) -> None:
    label_rows(ax, labels)
    for y in range(1, len(labels)):
        ax.axhline(y - 0.5, color=GRID, linewidth=0.8)


def _top(table: pd.DataFrame, per_article: pd.DataFrame) -> float:
    """Where the axis ends: a few articles far out of many would press the intervals together."""
    single = per_article["per_1000"]
    if not has_intervals(table):
        return max(table["per_1000"].max(), single.max()) or 1.0
    if per_article["article_id"].nunique() > MANY:
        single = single[single <= single[single > 0].quantile(NEAR)]
    return reach(pd.concat([table["per_1000"], single]), table[ENDS[1]]) or 1.0


def _reading(
    table: pd.DataFrame, per_article: pd.DataFrame, top: float, unit: str, small: str
) -> str:
    n_beyond = int((per_article["per_1000"] > top).sum())
    told = f"Small light marks: its {small}s." if len(per_article) else f"Its {small}s are pooled."
    beyond = f"{count(n_beyond, 'small mark')} beyond the right edge." if n_beyond else ""
    lines = interval_note(bases_of(table), unit=unit)
    return " ".join(filter(None, [f"Large mark: the group. {told}", beyond, lines]))


def _placed(
    table: pd.DataFrame, place: Mapping[str, int], lane: Mapping[str, float]
) -> pd.DataFrame:
    return table.assign(y=table["frame"].map(place) + table["group"].map(lane))


def _marks(ax: Axes, placed: pd.DataFrame, groups: Mapping[str, str], *, large: bool) -> None:
    colors, markers = group_colors(groups), group_markers(groups)
    for group in groups:
        rows = placed[placed["group"] == group]
        color = colors[group] if large else tint(colors[group], 0.5)
        # Crosses have less ink than discs of the same extent.
        size = (52 if large else 13) * (1.35 if markers[group] in "PX" else 1.0)
        ax.scatter(
            rows["per_1000"], rows["y"], s=size, marker=markers[group], color=[color],
            edgecolors=PAPER, linewidths=0.5 if large else 0, zorder=3 if large else 2,
        )  # fmt: skip
