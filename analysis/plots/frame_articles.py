"""Which article uses which frame: the numbers behind the profile."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.patches import Rectangle

from analysis.plots.layout import (
    GAP,
    LABEL_MAX,
    PAD,
    WIDTH,
    label_rows,
    nothing,
    open_axes,
    row_height,
    shifted,
    size_of,
)
from analysis.plots.lettering import balance, shorten, text_width, widest, wrap
from analysis.plots.style import (
    FAINT,
    INK,
    MUTED,
    PAPER,
    SMALL_PT,
    contrast,
    group_colors,
    group_key,
    house_style,
)
from analysis.plots.tables import busiest, in_group_order, known_groups, need

COLUMNS = ("frame", "label", "article_id", "n_hits", "per_1000")
ARTICLES = ("article_id", "label", "group")
# A scale of sand, so that no shade is taken for the colour of a group.
SHADES = LinearSegmentedColormap.from_list("sand", ["#f6f2e8", "#d9cdb4", "#a08a66", "#3b3020"])
MOST = 40
_TWO_LINES_FROM, _SLANTED_MAX = 1.6, 3.4
_SLANTED_LINE = 0.184  # along the row, so 0.13 across the slanted text
_COS = 0.7072


@house_style()
def plot_frame_articles(
    table: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    groups: Mapping[str, str],
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Return a shaded table: articles down, frames across, cues in the cells.

    Parameters
    ----------
    table : DataFrame
        Columns frame, label (of the frame), article_id, n_hits and per_1000; a row for every
        article and frame, zeros included, in the order in which the frames are shown.
    articles : DataFrame
        Columns article_id, label and group.
    groups : mapping of str to str
        Key and label of every group, in order.
    title : str
        The finding.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        The number in a cell is the cues, its shade the cues per 1,000 tokens. Of more than 40
        articles the 40 with most cues.

    Raises
    ------
    InputError
        If a column is missing or a group has no label.
    """
    if table.empty or articles.empty:
        return nothing(ax, "no article" if articles.empty else "no frame", title=title)
    need(table, COLUMNS, "plot_frame_articles")
    need(articles, ARTICLES, "plot_frame_articles articles")
    known_groups(articles, groups, "plot_frame_articles articles")
    cues = table.groupby("article_id")["n_hits"].sum()
    rows, some = busiest(in_group_order(articles, groups), cues, MOST, "cues")
    frames = table.drop_duplicates("frame").set_index("frame")["label"]
    labels = [shorten(label, LABEL_MAX) for label in rows["label"]]
    left = PAD + widest(labels) + GAP
    heads, slanted = _heads(list(frames), WIDTH - left)
    above, right = _room(heads, slanted, WIDTH - left)
    ax = open_axes(
        ax,
        body=row_height(len(rows)) * len(rows),
        left=left,
        right=right,
        above=above,
        title=title,
        notes=[
            "Number: cues. Shade: cues per 1,000 tokens of the article." + some,
            group_key(groups, set(rows["group"]), marks=False),
        ],
    )
    label_rows(ax, labels, [group_colors(groups)[group] for group in rows["group"]])
    rates = _grid(table, "per_1000", rows["article_id"], frames.index)
    _cells(ax, rates, _grid(table, "n_hits", rows["article_id"], frames.index))
    _write_heads(ax, heads, slanted)
    _scale(ax, float(np.nanmax(rates, initial=0.0)))
    return ax


def _grid(
    table: pd.DataFrame, values: str, article_ids: "pd.Series[str]", frames: "pd.Index[str]"
) -> npt.NDArray[np.float64]:
    wide = table.pivot_table(index="article_id", columns="frame", values=values, observed=True)
    return wide.reindex(index=article_ids, columns=frames).to_numpy(float)


def _heads(names: Sequence[str], width: float) -> tuple[list[str], bool]:
    """Names of the frames in lines over their columns, or slanted, in two lines if these fit."""
    room = (width - PAD) / len(names) - 0.08
    lines = [wrap(name, room, SMALL_PT) for name in names]
    if not any("…" in line for name in lines for line in name):
        return ["\n".join(name) for name in lines], False
    broken = [balance(name, _TWO_LINES_FROM, SMALL_PT) for name in names]
    heads = ["\n".join(name) for name in broken]
    cell = (width - _right(heads, width)) / len(names)
    if max(map(len, broken)) * _SLANTED_LINE <= cell:
        return heads, True
    return [shorten(name, _SLANTED_MAX, SMALL_PT) for name in names], True


