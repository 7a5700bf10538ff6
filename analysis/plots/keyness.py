"""What every group talks about more than the others."""

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.plots.intervals import bases_of, draw_intervals, has_intervals, interval_note, reach
from analysis.plots.layout import (
    GAP,
    PAD,
    beside,
    column_head,
    label_rows,
    light_grid,
    nothing,
    open_panels,
    shifted,
)
from analysis.plots.lettering import shorten, widest
from analysis.plots.style import (
    MUTED,
    PAPER,
    RULE,
    SMALL_PT,
    count,
    group_colors,
    group_markers,
    house_style,
)
from analysis.plots.tables import known_groups, need

COLUMNS = (
    "group",
    "term",
    "n_target",
    "n_reference",
    "target_per_1000",
    "reference_per_1000",
    "log_ratio",
    "z",
    "n_articles_target",
    "k_articles_target",
)
RATIO = ("ratio_low", "ratio_high")
_TERM_MAX = 1.3
_ROW = 0.205
_AXES = {"z": "Log-odds z-score", "log_ratio": "Log ratio (1: twice as often)"}


@house_style()
def plot_keyness(
    table: pd.DataFrame,
    *,
    groups: Mapping[str, str],
    shown: Collection[str] | None = None,
    title: str = "",
    n: int = 12,
    unit: str = "article",
) -> list[Axes]:
    """Return one panel a group with its most typical terms.

    Parameters
    ----------
    table : DataFrame
        Columns group, term, n_target, n_reference, target_per_1000, reference_per_1000,
        log_ratio, z, n_articles_target (articles of the group with the term) and
        k_articles_target (articles of the group). If it has ``ratio_low`` and ``ratio_high``, the
        log ratio is drawn with its interval: solid where ``basis`` is *between*, dashed where it
        is *within*.
    groups : mapping of str to str
        Key and label of every group, in order.
    shown : collection of str, optional
        The groups that have a panel, by default all; the others keep their colours for elsewhere.
    title : str
        The finding.
    n : int
        At most so many terms a panel, by z, ties by name.
    unit : str
        What was drawn anew for the intervals, in the singular.

    Returns
    -------
    list of Axes
        A panel for every group shown, in order, on one scale. A lollipop ends at the log-odds z or,
        where there are intervals, a mark stands at the log ratio; it is hollow when one article
        alone has the term. Beside it, uses here and elsewhere, and the articles that have it.

    Raises
    ------
    InputError
        If a column is missing or a group has no label.
    """
    if table.empty:
        return [nothing(None, "no term is frequent enough to compare", title=title)]
    need(table, COLUMNS, "plot_keyness")
    known_groups(table, groups, "plot_keyness")
    ranked = table.sort_values(["z", "term"], ascending=[False, True], kind="stable")
    own = [group for group in groups if shown is None or group in shown]
    tops = {group: ranked[ranked["group"] == group].head(n) for group in own}
    drawn = pd.concat(tops.values())
    what = "log_ratio" if has_intervals(drawn, RATIO) else "z"
    uses, shares = _widths(drawn)
    left = widest(_terms(drawn)) + GAP
    columns = min(2, len(own))
    sizes = [max(len(top), 1) for top in tops.values()]
    panels = open_panels(
        len(own),
        columns=columns,
        bodies=[_ROW * max(sizes[i : i + columns]) for i in range(0, len(sizes), columns)],
        left=PAD + left,
        right=uses + shares + PAD,
        above=0.42,
        below=0.47,
        title=title,
        notes=[
            "“uses”: here : in all other groups. “in”: articles of the group that have the term. "
            "Hollow mark: one article only." + _reading(drawn, what, unit)
        ],
    )
    limits = _limits(drawn) if what == "z" else _ratio_limits(drawn)
    for ax, (group, top) in zip(panels, tops.items(), strict=True):
        ax.set_xlim(*limits)
        _name(ax, groups[group], top, group_colors(groups)[group], left)
        _lollipops(ax, top, what, group_colors(groups)[group], group_markers(groups)[group])
        _column(ax, "uses", _uses(top), uses)
        _column(ax, "in", _shares(top), uses + shares)
        light_grid(ax, _AXES[what])
        if what != "z":
            ax.xaxis.set_major_locator(MaxNLocator(4, integer=True, steps=[1, 2, 5, 10]))
    return panels


