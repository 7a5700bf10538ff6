"""Sources as points in a plane, with the floor drawn to the same scale."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from analysis.plots.layout import PAD, WIDTH, nothing, open_axes, shifted, size_of
from analysis.plots.lettering import shorten, text_width
from analysis.plots.style import (
    GRID,
    MUTED,
    PAPER,
    RULE,
    SMALL_PT,
    group_colors,
    group_key,
    group_markers,
    house_style,
)
from analysis.plots.tables import known_groups, need

COLUMNS = ("item", "group", "x", "y", "share", "stress", "floor", "floor_kind")
_BODY, _LABEL_MAX, _LINE = 4.2, 1.5, 0.15
_SAME = {"within article": "two samples of one article", "within group": "two articles of a group"}
Boxes = list[tuple[float, float, float, float]]


@house_style()
def plot_distance_map(
    table: pd.DataFrame,
    *,
    groups: Mapping[str, str],
    labels: Mapping[str, str] | None = None,
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Return a map on which near is alike, and a circle as wide as the distance that says nothing.

    Parameters
    ----------
    table : DataFrame
        Columns item, group, x, y, share (of the variance that the plane shows), stress, floor and
        floor_kind.
    groups : mapping of str to str
        Key and label of every group, in order.
    labels : mapping of str to str, optional
        What stands for an item; by default the labels of the groups.
    title : str
        The finding.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        Both axes have one scale and no meaning of their own. A label that has no room is left out,
        and the note says how many.

    Raises
    ------
    InputError
        If a column is missing or a group has no label.
    """
    if table.empty:
        return nothing(ax, "no article is long enough for two samples", title=title)
    need(table, COLUMNS, "plot_distance_map")
    known_groups(table, groups, "plot_distance_map")
    limits = _limits(table, (WIDTH - 2 * PAD) / _BODY)
    names = [shorten((labels or groups).get(i, i), _LABEL_MAX, SMALL_PT) for i in table["item"]]
    spots = _spots(table, names, limits, (WIDTH - 2 * PAD, _BODY))
    left_out = sum(spot is None for spot in spots)
    shown = set(table["group"])
    ax = open_axes(
        ax,
        body=_BODY,
        left=PAD,
        below=PAD,
        title=title,
        notes=[
            _reading(table.iloc[0], left_out),
            group_key({k: v for k, v in groups.items() if k in shown}, shown),
        ],
    )
    ax.set_xticks([])
    ax.set_yticks([])
    _scale_to(ax, table)
    _floor(ax, table.iloc[0])
    colors, markers = group_colors(groups), group_markers(groups)
    for group, rows in table.groupby("group", sort=False):
        how: dict[str, Any] = {"color": [colors[str(group)]], "marker": markers[str(group)]}
        ax.scatter(rows["x"], rows["y"], s=52, edgecolors=PAPER, linewidths=0.6, zorder=3, **how)
    for row, name, spot in zip(table.to_dict("records"), names, spots, strict=True):
        if spot is not None:
            where = shifted(ax, spot[0], spot[1], ax.transData)
            text = ax.text(row["x"], row["y"], name, transform=where, fontsize=SMALL_PT, zorder=4)
            text.set(color=colors[row["group"]], va="center_baseline")
    return ax


def _reading(row: "pd.Series[Any]", left_out: int) -> str:
    share = f"The plane shows {row['share']:.0%} of the variance (stress {row['stress']:.2f}), "
    share += "and draws distances shorter than they are. "
    if pd.isna(row["share"]) or row["share"] > 0.995:
        share = "The plane shows all of the variance. " if row["share"] > 0.5 else ""
    return share + (f"{left_out} labels have no room." if left_out else "")


def _foot(row: "pd.Series[Any]") -> str:
    """What the circle is, under it."""
    kind = _SAME.get(row["floor_kind"], row["floor_kind"])
    return f"as wide as {kind} are apart on average: {row['floor']:.2f}"