def _width(head: str) -> float:
    return widest(head.split("\n"), SMALL_PT)


def _right(heads: Sequence[str], width: float) -> float:
    """Room right of the cells for slanted heads; it makes the cells under them narrower."""
    n = len(heads)
    right = PAD
    for i, head in enumerate(heads):
        after = (n - i - 0.5) / n  # of the cells, the share right of the head's own column
        reach = _COS * _width(head) + _SLANTED_LINE * (0.5 + head.count("\n") / 2) + PAD
        right = max(right, (reach - after * width) / (1 - after))
    return right


def _room(heads: Sequence[str], slanted: bool, width: float) -> tuple[float, float]:
    """Room above and right of the cells that the names of the frames take."""
    if not slanted:
        return 0.15 * (1 + max(head.count("\n") for head in heads)) + 0.06, PAD
    return _COS * max(map(_width, heads)) + 0.2, _right(heads, width)


def _write_heads(ax: Axes, heads: Sequence[str], slanted: bool) -> None:
    how: dict[str, Any] = {"ha": "center", "va": "baseline"}
    if slanted:
        how = {"ha": "left", "va": "baseline", "rotation": 45, "rotation_mode": "anchor"}
    for x, head in enumerate(heads):
        lines = head.split("\n")
        for i, line in enumerate(lines):
            aside = (i - (len(lines) - 1) / 2) * _SLANTED_LINE
            up = 0.06 + 0.14 * (len(lines) - 1 - i)
            shift = (aside, 0.06) if slanted else (0.0, up)
            where = shifted(ax, shift[0], shift[1], ax.get_xaxis_transform())
            ax.text(x, 1, line, transform=where, fontsize=SMALL_PT, **how)


def _cells(ax: Axes, rates: npt.NDArray[np.float64], hits: npt.NDArray[np.float64]) -> None:
    n_rows, n_columns = rates.shape
    top = np.nanmax(rates, initial=0.0) or 1.0
    edges = np.arange(n_columns + 1) - 0.5, np.arange(n_rows + 1) - 0.5
    shown = np.ma.masked_where(~(hits > 0), rates)
    ax.pcolormesh(*edges, shown, cmap=SHADES, vmin=0, vmax=top, edgecolors=PAPER, linewidth=1.2)
    ax.set_xlim(-0.5, n_columns - 0.5)
    ax.set_ylim(n_rows - 0.5, -0.5)
    ax.set_xticks([])
    for y, x in np.argwhere(np.isfinite(hits)):
        color = _ink(rates[y, x] / top) if hits[y, x] else FAINT
        number = ax.text(x, y, f"{hits[y, x]:.0f}", color=color, fontsize=SMALL_PT)
        number.set(ha="center", va="center_baseline")


def _ink(shade: float) -> str:
    """Return the colour of a number that reads best on a shade between 0 and 1."""
    behind = to_hex(SHADES(shade))
    return INK if contrast(INK, behind) >= contrast(PAPER, behind) else PAPER


def _scale(ax: Axes, top: float) -> None:
    """Draw the shades in small steps below the cells, with their ends in numbers."""
    width, height = size_of(ax)
    where = shifted(ax, 0, -0.3)
    start, step, n_steps = text_width("0", SMALL_PT) + 0.06, 0.05, 24
    for i in range(n_steps):
        box = Rectangle(
            ((start + i * step) / width, 0), step / width, 0.11 / height, transform=where,
            facecolor=SHADES(i / (n_steps - 1)), edgecolor="none", clip_on=False,
        )  # fmt: skip
        ax.add_patch(box)
    how: dict[str, Any] = {"transform": where, "fontsize": SMALL_PT, "color": MUTED}
    ax.text(0, 0, "0", **how)
    end = (start + n_steps * step + 0.06) / width
    ax.text(end, 0, f"{top:.3g} cues per 1,000 tokens", **how)
