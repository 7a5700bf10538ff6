"""Phrases of the page, and the spans that they claim."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

import pandas as pd
import pyarrow as pa

from analysis.corpus.edge_words import BRACKET, ENDS, LETTERS, NUMBER, OPENS, ends_as_prose

N_LONG = 40  # words of a line that no phrase at its end stands for


class Phrase(NamedTuple):
    """A phrase that belongs to the page.

    Attributes
    ----------
    outlet
        Whose lines it opens or ends.
    words
        In the order of the text; a number is "#".
    place
        One of `PLACES`.
    whole
        Whether its lines are cut, or the phrase alone; of a bracket, all that is in it.
    n_articles, n_lines
        That have it; lines that are the same count once.
    example
        A line.
    """

    outlet: str
    words: tuple[str, ...]
    place: str
    whole: bool
    n_articles: int
    n_lines: int
    example: str


def phrase_pattern(words: Iterable[str]) -> "re.Pattern[str]":
    """Return a pattern that matches a phrase as it may stand in a text.

    Parameters
    ----------
    words
        As `edge_words` gives them, in the order of the text.

    Examples
    --------
    >>> bool(phrase_pattern(["Update", "at", "#"]).match("Update at 4:06 p.m."))
    True
    """
    parts = [NUMBER.join(map(re.escape, word.split("#"))) for word in words]
    return re.compile(r"\s*".join(parts) + r"(?!(?<=\w)\w)")


def count_uses(text: str, words: tuple[str, ...], *, most: int) -> int:
    """Return how often a phrase stands in a text, behind no letter; one above `most` is enough.

    Parameters
    ----------
    text
        With a line break before it.
    words
        As `edge_words` gives them, in the order of the text.
    most
        Where to stop.
    """
    matches = phrase_pattern(words).finditer(text)
    uses = (1 for match in matches if not text[match.start() - 1].isalnum())
    return sum(islice(uses, most + 1))


def line_texts(lines: pd.DataFrame) -> pa.Array:
    """Return the text of every row of a line table, as an Arrow array of large strings.

    Parameters
    ----------
    lines
        As `line_table` gives it.
    """
    names = pa.array(lines["line"].cat.categories.array, pa.large_string())
    texts = names.take(pa.array(lines["line"].cat.codes.to_numpy()))
    return texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts


def phrase_spans(
    views: list[str], lines: pd.DataFrame, phrases: Iterable[Phrase]
) -> list[tuple[int, int, int]]:
    """Return where phrases are, or the lines for which they stand.

    Parameters
    ----------
    views
        The texts, as `line_view` gives them.
    lines
        number, outlet, line, start, end, as `line_table` gives them.
    phrases
        As `find_phrases` gives them.

    Returns
    -------
    list of (number, start, end)
        In the order of the lines.

    Notes
    -----
    A phrase of several words that opens lines of one outlet, and stands for all of them, does so
    in other outlets too, where a line does not end as a sentence does: pages are copied.
    """
    phrases = sorted(phrases, key=lambda phrase: (not phrase.whole, -len(phrase.words)))
    starts = tuple(p.words[0].partition("#")[0] for p in phrases if p.place == OPENS)
    ends = tuple(p.words[-1].rpartition("#")[2] for p in phrases if p.place == ENDS)
    meant = [(phrase, _travels(phrase), _line_pattern(phrase)) for phrase in phrases]
    texts = lines["line"].cat.categories.tolist()
    outlets = [*lines["outlet"].cat.categories, None]  # a code of -1 is the last
    pairs = zip(lines["outlet"].cat.codes, lines["line"].cat.codes, strict=True)
    known: dict[tuple[int, int], tuple[Phrase, int] | None] = {}
    spans: list[tuple[int, int, int]] = []
    places = zip(lines["number"], lines["start"], lines["end"], strict=True)
    for pair, (number, start, end) in zip(pairs, places, strict=True):
        text = texts[pair[1]]
        if not (text.startswith(starts) or text.endswith(ends)):
            continue
        if pair not in known:
            known[pair] = _phrase_of(text, outlets[pair[0]], meant)
        if found := known[pair]:
            phrase, length = found
            part = views[number].index(text, start) + length
            spans.append((number, start, end if phrase.whole else part))
    return spans + _bracket_spans(views, lines, phrases)


def _line_pattern(phrase: Phrase) -> "re.Pattern[str]":
    pattern = phrase_pattern(phrase.words).pattern
    return re.compile(pattern if phrase.place == OPENS else rf".*?{pattern}$")


def _travels(phrase: Phrase) -> bool:
    """Tell whether a phrase is so much of its own that it means the same in any outlet."""
    n_names = sum(LETTERS.search(word) is not None for word in phrase.words)
    return phrase.place == OPENS and phrase.whole and n_names > 1


def _phrase_of(
    line: str, outlet: object, meant: list[tuple[Phrase, bool, "re.Pattern[str]"]]
) -> tuple[Phrase, int] | None:
    """Find the phrase to which a line belongs, and how far it reaches."""
    no_prose, short = not ends_as_prose(line), line.count(" ") < N_LONG
    for phrase, travels, pattern in meant:
        here = phrase.outlet == outlet or (travels and no_prose)
        if here and (phrase.place == OPENS or (phrase.place == ENDS and short)):
            match = pattern.match(line)
            if match:
                return phrase, match.end()
    return None


def _bracket_spans(
    views: list[str], lines: pd.DataFrame, phrases: list[Phrase]
) -> list[tuple[int, int, int]]:
    """Place the brackets that begin with a phrase, wherever in their line they stand."""
    by_outlet: dict[str, list[str]] = {}
    for phrase in phrases:
        if phrase.place == BRACKET:
            by_outlet.setdefault(phrase.outlet, []).append(phrase_pattern(phrase.words).pattern)
    articles = lines.drop_duplicates("number")
    return [
        (number, *match.span())
        for number, outlet in zip(articles["number"], articles["outlet"], strict=True)
        if outlet in by_outlet
        for match in re.finditer(rf"(?:{'|'.join(by_outlet[outlet])})[^()\n]*\)", views[number])
    ]