def _terms(top: pd.DataFrame) -> list[str]:
    return [shorten(term, _TERM_MAX) for term in top["term"]]


def _uses(top: pd.DataFrame) -> list[str]:
    return [f"{a:,} : {b:,}" for a, b in zip(top["n_target"], top["n_reference"], strict=True)]


def _shares(top: pd.DataFrame) -> list[str]:
    pairs = zip(top["n_articles_target"], top["k_articles_target"], strict=True)
    return [f"{a:,} of {b:,}" for a, b in pairs]


def _widths(top: pd.DataFrame) -> tuple[float, float]:
    """Widths of the two columns of numbers at the right of a panel, with their gaps."""
    uses, shares = ([*_uses(top), "uses"], [*_shares(top), "in"])
    return GAP + widest(uses, SMALL_PT), 1.4 * GAP + widest(shares, SMALL_PT)


def _reading(top: pd.DataFrame, what: str, unit: str) -> str:
    if what == "z":
        return ""
    lines = interval_note(bases_of(top, ends=RATIO), unit=unit)
    return (
        f" In the order of z, the log-odds score. {lines} No line: too few of them have the term."
    )


def _ratio_limits(top: pd.DataFrame) -> tuple[float, float]:
    left = reach(top["log_ratio"].clip(upper=0), top[RATIO[0]].clip(upper=0))
    right = reach(top["log_ratio"].clip(lower=0), top[RATIO[1]].clip(lower=0))
    room = 0.06 * ((left + right) or 1.0)
    return -min(left, right) - room, right + room


def _limits(top: pd.DataFrame) -> tuple[float, float]:
    z = np.append(top["z"].to_numpy(float), 0.0)
    z = z[np.isfinite(z)]
    room = 0.08 * ((z.max() - z.min()) or 1.0)
    return (float(z.min() - room) if z.min() < 0 else 0.0), float(z.max() + room)


def _name(ax: Axes, label: str, top: pd.DataFrame, color: str, left: float) -> None:
    """Write the group's name over its panel, and the number of its articles."""
    n = f" ({count(int(top['k_articles_target'].iloc[0]), 'article')})" if len(top) else ""
    where = shifted(ax, -left, 0.21)
    name = shorten(label, 2.6, weight="bold")
    ax.text(0, 1, name + n, transform=where, color=color, fontweight="bold", fontsize=9)


def _lollipops(ax: Axes, top: pd.DataFrame, what: str, color: str, marker: str) -> None:
    if top.empty:
        ax.set_ylim(0.5, -0.5)
        ax.yaxis.set_visible(False)
        ax.text(0, 0, "nothing to show: no typical term", va="center", color=MUTED)
        return
    label_rows(ax, _terms(top))
    rows = range(len(top))
    ax.axvline(0, color=RULE, linewidth=0.8, zorder=0.6)
    if what == "z":
        ax.hlines(rows, 0, top["z"], color=color, linewidth=1.6, alpha=0.5)
    else:
        draw_intervals(ax, top.assign(y=rows), color=color, ends=RATIO)
    faces = [PAPER if n == 1 else color for n in top["n_articles_target"]]
    ax.scatter(
        top[what], rows, s=34, marker=marker, facecolors=faces, edgecolors=color, linewidths=1.3,
        zorder=3,
    )  # fmt: skip


def _column(ax: Axes, head: str, texts: list[str], right: float) -> None:
    if texts:
        column_head(ax, head, x=right, ha="right")
    for y, text in enumerate(texts):
        beside(ax, y, text, x=right, ha="right")
