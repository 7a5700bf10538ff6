"""Explicit layout in inches: header, axes, panels, and words beside the rows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator, StrMethodFormatter
from matplotlib.transforms import ScaledTranslation, Transform

from analysis.plots.lettering import balance, text_width, wrap
from analysis.plots.style import INK, MUTED, PAPER, SMALL_PT, TEXT_PT, TITLE_PT

WIDTH = 7.2
PAD = 0.12
GAP = 0.1
AXIS = 0.46  # tick labels and axis label below the axes
LABEL_MAX = 1.95
_TITLE_LINE, _LINE = 0.205, 0.175

Run = tuple[str, str]  # a stretch of text and its colour
Note = str | Sequence[Run]


@dataclass(frozen=True)
class Header:
    """Title and reading lines, broken into lines for a width.

    Attributes
    ----------
    title : list of str
        Lines of the finding.
    lines : list of list of (str, str)
        Lines under it, each of stretches of text with their colours.
    """

    title: list[str]
    lines: list[list[Run]]

    @property
    def height(self) -> float:
        """Return the room that the header takes, in inches."""
        height = _TITLE_LINE * len(self.title) + _LINE * len(self.lines)
        return height + (0.1 if height else 0.0)


def header(title: str, notes: Sequence[Note], width: float) -> Header:
    """Return a header broken for so many inches."""
    lines = [line for note in notes for line in _note_lines(note, width)]
    return Header(balance(title, width, TITLE_PT, "bold"), lines)


def _note_lines(note: Note, width: float) -> list[list[Run]]:
    if isinstance(note, str):
        return [[(line, MUTED)] for line in wrap(note, width)]
    lines: list[list[Run]] = [[]]
    used = 0.0
    for run in note:
        if lines[-1] and used + _run_width(run) > width:
            lines.append([])
            used = 0.0
        lines[-1].append(run)
        used += _run_width(run) + 0.14
    return [line for line in lines if line]


def _run_weight(run: Run) -> str:
    return "normal" if run[1] == MUTED else "bold"


def _run_width(run: Run) -> float:
    return text_width(run[0], TEXT_PT, _run_weight(run))


def draw_header(ax: Axes, head: Header, left: float, lift: float) -> None:
    """Write a header so many inches above the axes, starting so many inches left of them."""
    y = head.height + lift - 0.16
    for line in head.title:
        where = shifted(ax, -left, y)
        ax.text(0, 1, line, transform=where, fontsize=TITLE_PT, fontweight="bold", gid="title")
        y -= _TITLE_LINE
    y += 0.015
    for runs in head.lines:
        x = -left
        for run in runs:
            where = shifted(ax, x, y)
            ax.text(0, 1, run[0], transform=where, color=run[1], fontweight=_run_weight(run))
            x += _run_width(run) + 0.14
        y -= _LINE


def figure_of(ax: Axes) -> Figure:
    """Return the whole figure that axes belong to."""
    return cast(Figure, ax.get_figure(root=True))


def size_of(ax: Axes) -> tuple[float, float]:
    """Return width and height of the axes in inches."""
    box, dpi = ax.get_window_extent(), figure_of(ax).dpi
    return box.width / dpi, box.height / dpi


def shifted(ax: Axes, x: float = 0.0, y: float = 0.0, base: Transform | None = None) -> Transform:
    """Return a transform moved by inches, from axes fractions unless another base is given."""
    move = ScaledTranslation(x, y, figure_of(ax).dpi_scale_trans)
    return (ax.transAxes if base is None else base) + move


def _whole_pixels(height: float) -> float:
    return math.ceil(100 * height) / 100


def _figure(height: float) -> Figure:
    figure = Figure(figsize=(WIDTH, height), dpi=100, facecolor=PAPER)
    FigureCanvasAgg(figure)
    return figure


def open_axes(
    ax: Axes | None,
    *,
    body: float,
    left: float,
    right: float = PAD,
    above: float = 0.0,
    below: float = AXIS,
    title: str = "",
    notes: Sequence[Note] = (),
) -> Axes:
    """Return axes with the header written, on a new figure unless axes are given.

    Parameters
    ----------
    ax : Axes or None
        Axes to draw in; their place in their figure is left alone.
    body : float
        Height of the axes in inches.
    left, right, above, below : float
        Room around the axes in inches, for what is written there.
    title : str
        The finding; broken to the width.
    notes : sequence
        Lines under the title: text, or coloured stretches of text.
    """
    if ax is not None:
        draw_header(ax, header(title, notes, size_of(ax)[0]), 0.0, above)
        return ax
    head = header(title, notes, WIDTH - 2 * PAD)
    height = _whole_pixels(PAD + head.height + above + body + below)
    figure = _figure(height)
    size = (left / WIDTH, below / height, (WIDTH - left - right) / WIDTH, body / height)
    ax = figure.add_axes(size)
    draw_header(ax, head, left - PAD, above)
    return ax


def open_panels(
    n_panels: int,
    *,
    columns: int,
    bodies: Sequence[float],
    left: float,
    right: float,
    above: float,
    below: float = AXIS,
    margin: float = 0.0,
    title: str = "",
    notes: Sequence[Note] = (),
) -> list[Axes]:
    """Return panels in rows of so many columns, with one header over all of them.

    Parameters
    ----------
    n_panels, columns : int
        How many panels, and how many stand side by side.
    bodies : sequence of float
        Height of the axes in each row of panels, in inches.
    left, right, above, below : float
        Room around every panel in inches.
    margin : float
        Room left of all panels, where row labels are written once.
    title, notes
        As for `open_axes`.
    """
    head = header(title, notes, WIDTH - 2 * PAD)
    height = _whole_pixels(PAD + head.height + sum(bodies) + len(bodies) * (above + below))
    figure = _figure(height)
    width = (WIDTH - margin) / columns - left - right
    panels = []
    for i in range(n_panels):
        row, column = divmod(i, columns)
        x = margin + left + column * (left + width + right)
        down = sum(bodies[: row + 1]) + (row + 1) * above + row * below
        y = height - PAD - head.height - down
        size = (x / WIDTH, y / height, width / WIDTH, bodies[row] / height)
        panels.append(figure.add_axes(size))
    draw_header(panels[0], head, margin + left - PAD, above)
    return panels


def row_height(n_rows: int) -> float:
    """Return the height of a row in inches: closer together the more there are."""
    if n_rows <= 12:
        return 0.25
    return 0.2 if n_rows <= 30 else 0.168


def label_rows(
    ax: Axes,
    labels: Sequence[str],
    colors: Sequence[str] | None = None,
    places: Sequence[float] | None = None,
) -> None:
    """Write labels left of rows 0, 1, 2 … from the top, or at places on an axis that is set."""
    # Plain text: ticks would cost several times as much to make, to measure and to draw.
    ax.yaxis.set_visible(False)
    if places is None and labels:
        ax.set_ylim(len(labels) - 0.5, -0.5)
    where = shifted(ax, -0.06, base=ax.get_yaxis_transform())
    for i, label in enumerate(labels):
        text = ax.text(0, i if places is None else places[i], label, transform=where, gid="row")
        lines = "center" if "\n" in label else "center_baseline"
        text.set(ha="right", va=lines, linespacing=1.1, color=colors[i] if colors else INK)


def beside(ax: Axes, y: float, text: str, *, x: float, ha: str = "left", **how: Any) -> Text:
    """Return text at a row, so many inches right of the axes."""
    how = {"color": INK, "fontsize": SMALL_PT, "va": "center_baseline", **how}
    where = shifted(ax, x, base=ax.get_yaxis_transform())
    return ax.text(1, y, text, transform=where, ha=ha, **how)


def column_head(ax: Axes, text: str, *, x: float, ha: str = "left") -> Text:
    """Return the heading of words beside the rows, so many inches right of the axes."""
    return ax.text(
        1, 1, text, transform=shifted(ax, x, 0.05), ha=ha, color=MUTED, fontsize=SMALL_PT
    )


def stretch(ax: Axes, y: float, left: float, width: float, **how: Any) -> None:
    """Draw a horizontal stretch of a bar around a height; cheaper than a call of barh for each."""
    height = how.pop("height")
    ax.add_patch(Rectangle((left, y - height / 2), width, height, **how))


def light_grid(ax: Axes, xlabel: str, *, whole: bool = False) -> None:
    """Draw light vertical lines at the ticks, whole numbers if so wished, and name the unit."""
    if whole:
        ax.xaxis.set_major_locator(MaxNLocator(8, integer=True, steps=[1, 2, 5, 10]))
        ax.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    ax.grid(axis="x")
    ax.set_xlabel(xlabel, ha="left")
    # A place that is given spares matplotlib measuring every tick label.
    ax.xaxis.set_label_coords(0, 0, transform=shifted(ax, 0, -0.255))


def nothing(ax: Axes | None, what: str, *, title: str = "") -> Axes:
    """Return axes that say in words that there is nothing to show, and why."""
    lines = wrap(f"nothing to show: {what}", WIDTH - 2 * PAD)
    ax = open_axes(ax, body=_LINE * len(lines) + 0.1, left=PAD, below=PAD, title=title)
    ax.set_xticks([])
    ax.set_yticks([])
    text = "\n".join(lines)
    ax.text(0, 1, text, transform=ax.transAxes, color=MUTED, va="top", linespacing=1.3)
    return ax
