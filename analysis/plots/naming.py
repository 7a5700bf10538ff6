"""By which names each group mentions each actor: the naming matrix."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from analysis.plots.frame_articles import SHADES
from analysis.plots.layout import GAP, PAD, WIDTH, nothing, open_axes, shifted, size_of
from analysis.plots.lettering import shorten, text_width, widest, wrap
from analysis.plots.style import (
    FAINT,
    GRID,
    INK,
    MUTED,
    PAPER,
    SMALL_PT,
    TEXT_PT,
    contrast,
    count,
    group_colors,
    house_style,
)
from analysis.plots.tables import known_groups, need

COLUMNS = ("frame", "label", "form", "group", "n", "share", "n_articles", "k_articles", "n_named")
MOST, MOST_FORMS = 38, 9  # rows, and forms of an actor
_ROW, _HEAD, _APART = 0.2, 0.25, 0.1
_LABEL, _INDENT = 2.3, 0.16
_SHADE = 0.86  # of the width of a column that is shaded
_ROOMY = 0.72  # inches, from which a cell has room for its articles


@house_style()
def plot_naming(
    table: pd.DataFrame,
    *,
    groups: Mapping[str, str],
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Return a shaded table: the names of each actor down, groups across, uses in the cells.

    Parameters
    ----------
    table : DataFrame
        Columns frame, label (of the actor), form, group, n, share, n_articles, k_articles and
        n_named; a row for every form and group, zeros included, in the order in which actors and
        forms are shown.
    groups : mapping of str to str
        Key and label of every group, in order.
    title : str
        The finding.
    ax : Axes, optional
        Where to draw; a new figure otherwise.

    Returns
    -------
    Axes
        Under the heading of an actor, with its mentions by any name, one row a form: uses, and
        the articles that use it where a group has several and there is room. The shade is the
        share of the actor's mentions in the group. Actors with one form are left out; of the
        others the first, as far as 38 rows go, with nine forms at most.

    Raises
    ------
    InputError
        If a column is missing or a group has no label.
    """
    if table.empty:
        return nothing(ax, "no name", title=title)
    need(table, COLUMNS, "plot_naming")
    known_groups(table, groups, "plot_naming")
    blocks, left_out = _blocks(table)
    if not blocks:
        return nothing(ax, "no actor has two names", title=title)
    shown = [group for group in groups if group in set(table["group"])]
    labels = [label for block in blocks for label in [_heading(block), *_forms(block)]]
    left = PAD + min(max(widest(labels, TEXT_PT, "bold"), 1.0), _LABEL) + _INDENT + GAP
    cell = (WIDTH - left - PAD) / len(shown)
    heads = [wrap(groups[group], cell - 0.06, SMALL_PT, "bold") for group in shown]
    height = sum(_HEAD + _ROW * len(_forms(block)) for block in blocks)
    height += _APART * (len(blocks) - 1)
    ax = open_axes(
        ax,
        body=height,
        left=left,
        right=PAD,
        above=0.14 * (max(map(len, heads)) + 1) + 0.08,
        below=0.4,
        title=title,
        notes=[_note(table, cell, left_out)],
    )
    ax.set_xlim(0, len(shown))
    ax.set_ylim(height, 0)
    ax.set_xticks([])
    ax.yaxis.set_visible(False)
    _write_heads(ax, heads, shown, groups, table)
    _draw(ax, blocks, shown, left - PAD - GAP, cell)
    _scale(ax)
    return ax


def _blocks(table: pd.DataFrame) -> tuple[list[pd.DataFrame], int]:
    """Rows of the actors that are shown, with the forms shown, and how many actors are not."""
    used = table[table.groupby(["frame", "form"])["n"].transform("sum") > 0]
    several = [block for _, block in used.groupby("frame", sort=False) if len(_forms(block)) > 1]
    blocks: list[pd.DataFrame] = []
    n_rows = 0
    for whole in several:
        block = whole[whole["form"].isin(_forms(whole)[:MOST_FORMS])]
        n_rows += 1 + len(_forms(block))
        if blocks and n_rows > MOST:
            break
        blocks.append(block.assign(n_forms=len(_forms(whole))))
    return blocks, len(several) - len(blocks)


def _forms(block: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(block["form"]))


def _heading(block: pd.DataFrame, room: float = WIDTH) -> str:
    """Label of the actor, and how many of its names are shown where some are not."""
    label = block["label"].iloc[0]
    n_forms, n_shown = int(block["n_forms"].iloc[0]), len(_forms(block))
    more = [f" ({n_shown} of {n_forms} names)", f" ({n_shown} of {n_forms})"]
    more = ["", ""] if n_forms == n_shown else more
    if text_width(label + more[0], TEXT_PT, "bold") <= room:
        return f"{label}{more[0]}"
    return shorten(label, room - text_width(more[1], TEXT_PT, "bold"), TEXT_PT, "bold") + more[1]


