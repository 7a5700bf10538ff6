"""What every claim of the suite survives: choices, leaving one out, the floor, a test."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, PercentFormatter

from analysis.inference.strength import ALPHA, MARKS, SURVIVES, Mark
from analysis.plots.layout import (
    GAP,
    LABEL_MAX,
    PAD,
    WIDTH,
    beside,
    column_head,
    label_rows,
    light_grid,
    nothing,
    open_axes,
    shifted,
)
from analysis.plots.lettering import balance, shorten, text_width, widest
from analysis.plots.style import (
    FAINT,
    GLYPHS,
    GRID,
    INK,
    MUTED,
    PAPER,
    SMALL_PT,
    TEXT_PT,
    count,
    house_style,
)
from analysis.plots.tables import need

COLUMNS = (
    "claim", "label", "family", "mark", "estimate", "floor", "n_left_out", "n_kept",
    "n_specifications", "n_specifications_kept", "p", "p_adjusted", "p_least",
)  # fmt: skip
MOST = 60
MARK_COLORS: dict[Mark, str] = {"stable": "#1b6e5e", "described": MUTED, "fragile": "#b3450a"}
MARK_SHAPES: dict[Mark, str] = {"stable": "o", "described": "D", "fragile": "v"}
_READ: dict[Mark, str] = {
    "stable": "every check passed",
    "described": "too few units for a test; every other check passed",
    "fragile": "a check failed, in bold",
}
_NAME_MAX, _FAMILY_MAX = LABEL_MAX + 0.4, 0.75
_NARROWEST = 0.85  # inches of the axes; names have what the columns leave
_ONE, _MORE, _HEAD, _APART = 0.2, 0.135, 0.27, 0.09
_FEW, _LINES = 40, 3  # claims, up to which a long label has so many lines
_HEADS = ("choices", "without one", "floor", "p", "least p", "adjusted")

Cell = tuple[str, bool]  # what a column tells, and whether the check failed


@house_style()
def plot_checks(table: pd.DataFrame, *, title: str = "", ax: Axes | None = None) -> Axes:
    """Return a row for every claim: under how many choices it holds, and its other checks.

    Parameters
    ----------
    table : DataFrame
        From ``assess_claims``: columns claim, label, family, mark, estimate, floor, n_left_out,
        n_kept, n_specifications, n_specifications_kept, p, p_adjusted and p_least.
    title : str
        The finding.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        Under the heading of each mark its claims, those that hold under most choices first. At the
        right the choices, the units without which a claim holds, whether it is above the floor, p
        and the least p that the units allow; a check that could not be made is a dash. Of more
        than 60 claims those that come first within each mark.

    Raises
    ------
    InputError
        If a column is missing.
    """
    if table.empty:
        return nothing(ax, "no claim was checked", title=title)
    need(table, COLUMNS, "plot_checks")
    rows, left_out = _fitting(_ranked(table))
    cells = [_cells(row) for row in rows.to_dict("records")]
    ends = _column_ends(cells)
    family = _family_width(rows)
    room = min(WIDTH - 2 * PAD - family - GAP - _NARROWEST - ends[-1], _NAME_MAX)
    lines = [_lines(label, room, _LINES if len(rows) <= _FEW else 1) for label in rows["label"]]
    heights = [_ONE + _MORE * (len(label) - 1) for label in lines]
    places, heads, end = _places(rows["mark"].tolist(), heights)
    left = family + widest(line for label in lines for line in label) + GAP
    ax = open_axes(
        ax,
        body=end,
        left=PAD + left,
        right=ends[-1] + PAD,
        above=0.2,
        title=title,
        notes=[
            "Mark and line: share of the defensible choices under which a claim holds; nine tenths "
            "are asked for. “without one”: units without which it still holds. “floor”: whether it "
            "is larger than halves of one source are apart. “p”: units dealt out at "
            "random; “least p”: what so many units allow; “adjusted” among all that was looked at. "
            "–: could not be checked." + left_out
        ],
    )
    ax.set_ylim(end, 0)
    ax.set_xlim(0, 1.04)
    label_rows(ax, ["\n".join(label) for label in lines], places=places)
    for mark, y in heads.items():
        _heading(ax, mark, y, int((table["mark"] == mark).sum()), left)
    if family:
        for y, name in zip(places, rows["family"], strict=True):
            beside(ax, y, shorten(name, _FAMILY_MAX, SMALL_PT), x=-left, color=MUTED).set_x(0)
    _marks(ax, rows, places)
    for i, (head, x) in enumerate(zip(_HEADS, ends, strict=True)):
        column_head(ax, head, x=x, ha="right")
        for y, row, mark in zip(places, cells, rows["mark"], strict=True):
            text, failed = row[i]
            how: dict[str, Any] = {"color": FAINT if text == "–" else INK}
            how |= {"color": MARK_COLORS[mark], "fontweight": "bold"} if failed else {}
            beside(ax, y, text, x=x, ha="right", **how)
    _axis(ax)
    return ax


def _ranked(table: pd.DataFrame) -> pd.DataFrame:
    """Claims by mark, then by the share of choices they survive; those without choices last."""
    rows = table.assign(
        share=table["n_specifications_kept"] / table["n_specifications"].where(lambda n: n > 0),
        _place=table["mark"].map({mark: i for i, mark in enumerate(MARKS)}),
    )
    order = ["_place", "share", "label", "claim"]
    return rows.sort_values(order, ascending=[True, False, True, True], na_position="last")


def _fitting(rows: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """As many claims as there is room for, of each mark its part, and a sentence that says so."""
    if len(rows) <= MOST:
        return rows, ""
    place = rows.groupby("mark").cumcount() / rows.groupby("mark")["mark"].transform("size")
    kept = rows[place.rank(method="first") <= MOST]
    return kept, f" {len(kept)} of {len(rows):,} claims: of each mark those that hold most often."


def _lines(label: str, room: float, most: int) -> list[str]:
    """The label in at most so many lines, cut short at the end of the last."""
    lines = balance(label, room, TEXT_PT) if most > 1 else [label]
    return (
        [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), room)]
        if lines[most - 1 :]
        else lines
    )


def _places(
    marks: list[Mark], heights: list[float]
) -> tuple[list[float], dict[Mark, float], float]:
    """Height of every row and of the heading of every mark, in inches from the top, and the end."""
    places: list[float] = []
    heads: dict[Mark, float] = {}
    y = 0.0
    for mark, height in zip(marks, heights, strict=True):
        if mark not in heads:
            y += _APART if heads else 0.0
            heads[mark] = y + _HEAD / 2
            y += _HEAD
        places.append(y + height / 2)
        y += height
    return places, heads, y + 0.04


def _cells(row: Mapping[Any, Any]) -> list[Cell]:
    """What the columns tell of a claim, each with whether its check failed."""
    n, kept = int(row["n_specifications"]), int(row["n_specifications_kept"])
    k, held = int(row["n_left_out"]), int(row["n_kept"])
    known = pd.notna(row["floor"]) and pd.notna(row["estimate"])
    above = known and row["estimate"] > row["floor"]
    tested = pd.notna(row["p_adjusted"])
    possible = tested and row["p_least"] <= ALPHA
    return [
        (f"{kept:,} of {n:,}" if n else "–", bool(n) and kept < SURVIVES * n),
        (f"{held:,} of {k:,}" if k else "–", held < k),
        (("above" if above else "not above") if known else "–", bool(known and not above)),
        (_p(row["p"]) if pd.notna(row["p"]) else "–", False),
        (_p(row["p_least"]) if pd.notna(row["p_least"]) else "–", False),
        (_p(row["p_adjusted"]) if tested else "–", bool(possible and row["p_adjusted"] > ALPHA)),
    ]


def _p(p: float) -> str:
    return "< .001" if p < 0.0005 else f"{p:.3f}".removeprefix("0")


def _column_ends(cells: list[list[Cell]]) -> list[float]:
    """Right ends of the columns in inches from the axes."""
    ends = [0.0]
    for i, head in enumerate(_HEADS):
        width = max(
            widest((row[i][0] for row in cells), SMALL_PT, "bold"), widest([head], SMALL_PT)
        )
        ends.append(ends[-1] + 1.3 * GAP + width)
    return ends[1:]


def _family_width(rows: pd.DataFrame) -> float:
    """Room for the names of the families, none where all claims are of one."""
    names = rows["family"].drop_duplicates()
    if len(names) < 2:
        return 0.0
    return widest((shorten(name, _FAMILY_MAX, SMALL_PT) for name in names), SMALL_PT) + 1.5 * GAP


def _heading(ax: Axes, mark: Mark, y: float, n: int, left: float) -> None:
    """Write a mark with its shape and its number of claims from the left edge on."""
    name = f"{GLYPHS[MARK_SHAPES[mark]]} {mark}"
    where = ax.get_yaxis_transform()
    how: dict[str, Any] = {"va": "center_baseline", "gid": "mark"}
    how["bbox"] = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5}
    told = f"{count(n, 'claim')}: {_READ[mark]}"
    x = text_width(name, TEXT_PT, "bold") + 0.12 - left
    ax.text(0, y, told, transform=shifted(ax, x, base=where), color=MUTED, **how)
    how |= {"color": MARK_COLORS[mark], "fontweight": "bold"}
    ax.text(0, y, name, transform=shifted(ax, -left, base=where), **how)


def _marks(ax: Axes, rows: pd.DataFrame, places: list[float]) -> None:
    for y, row in zip(places, rows.to_dict("records"), strict=True):
        ax.axhline(y, color=GRID, linewidth=0.6, zorder=0.5)
        color = MARK_COLORS[row["mark"]]
        if pd.isna(row["share"]):
            beside(ax, y, "–", x=0, ha="center", color=FAINT).set_x(0.5)
            continue
        ax.hlines(y, 0, row["share"], color=color, linewidth=1.6, alpha=0.5, zorder=2)
        ax.scatter(
            [row["share"]],
            [y],
            s=32,
            marker=MARK_SHAPES[row["mark"]],
            color=[color],
            zorder=3,
            clip_on=False,
        )


def _axis(ax: Axes) -> None:
    ax.axvline(SURVIVES, color=INK, linewidth=0.9, linestyle=(0, (3, 2)), zorder=1)
    where = shifted(ax, 0, 0.05, ax.get_xaxis_transform())
    ax.text(
        SURVIVES, 1, f"{SURVIVES:.0%}", transform=where, ha="center", fontsize=SMALL_PT, color=INK
    )
    light_grid(ax, "Choices under which it holds")
    ax.xaxis.set_major_locator(FixedLocator([0, 0.5, 1]))
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
