"""How many units a group would need before differences of given sizes could be seen."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, LogLocator, NullLocator

from analysis.inference.planning import MOST as MOST_UNITS
from analysis.inference.tally import Floats
from analysis.plots.layout import AXIS, GAP, PAD, light_grid, nothing, open_axes, shifted, size_of
from analysis.plots.lettering import shorten, text_width, widest
from analysis.plots.style import INK, MUTED, NEUTRAL, PAPER, RULE, SMALL_PT, count, house_style
from analysis.plots.tables import need

COLUMNS = ("item", "variation", "ratio", "n_needed")
MOST = 20
_BODY, _LINE = 3.2, 0.165
_NAME_MAX = 2.1
_LEAD = 0.34  # from the end of a line to its name


@house_style()
def plot_planning(
    table: pd.DataFrame,
    *,
    title: str = "",
    unit: str = "article",
    at_hand: int | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Return a line for every item: units needed in each group, against how much rates differ.

    Parameters
    ----------
    table : DataFrame
        From ``units_needed``: columns item, variation, ratio and n_needed, and ``label`` if an item
        has another name for readers.
    title : str
        The finding.
    unit : str
        What is counted, in the singular.
    at_hand : int, optional
        Units that the smallest group has, drawn as a line.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        Both axes logarithmic. Lines are named at their right ends, with the coefficient of
        variation between units. A point without a number is left out; items without any are named
        in a note. Of more than 20 items the first 20.

    Raises
    ------
    InputError
        If a column is missing.
    """
    if table.empty:
        return nothing(ax, "no item to plan for", title=title)
    need(table, COLUMNS, "plot_planning")
    named = table if "label" in table else table.assign(label=table["item"])
    known = named.dropna(subset=["n_needed"])
    if known.empty:
        return nothing(ax, "no item varies enough to plan for", title=title)
    shown = known["item"].drop_duplicates().head(MOST)
    rows = known[known["item"].isin(shown)].sort_values("ratio", kind="stable")
    last = rows.groupby("item", sort=False).tail(1)
    names = {
        str(row["item"]): _name(row["label"], row["variation"]) for row in last.to_dict("records")
    }
    ax = open_axes(
        ax,
        body=max(_BODY, _LINE * len(last)),
        left=PAD + text_width(f"{MOST_UNITS:,}", SMALL_PT) + GAP,
        right=_LEAD + widest(names.values(), SMALL_PT) + PAD,
        above=0.2,
        below=AXIS,
        title=title,
        notes=[_note(named, known, n_left_out=known["item"].nunique() - len(shown))],
    )
    _axes(ax, rows, unit, at_hand)
    for item, line in rows.groupby("item", sort=False):
        ax.plot(line["ratio"], line["n_needed"], color=NEUTRAL, linewidth=1.3, zorder=2)
        ax.plot(line["ratio"], line["n_needed"], "o", color=NEUTRAL, markersize=3.5, gid=str(item))
    _name_lines(ax, last, names)
    return ax


def _name(label: str, variation: float) -> str:
    told = f" ({variation:.2g})"
    return shorten(label, _NAME_MAX - text_width(told, SMALL_PT), SMALL_PT) + told


def _note(table: pd.DataFrame, known: pd.DataFrame, *, n_left_out: int) -> str:
    note = (
        "Units that two groups of equal size need. In brackets: coefficient of variation between "
        "units, on which the line rests; from a few units it is badly known."
    )
    gone = table[~table["item"].isin(known["item"])].drop_duplicates("item")
    if len(gone):
        names = ", ".join(gone["label"].head(6)) + (", …" if len(gone) > 6 else "")
        note += f" No plan ({len(gone)} without variation between units): {names}."
    partly = table[table["item"].isin(known["item"])]["n_needed"].isna().sum()
    if partly:
        note += f" {count(int(partly), 'point')} left out: above {MOST_UNITS:,} units."
    if n_left_out:
        note += f" {count(n_left_out, 'further item')} left out."
    return note


def _axes(ax: Axes, rows: pd.DataFrame, unit: str, at_hand: int | None) -> None:
    ax.set_xscale("log")
    ax.set_yscale("log")
    ratios = np.sort(rows["ratio"].unique())
    needed = rows["n_needed"].tolist() + ([at_hand] if at_hand else [])
    ax.set_xlim(ratios[0] * 0.96, ratios[-1] * 1.02)
    ax.set_ylim(min(needed) / 1.3, max(needed) * 1.3)
    light_grid(ax, "How many times as high the rate of one group is")
    ax.xaxis.set_major_locator(FixedLocator(ratios.tolist()))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:g}×"))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.yaxis.set_major_locator(LogLocator(10, subs=(1, 2, 5)))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:,.0f}"))
    ax.yaxis.set_minor_locator(NullLocator())
    ax.grid(axis="y")
    ax.tick_params(axis="y", labelsize=SMALL_PT, labelcolor=MUTED)
    where = shifted(ax, -text_width(f"{MOST_UNITS:,}", SMALL_PT) - GAP, 0.07)
    ax.text(
        0,
        1,
        f"{unit.capitalize()}s needed in each group",
        transform=where,
        color=MUTED,
        fontsize=SMALL_PT,
    )
    if at_hand:
        ax.axhline(at_hand, color=INK, linewidth=0.9, linestyle=(0, (3, 2)), zorder=1.5)
        where = shifted(ax, 0, 0.04, ax.get_yaxis_transform())
        ax.text(
            0.01, at_hand, f"{at_hand:,} at hand", transform=where, fontsize=SMALL_PT, color=INK,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.0},
        )  # fmt: skip


def _name_lines(ax: Axes, last: pd.DataFrame, names: dict[str, str]) -> None:
    """Write the names at the ends of the lines, moved apart where they would meet."""
    inches = size_of(ax)[1]
    low, high = np.log10(ax.get_ylim())
    ends = last.sort_values(["n_needed", "variation", "item"], kind="stable")
    y = (np.log10(ends["n_needed"].to_numpy(np.float64)) - low) / (high - low) * inches
    left, right = np.log10(ax.get_xlim())
    x = (np.log10(ends["ratio"].to_numpy(np.float64)) - left) / (right - left)
    for at, (target, start, item) in zip(
        _apart(y, inches), zip(y, x, ends["item"], strict=True), strict=True
    ):
        beyond = 1 + (_LEAD - 0.05) / size_of(ax)[0]
        ax.plot(
            [start, 1.0, beyond], [target / inches, target / inches, at / inches], color=RULE,
            linewidth=0.7, clip_on=False, transform=ax.transAxes, zorder=0.7,
        )  # fmt: skip
        text = ax.text(1, at / inches, names[item], transform=shifted(ax, _LEAD), gid="item")
        text.set(fontsize=SMALL_PT, va="center_baseline")


def _apart(y: Floats, room: float) -> Floats:
    """Heights as near as can be to those wanted, in their order, a line of text apart."""
    from scipy.optimize import isotonic_regression

    step = _LINE * np.arange(len(y))
    spread = isotonic_regression(y - step).x
    return np.asarray(np.clip(spread, 0.0, max(room - step[-1], 0.0)) + step)
