"""Phrases of the page, and the spans that they claim."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.corpus.edge_words import (
    BRACKET,
    ENDS,
    LETTERS,
    NUMBER,
    OPENS,
    Ints,
    ends_as_prose,
    have,
)

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
    return re.compile(r"\s*".join(map(_word_pattern, words)) + r"(?!(?<=\w)\w)")


def _word_pattern(word: str) -> str:
    return NUMBER.join(map(re.escape, word.split("#")))


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
    meant = [(p, _travels(p), _line_pattern(p)) for p in phrases if p.place != BRACKET]
    texts = line_texts(lines)
    rows = _may_have(phrases, texts)
    some = lines[["number", "start", "end", "outlet"]].iloc[rows]
    spans: list[tuple[int, int, int]] = []
    for text, (number, start, end, outlet) in zip(
        texts.take(pa.array(rows)).to_pylist(), some.itertuples(index=False), strict=True
    ):
        if found := _phrase_of(text, outlet, meant):
            phrase, length = found
            part = views[number].index(text, start) + length
            spans.append((number, start, end if phrase.whole else part))
    return spans + _bracket_spans(views, lines, phrases)


def _may_have(phrases: list[Phrase], texts: pa.Array) -> Ints:
    """Choose, and fast, the lines that open or end with the outermost word of a phrase."""
    opens = {_word_pattern(phrase.words[0]) for phrase in phrases if phrase.place == OPENS}
    ends = {_word_pattern(phrase.words[-1]) for phrase in phrases if phrase.place == ENDS}
    chosen = np.zeros(len(texts), dtype=bool)
    for words, pattern in ((opens, "^(?:{})"), (ends, "(?:{})$")):
        if words:
            chosen |= have(texts, pattern.format("|".join(sorted(words))))
    return np.flatnonzero(chosen)


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
        if here and (phrase.place == OPENS or short):
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
