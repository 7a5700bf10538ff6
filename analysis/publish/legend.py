"""The legend of the reading view: which colour stands for which frames."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from analysis.publish.line import colours_of
from analysis.publish.markup import Display, escape, isolate, notebook_style

if TYPE_CHECKING:
    import pandas as pd

    from analysis.codebooks import Codebook


def show_legend(books: "Mapping[str, Codebook]", hits: "pd.DataFrame") -> Display:
    """Frames that are marked in the reading view, by codebook; the site lets each be switched off.

    Parameters
    ----------
    books : mapping of name to Codebook
        In the order of their colours.
    hits : DataFrame
        codebook and frame.
    """
    counts = hits.groupby(["codebook", "frame"]).size().to_dict()
    parts = [
        _book(name, book, {frame: counts.get((name, frame), 0) for frame in book.labels}, colour)
        for (name, book), colour in zip(books.items(), colours_of(books).values(), strict=True)
    ]
    total = sum(counts.values())
    markup = f'<div class="framing-legend" data-hits="{total}">{"".join(parts)}</div>'
    return Display({"text/html": notebook_style() + markup, "text/plain": f"{total:,} hits"})


def _book(name: str, book: "Codebook", counts: Mapping[str, int], colour: int) -> str:
    found = {frame: n for frame, n in counts.items() if n}
    silent = [isolate(book.labels[frame]) for frame, n in counts.items() if not n]
    without = f'<p class="framing-more">Without a hit: {", ".join(silent)}</p>' if silent else ""
    items = "".join(
        f'<li data-frame="{escape(name)}/{escape(frame)}"><span class="framing-name '
        f'framing-c{colour}">{escape(frame)}</span> {_label(book.labels[frame], frame)}'
        f'<span class="framing-n">{n:,}</span></li>'
        for frame, n in found.items()
    )
    listed = f"<ul>{items}</ul>" if items else ""
    return (
        f'<div class="framing-book"><p><b>{isolate(book.title)}</b> '
        f"<code>{escape(name)}</code></p>{listed}{without}</div>"
    )


def _label(label: str, frame: str) -> str:
    """The frame's label, unless its name says the same."""
    same = label.casefold() == frame.replace("-", " ").casefold()
    return "" if same else f"{isolate(label)} "
