"""When the articles appeared, as far as they say so, and what happened meanwhile."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from analysis.plots.layout import (
    AXIS,
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
from analysis.plots.lettering import shorten, text_width, widest, wrap
from analysis.plots.style import (
    INK,
    MUTED,
    PAPER,
    SMALL_PT,
    group_colors,
    group_key,
    group_markers,
    house_style,
    tint,
)
from analysis.plots.tables import in_group_order, known_groups, need
from analysis.plots.time_axis import days, draw_events, draw_ticks, in_words, place_events

COLUMNS = ("label", "group", "published", "published_earliest", "published_latest")
_DATES = {"day": "published", "low": "published_earliest", "high": "published_latest"}
MANY = 60
_WORDS_MAX = 30
_FADE = 32


@house_style()
def plot_timeline(
    articles: pd.DataFrame, *, groups: Mapping[str, str], events: pd.DataFrame | None = None,
    title: str = "", ax: Axes | None = None,
) -> Axes:  # fmt: skip
    """Return the articles on a line of time: dated, bounded, or only named.

    Parameters
    ----------
    articles : DataFrame
        Columns label, group, published, published_earliest and published_latest (dates, any of
        them missing). Optionally published_precision, published_earliest_precision and
        published_latest_precision (day, month or year; missing is day): how exact a date is, and
        so how it is written.
    groups : mapping of str to str
        Key and label of every group, in order.
    events : DataFrame, optional
        Columns date and label, optionally precision (day, month or year): dated events, drawn as
        thin lines at the first day that the date allows.
    title : str
        The finding.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        A row for every article with a date (filled mark) or bounds (bar; it fades where one
        end is open). Articles without either are named below. Over 60 articles the rows close
        up and the groups alone are named.

    Raises
    ------
    InputError
        If a column is missing or a group has no label.
    """
    need(articles, COLUMNS, "plot_timeline")
    known_groups(articles, groups, "plot_timeline")
    events = pd.DataFrame({"date": [], "label": []}) if events is None else events
    need(events, ("date", "label"), "plot_timeline events")
    rows = _rows(articles, groups)
    bare = _undated(articles)
    if rows.empty:
        return nothing(ax, f"no article has a date or bounds. {bare}".strip(), title=title)
    labels = _labels(rows, groups)
    below = wrap(bare, WIDTH - 2 * PAD, SMALL_PT)
    first, last = _limits(rows, events)
    left = PAD + widest(labels.values()) + GAP
    inches = WIDTH - left - PAD if ax is None else size_of(ax)[0]
    scale = inches / (last - first)
    spare = left - PAD if ax is None else 0.0
    happened = place_events(events, scale=scale, start=first, width=inches, spare=spare)
    ax = open_axes(
        ax,
        body=_height(len(rows)),
        left=left,
        above=max((event.high for event in happened), default=0.0) + 0.05,
        below=AXIS + 0.16 * len(below),
        title=title,
        notes=[_reading(rows), group_key(groups, set(rows["group"]))],
    )
    ax.set_xlim(first, last)
    _label(ax, labels, rows, groups)
    _draw(ax, rows, groups)
    draw_ticks(ax)
    draw_events(ax, happened, size_of(ax)[1])
    for i, line in enumerate(below):
        where = shifted(ax, PAD - left, -0.5 - 0.16 * i)
        ax.text(0, 0, line, transform=where, color=MUTED, fontsize=SMALL_PT)
    return ax


def _rows(articles: pd.DataFrame, groups: Mapping[str, str]) -> pd.DataFrame:
    """Articles with a date or bounds as days, by group and then in time."""
    rows = articles[["label", "group"]].copy()
    for name, column in _DATES.items():
        rows[name] = days(articles[column])
        exact = articles.get(f"{column}_precision", pd.Series("day", index=articles.index))
        rows[f"{name}_exact"] = exact.astype(object).fillna("day")
    rows = rows.dropna(subset=["day", "low", "high"], how="all")
    anchor = rows["day"].fillna(rows["low"]).fillna(rows["high"])
    return in_group_order(rows.assign(anchor=anchor).sort_values("anchor", kind="stable"), groups)


def _undated(articles: pd.DataFrame) -> str:
    """Name the articles that say nothing about their date, the first twelve in full."""
    bare = articles.loc[articles[list(COLUMNS[2:])].isna().all(axis=1), "label"]
    if bare.empty:
        return ""
    more = f"; and {len(bare) - 12} more" if len(bare) > 12 else ""
    named = "; ".join(label.replace(" ", "\u00a0") for label in bare[:12])
    return f"No date and no bounds: {named}{more}."


def _reading(rows: pd.DataFrame) -> str:
    bars = " Bar: only bounds; it fades where a bound is missing."
    close = f" One row an article, unnamed where there are more than {MANY}."
    return (
        "Mark: date stated."
        + (bars if rows["day"].isna().any() else "")
        + (close if len(rows) > MANY else "")
    )


def _height(n_rows: int) -> float:
    return 7.2 if n_rows > MANY else max(row_height(n_rows) * n_rows, 0.6)


def _limits(rows: pd.DataFrame, events: pd.DataFrame) -> tuple[float, float]:
    bounds = rows.loc[rows["day"].isna(), ["low", "high"]]
    known = pd.concat([rows["day"], bounds["low"], bounds["high"], days(events["date"])])
    room = max(0.05 * (known.max() - known.min()), 4.0)
    return float(known.min() - room), float(known.max() + room)


def _labels(rows: pd.DataFrame, groups: Mapping[str, str]) -> dict[float, str]:
    """Labels by row: every article, or the middle of every group when there are many."""
    if len(rows) <= MANY:
        return {float(i): shorten(label, LABEL_MAX) for i, label in enumerate(rows["label"])}
    places = pd.Series(range(len(rows))).groupby(rows["group"].to_numpy()).mean()
    return {float(places[g]): shorten(groups[g], LABEL_MAX) for g in groups if g in places}


def _label(
    ax: Axes, labels: Mapping[float, str], rows: pd.DataFrame, groups: Mapping[str, str]
) -> None:
    ax.set_ylim(len(rows) - 0.5, -0.5)
    colors = [group_colors(groups)[rows["group"].iloc[round(y)]] for y in labels]
    label_rows(ax, list(labels.values()), colors, list(labels))


def _draw(ax: Axes, rows: pd.DataFrame, groups: Mapping[str, str]) -> None:
    colors, markers = group_colors(groups), group_markers(groups)
    size = 6.5 if len(rows) <= MANY else 3.0
    for y, row in enumerate(rows.to_dict("records")):
        group, day, low, high = (row[column] for column in ("group", "day", "low", "high"))
        words = _words(row)
        if np.isfinite(day):
            ends = (day, day)
            ax.plot([day], [y], markers[group], color=colors[group], markersize=size, zorder=3)
        else:
            ends = _ends(low, high, ax.get_xlim())
            _bar(ax, y, low, high, color=colors[group], size=size)
        if len(rows) <= _WORDS_MAX:
            _beside(ax, y, ends, words)


def _ends(low: float, high: float, limits: tuple[float, float]) -> tuple[float, float]:
    """Return the ends of a bar; where a bound is missing it reaches to the end of the axis."""
    return limits[0] if np.isnan(low) else low, limits[1] if np.isnan(high) else high


def _words(row: Mapping[Any, Any]) -> str:
    """Return the date or the bounds in words, each as exact as it is known."""
    said = {
        name: in_words(row[name], row[f"{name}_exact"]) for name in _DATES if np.isfinite(row[name])
    }
    if "day" in said:
        return said["day"]
    if "high" not in said:
        return f"{said['low']} or later"
    if "low" not in said:
        return f"{said['high']} or earlier"
    return " to ".join(dict.fromkeys([said["low"], said["high"]]))


def _bar(ax: Axes, y: int, low: float, high: float, *, color: str, size: float) -> None:
    left, right = _ends(low, high, ax.get_xlim())
    edges = np.linspace(left, right, _FADE + 1)
    start, end = (0.06 if np.isnan(low) else 0.55), (0.06 if np.isnan(high) else 0.55)
    shades = [tint(color, strength) for strength in np.linspace(start, end, _FADE)]
    pieces = [[(a, y), (b, y)] for a, b in pairwise(edges)]
    bar = LineCollection(pieces, colors=shades, linewidths=size, capstyle="butt")
    ax.add_collection(bar, autolim=False)
    closed = [x for x in (low, high) if np.isfinite(x)]
    ax.plot(closed, [y] * len(closed), "|", color=color, markersize=1.5 * size, markeredgewidth=1.4)


def _beside(ax: Axes, y: int, ends: tuple[float, float], words: str) -> None:
    """Write the date right of the mark or bar, else left of it, else on the bar."""
    start, end = ax.get_xlim()
    room = (text_width(words, SMALL_PT) + 0.12) * (end - start) / size_of(ax)[0]
    x, shift, ha = (ends[0] + ends[1]) / 2, 0.0, "center"
    if ends[1] + room <= end:
        x, shift, ha = ends[1], 0.09, "left"
    elif ends[0] - room >= start:
        x, shift, ha = ends[0], -0.09, "right"
    where = shifted(ax, shift, base=ax.transData)
    date = ax.text(x, y, words, transform=where, ha=ha, color=MUTED, fontsize=SMALL_PT)
    date.set_verticalalignment("center_baseline")
    if ha == "center":
        date.set_color(INK)
    date.set_bbox({"facecolor": PAPER, "edgecolor": "none", "boxstyle": _paper})


def _paper(x: float, y: float, width: float, height: float, size: float) -> Path:
    """Return the ground of a date: broader than it, but no higher, so as to keep off other rows."""
    return Path.unit_rectangle().transformed(
        Affine2D().scale(width + 0.6 * size, height).translate(x - 0.3 * size, y)
    )
