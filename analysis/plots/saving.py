"""Save a figure with the table behind it, its caption and its text alternative."""

import base64
import io
import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from analysis.corpus.writing import write_whole
from analysis.errors import InputError, visible
from analysis.plots.style import house_style

CSS_DPI = 100  # one inch of the figure is this many CSS pixels on the page
MIME = "application/vnd.framing.figure+json"


@dataclass(frozen=True)
class SavedFigure:
    """A figure on disk: shows itself in a notebook and says what it is to the site.

    Attributes
    ----------
    name, caption, alt : str
        As given to `save_figure`.
    folder : Path
        Where NAME.svg, NAME.png, NAME.csv and NAME.json are.
    width, height : int
        Size on the page in CSS pixels; the PNG has twice as many.
    png : bytes
        The picture.
    """

    name: str
    caption: str
    alt: str
    folder: Path
    width: int
    height: int
    png: bytes

    def __repr__(self) -> str:
        return self.caption

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data = {
            MIME: {"name": self.name, "caption": self.caption, "alt": self.alt},
            "image/png": base64.b64encode(self.png).decode("ascii"),
            "text/plain": self.caption,
        }
        size = {"width": self.width, "height": self.height, "alt": self.alt}
        return data, {"image/png": size}


@house_style()
def save_figure(
    ax: Axes | Sequence[Axes],
    name: str,
    *,
    data: pd.DataFrame,
    caption: str,
    alt: str,
    folder: Path | None = None,
) -> SavedFigure:
    """Return the saved figure, after writing NAME.svg, NAME.png, NAME.csv and NAME.json.

    Parameters
    ----------
    ax : Axes or list of Axes
        What a plot function returned; the whole figure is saved.
    name : str
        File name without ending, in kebab-case.
    data : DataFrame
        The table that is drawn; its floats are written with 6 significant digits.
    caption : str
        How to read the figure.
    alt : str
        What a reader who cannot see the picture should know.
    folder : Path, optional
        Where to write; by default the environment variable FRAMING_OUT, or else `draft/`.

    Returns
    -------
    SavedFigure
        Shows the picture at the end of a cell.

    Raises
    ------
    InputError
        If the name is not kebab-case, or the caption or the text alternative is blank.

    Notes
    -----
    The same figure gives the same bytes every time: no date, no version and no random ids are
    written.
    """
    _check(name, caption, alt)
    figure = _whole(ax)
    for text in figure.findobj(Text):
        if (shown := visible(text.get_text())) != text.get_text():
            text.set_text(shown)
    width, height = (round(CSS_DPI * side) for side in figure.get_size_inches())
    png = _png(figure)
    about = {"name": name, "caption": caption, "alt": alt, "width": width, "height": height}
    parts = {
        "svg": _svg(figure, alt),
        "png": png,
        "csv": data.to_csv(index=False, float_format="%.6g", lineterminator="\n").encode(),
        "json": (json.dumps(about, ensure_ascii=False, indent=2) + "\n").encode(),
    }
    folder = folder or Path(os.environ.get("FRAMING_OUT") or "draft")
    folder.mkdir(parents=True, exist_ok=True)
    for ending, content in parts.items():
        write_whole(folder / f"{name}.{ending}", content)
    return SavedFigure(name, caption, alt, folder, width, height, png)


@house_style()
def figure_svg(ax: Axes | Sequence[Axes], *, alt: str) -> bytes:
    """Return the picture as SVG with nothing written, for a screen that redraws it often.

    Parameters
    ----------
    ax : Axes or list of Axes
        What a plot function returned; the whole figure is drawn.
    alt : str
        What a reader who cannot see the picture should know.

    Notes
    -----
    Letters are left to the browser: drawing their outlines takes half of the time. Where it lacks
    DejaVu Sans a face of nearly the same widths stands in.
    """
    mpl.rcParams["svg.fonttype"] = "none"
    return _svg(_whole(ax), alt).replace(b"'DejaVu Sans'", b"'DejaVu Sans', Verdana, sans-serif")


def _whole(ax: Axes | Sequence[Axes]) -> Figure:
    return cast(Figure, (ax if isinstance(ax, Axes) else ax[0]).get_figure(root=True))


def _check(name: str, caption: str, alt: str) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise InputError(f"figure name {name!r}: use lower-case letters, digits and single hyphens")
    for what, text in (("caption", caption), ("alt text", alt)):
        if not isinstance(text, str) or not text.strip():
            raise InputError(f"figure {name!r}: the {what} is missing")


def _png(figure: Figure) -> bytes:
    dpi = figure.dpi
    figure.set_dpi(2 * CSS_DPI)
    try:
        buffer = io.BytesIO()
        canvas = FigureCanvasAgg(figure)
        canvas.draw()  # type: ignore[no-untyped-call]
        pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
        picture = _in_256_colors(pixels)
        picture.save(buffer, "png", compress_level=4, dpi=(figure.dpi, figure.dpi))
    finally:
        figure.set_dpi(dpi)
    return buffer.getvalue()


def _in_256_colors(pixels: npt.NDArray[np.uint8]) -> Image.Image:
    """Return the picture in its 256 most frequent colours: as quick to write, a third as large.

    Flat colours stay exact; only rare shades at the edges of letters go to their nearest.
    """
    packed = pixels.view(np.uint32)[..., 0]
    flat, paper = packed.ravel(), packed[0, 0]
    marks = np.flatnonzero(flat != paper)
    found, which, n = np.unique(flat[marks], return_inverse=True, return_counts=True)
    colors = found.view(np.uint8).reshape(-1, 4)[:, :3].astype(np.int32)
    kept = colors[np.argsort(-n, kind="stable")[:255]]
    nearest = np.zeros(len(colors), np.uint8)
    for part in np.array_split(np.arange(len(colors)), 1 + len(colors) // 1000):
        apart = ((colors[part, None] - kept) ** 2).sum(axis=2)
        nearest[part] = 1 + apart.argmin(axis=1) if len(part) else 0
    index = np.zeros(flat.shape, np.uint8)
    index[marks] = nearest[which]
    picture = Image.fromarray(index.reshape(packed.shape))
    picture.putpalette([*pixels[0, 0, :3].tolist(), *kept.ravel().tolist()])
    return picture


def _svg(figure: Figure, alt: str) -> bytes:
    dpi = figure.dpi
    figure.set_dpi(72)
    try:
        buffer = io.BytesIO()
        about = {"Date": None, "Creator": None, "Format": None, "Type": None, "Title": visible(alt)}
        canvas = FigureCanvasSVG(figure)
        canvas.print_svg(buffer, metadata=about)  # type: ignore[no-untyped-call]
    finally:
        figure.set_dpi(dpi)
        FigureCanvasAgg(figure)
    return buffer.getvalue()
