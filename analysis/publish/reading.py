"""The reading view: an article in full, with its hits, quotations, sentence numbers and cuts."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.publish.line import Cut, Index, Layer, colours_of, print_cut, print_line
from analysis.publish.markup import Display, anchor, isolate, notebook_style

if TYPE_CHECKING:
    import pandas as pd

    from analysis.codebooks import Codebook

LINE_END = re.compile(r"\r\n|\r|\n")


def show_article(
    article: "Mapping[str, Any] | pd.Series[Any]",
    sentences: "pd.DataFrame",
    hits: "pd.DataFrame | None" = None,
    cuts: "pd.DataFrame | None" = None,
    quotes: "pd.DataFrame | None" = None,
    *,
    codebooks: "Sequence[str] | Mapping[str, Codebook]" = (),
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
    quotes : DataFrame, optional
        article_id, sentence, start, end, kind, speaker_text.
    codebooks : sequence of str or mapping of str to Codebook, optional
        Names of the codebooks, in the order of their colours. Where the codebooks are given too,
        the margin has the labels of their frames, else the keys in words.

    Raises
    ------
    InputError
        The clean text and the cuts do not make up the text as received.

    Notes
    -----
    The margin repeats what is marked, so that a printed page can be checked without hovering.
    """
    row = {str(key): article[key] for key in article.keys()}  # noqa: SIM118 - a Series iterates values
    layer = Layer(
        article_id=row["article_id"],
        text=row["text"],
        sentences=_own(sentences, row["article_id"], "start"),
        hits=_own(hits, row["article_id"], "start"),
        quotes=_own(quotes, row["article_id"], "start"),
        cuts=_place(row, _own(cuts, row["article_id"], "raw_start")),
        colours=colours_of(codebooks),
        labels=_labels(codebooks) if isinstance(codebooks, Mapping) else {},
    )
    body = "".join(_lines(layer))
    html = (
        f'{notebook_style()}<article class="framing-article" id="{anchor(row["article_id"])}">'
        f"<h2>{isolate(row['label'])}</h2>{_title(row)}{body}</article>"
    )
    return Display({"text/html": html, "text/plain": f"{row['label']}\n\n{row['text']}"})


def _labels(books: "Mapping[str, Codebook]") -> dict[str, str]:
    return {
        f"{name}/{frame}": label
        for name, book in books.items()
        for frame, label in book.labels.items()
    }


def _own(table: "pd.DataFrame | None", article_id: object, by: str) -> list[dict[str, Any]]:
    if table is None or table.empty:
        return []
    own = table[table["article_id"] == article_id].sort_values(by, kind="stable")
    return [{str(key): value for key, value in row.items()} for row in own.to_dict("records")]


def _title(row: dict[str, Any]) -> str:
    title = row.get("title")
    return f'<p class="framing-title">{isolate(title)}</p>' if isinstance(title, str) else ""


def _place(row: dict[str, Any], cuts: list[dict[str, Any]]) -> list[Cut]:
    """Cuts by the place in the clean text where they were, checked against the raw text."""
    placed, rebuilt, removed, taken = [], "", 0, 0
    raw, text = row.get("raw", row["text"]) if cuts else row["text"], row["text"]
    for cut in cuts:
        at = cut["raw_start"] - removed
        removed += cut["raw_end"] - cut["raw_start"]
        inner = raw[cut["raw_start"] : cut["raw_end"]]
        rebuilt += text[taken:at] + inner
        taken = at
        placed.append(Cut(at, inner, f"{cut['kind']} · {cut['rule']}"))
    if rebuilt + text[taken:] != raw:
        raise InputError(f"{row['article_id']}: text and cuts do not make up the text as received")
    return placed


def _lines(layer: Layer) -> Iterator[str]:
    """Paragraphs with their margins, and cut passages between them."""
    spans = list(_spans(layer.text))
    sentences, hits = Index(layer.sentences), Index(layer.hits)
    quotes = Index(sorted(_by_line(layer.quotes, spans), key=itemgetter("start")))
    places = [cut.at for cut in layer.cuts]
    for start, end, following in spans:
        here = layer.cuts[bisect_left(places, start) : bisect_left(places, following)]
        yield from (print_cut(cut) for cut in here if cut.at == start)
        if layer.text[start:end].strip():
            line = replace(
                layer,
                sentences=sentences.within(start, end),
                hits=hits.within(start, end),
                quotes=quotes.within(start, end),
                cuts=[cut for cut in here if start < cut.at < end],
            )
            yield print_line(line, start, end)
        yield from (print_cut(cut) for cut in here if cut.at >= max(start + 1, end))


def _by_line(
    quotes: list[dict[str, Any]], spans: list[tuple[int, int, int]]
) -> Iterator[dict[str, Any]]:
    """Quotations cut at the ends of lines; what goes on in a further line says so."""
    starts = [start for start, *_ in spans]
    for quote in quotes:
        first = max(0, bisect_right(starts, quote["start"]) - 1)
        for start, end, _ in spans[first : bisect_left(starts, quote["end"])]:
            a, b = max(start, quote["start"]), min(end, quote["end"])
            if a < b:
                yield {**quote, "start": a, "end": b, "goes_on": a > quote["start"]}


def _spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Start and end of every line, and where the next one starts."""
    start = 0
    for ending in LINE_END.finditer(text):
        yield start, ending.start(), ending.end()
        start = ending.end()
    yield start, len(text), len(text) + 1
