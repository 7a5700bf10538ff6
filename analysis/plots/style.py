"""The house style: colours that mean one thing, and settings that no user's file can change."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

import matplotlib as mpl
from matplotlib.colors import to_rgb

PAPER = "#ffffff"
INK = "#1c1c1e"
MUTED = "#5e5e64"
FAINT = "#8c8c94"
RULE = "#b4b4ba"
GRID = "#e4e4e8"
NEUTRAL = "#6b6b72"

TITLE_PT, TEXT_PT, SMALL_PT = 11.0, 8.5, 8.0

# Chosen by search: every pair stays apart in normal vision and with each of the three colour
# deficiencies, the first three in greyscale as well, and each has contrast 3 : 1 on the paper.
GROUP_COLORS = ("#1d3f94", "#c2540b", "#5f0f40", "#3b9c8d", "#997ee9", "#a4214a", "#546a9e")
GROUP_MARKERS = ("o", "s", "^", "D", "v", "P", "X")
GLYPHS = {"o": "●", "s": "■", "^": "▲", "D": "◆", "v": "▼", "P": "✚", "X": "✖"}

RC: dict[str, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": RULE,
    "axes.facecolor": PAPER,
    "axes.grid": False,
    "axes.labelcolor": MUTED,
    "axes.labelpad": 5.0,
    "axes.labelsize": TEXT_PT,
    "axes.linewidth": 0.8,
    "axes.spines.bottom": False,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": TITLE_PT,
    "axes.titleweight": "bold",
    "axes.unicode_minus": True,
    "figure.dpi": 100.0,
    "figure.facecolor": PAPER,
    "font.cursive": ["DejaVu Sans"],  # short lists: every text looks its font up in all of them
    "font.family": ["DejaVu Sans"],
    "font.fantasy": ["DejaVu Sans"],
    "font.monospace": ["DejaVu Sans Mono"],
    "font.sans-serif": ["DejaVu Sans"],
    "font.serif": ["DejaVu Serif"],
    "font.size": TEXT_PT,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "savefig.facecolor": PAPER,
    "svg.fonttype": "path",
    "svg.hashsalt": "comparative-framing",
    "text.color": INK,
    "text.hinting": "none",  # the same widths at every resolution, and less work
    "text.parse_math": False,
    "xtick.color": RULE,
    "xtick.labelcolor": MUTED,
    "xtick.labelsize": SMALL_PT,
    "xtick.major.size": 0.0,
    "ytick.color": RULE,
    "ytick.labelcolor": INK,
    "ytick.labelsize": TEXT_PT,
    "ytick.major.size": 0.0,
}


@contextmanager
def house_style() -> Iterator[None]:
    """Return a context, also usable as a decorator, in which only the house settings hold.

    It starts from matplotlib's own defaults and not from the current settings, so that a user's
    matplotlibrc or an earlier cell changes no picture; on leaving, their settings are back.
    """
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(cast(Any, RC))
        yield


def group_colors(groups: Mapping[str, str]) -> dict[str, str]:
    """Return the colour of every group, fixed by its place in the order of the groups.

    Parameters
    ----------
    groups : mapping of str to str
        Key of each group and its label, in the order of the corpus.

    Returns
    -------
    dict of str to str
        Hexadecimal colour by group key. More than seven groups cannot be told apart by colour:
        all of them are then neutral, and the figures write their names beside the marks.

    Examples
    --------
    >>> group_colors({"left": "Left press", "right": "Right press"})
    {'left': '#1d3f94', 'right': '#c2540b'}
    """
    if len(groups) > len(GROUP_COLORS):
        return dict.fromkeys(groups, NEUTRAL)
    return dict(zip(groups, GROUP_COLORS, strict=False))


def group_markers(groups: Mapping[str, str]) -> dict[str, str]:
    """Return the marker of every group, so that groups differ in print without colour too.

    Parameters
    ----------
    groups : mapping of str to str
        Key of each group and its label, in the order of the corpus.

    Returns
    -------
    dict of str to str
        Matplotlib marker by group key; a disc for all when there are more than seven groups.
    """
    if len(groups) > len(GROUP_MARKERS):
        return dict.fromkeys(groups, "o")
    return dict(zip(groups, GROUP_MARKERS, strict=False))


def group_key(
    groups: Mapping[str, str],
    shown: Collection[str],
    *,
    n_articles: Mapping[str, int] | None = None,
    counted: str = "article",
    marks: bool = True,
) -> list[tuple[str, str]]:
    """Return the names of the groups with their colours: the key of a figure in words.

    Parameters
    ----------
    groups : mapping of str to str
        Key and label of every group, in order.
    shown : collection of str
        The groups that are in the figure; the others keep their colours for elsewhere.
    n_articles : mapping of str to int, optional
        Number of articles of every group, written behind its name.
    counted : str
        What was counted, where it is not articles.
    marks : bool
        Whether the marker of the group stands before its name.

    Returns
    -------
    list of (str, str)
        Text and colour.

    Examples
    --------
    >>> group_key({"left": "Left press"}, ["left"], n_articles={"left": 2})
    [('● Left press (2 articles)', '#1d3f94')]
    """
    colors, markers = group_colors(groups), group_markers(groups)
    key = []
    for group, label in groups.items():
        if group not in shown:
            continue
        mark = f"{GLYPHS[markers[group]]} " if marks else ""
        number = f" ({count(n_articles.get(group, 0), counted)})" if n_articles else ""
        key.append((f"{mark}{label}{number}", colors[group]))
    return key


def count(n: int, noun: str) -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> count(1, "article"), count(4, "article")
    ('1 article', '4 articles')
    """
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def luminance(color: str) -> float:
    """Return the relative luminance of a colour, 0 for black and 1 for white (WCAG 2)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(color: str, paper: str = PAPER) -> float:
    """Return the contrast ratio of two colours, from 1 (none) to 21 (black on white).

    Examples
    --------
    >>> contrast("#000000", "#ffffff")
    21.0
    """
    light, dark = sorted((luminance(color), luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tint(color: str, strength: float) -> tuple[float, float, float]:
    """Return the colour mixed with the paper; strength 1 is the colour, 0 the paper."""
    red, green, blue = (
        p + strength * (c - p) for c, p in zip(to_rgb(color), to_rgb(PAPER), strict=True)
    )
    return red, green, blue