def _limits(table: pd.DataFrame, ratio: float) -> tuple[float, float, float, float]:
    """Middle of the points, and half the width and height in data that show them on one scale."""
    floor = float(np.nan_to_num(table["floor"].iloc[0]))
    x, y = (table[axis].to_numpy(dtype=float) for axis in ("x", "y"))
    middle = (x.max() + x.min()) / 2, (y.max() + y.min()) / 2
    wide = max(np.abs(x - middle[0]).max(), abs(middle[0]) + floor / 2) * 1.22
    high = max(np.abs(y - middle[1]).max(), abs(middle[1]) + floor / 2) * 1.15
    high = max(high, wide / ratio) or 1.0
    return middle[0], middle[1], high * ratio, high


def _scale_to(ax: Axes, table: pd.DataFrame) -> None:
    width, height = size_of(ax)
    x, y, wide, high = _limits(table, width / height)
    ax.set_xlim(x - wide, x + wide)
    ax.set_ylim(y - high, y + high)


def _floor(ax: Axes, row: "pd.Series[Any]") -> None:
    floor = float(row["floor"])
    if not np.isfinite(floor):
        return
    ax.add_patch(Circle((0, 0), floor / 2, facecolor=GRID, edgecolor=RULE, alpha=0.55, zorder=0.5))
    ax.plot([-floor / 2, floor / 2], [0, 0], color=RULE, linewidth=0.9, zorder=0.6)
    text = ax.text(0, -floor / 2, _foot(row), color=MUTED, fontsize=SMALL_PT, ha="center")
    text.set(va="top", transform=shifted(ax, 0, -0.03, ax.transData))


def _spots(
    table: pd.DataFrame,
    names: list[str],
    limits: tuple[float, float, float, float],
    size: tuple[float, float],
) -> list[tuple[float, float] | None]:
    """Shift of every label from its point, in inches: the first place that is free."""
    scale = size[1] / (2 * limits[3])
    x = (table["x"].to_numpy(dtype=float) - limits[0] + limits[2]) * scale
    y = (table["y"].to_numpy(dtype=float) - limits[1] + limits[3]) * scale
    marks: Boxes = [(a - 0.06, b - 0.06, a + 0.06, b + 0.06) for a, b in zip(x, y, strict=True)]
    # The words under the circle have their place already.
    foot = (limits[2] - limits[0]) * scale, (limits[3] - limits[1]) * scale
    foot_y = foot[1] - float(np.nan_to_num(table["floor"].iloc[0])) / 2 * scale
    half = text_width(_foot(table.iloc[0]), SMALL_PT) / 2 + 0.05
    taken: Boxes = [*marks, (foot[0] - half, foot_y - 0.22, foot[0] + half, foot_y)]
    spots: list[tuple[float, float] | None] = []
    for a, b, name in zip(x, y, names, strict=True):
        spots.append(_spot(a, b, text_width(name, SMALL_PT), taken, size))
        if (spot := spots[-1]) is not None:
            taken.append(_box(a + spot[0], b + spot[1], text_width(name, SMALL_PT)))
    return spots


def _spot(
    x: float, y: float, width: float, taken: Boxes, size: tuple[float, float]
) -> tuple[float, float] | None:
    sides = [(0.1, 0.0), (-width - 0.1, 0.0), (-width / 2, 0.16), (-width / 2, -0.16)]
    sides += [(dx, dy) for dy in (0.16, -0.16) for dx in (0.04, -width - 0.04)]
    for dx, dy in sides:
        box = _box(x + dx, y + dy, width)
        inside = min(box[:2]) >= 0 and box[2] <= size[0] and box[3] <= size[1]
        if inside and not any(_meet(box, other) for other in taken):
            return dx, dy
    return None


def _box(x: float, y: float, width: float) -> tuple[float, float, float, float]:
    return x, y - _LINE / 2, x + width, y + _LINE / 2


def _meet(one: tuple[float, float, float, float], two: tuple[float, float, float, float]) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
