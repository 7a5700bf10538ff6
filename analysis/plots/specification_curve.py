"""The estimate of one claim under every specification, and the choices behind each below it.

After Simonsohn, Simmons & Nelson (2020), Specification curve analysis.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.errors import InputError
from analysis.plots.layout import (
    GAP,
    LABEL_MAX,
    PAD,
    WIDTH,
    label_rows,
    nothing,
    open_panels,
    row_height,
    shifted,
    size_of,
)
from analysis.plots.lettering import shorten, text_width, widest
from analysis.plots.style import (
    FAINT,
    GRID,
    INK,
    MUTED,
    PAPER,
    SMALL_PT,
    count,
    house_style,
    tint,
)
from analysis.plots.tables import need

OWN = ("estimate", "kept")
MOST = 300
NOT_KEPT = "#b4530a"  # apart from ink in greyscale and to the colour-blind, 4.5 : 1 on the paper
_CURVE, _LEFT_MIN = 1.75, 0.62
_DISC = 7.0  # points between two specifications at which discs become lines
WORDS = {"True": "yes", "False": "no", "None": "none"}


@house_style()
def plot_specification_curve(
    table: pd.DataFrame,
    *,
    choices: Mapping[str, Sequence[Any]],
    unit: str,
    no_difference: float | None = 0.0,
    title: str = "",
) -> list[Axes]:
    """Return the sorted estimates of a claim, above a grid of the options that lead to each.

    Parameters
    ----------
    table : DataFrame
        One row a specification: a column for each choice, estimate (NaN where undefined) and kept.
    choices : mapping of str to sequence
        The options of each choice, its default first.
    unit : str
        What the estimate is and in which unit.
    no_difference : float or None
        Estimate that means no difference; None where no value does.
    title : str
        The finding.

    Returns
    -------
    list of Axes
        The curve and the grid. A column is a specification; a filled disc, or a high line where
        there are many, says that the claim is kept, a hollow disc or a low line that it is not.
        Those without an estimate stand at the right, marked in the grid alone. Of more than 300
        specifications an even selection, with the lowest, the highest and the default.

    Raises
    ------
    InputError
        A column is missing, an option is unknown, or the table holds several claims.
    """
    if table.empty or table["estimate"].isna().all():
        return [nothing(None, "no specification has an estimate", title=title)]
    need(table, [*OWN, *choices], "plot_specification_curve")
    if "claim" in table and table["claim"].ne(table["claim"].iloc[0]).any():
        raise InputError("plot_specification_curve: more than one claim; draw them one by one")
    ranked = _ranked(table, choices)
    rows = _selection(ranked)
    places, heads, height = _places(choices)
    labels = {place: shorten(_written(o), LABEL_MAX) for (_, o), place in places.items()}
    panels = open_panels(
        2,
        columns=1,
        bodies=[_CURVE, height],
        left=max(_LEFT_MIN, PAD + widest(labels.values()) + GAP),
        right=PAD,
        above=0.2,
        below=0.04,
        title=title,
        notes=[_how_to_read(ranked, rows, no_difference), [(unit, INK)]],
    )
    curve, grid = panels
    for ax in panels:
        ax.set_xlim(-0.8, len(rows) - 0.2)
        ax.set_xticks([])
        _background(ax, rows)
    _curve(curve, rows, no_difference)
    grid.set_ylim(height, 0)
    label_rows(grid, list(labels.values()), places=list(labels))
    _heads(grid, heads)
    _grid(grid, rows, places)
    return panels


def _ranked(table: pd.DataFrame, choices: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """Rows by estimate, those without at the end, ties by their options; the default marked."""
    rows = table.assign(estimate=table["estimate"].where(np.isfinite(table["estimate"])))
    order = []
    for i, (name, options) in enumerate(choices.items()):
        place = rows[name].map({option: n for n, option in enumerate(options)})
        if place.isna().any():
            raise InputError(f"plot_specification_curve: {name} has an option that is not listed")
        order.append(f"_place_{i}")
        rows[order[-1]] = place
    rows["_default"] = rows[order].eq(0).all(axis=1)
    return rows.sort_values(["estimate", *order], ignore_index=True)


def _selection(ranked: pd.DataFrame) -> pd.DataFrame:
    """At most so many rows, evenly spread, the default in the place of its neighbour."""
    if len(ranked) <= MOST:
        return ranked
    picks = np.linspace(0, len(ranked) - 1, MOST).round().astype(int)
    for default in np.flatnonzero(ranked["_default"]):
        inner = np.abs(picks[1:-1] - default).argmin() + 1
        if default not in picks:
            picks[inner] = default
    return ranked.iloc[np.sort(picks)].reset_index(drop=True)


def _places(
    choices: Mapping[str, Sequence[Any]],
) -> tuple[dict[tuple[str, Any], float], dict[float, str], float]:
    """Height of every option's row, of every heading, and of all together, in inches."""
    n_rows = sum(map(len, choices.values())) + len(choices)
    row = row_height(n_rows)
    places, heads, y = {}, {}, 0.0
    for name, options in choices.items():
        heads[y + row / 2] = name
        y += row
        for option in options:
            places[name, option] = y + row / 2
            y += row
        y += row / 4
    return places, heads, y


def _written(option: Any) -> str:
    text = WORDS.get(str(option), str(option))
    return text if text.strip() else "(empty)"


