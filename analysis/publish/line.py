"""A line of an article as the reading view prints it: sentences, hits, quotations and cuts."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from analysis.publish.markup import anchor, escape, isolate

# Colours that the stylesheet has for the frames of a codebook.
N_COLOURS = 8
SOURCED = ("direct", "partial", "reported")
# What the margin says of a quotation.
VOICES = {
    "direct": "quoted",
    "partial": "quoted in part",
    "reported": "reported",
    "scare": "scare quotes",
    "name": "name in quotation marks",
    "epigraph": "epigraph",
}
_Row = TypeVar("_Row")


@dataclass(frozen=True)
class Cut:
    """A cut as it lies in the clean text: between two characters, at ``at``."""

    at: int
    text: str
    name: str


@dataclass(frozen=True)
class Layer:
    """What lies over a stretch of an article's clean text.

    Attributes
    ----------
    article_id : object
    text : str
        The whole article.
    sentences, hits, quotes : list of dict
        In the order of their ``start``.
    cuts : list of Cut
    colours : dict of str to int
        Of every codebook, from 1.
    labels : mapping of str to str
        What the margin calls a frame, by its name after its codebook's; else its own words.
    """

    article_id: object
    text: str
    sentences: list[dict[str, Any]]
    hits: list[dict[str, Any]]
    quotes: list[dict[str, Any]]
    cuts: list[Cut]
    colours: dict[str, int]
    labels: Mapping[str, str] = field(default_factory=dict)


class Index:
    """Rows in the order of their starts, so that those of a line are found without a search."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows
        self.starts = [row["start"] for row in rows]

    def within(self, start: int, end: int) -> list[dict[str, Any]]:
        """Rows that start in a line."""
        return self.rows[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def colours_of(codebooks: Iterable[str]) -> dict[str, int]:
    """Colour of every codebook, by its place."""
    return {name: 1 + place % N_COLOURS for place, name in enumerate(codebooks)}


def print_line(here: Layer, start: int, end: int) -> str:
    """A line as HTML, with the margin that repeats what is marked in it."""
    return (
        f'<div class="framing-paragraph"><p dir="auto">{_marked(here, start, end)}</p>'
        f"{_margin(here)}</div>"
    )


def print_cut(cut: Cut) -> str:
    """A cut between two lines, as HTML."""
    if not cut.text.strip():
        return ""
    text = "<br>".join(escape(line) for line in cut.text.strip().splitlines() if line.strip())
    return (
        f'<div class="framing-cut"><p class="framing-cut-name">cut: {escape(cut.name)}</p>'
        f"<p><del><bdi>{text}</bdi></del></p></div>"
    )


def _marked(here: Layer, start: int, end: int) -> str:
    """A line's text, cut into the pieces between any two borders of what lies over it."""
    borders = {start, end, *(cut.at for cut in here.cuts)}
    for span in (*here.sentences, *here.hits, *here.quotes):
        borders |= {span["start"], min(span["end"], end)}
    points = sorted(borders)
    opened = {s["start"]: s for s in here.sentences}
    closed = {min(s["end"], end) for s in here.sentences}
    cuts = _grouped(here.cuts, lambda cut: cut.at)
    begun = _grouped(here.hits, lambda hit: hit["start"])
    spoken = _grouped(here.quotes, lambda quote: quote["start"])
    over: list[dict[str, Any]] = []
    voices: list[dict[str, Any]] = []
    pieces = []
    for left, right in zip(points, [*points[1:], end], strict=True):
        over = [hit for hit in over if hit["end"] > left] + begun.get(left, [])
        voices = [quote for quote in voices if quote["end"] > left] + spoken.get(left, [])
        pieces.append("</span>" if left in closed else "")
        pieces.extend(_cut_inline(cut) for cut in cuts.get(left, []))
        pieces.append(_open(here.article_id, opened[left]) if left in opened else "")
        pieces.append(_said(_piece(here.text[left:right], over, here.colours), voices))
    return "".join(pieces)


def _grouped(rows: Iterable[_Row], by: Callable[[_Row], int]) -> dict[int, list[_Row]]:
    found: dict[int, list[_Row]] = {}
    for row in rows:
        found.setdefault(by(row), []).append(row)
    return found


def _open(article_id: object, sentence: dict[str, Any]) -> str:
    own = anchor(article_id, sentence["sentence"])
    return (
        f'<span class="framing-sentence" id="{own}"><a class="framing-sentence-number" '
        f'href="#{own}">{sentence["sentence"]}</a>'
    )


def _cut_inline(cut: Cut) -> str:
    return (
        f'<del class="framing-cut-inline"><bdi>{escape(cut.text)}</bdi></del>'
        f'<span class="framing-cut-name"> [cut: {escape(cut.name)}] </span>'
    )


def _piece(shown: str, over: list[dict[str, Any]], colours: dict[str, int]) -> str:
    text = escape(shown)
    if not text or not over:
        return text
    frames = list(dict.fromkeys(_frame(hit) for hit in over))
    names = escape(" · ".join(frames))
    several = " framing-several" if len(frames) > 1 else ""
    colour = _colour(over[0], colours)
    return (
        f'<mark class="framing-hit{colour}{several}" data-frames="{names}" title="{names}">'
        f"{text}</mark>"
    )


def _said(markup: str, voices: Sequence[dict[str, Any]]) -> str:
    """A piece of text within the innermost of the quotations that hold it."""
    if not markup or not voices:
        return markup
    quote = voices[-1]
    kind = quote["kind"] if quote["kind"] in SOURCED else "unsourced"
    return f'<span class="framing-quote framing-{kind}">{markup}</span>'


def _colour(hit: dict[str, Any], colours: dict[str, int]) -> str:
    colour = colours.get(str(hit.get("codebook")))
    return f" framing-c{colour}" if colour else ""


def _margin(here: Layer) -> str:
    """Hits and quotations of a line by their sentences; the first may have begun earlier."""
    hits = _grouped(here.hits, lambda hit: int(hit["sentence"]))
    quotes = _grouped(here.quotes, lambda quote: int(quote["sentence"]))
    notes = [
        _note(here, number, hits.get(number, []), quotes.get(number, []))
        for number in sorted({*hits, *quotes})
    ]
    listed = "".join(f"<li>{note}</li>" for note in notes)
    return f'<ul class="framing-margin">{listed}</ul>' if listed else ""


def _note(
    here: Layer, sentence: int, hits: list[dict[str, Any]], quotes: list[dict[str, Any]]
) -> str:
    """One sentence's hits and quotations as ``s12 threat: gangs, violence · elites: …``."""
    found: dict[str, list[dict[str, Any]]] = {}
    for hit in hits:
        found.setdefault(_frame(hit), []).append(hit)
    notes = [
        f'<span class="framing-note" data-frames="{escape(frame)}">'
        f'<b class="framing-name{_colour(own[0], here.colours)}"{_named(frame, here.labels)}</b>: '
        f"{', '.join(map(_surface, own))}</span>"
        for frame, own in found.items()
    ]
    notes += [
        f'<span class="framing-note framing-quote-note">{_voice(quote)}</span>'
        for quote in quotes
        if quote.get("goes_on") is not True
    ]
    own = anchor(here.article_id, sentence)
    return f'<a href="#{own}">s{sentence}</a> {" ".join(notes)}'


def _named(frame: str, labels: Mapping[str, str]) -> str:
    """End of a tag and what it holds: a frame in words, its key where one points at it."""
    words = frame.rpartition("/")[2].replace("-", " ")
    return f' title="{escape(frame)}">{escape(labels.get(frame, words))}'


def _voice(quote: dict[str, Any]) -> str:
    """How it is quoted, and its speaker in the words of the text, where it has one."""
    speaker = quote.get("speaker_text")
    told = f": {isolate(speaker)}" if isinstance(speaker, str) and speaker else ""
    return f"{VOICES.get(quote['kind'], escape(quote['kind']))}{told}"


def _frame(hit: dict[str, Any]) -> str:
    """The frame's name, after its codebook's where the hits name theirs."""
    codebook = hit.get("codebook")
    return f"{codebook}/{hit['frame']}" if isinstance(codebook, str) else str(hit["frame"])


def _surface(hit: dict[str, Any]) -> str:
    flags = [flag for flag in ("negated", "quoted") if hit.get(flag) is True]
    return isolate(hit["surface"]) + (f" ({', '.join(flags)})" if flags else "")
