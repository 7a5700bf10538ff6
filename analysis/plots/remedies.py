"""Who must act, according to whom: demands by the one they address."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.layout import (
    GAP,
    PAD,
    Note,
    label_rows,
    light_grid,
    nothing,
    open_axes,
    size_of,
    stretch,
)
from analysis.plots.lettering import shorten, text_width, widest
from analysis.plots.style import (
    INK,
    MUTED,
    PAPER,
    SMALL_PT,
    group_colors,
    group_key,
    house_style,
    tint,
)
from analysis.plots.tables import articles_of, in_group_order, known_groups, need

KINDS = {
    "n_obligation": ("must", 1.0),
    "n_only_option": ("only way", 0.66),
    "n_necessity": ("needed", 0.42),
    "n_recommendation": ("asked for", 0.2),
}
COLUMNS = ("group", "addressee", "label", "n_demands", *KINDS)
MOST = 36  # bars
_BAR, _HEAD = 0.2, 0.27
_NAME_MAX = 1.5
_LAST = ("other", "pronoun", "nobody")


@house_style()
def plot_remedies(
    table: pd.DataFrame, *, groups: Mapping[str, str], title: str = "", ax: Axes | None = None
) -> Axes:
    """Return a bar for every addressee and group: how often, and how, it is told to act.

    Parameters
    ----------
    table : DataFrame
        Columns group, addressee, label (of the addressee), n_demands, n_obligation,
        n_only_option, n_necessity and n_recommendation, as from ``demands_by``. The articles of a
        group are told if there is a column ``k_articles``.
    groups : mapping of str to str
        Key and label of every group, in order.
    title : str
        The finding.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        Addressees with most demands first, and last those that are no actor of the list, a
        pronoun, or nobody. A group that does not address one has no bar there. Of more than 36
        bars those of the addressees with most demands.

    Raises
    ------
    InputError
        If a column is missing or a group has no label.
    """
    if table.empty or not table.get("n_demands", pd.Series([1])).sum():
        return nothing(ax, "no demand was found", title=title)
    need(table, COLUMNS, "plot_remedies")
    known_groups(table, groups, "plot_remedies")
    rows, left_out = fitting(_ranked(in_group_order(table, groups)), "addressee", MOST)
    note = (
        "Dark to light: must do it, the only way, it is needed, it is asked for. No bar: no demand."
    )
    note += left_out
    words = [_words(row) for row in rows.to_dict("records")]
    room = 0.25 + widest((t for t, _ in words), SMALL_PT, "bold")
    room += widest((kinds for _, kinds in words), SMALL_PT)
    ax, places = open_lanes(ax, rows, groups, title=title, notes=[note], right=room)
    ax.set_xlim(0, max(rows["n_demands"].max(), 1))
    for y, row in zip(places, rows.to_dict("records"), strict=True):
        _bar(ax, y, row, group_colors(groups)[row["group"]])
    light_grid(ax, "Demands", whole=True)
    return ax


def _ranked(table: pd.DataFrame) -> pd.DataFrame:
    """Rows with a demand: addressees by all their demands, those that are no actor last."""
    rows = table[table["n_demands"] > 0]
    total = rows.groupby("addressee")["n_demands"].transform("sum")
    last = rows["addressee"].map({key: i + 1 for i, key in enumerate(_LAST)}).fillna(0)
    rows = rows.assign(_last=last, _total=-total)
    order = ["_last", "_total", "label"]
    return rows.sort_values(order, kind="stable").drop(columns=["_last", "_total"])


def fitting(rows: pd.DataFrame, what: str, most: int) -> tuple[pd.DataFrame, str]:
    """Return the rows of as many subjects as so many bars allow, and a sentence that says so.

    Parameters
    ----------
    rows : DataFrame
        Those of a subject side by side, the subjects that matter most first.
    what : str
        Name of the column of subjects.
    most : int
        Number of bars.
    """
    if len(rows) <= most:
        return rows, ""
    ends = rows.groupby(what, sort=False).size().cumsum()
    kept = ends.index[ends <= most]
    note = f" {len(kept)} of {len(ends)} rows of names: those with most."
    return rows[rows[what].isin(kept)], note


def open_lanes(
    ax: Axes | None,
    rows: pd.DataFrame,
    groups: Mapping[str, str],
    *,
    title: str,
    notes: Sequence[Note],
    right: float,
    above: float = 0.0,
) -> tuple[Axes, list[float]]:
    """Return axes with a heading for every label and a named lane for every row under it.

    Parameters
    ----------
    ax : Axes or None
    rows : DataFrame
        Columns label and group; rows of a label side by side, in the order of the groups within.
        With ``k_articles``, a line under the notes tells the articles of the groups.
    groups : mapping of str to str
    title, notes, right, above
        As for ``open_axes``.

    Returns
    -------
    tuple of Axes and list of float
        The axes, and the height of every row's lane on them.
    """
    labels = rows["label"].tolist()
    places, heads, y = [], [], 0.0
    for i, label in enumerate(labels):
        if i == 0 or label != labels[i - 1]:
            y += _HEAD
            heads.append((label, y - 0.06))
        places.append(y + _BAR / 2)
        y += _BAR
    names = [shorten(groups[group], _NAME_MAX, SMALL_PT) for group in rows["group"]]
    left = PAD + widest(names) + GAP
    if sizes := articles_of(rows):
        notes = [*notes, group_key(groups, sizes, n_articles=sizes, marks=False)]
    ax = open_axes(ax, body=y, left=left, right=PAD + right, above=above, title=title, notes=notes)
    ax.set_ylim(y, 0)
    label_rows(ax, names, [group_colors(groups)[group] for group in rows["group"]], places)
    back = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.0}
    where = ax.get_yaxis_transform()
    for label, at in heads:
        text = shorten(label, size_of(ax)[0] + right - 0.1, weight="bold")
        ax.text(0, at, text, fontweight="bold", bbox=back, transform=where, gid="heading")
    return ax, places


def _words(row: Mapping[Any, Any]) -> tuple[str, str]:
    """All demands of a row, and how many of each kind."""
    told = [f"{word} {row[column]}" for column, (word, _) in KINDS.items() if row[column]]
    return f"{row['n_demands']:,}", " · ".join(told)


def _bar(ax: Axes, y: float, row: Mapping[Any, Any], color: str) -> None:
    x = 0
    for column, (_, strength) in KINDS.items():
        if row[column]:
            face = tint(color, strength)
            stretch(ax, y, x, row[column], height=0.78 * _BAR, facecolor=face, edgecolor=PAPER)
            x += row[column]
    total, told = _words(row)
    how: dict[str, Any] = {"va": "center_baseline", "fontsize": SMALL_PT}
    how["textcoords"] = "offset points"
    ax.annotate(total, (x, y), (4, 0), fontweight="bold", color=INK, **how)
    offset = 4 + 72 * text_width(total, SMALL_PT, "bold") + 6
    ax.annotate(told, (x, y), (offset, 0), color=MUTED, **how)