def _how_to_read(ranked: pd.DataFrame, rows: pd.DataFrame, no_difference: float | None) -> str:
    n_kept, n_none = int(_kept(ranked).sum()), int(ranked["estimate"].isna().sum())
    told = [
        f"A column is one of {count(len(ranked), 'specification')}, from the lowest estimate to "
        f"the highest, with its options below. Dark: kept, in {n_kept:,}. Orange, hollow or low: "
        f"not kept, in {len(ranked) - n_kept:,}.",
        "Line down: the default, the first option of each choice.",
    ]
    if no_difference is not None:
        told.append("Dashed: no difference.")
    if n_none:
        told.append(f"Grey: no estimate, in {n_none:,}.")
    if len(rows) < len(ranked):
        told.append(f"{len(rows)} of {len(ranked):,} are drawn, evenly chosen.")
    return " ".join(told)


def _kept(rows: pd.DataFrame) -> "pd.Series[bool]":
    return rows["kept"].astype(bool) & rows["estimate"].notna()


def _discs(rows: pd.DataFrame) -> bool:
    """Whether there is room for a disc for every specification."""
    return 72 * (WIDTH - 2) / len(rows) >= _DISC


def _background(ax: Axes, rows: pd.DataFrame) -> None:
    """Draw the line of the default, and grey behind those without an estimate."""
    for x in np.flatnonzero(rows["_default"]):
        ax.axvline(float(x), color=FAINT, linewidth=0.9, zorder=1)
    n_known = int(rows["estimate"].notna().sum())
    if n_known < len(rows):
        ax.axvspan(n_known - 0.5, len(rows) - 0.2, color=tint(GRID, 0.6), linewidth=0, zorder=0.3)


def _curve(ax: Axes, rows: pd.DataFrame, no_difference: float | None) -> None:
    shown = [] if no_difference is None else [no_difference]
    values = np.append(rows["estimate"].dropna().to_numpy(float), shown)
    room = 0.1 * ((values.max() - values.min()) or abs(values.max()) or 1.0)
    ax.set_ylim(values.min() - room, values.max() + room)
    ax.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10], min_n_ticks=2))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:,.6g}".replace("-", "−")))
    ax.tick_params(axis="y", labelsize=SMALL_PT, labelcolor=MUTED)
    ax.grid(axis="y")
    if no_difference is not None:
        ax.axhline(no_difference, color=MUTED, linewidth=0.9, linestyle=(0, (4, 2)), zorder=1.5)
    size = min(6.0, max(2.4, 0.8 * _apart(ax, rows)))
    _scatter(ax, rows, rows["estimate"], marker="o", sizes=(size, size))
    _write_default(ax, rows)


def _apart(ax: Axes, rows: pd.DataFrame) -> float:
    """Points between two specifications."""
    return 72 * size_of(ax)[0] / len(rows)


def _write_default(ax: Axes, rows: pd.DataFrame) -> None:
    """Name the line of the default, inside the width of the axes."""
    half = text_width("default", SMALL_PT) / 2 / size_of(ax)[0]
    low, high = ax.get_xlim()
    for x in np.flatnonzero(rows["_default"]):
        at = min(max((x - low) / (high - low), half), 1 - half)
        where = shifted(ax, 0, 0.04)
        ax.text(at, 1, "default", transform=where, ha="center", fontsize=SMALL_PT, gid="default")


def _heads(ax: Axes, heads: Mapping[float, str]) -> None:
    back = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.0}
    where = ax.get_yaxis_transform()
    for y, name in heads.items():
        text = shorten(name.replace("_", " "), size_of(ax)[0], weight="bold")
        how: dict[str, Any] = {"fontweight": "bold", "va": "center_baseline", "bbox": back}
        ax.text(0, y, text, transform=where, gid="heading", **how)


def _grid(ax: Axes, rows: pd.DataFrame, places: Mapping[tuple[str, Any], float]) -> None:
    for y in places.values():
        ax.axhline(y, color=GRID, linewidth=0.7, zorder=0.5)
    row = 72 * min(np.diff(sorted(places.values())), default=0.25)
    mark = min(5.5, 0.8 * _apart(ax, rows))
    for name in dict.fromkeys(name for name, _ in places):
        heights = pd.Series([places[name, option] for option in rows[name]], index=rows.index)
        if _discs(rows):
            _scatter(ax, rows, heights, marker="o", sizes=(mark, mark))
        else:
            _scatter(ax, rows, heights, marker="|", sizes=(0.8 * row, 0.4 * row))


def _scatter(
    ax: Axes,
    rows: pd.DataFrame,
    heights: "pd.Series[float]",
    *,
    marker: str,
    sizes: tuple[float, float],
) -> None:
    """Draw the marks of those that are kept, and in another colour, hollow, of those that are not.

    A line has no inside: it has its colour and its height.
    """
    kept = _kept(rows).to_numpy()
    width = min(1.2, 0.6 * _apart(ax, rows))
    drawn = ((~kept, NOT_KEPT, PAPER, sizes[1]), (kept, INK, INK, sizes[0]))
    for which, color, face, size in drawn:
        x = np.flatnonzero(which)
        marks = ax.scatter(
            x, heights.to_numpy(float)[x], s=size**2, marker=marker, color=color, linewidths=width,
            zorder=3,
        )  # fmt: skip
        if marker == "o":
            marks.set_facecolor(face)
