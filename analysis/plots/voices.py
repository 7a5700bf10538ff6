"""Who speaks in which group, and who is talked about and never heard."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.layout import (
    GAP,
    LABEL_MAX,
    PAD,
    Note,
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
from analysis.plots.lettering import shorten, widest
from analysis.plots.style import (
    FAINT,
    GRID,
    GROUP_COLORS,
    INK,
    MUTED,
    PAPER,
    SMALL_PT,
    group_colors,
    group_key,
    house_style,
    tint,
)
from analysis.plots.tables import articles_of, known_groups, need

COLUMNS = ("label", "country", "group", "n_direct", "n_reported", "n_mentions")
MOST_ROWS = 30
_LANE, _BETWEEN, _LEAST = 0.15, 0.11, 0.24
_SHAPE: dict[str, Any] = {"height": 0.8 * _LANE, "edgecolor": PAPER, "linewidth": 0.6}
_COUNTRY_MAX = 1.1


@house_style()
def plot_voices(
    table: pd.DataFrame, *, groups: Mapping[str, str], title: str = "", ax: Axes | None = None
) -> Axes:
    """Return a row for everybody who speaks or is talked about: bars for what they say.

    Parameters
    ----------
    table : DataFrame
        Columns label, country (may be missing), group, n_direct, n_reported and n_mentions (NaN
        for those who are not counted as actors); a row for every speaker and group. The articles
        of a group are told if there is a column ``k_articles``.
    groups : mapping of str to str
        Key and label of every group, in order.
    title : str
        The finding.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        Those heard first, the most often directly; below them, with an empty row, those who are
        talked about and never heard. A lane for each group: dark for direct speech, light for
        reported. At the right the country and the mentions. At most 30 rows.

    Raises
    ------
    InputError
        If a column is missing or a group has no label.
    """
    if table.empty:
        return nothing(ax, "nobody speaks and nobody is named", title=title)
    need(table, COLUMNS, "plot_voices")
    known_groups(table, groups, "plot_voices")
    rows, left_out = _rows(table)
    rows["y"], rows["height"] = _places(table, rows)
    names = [shorten(label, LABEL_MAX) for label in rows["label"]]
    countries = [_country(country) for country in rows["country"]]
    mentions = [f"{n:,.0f}" if pd.notna(n) else "–" for n in rows["n_mentions"]]
    for_numbers = GAP + widest([*mentions, "mentions"], SMALL_PT)
    notes: list[Note] = [
        "Dark: direct speech. Light: reported speech. Numbers: direct + reported.",
        left_out,
        group_key(groups, groups, n_articles=articles_of(table), marks=False),
    ]
    ax = open_axes(
        ax,
        body=rows["height"].sum(),
        left=PAD + widest(names) + GAP,
        right=for_numbers + 2 * GAP + widest([*countries, "country"], SMALL_PT) + PAD,
        above=0.2,
        title=title,
        notes=notes,
    )
    colors = [INK if total > 0 else MUTED for total in rows["total"]]
    label_rows(ax, names, colors, rows["y"].tolist())
    ax.set_ylim(rows["height"].sum(), 0)
    longest = max(int(_totals(table).max()), 1)
    ax.set_xlim(0, longest * _room_for_numbers(ax, _numbers(table, groups)))
    _draw(ax, table, rows, groups)
    for y, country, n in zip(rows["y"], countries, mentions, strict=True):
        beside(ax, y, n, x=for_numbers, ha="right")
        beside(ax, y, country, x=for_numbers + 2 * GAP, color=MUTED)
    column_head(ax, "mentions", x=for_numbers, ha="right")
    column_head(ax, "country", x=for_numbers + 2 * GAP)
    light_grid(ax, "Quotations and reports", whole=True)
    return ax


def _room_for_numbers(ax: Axes, numbers: list[str]) -> float:
    """How much longer than the longest bar the axis must be for the numbers behind it."""
    width = size_of(ax)[0]
    room = widest(numbers, SMALL_PT) + 0.12
    return width / max(width - room, 0.3 * width)


def _numbers(table: pd.DataFrame, groups: Mapping[str, str]) -> list[str]:
    """Direct and reported in figures, with the name of the group where colour cannot tell it."""
    columns = zip(table["group"], table["n_direct"], table["n_reported"], strict=True)
    names = dict.fromkeys(groups, "")
    if len(groups) > len(GROUP_COLORS):
        names = {key: f"  {shorten(label, 1.3, SMALL_PT)}" for key, label in groups.items()}
    return [f"{direct:,.0f} + {reported:,.0f}{names[key]}" for key, direct, reported in columns]


def _totals(table: pd.DataFrame) -> "pd.Series[int]":
    return table["n_direct"] + table["n_reported"]


def _country(country: str | float) -> str:
    return shorten(country, _COUNTRY_MAX, SMALL_PT) if isinstance(country, str) else ""


def _rows(table: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Everybody in order, and a sentence where there are too many to show."""
    rows = table.assign(total=_totals(table)).groupby("label").agg(
        country=("country", "first"),
        n_direct=("n_direct", "sum"),
        total=("total", "sum"),
        # One NaN must not become a count of 0.
        n_mentions=("n_mentions", lambda n: n.sum(min_count=1)),
    )  # fmt: skip
    rows = rows.reset_index()
    # Pronouns and the like, in brackets, name nobody and stand behind those who are named.
    rows["unnamed"] = rows["label"].str.startswith("(") & (rows["total"] > 0)
    rows["silent"] = rows["total"] == 0
    by = ["silent", "unnamed", "n_direct", "total", "n_mentions", "label"]
    rows = rows.sort_values(by, ascending=[True, True, False, False, False, True])
    if len(rows) <= MOST_ROWS:
        return rows.reset_index(drop=True), ""
    silent = rows[rows["silent"]].head(MOST_ROWS // 3)
    unnamed = rows[rows["unnamed"]]
    named = rows[~rows["silent"] & ~rows["unnamed"]]
    named = named.head(MOST_ROWS - len(silent) - len(unnamed))
    shown = pd.concat([named, unnamed, silent]).reset_index(drop=True)
    return shown, f"{len(shown)} of {len(rows):,} rows: those heard or named most."


def _places(
    table: pd.DataFrame, rows: pd.DataFrame
) -> tuple["pd.Series[float]", "pd.Series[float]"]:
    """Middle and height of every row in inches: a lane for every group that speaks in it."""
    lanes = table[_totals(table) > 0].groupby("label")["group"].nunique()
    n = rows["label"].map(lanes).fillna(1)
    height = (_LANE * n + _BETWEEN).clip(lower=_LEAST)
    return height.cumsum() - height / 2, height


def _draw(ax: Axes, table: pd.DataFrame, rows: pd.DataFrame, groups: Mapping[str, str]) -> None:
    colors, order = group_colors(groups), list(groups)
    said = table[_totals(table) > 0]
    for i, row in enumerate(rows.to_dict("records")):
        if i:
            ax.axhline(row["y"] - row["height"] / 2, color=GRID, linewidth=0.8)
        if row["silent"]:
            _write(ax, 0, row["y"], "never heard", color=FAINT)
            continue
        mine = said[said["label"] == row["label"]].sort_values(
            "group", key=lambda keys: keys.map(order.index)
        )
        numbers = _numbers(mine, groups)
        for k, bar in enumerate(mine.to_dict("records")):
            y = row["y"] + (k - (len(mine) - 1) / 2) * _LANE
            dark, light = float(bar["n_direct"]), float(bar["n_reported"])
            color = colors[bar["group"]]
            stretch(ax, y, 0, dark, facecolor=color, **_SHAPE)
            stretch(ax, y, dark, light, facecolor=tint(color, 0.35), **_SHAPE)
            _write(ax, dark + light, y, numbers[k], color=color)


def _write(ax: Axes, x: float, y: float, text: str, *, color: str) -> None:
    where = shifted(ax, 0.05, base=ax.transData)
    ax.text(x, y, text, transform=where, color=color, fontsize=SMALL_PT, va="center_baseline")
