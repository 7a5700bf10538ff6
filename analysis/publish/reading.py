"""The reading view: an article in full, with every hit, every sentence number and every cut."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from analysis.errors import InputError
from analysis.publish.markup import Display, anchor, escape, isolate, notebook_style

if TYPE_CHECKING:
    import pandas as pd

LINE_END = re.compile(r"\r\n|\r|\n")
_Row = TypeVar("_Row")


@dataclass(frozen=True)
class _Cut:
    """A cut as it lies in the clean text: between two characters, at ``at``."""

    at: int
    text: str
    name: str


@dataclass(frozen=True)
class _Layer:
    """What lies over an article's clean text."""

    text: str
    sentences: list[dict[str, Any]]
    hits: list[dict[str, Any]]
    cuts: list[_Cut]


def show_article(
    article: "Mapping[str, Any] | pd.Series[Any]",
    sentences: "pd.DataFrame",
    hits: "pd.DataFrame | None" = None,
    cuts: "pd.DataFrame | None" = None,
) -> Display:
    """Article in full: sentences numbered, hits marked and listed in the margin, cuts greyed.

    Parameters
    ----------
    article : Series or mapping
        One row of articles: article_id, label, text, raw, and title where there is one.
    sentences : DataFrame
        article_id, sentence, start, end; rows of other articles are passed over.
    hits : DataFrame, optional
        article_id, sentence, start, end, frame, surface, and, where there are, codebook, negated,
        quoted.
    cuts : DataFrame, optional
        article_id, raw_start, raw_end, kind, rule.

    Raises
    ------
    InputError
        The clean text and the cuts do not make up the text as received.

    Notes
    -----
    The margin repeats what is marked, so that a printed page can be checked without hovering.
    """
    row = {str(key): article[key] for key in article.keys()}  # noqa: SIM118 - a Series iterates values
    layer = _Layer(
        text=row["text"],
        sentences=_own(sentences, row["article_id"], "start"),
        hits=_own(hits, row["article_id"], "start"),
        cuts=_place(row, _own(cuts, row["article_id"], "raw_start")),
    )
    body = "".join(_lines(layer, row["article_id"]))
    html = (
        f'{notebook_style()}<article class="framing-article" id="{anchor(row["article_id"])}">'
        f"<h2>{isolate(row['label'])}</h2>{_title(row)}{body}</article>"
    )
    return Display({"text/html": html, "text/plain": f"{row['label']}\n\n{row['text']}"})


def _own(table: "pd.DataFrame | None", article_id: object, by: str) -> list[dict[str, Any]]:
    if table is None or table.empty:
        return []
    own = table[table["article_id"] == article_id].sort_values(by, kind="stable")
    return [{str(key): value for key, value in row.items()} for row in own.to_dict("records")]


def _title(row: dict[str, Any]) -> str:
    title = row.get("title")
    return f'<p class="framing-title">{isolate(title)}</p>' if isinstance(title, str) else ""


def _place(row: dict[str, Any], cuts: list[dict[str, Any]]) -> list[_Cut]:
    """Cuts by the place in the clean text where they were, checked against the raw text."""
    placed, rebuilt, removed, taken = [], "", 0, 0
    raw, text = row.get("raw", row["text"]) if cuts else row["text"], row["text"]
    for cut in cuts:
        at = cut["raw_start"] - removed
        removed += cut["raw_end"] - cut["raw_start"]
        inner = raw[cut["raw_start"] : cut["raw_end"]]
        rebuilt += text[taken:at] + inner
        taken = at
        placed.append(_Cut(at, inner, f"{cut['kind']} · {cut['rule']}"))
    if rebuilt + text[taken:] != raw:
        raise InputError(f"{row['article_id']}: text and cuts do not make up the text as received")
    return placed


def _lines(layer: _Layer, article_id: object) -> Iterator[str]:
    """Paragraphs with their margins, and cut passages between them."""
    sentences = _Index(layer.sentences)
    hits = _Index(layer.hits)
    places = [cut.at for cut in layer.cuts]
    for start, end, following in _spans(layer.text):
        here = layer.cuts[bisect_left(places, start) : bisect_left(places, following)]
        yield from (_cut_block(cut) for cut in here if cut.at == start)
        if layer.text[start:end].strip():
            inner = [cut for cut in here if start < cut.at < end]
            line = _Layer(layer.text, sentences.within(start, end), hits.within(start, end), inner)
            yield _paragraph(line, article_id, start, end)
        yield from (_cut_block(cut) for cut in here if cut.at >= max(start + 1, end))


