"""The parts that the panel is put together from: lists, messages, fields."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import resources
from typing import Any

import ipywidgets as widgets

from analysis.errors import InputError
from analysis.publish.markup import escape


@cache
def style() -> str:
    """Style element of the panel."""
    css = resources.files("analysis.explore").joinpath("explore.css").read_text("utf-8")
    return f"<style>{css}</style>"


def message() -> widgets.HTML:
    """A line that says how something went; empty at first."""
    line = widgets.HTML()
    line.add_class("explore-message")
    return line


def say(line: widgets.HTML, text: str, *, wrong: bool = False) -> None:
    """Write a text into a line, as a fault if it is one; screen readers are told."""
    kind, role = ("explore-wrong", "alert") if wrong else ("explore-said", "status")
    line.value = f'<span class="{kind}" role="{role}">{escape(text)}</span>' if text else ""


@contextmanager
def told_in(line: widgets.HTML) -> Iterator[None]:
    """Context in which what goes wrong becomes one line, and the line is empty otherwise."""
    say(line, "")
    try:
        yield
    except InputError as error:
        say(line, " ".join(str(error).split()), wrong=True)
    except OSError as error:
        say(line, f"cannot be saved: {error.strerror}", wrong=True)


def on_value(widget: widgets.Widget, action: Callable[[], None], *, of: str = "value") -> None:
    """Do something whenever a widget's value changes, by hand or not."""
    widget.observe(lambda change: action(), names=of)


def list_of(label: str, *, rows: int) -> widgets.Select:
    """An empty list whose lines can be clicked on, or gone through with the arrow keys."""
    listing = widgets.Select(description=label, rows=rows, options=[], index=None)
    listing.add_class("explore-list")
    return listing


def fill(listing: widgets.Select, lines: Sequence[str]) -> None:
    """Put lines into a list and choose the first, which counts as a click on it."""
    listing.options = [(line, number) for number, line in enumerate(lines)]
    if lines and listing.index is None:
        listing.index = 0


def offer(widget: widgets.Widget, options: list[tuple[str, str]]) -> None:
    """Put options into a list; what was chosen stays so where it is still there."""
    before, known = widget.value, {value for _, value in options}
    widget.options = options
    if isinstance(before, tuple):
        widget.value = tuple(value for value in before if value in known)
    elif options:
        widget.value = before if before in known else options[0][1]


def several(label: str, *, rows: int = 4) -> widgets.SelectMultiple:
    """A list of which several lines can be chosen."""
    return widgets.SelectMultiple(
        description=label, options=[], rows=rows, layout=widgets.Layout(width="min(100%, 22rem)")
    )


def field(kind: type[widgets.Widget], label: str, **how: Any) -> widgets.Widget:
    """A field whose label is as long as it needs to be."""
    how = {"layout": widgets.Layout(width="min(100%, 22rem)"), **how}
    return kind(description=label, style={"description_width": "auto"}, **how)


def button(label: str, action: Callable[[], None], **how: Any) -> widgets.Button:
    """A button that does something."""
    made = widgets.Button(description=label, layout=widgets.Layout(width="auto"), **how)
    made.on_click(lambda _: action())
    return made


def row(*children: widgets.Widget) -> widgets.Box:
    """Widgets beside one another as far as there is room."""
    box = widgets.Box(list(children))
    box.add_class("explore-row")
    return box