def _note(table: pd.DataFrame, cell: float, left_out: int) -> str:
    articles = ", and the articles that have them" if _tells_articles(table, cell) else ""
    more = f" {count(left_out, 'actor')} with several names left out." if left_out else ""
    return f"Number: uses{articles}. Shade: share of the actor’s mentions in the group.{more}"


def _tells_articles(table: pd.DataFrame, cell: float) -> bool:
    return cell >= _ROOMY and bool((table["k_articles"] > 1).any())


def _write_heads(
    ax: Axes,
    heads: Sequence[list[str]],
    shown: Sequence[str],
    groups: Mapping[str, str],
    table: pd.DataFrame,
) -> None:
    colors = group_colors(groups)
    k_articles = table.drop_duplicates("group").set_index("group")["k_articles"]
    cell = size_of(ax)[0] / len(shown)
    for x, (group, lines) in enumerate(zip(shown, heads, strict=True)):
        articles = count(int(k_articles[group]), "article")
        last = articles if text_width(articles, SMALL_PT) < cell - 0.06 else articles.split(" ")[0]
        for i, line in enumerate([*lines, last]):
            where = shifted(ax, 0, 0.06 + 0.14 * (len(lines) - i), ax.get_xaxis_transform())
            name = i < len(lines)
            ax.text(
                x + 0.5, 1, line, transform=where, ha="center", va="baseline", fontsize=SMALL_PT,
                color=colors[group] if name else MUTED, fontweight="bold" if name else "normal",
            )  # fmt: skip


def _draw(
    ax: Axes, blocks: Sequence[pd.DataFrame], shown: Sequence[str], room: float, cell: float
) -> None:
    y, boxes = 0.0, list[Rectangle]()
    for block in blocks:
        cells = {(row["form"], row["group"]): row for row in block.to_dict("records")}
        named = {group: row["n_named"] for (_, group), row in cells.items()}
        _label(ax, y + _HEAD / 2, _heading(block, room), -room, fontweight="bold", gid="actor")
        for x, group in enumerate(shown):
            _number(ax, x + 0.5, y + _HEAD / 2, f"{named[group]:,}", color=MUTED, gid="named")
        ax.axhline(y + _HEAD - 0.015, color=GRID, linewidth=0.8)
        y += _HEAD
        for form in _forms(block):
            text = shorten(form, room - _INDENT, TEXT_PT)
            _label(ax, y + _ROW / 2, text, _INDENT - room, gid="row")
            for x, group in enumerate(shown):
                boxes += _cell(ax, x, y, cells[form, group], cell)
            y += _ROW
        y += _APART
    # Drawn as one: a patch by itself costs half a millisecond, and a person waits for it.
    ax.add_collection(PatchCollection(boxes, match_original=True, zorder=1))


def _cell(ax: Axes, x: int, y: float, row: Mapping[Hashable, Any], cell: float) -> list[Rectangle]:
    n, middle = int(row["n"]), y + _ROW / 2
    if not n:
        silent = int(row["n_named"]) == 0
        _number(ax, x + 0.5, middle, "–" if silent else "0", color=FAINT, gid="uses")
        return []
    share = float(row["share"])
    shade = to_hex(SHADES(share))
    ink = INK if contrast(INK, shade) >= contrast(PAPER, shade) else PAPER
    width = _SHADE
    box = Rectangle((x + (1 - width) / 2, y + 0.015), width, _ROW - 0.03, facecolor=shade)
    k_articles = int(row["k_articles"])
    told = f" in {int(row['n_articles'])}" if k_articles > 1 and cell >= _ROOMY else ""
    _number(ax, x + 0.5, middle, f"{n:,}{told}", color=ink, gid="uses")
    return [box]


def _label(ax: Axes, y: float, text: str, x: float, **how: Any) -> None:
    where = shifted(ax, x - 0.1, base=ax.get_yaxis_transform())
    ax.text(0, y, text, transform=where, ha="left", va="center_baseline", color=INK, **how)


def _number(ax: Axes, x: float, y: float, text: str, **how: Any) -> None:
    ax.text(x, y, text, ha="center", va="center_baseline", fontsize=SMALL_PT, **how)


def _scale(ax: Axes) -> None:
    """Draw the shades in small steps below the cells, with their ends in numbers."""
    width, height = size_of(ax)
    where = shifted(ax, 0, -0.27)
    start, step, n_steps = text_width("0", SMALL_PT) + 0.06, 0.05, 24
    steps = [
        Rectangle(((start + i * step) / width, 0), step / width, 0.11 / height)
        for i in range(n_steps)
    ]
    shades = [SHADES(i / (n_steps - 1)) for i in range(n_steps)]
    bar = PatchCollection(steps, facecolors=shades, edgecolors="none", transform=where)
    bar.set_clip_on(False)
    ax.add_collection(bar, autolim=False)
    how: dict[str, Any] = {"transform": where, "fontsize": SMALL_PT, "color": MUTED}
    ax.text(0, 0, "0", **how)
    end = (start + n_steps * step + 0.06) / width
    ax.text(end, 0, "all of the actor’s mentions", **how)
