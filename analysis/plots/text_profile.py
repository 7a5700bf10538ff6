"""Length, lexical diversity and readability of the articles, side by side."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.plots.layout import (
    LABEL_MAX,
    PAD,
    beside,
    label_rows,
    light_grid,
    nothing,
    open_panels,
    row_height,
    shifted,
)
from analysis.plots.lettering import shorten, widest
from analysis.plots.style import (
    FAINT,
    GRID,
    MUTED,
    SMALL_PT,
    group_colors,
    group_key,
    group_markers,
    house_style,
)
from analysis.plots.tables import busiest, known_groups, need

COLUMNS = ("article_id", "label", "group", "n_tokens", "ttr", "mattr", "flesch_reading_ease")
PANELS = {
    "n_tokens": ("Length", "tokens", "{:,.0f}"),
    "ttr": ("Type–token ratio", "types : tokens", "{:.2f}"),
    "mattr": ("MATTR", "per 50 tokens", "{:.2f}"),
    "flesch_reading_ease": ("Reading ease", "Flesch score", "{:.0f}"),
}
MOST = 40


@house_style()
def plot_text_profile(
    table: pd.DataFrame, *, groups: Mapping[str, str], title: str = ""
) -> list[Axes]:
    """Return four panels with one row an article, the longest article first.

    Parameters
    ----------
    table : DataFrame
        From ``text_profile``: columns article_id, label, group, n_tokens, ttr, mattr and
        flesch_reading_ease.
    groups : mapping of str to str
        Key and label of every group, in order.
    title : str
        The finding.

    Returns
    -------
    list of Axes
        Length, type–token ratio, MATTR and reading ease. Because rows go by length, a measure
        that hangs on length shows as a slope. Undefined is a dash. The 40 longest articles.

    Raises
    ------
    InputError
        If a column is missing or a group has no label.
    """
    if table.empty:
        return [nothing(None, "no article", title=title)]
    need(table, COLUMNS, "plot_text_profile")
    known_groups(table, groups, "plot_text_profile")
    uses = table.set_index("article_id")["n_tokens"]
    rows, left_out = busiest(table, uses, MOST, "tokens")
    rows = rows.sort_values(["n_tokens", "article_id"], ascending=[False, True])
    labels = [shorten(label, LABEL_MAX) for label in rows["label"]]
    values = {name: _written(rows[name], form) for name, (_, _, form) in PANELS.items()}
    rooms = {name: 0.04 + widest(texts, SMALL_PT) for name, texts in values.items()}
    room = max(rooms.values())
    panels = open_panels(
        len(PANELS),
        columns=len(PANELS),
        bodies=[row_height(len(rows)) * len(rows)],
        left=0.14,
        right=room + 0.08,
        above=0.36,
        margin=PAD + widest(labels),
        title=title,
        notes=[
            "Longest article first. Type–token ratio tends to fall with length: words come back. "
            "Compare articles by MATTR. A higher Flesch score is easier to read." + left_out,
            group_key(groups, [*rows["group"].unique()], n_articles=_sizes(table), marks=True),
        ],
    )
    for ax, (name, (head, unit, _)) in zip(panels, PANELS.items(), strict=True):
        _panel(ax, rows, name, groups)
        for y, text in enumerate(values[name]):
            beside(ax, y, text, x=rooms[name], ha="right", color=FAINT if text == "–" else MUTED)
        ax.text(0, 1, head, transform=shifted(ax, 0, 0.12), fontweight="bold")
        light_grid(ax, unit)
    label_rows(panels[0], labels)
    return panels


def _sizes(table: pd.DataFrame) -> dict[str, int]:
    return {str(group): int(n) for group, n in table["group"].value_counts().items()}


def _written(values: "pd.Series[float]", form: str) -> list[str]:
    return [form.format(v).replace("-", "−") if np.isfinite(v) else "–" for v in values]


def _panel(ax: Axes, rows: pd.DataFrame, name: str, groups: Mapping[str, str]) -> None:
    ax.yaxis.set_visible(False)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    for y in range(len(rows)):
        ax.axhline(y, color=GRID, linewidth=0.6, zorder=0.5)
    colors, markers = group_colors(groups), group_markers(groups)
    places = pd.Series(range(len(rows)), index=rows.index)
    for group in groups:
        own = rows[(rows["group"] == group) & rows[name].notna()]
        ax.scatter(
            own[name], places[own.index], s=26, marker=markers[group], color=colors[group], zorder=3
        )
    low, high = _limits(rows[name], from_zero=name == "n_tokens")
    ax.set_xlim(low, high)
    ax.xaxis.set_major_locator(MaxNLocator(2, steps=[1, 2, 5, 10], min_n_ticks=1))


def _limits(values: "pd.Series[float]", *, from_zero: bool) -> tuple[float, float]:
    known = values.dropna().to_numpy(float)
    if not len(known):
        return 0.0, 1.0
    low = 0.0 if from_zero else float(known.min())
    high = float(known.max())
    room = 0.12 * ((high - low) or abs(high) or 1.0)
    return (0.0 if from_zero else low - room), high + room
