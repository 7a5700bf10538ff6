"""The sheets of the panel on which something is asked: frames, keywords, names, a search."""

from collections.abc import Callable
from dataclasses import dataclass

import ipywidgets as widgets

from analysis.codebooks import Codebook
from analysis.explore.explorer import Explorer
from analysis.explore.parts import button, field, message, offer, on_value, row, several
from analysis.explore.rates import view_frames, view_search
from analysis.explore.search import KINDS
from analysis.explore.view import View
from analysis.explore.words import view_keywords, view_names


@dataclass(frozen=True)
class Sheet:
    """One way to ask.

    Attributes
    ----------
    title : str
    controls : Widget
    line : HTML
        Where a fault is told.
    view : callable
        The view that is asked for; None while nothing is.
    fields : tuple of Widget
        Those whose values make the question.
    renew : callable
        Takes up codebooks that have been added or changed.
    """

    title: str
    controls: widgets.Widget
    line: widgets.HTML
    view: Callable[[], View | None]
    fields: tuple[widgets.Widget, ...]
    renew: Callable[[], None] = lambda: None


def frames_sheet(explorer: Explorer, ask: Callable[[], None]) -> Sheet:
    """Rates of the frames of a codebook."""
    book = field(widgets.Dropdown, "Codebook")
    frames, line = several("Frames"), message()

    def renew() -> None:
        offer(book, titles(explorer.books))

    def list_frames() -> None:
        offer(frames, _labels(explorer.books[book.value]))

    renew()
    book.value = first_of_frames(explorer.books)
    list_frames()
    on_value(book, list_frames)
    on_value(book, ask)
    on_value(frames, ask)
    return Sheet(
        "Frames",
        widgets.VBox([row(book, frames, _hint("No frame chosen: all with a hit.")), line]),
        line,
        lambda: view_frames(explorer, explorer.books[book.value], frames=frames.value),
        (book, frames),
        renew,
    )


def keywords_sheet(explorer: Explorer, ask: Callable[[], None]) -> Sheet:
    """Words typical of each group."""
    narrow = widgets.Layout(width="11rem")
    least = field(
        widgets.BoundedIntText, "Uses at least", value=3, min=1, max=100_000, layout=narrow
    )
    top = field(widgets.BoundedIntText, "Words a group", value=12, min=1, max=40, layout=narrow)
    line = message()
    on_value(least, ask)
    on_value(top, ask)
    return Sheet(
        "Keywords",
        widgets.VBox([row(least, top, _hint("Each group against the others chosen.")), line]),
        line,
        lambda: view_keywords(explorer, min_count=least.value, top=top.value),
        (least, top),
    )


def names_sheet(explorer: Explorer, ask: Callable[[], None]) -> Sheet:
    """Names that the groups give to actors."""
    book = field(widgets.Dropdown, "Codebook")
    actors, line = several("Actors"), message()

    def renew() -> None:
        of_actors = {
            name: known for name, known in explorer.books.items() if known.kind == "actors"
        }
        offer(book, titles(of_actors))

    def list_actors() -> None:
        offer(actors, _labels(explorer.books[book.value]))

    renew()
    book.value = explorer.actors
    list_actors()
    on_value(book, list_actors)
    on_value(book, ask)
    on_value(actors, ask)
    return Sheet(
        "Names",
        widgets.VBox([row(book, actors, _hint("No actor chosen: all of them.")), line]),
        line,
        lambda: view_names(explorer, explorer.books[book.value], actors=actors.value),
        (book, actors),
        renew,
    )


def search_sheet(explorer: Explorer, ask: Callable[[], None]) -> Sheet:
    """Whatever a word or a pattern finds."""
    pattern = field(
        widgets.Text, "Search for", continuous_update=False, placeholder="a word, a phrase, dock*"
    )
    kind = field(widgets.Dropdown, "as", options=[(text, name) for name, text in KINDS.items()])
    line = message()
    on_value(pattern, ask)
    on_value(kind, ask)
    return Sheet(
        "Search",
        widgets.VBox([row(pattern, kind, button("Search", ask)), line]),
        line,
        lambda: (
            view_search(explorer, pattern.value, kind=kind.value) if pattern.value.strip() else None
        ),
        (pattern, kind),
    )


def first_of_frames(books: dict[str, Codebook]) -> str:
    """Name of the first codebook that lists frames; the library has some, so there is one."""
    return next(name for name, book in books.items() if book.kind == "frames")


def titles(books: dict[str, Codebook]) -> list[tuple[str, str]]:
    """What codebooks are called in a list, and their names; of frames where nothing is said."""
    return [
        (book.title if book.kind == "frames" else f"{book.title} ({book.kind})", name)
        for name, book in books.items()
    ]


def _labels(book: Codebook) -> list[tuple[str, str]]:
    return [(label, name) for name, label in book.labels.items()]


def _hint(text: str) -> widgets.HTML:
    return widgets.HTML(f'<span class="explore-hint">{text}</span>')
