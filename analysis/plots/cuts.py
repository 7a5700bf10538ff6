"""What cleaning cut from every article."""

from collections.abc import Mapping

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
    stretch,
)
from analysis.plots.lettering import shorten, text_width, widest
from analysis.plots.style import (
    MUTED,
    PAPER,
    SMALL_PT,
    group_colors,
    group_key,
    house_style,
    tint,
)
from analysis.plots.tables import in_group_order, known_groups, need

COLUMNS = ("article_id", "label", "group", "kind", "n_words")
MOST = 25
_ROOMY = 12  # up to so many articles the kinds may take two lines
_KINDS_WIDTH = 2.2
_SHARE_WIDTH = 0.5
_CUT_COLORS = ("#3a3a3f", "#77777e")


@house_style()
def plot_cuts(
    table: pd.DataFrame, *, groups: Mapping[str, str], title: str = "", ax: Axes | None = None
) -> Axes:
    """Return a bar of words for every article: what was kept, and what was cut, by kind.

    Parameters
    ----------
    table : DataFrame
        Columns article_id, label, group, kind and n_words; the kind "kept" is what is left.
    groups : mapping of str to str
        Key and label of every group, in order.
    title : str
        The finding.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        One row an article: kept words in a light tint of the group's colour, cut kinds dark, in
        the order of the words beside the bar. Of more than 25 articles the 25 with most words cut.

    Raises
    ------
    InputError
        If a column is missing or a group has no label.
    """
    need(table, COLUMNS, "plot_cuts")
    known_groups(table, groups, "plot_cuts")
    if table.empty:
        return nothing(ax, "no article", title=title)
    rows = _rows(in_group_order(table, groups))
    labels = [shorten(label, LABEL_MAX) for label in rows["label"]]
    colors = group_colors(groups)
    height = 0.36 if len(rows) <= _ROOMY else row_height(len(rows))
    ax = open_axes(
        ax,
        body=height * len(rows),
        left=PAD + widest(labels) + GAP,
        right=GAP + _SHARE_WIDTH + _KINDS_WIDTH + PAD,
        above=0.2,
        title=title,
        notes=[
            "Light: words kept. Dark: words cut, in the order in which they are named.",
            group_key(groups, set(rows["group"]), marks=False),
        ],
    )
    label_rows(ax, labels, [colors[group] for group in rows["group"]])
    ax.set_xlim(0, 1.02 * max(rows["all"].max(), 1))
    for y, (article_id, row) in enumerate(rows.iterrows()):
        words = table[table["article_id"] == article_id]
        cut = _cut(words)
        _bar(ax, y, int(row["all"] - row["cut"]), cut, colors[row["group"]])
        _words(ax, y, cut, int(row["all"]), n_lines=2 if len(rows) <= _ROOMY else 1)
    column_head(ax, "cut", x=GAP)
    column_head(ax, "words, by kind", x=GAP + _SHARE_WIDTH)
    light_grid(ax, _unit(table["article_id"].nunique()), whole=True)
    return ax


def _rows(table: pd.DataFrame) -> pd.DataFrame:
    """One row an article with its words in all and cut; the 25 with most words cut."""
    words = table.assign(cut=table["n_words"].where(table["kind"] != "kept", 0))
    rows = words.groupby("article_id", sort=False).agg(
        label=("label", "first"),
        group=("group", "first"),
        all=("n_words", "sum"),
        cut=("cut", "sum"),
    )
    most = rows["cut"].sort_values(ascending=False, kind="stable").index[:MOST]
    return rows[rows.index.isin(most)]


def _unit(n_articles: int) -> str:
    some = f" (the {MOST} of {n_articles} articles with most words cut)"
    return "Words in the article as received" + (some if n_articles > MOST else "")


def _cut(words: pd.DataFrame) -> "pd.Series[int]":
    """Words cut by kind, the most first, ties by name."""
    cut = words[words["kind"] != "kept"].groupby("kind")["n_words"].sum()
    return cut[cut > 0].sort_index().sort_values(ascending=False, kind="stable")


def _bar(ax: Axes, y: int, kept: int, cut: "pd.Series[int]", color: str) -> None:
    stretch(ax, y, 0, kept, height=0.66, facecolor=tint(color, 0.28))
    left = kept
    for i, n_words in enumerate(cut):
        how = {"facecolor": _CUT_COLORS[i % 2], "edgecolor": PAPER, "linewidth": 0.4}
        stretch(ax, y, left, n_words, height=0.66, **how)
        left += n_words


def _words(ax: Axes, y: int, cut: "pd.Series[int]", n_all: int, *, n_lines: int) -> None:
    beside(ax, y, _percent(cut.sum(), n_all), x=GAP, fontweight="bold")
    lines = _kinds(cut, n_lines)
    for i, line in enumerate(lines):
        # Two lines stand half a line above and below the middle of the row (0.36 inches high).
        offset = (i - (len(lines) - 1) / 2) * 0.4
        beside(ax, y + offset, line, x=GAP + _SHARE_WIDTH, color=MUTED)


def _percent(part: float, whole: float) -> str:
    share = 100 * part / whole if whole else 0.0
    return "<1%" if 0 < share < 1 else f"{share:.0f}%"


def _kinds(cut: "pd.Series[int]", n_lines: int) -> list[str]:
    """Name the kinds with their words, as many as fit so many lines."""
    named = [f"{kind} {n}" for kind, n in cut.items()]
    for n_named in range(len(named), 0, -1):
        rest = f", +{len(named) - n_named} more" if n_named < len(named) else ""
        lines = _break(", ".join(named[:n_named]) + rest)
        if len(lines) <= n_lines and not any("…" in line for line in lines):
            return lines
    return [shorten(", ".join(named), _KINDS_WIDTH, SMALL_PT)] if named else ["nothing"]


def _break(text: str) -> list[str]:
    lines: list[str] = []
    for piece in text.split(", "):
        longer = f"{lines[-1]}, {piece}" if lines else piece
        if lines and text_width(f"{longer},", SMALL_PT) <= _KINDS_WIDTH:
            lines[-1] = longer
        else:
            lines.append(shorten(piece, _KINDS_WIDTH, SMALL_PT))
    return [f"{line}," for line in lines[:-1]] + lines[-1:]