class _Index:
    """Rows in the order of their starts, so that those of a line are found without a search."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows
        self.starts = [row["start"] for row in rows]

    def within(self, start: int, end: int) -> list[dict[str, Any]]:
        """Rows that start in a line."""
        return self.rows[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def _spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Start and end of every line, and where the next one starts."""
    start = 0
    for ending in LINE_END.finditer(text):
        yield start, ending.start(), ending.end()
        start = ending.end()
    yield start, len(text), len(text) + 1


def _cut_block(cut: _Cut) -> str:
    if not cut.text.strip():
        return ""
    text = "<br>".join(escape(line) for line in cut.text.strip().splitlines() if line.strip())
    return (
        f'<div class="framing-cut"><p class="framing-cut-name">cut: {escape(cut.name)}</p>'
        f"<p><del><bdi>{text}</bdi></del></p></div>"
    )


def _paragraph(here: _Layer, article_id: object, start: int, end: int) -> str:
    return (
        f'<div class="framing-paragraph"><p dir="auto">{_marked(here, article_id, start, end)}</p>'
        f"{_margin(here, article_id)}</div>"
    )


def _marked(here: _Layer, article_id: object, start: int, end: int) -> str:
    """A line's text, cut into the pieces between any two borders of sentence, hit or cut."""
    borders = {start, end, *(cut.at for cut in here.cuts)}
    for span in (*here.sentences, *here.hits):
        borders |= {span["start"], min(span["end"], end)}
    points = sorted(borders)
    opened = {s["start"]: s for s in here.sentences}
    closed = {min(s["end"], end) for s in here.sentences}
    cuts = _grouped(here.cuts, lambda cut: cut.at)
    begun = _grouped(here.hits, lambda hit: hit["start"])
    over: list[dict[str, Any]] = []
    pieces = []
    for left, right in zip(points, [*points[1:], end], strict=True):
        over = [hit for hit in over if hit["end"] > left] + begun.get(left, [])
        pieces.append("</span>" if left in closed else "")
        pieces.extend(_cut_inline(cut) for cut in cuts.get(left, []))
        pieces.append(_open(article_id, opened[left]) if left in opened else "")
        pieces.append(_piece(here.text[left:right], over))
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


def _cut_inline(cut: _Cut) -> str:
    return (
        f'<del class="framing-cut-inline"><bdi>{escape(cut.text)}</bdi></del>'
        f'<span class="framing-cut-name"> [cut: {escape(cut.name)}] </span>'
    )


def _piece(shown: str, over: list[dict[str, Any]]) -> str:
    text = escape(shown)
    if not text or not over:
        return text
    names = escape(" · ".join(dict.fromkeys(_frame(hit) for hit in over)))
    several = " framing-several" if len(over) > 1 else ""
    return f'<mark class="framing-hit{several}" data-frames="{names}" title="{names}">{text}</mark>'


def _margin(here: _Layer, article_id: object) -> str:
    """Hits of a line by their sentences, of which the first may have begun in an earlier line."""
    by_sentence = _grouped(here.hits, lambda hit: int(hit["sentence"]))
    notes = [_note(hits, article_id, number) for number, hits in sorted(by_sentence.items())]
    listed = "".join(f"<li>{note}</li>" for note in notes)
    return f'<ul class="framing-margin">{listed}</ul>' if listed else ""


def _note(hits: list[dict[str, Any]], article_id: object, sentence: int) -> str:
    """One sentence's hits as ``s12 threat: gangs, violence · elites: …``."""
    found: dict[str, list[str]] = {}
    for hit in hits:
        found.setdefault(_frame(hit), []).append(_surface(hit))
    frames = " · ".join(
        f"<b>{escape(frame)}</b>: {', '.join(words)}" for frame, words in found.items()
    )
    own = anchor(article_id, sentence)
    return f'<a href="#{own}">s{sentence}</a> {frames}'


def _frame(hit: dict[str, Any]) -> str:
    """The frame's name, after its codebook's where the hits name theirs."""
    codebook = hit.get("codebook")
    return f"{codebook}/{hit['frame']}" if isinstance(codebook, str) else str(hit["frame"])


def _surface(hit: dict[str, Any]) -> str:
    flags = [flag for flag in ("negated", "quoted") if hit.get(flag) is True]
    return isolate(hit["surface"]) + (f" ({', '.join(flags)})" if flags else "")
