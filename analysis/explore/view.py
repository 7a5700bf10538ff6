"""One thing to look at: a table, its figure, and the hits behind every row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.saving import SavedFigure, figure_svg, save_figure
from analysis.publish import show_table
from analysis.publish.markup import output_file


@dataclass(frozen=True)
class View:
    """What a person looks at, before anything is drawn.

    Attributes
    ----------
    name : str
        Of the files that it is exported to, without ending.
    caption, alt : str
        How to read the figure, and what it shows in words.
    data : DataFrame
        The table that is drawn, and exported.
    rows : DataFrame
        What is listed, with labels for keys.
    columns : dict of str to str
        Columns of ``rows`` that are listed, and their headings, as ``table_lines`` takes them.
    draw : callable
        Makes the figure.
    hits : callable
        The hits behind a row of ``rows``, with ``group`` and ``label`` of the article.
    """

    name: str
    caption: str
    alt: str
    data: pd.DataFrame
    rows: pd.DataFrame
    columns: dict[str, str]
    draw: Callable[[], Axes | Sequence[Axes]]
    hits: Callable[[int], pd.DataFrame]

    def svg(self) -> bytes:
        """The figure for the screen."""
        return figure_svg(self.draw(), alt=self.alt)


def export_figure(view: View) -> SavedFigure:
    """Save the figure with its caption, its text alternative and the table behind it.

    Parameters
    ----------
    view : View

    Notes
    -----
    Nothing that was exported before is written over: a second figure of the same name gets a
    number.
    """
    name = _free(view.name)
    return save_figure(view.draw(), name, data=view.data, caption=view.caption, alt=view.alt)


def export_table(table: pd.DataFrame, name: str, *, caption: str) -> Path:
    """Where a table was saved as CSV, with a number where there is one of that name already."""
    name = _free(name)
    show_table(table, name=name, caption=caption)
    return output_file(name, "csv")


def _free(name: str) -> str:
    """The name, or the first of those with a number behind it that no file has."""
    number, free = 1, name
    while output_file(free, "csv").exists():
        number += 1
        free = f"{name}-{number}"
    return free
