"""Which terms make up the cues of a frame."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.layout import (
    GAP,
    PAD,
    label_rows,
    light_grid,
    nothing,
    open_axes,
    size_of,
    stretch,
)
from analysis.plots.lettering import shorten, text_width, widest
from analysis.plots.style import INK, MUTED, PAPER, SMALL_PT, group_colors, house_style, tint
from analysis.plots.tables import known_groups, need

COLUMNS = ("frame", "label", "group", "term", "n_hits")
_BAR, _HEAD = 0.22, 0.28
_SHAPE: dict[str, Any] = {"height": 0.8 * _BAR, "edgecolor": PAPER, "linewidth": 0.8}
_NAME_MAX = 1.5
_BESIDE = 3.7  # room right of the longest bar for the terms that do not fit inside
_THIN = 0.06  # stretches under so many inches are drawn as one


@dataclass(frozen=True)
class Bar:
    """One bar: its terms, the most cues first, and how long a cue is drawn."""

    terms: "pd.Series[int]"
    inch: float
    color: str

    @property
    def total(self) -> int:
        """Return the hits of all terms."""
        return int(self.terms.sum())

    def fits(self, text: str, n_hits: int) -> bool:
        """Return whether a text can stand inside the stretch of so many hits."""
        return text_width(text, SMALL_PT) + 0.09 <= n_hits * self.inch


@house_style()
def plot_frame_terms(
    table: pd.DataFrame, *, groups: Mapping[str, str], title: str = "", ax: Axes | None = None
) -> Axes:
    """Return a bar for every frame and group, made of the terms that are its cues.

    Parameters
    ----------
    table : DataFrame
        Columns frame, label (of the frame), group, term and n_hits, in the order in which the
        frames are shown.
    groups : mapping of str to str
        Key and label of every group, in order.
    title : str
        The finding.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A stretch is as long as the term's cues and named where the name fits; the next terms are
        named beside the bar, after the number of all cues.

    Raises
    ------
    InputError
        If a column is missing or a group has no label.
    """
    if table.empty:
        return nothing(ax, "no frame has a cue", title=title)
    need(table, COLUMNS, "plot_frame_terms")
    known_groups(table, groups, "plot_frame_terms")
    frames = table.drop_duplicates("frame").set_index("frame")["label"]
    names = [shorten(label, _NAME_MAX) for label in groups.values()]
    block = _BAR * len(groups) + _HEAD
    ax = open_axes(
        ax,
        body=block * len(frames),
        left=PAD + widest(names) + GAP,
        right=PAD + _BESIDE,
        title=title,
        notes=[
            "A stretch is one term, as long as its cues. Beside the bar: cues in all, then the "
            "terms not named inside."
        ],
    )
    ax.set_xlim(0, max(table.groupby(["frame", "group"])["n_hits"].sum().max(), 1))
    ax.set_ylim(block * len(frames), 0)
    for i, (frame, label) in enumerate(frames.items()):
        _heading(ax, i * block + _HEAD - 0.07, label)
        for j, group in enumerate(groups):
            mine = table[(table["frame"] == frame) & (table["group"] == group)]
            bar = Bar(_ranked(mine), size_of(ax)[0] / ax.get_xlim()[1], group_colors(groups)[group])
            _draw(ax, i * block + _HEAD + (j + 0.5) * _BAR, bar)
    _name_bars(ax, names, groups, len(frames))
    light_grid(ax, "Cues", whole=True)
    return ax


def _name_bars(ax: Axes, names: list[str], groups: Mapping[str, str], n_frames: int) -> None:
    block = _BAR * len(groups) + _HEAD
    places = [
        i * block + _HEAD + (j + 0.5) * _BAR for i in range(n_frames) for j in range(len(groups))
    ]
    label_rows(ax, names * n_frames, [*group_colors(groups).values()] * n_frames, places)


def _heading(ax: Axes, y: float, label: str) -> None:
    back = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.0}
    ax.text(0, y, label, fontweight="bold", bbox=back)


def _ranked(mine: pd.DataFrame) -> "pd.Series[int]":
    """Hits by term, the most first, ties by name."""
    hits = mine[mine["n_hits"] > 0].groupby("term")["n_hits"].sum()
    return hits.sort_index().sort_values(ascending=False, kind="stable")


def _draw(ax: Axes, y: float, bar: Bar) -> None:
    left, outside = 0, []
    for term, n in bar.terms.items():
        if n * bar.inch < _THIN:
            break
        stretch(ax, y, left, n, facecolor=tint(bar.color, 0.27), **_SHAPE)
        if bar.fits(str(term), n):
            ax.text(
                left + n / 2, y, str(term), ha="center", va="center_baseline", fontsize=SMALL_PT
            )
        else:
            outside.append(str(term))
        left += n
    if left < bar.total:
        rest = bar.total - left
        stretch(ax, y, left, rest, facecolor=tint(bar.color, 0.13), **_SHAPE)
        thin = bar.terms.cumsum() > left
        outside += [str(term) for term in bar.terms.index[thin]]
    _beside(ax, y, bar, outside)


def _beside(ax: Axes, y: float, bar: Bar, outside: list[str]) -> None:
    """Write all hits after the bar, then as many of the terms not named inside as fit."""
    total = f"{bar.total:,}"
    used = text_width(total, SMALL_PT, "bold")
    how: dict[str, Any] = {
        "textcoords": "offset points",
        "va": "center_baseline",
        "fontsize": SMALL_PT,
    }
    ax.annotate(total, (bar.total, y), (4, 0), fontweight="bold", color=INK, **how)
    room = size_of(ax)[0] + _BESIDE - bar.total * bar.inch - used - 0.2
    text = _some([f"{term} {bar.terms[term]}" for term in outside], room)
    ax.annotate(text, (bar.total, y), (4 + 72 * used + 6, 0), color=MUTED, **how)


def _some(texts: list[str], room: float) -> str:
    """Join as many of the texts as fit, and count the others."""
    for n_named in range(len(texts), 0, -1):
        n_rest = len(texts) - n_named
        rest = f", + {n_rest} other{'' if n_rest == 1 else 's'}" if n_rest else ""
        text = ", ".join(texts[:n_named]) + rest
        if text_width(text, SMALL_PT) <= room:
            return text
    return f"+ {len(texts)} other{'' if len(texts) == 1 else 's'}" if texts else ""
