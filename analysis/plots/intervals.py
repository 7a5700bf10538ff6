"""Intervals that look alike in every figure: solid for what units tell, dashed for these texts."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.markers import CARETLEFT, CARETRIGHT

BETWEEN, WITHIN = "between", "within"
ENDS = ("low", "high")
LINES: dict[str, Any] = {BETWEEN: "solid", WITHIN: (0, (2.6, 1.5))}
FARTHEST = 1.6  # times as far as the marks that an axis goes for the sake of an interval


def has_intervals(table: pd.DataFrame, ends: Sequence[str] = ENDS) -> bool:
    """Return whether a table has the columns of an interval and a row with both ends."""
    return set(ends) <= set(table.columns) and bool(table[list(ends)].notna().all(axis=1).any())


def bases_of(
    table: pd.DataFrame, *, ends: Sequence[str] = ENDS, default: str = BETWEEN
) -> "pd.Series[str]":
    """Return what each interval of a table rests on, for the rows that have one.

    Parameters
    ----------
    table : DataFrame
        Its column ``basis`` says *between* (units were drawn anew) or *within* (parts of these
        articles were).
    ends : sequence of str
        Columns of the two ends.
    default : str
        The basis where a table has no such column.
    """
    if not has_intervals(table, ends):
        return pd.Series(dtype="str")
    rows = table[table[list(ends)].notna().all(axis=1)]
    return rows["basis"] if "basis" in rows else pd.Series(default, index=rows.index)


def interval_note(
    bases: "pd.Series[str]", *, unit: str = "article", parts: str = "stretches"
) -> str:
    """Return the sentence that says what the lines of a figure are; empty where it has none.

    Parameters
    ----------
    bases : Series of str
        From ``bases_of``, of the rows that are drawn.
    unit : str
        What is drawn anew for *between*, in the singular.
    parts : str
        What is drawn anew for *within*, in the plural.

    Examples
    --------
    >>> interval_note(pd.Series(["between"]), unit="outlet")
    'Line: 95% interval, outlets drawn anew.'
    """
    kinds = set(bases)
    if kinds == {WITHIN}:
        return f"Dashed line: 95% interval, {drawn_within(parts)}."
    if WITHIN in kinds:
        return f"Line: 95% interval, {unit}s drawn anew; dashed: {drawn_within(parts)}."
    return f"Line: 95% interval, {unit}s drawn anew." if kinds else ""


def drawn_within(parts: str) -> str:
    """Return what an interval within articles is, in words that fit after a colon or a comma."""
    return f"{parts} of these articles drawn anew, which tells nothing of others"


def reach(marks: "pd.Series[float]", ends: "pd.Series[float]") -> float:
    """Return how far an axis goes from 0: to the last mark, and to most ends of intervals.

    An end far beyond all marks would press them together; its line is cut with an arrow.
    """
    farthest, end = (float(v[np.isfinite(v)].abs().max()) for v in (marks, ends))
    if np.isnan(end):
        return float(np.nan_to_num(farthest))
    return max(farthest, min(end, FARTHEST * farthest)) if farthest > 0 else end


def draw_intervals(
    ax: Axes,
    rows: pd.DataFrame,
    *,
    color: Any,
    ends: Sequence[str] = ENDS,
    default: str = BETWEEN,
    linewidth: float = 1.2,
) -> None:
    """Draw the intervals of rows, on axes whose limits are set.

    Parameters
    ----------
    ax : Axes
    rows : DataFrame
        Columns ``y``, the two ends and, if the figure has both kinds, ``basis``; a row without an
        end has no line. A line that leaves the axes, or has no finite end, ends in an arrow.
    color : colour
    ends : sequence of str
    default : str
        The basis where there is no such column.
    linewidth : float
    """
    bases = bases_of(rows, ends=ends, default=default)
    left, right = ax.get_xlim()
    for basis, line in LINES.items():
        own = rows.loc[bases.index[bases == basis]]
        if own.empty:
            continue
        low, high = (own[end].to_numpy(dtype=np.float64) for end in ends)
        y = own["y"].to_numpy(dtype=np.float64)
        seen = (high >= left) & (low <= right)
        ax.hlines(
            y[seen], np.maximum(low, left)[seen], np.minimum(high, right)[seen],
            color=color, linewidth=linewidth, linestyle=line, zorder=2.4,
        )  # fmt: skip
        for x, beyond, caret in (
            (left, seen & (low < left), CARETLEFT),
            (right, seen & (high > right), CARETRIGHT),
        ):
            if not beyond.any():
                continue
            how: dict[str, Any] = {"marker": caret, "markersize": 5, "linestyle": "none"}
            ax.plot(np.full(int(beyond.sum()), x), y[beyond], color=color, clip_on=False, **how)
