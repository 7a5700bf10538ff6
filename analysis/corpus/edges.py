"""Phrases at the edges of lines, and the spans that they claim."""

import re
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

N_WORDS = 8  # words at the edge of a line that are looked at
WIDTH = 64  # characters in which they must stand
N_LONG = 40  # words of a line that no phrase at its end stands for
SENTENCE_ENDS = tuple(sign + mark for sign in ".!?…" for mark in ("", '"', "”", "'", "’", "’”"))
NUMBER = r"[0-9](?:[0-9.,:]*[0-9])?"
APART = ":—–|·/"  # signs that are words of their own
# Where a phrase may stand: at the head of a line, at its end, after the bracket that ends with it.
OPENS, ENDS, BRACKET = PLACES = "opens", "ends", "bracket"
LETTERS = re.compile(r"[^\W\d_]{2}")


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


def edge_words(lines: list[str], place: str) -> tuple[Ints, list[str]]:
    """Return the words at one place of lines, from the edge inwards; numbers as "#".

    Parameters
    ----------
    lines
        Without white space around them.
    place
        One of `PLACES`: the first words; the last, backwards; or the first words of the bracket
        with which a line ends.

    Returns
    -------
    codes
        A row for every line, a column for each of the words: its number among the words, or -1
        where there is none.
    words
        The different words.

    Examples
    --------
    >>> def words(line, place):
    ...     codes, names = edge_words([line], place)
    ...     return [names[code] for code in codes[0] if code >= 0]
    >>> words("Update at 4:06 p.m. ET: Rain fell.", "opens")[:6]
    ['Update', 'at', '#', 'p.m.', 'ET', ':']
    >>> words("Rain fell. Hide Caption 1 of 30", "ends")[:3]
    ['#', 'of', '#']
    >>> words("Rain falls. (Photo: Ann Lee)", "bracket")
    ['(Photo', ':', 'Ann', 'Lee)']
    """
    if place == BRACKET:
        lines = [_last_bracket(line) for line in lines]
    whole = pa.array(lines, pa.large_string())
    ends = place == ENDS
    edge = pc.utf8_slice_codeunits(whole, *((-WIDTH, None) if ends else (0, WIDTH)))
    edge = pc.replace_substring_regex(edge, NUMBER, "#")
    edge = pc.replace_substring_regex(edge, f"[{APART}]", r" \0 ")
    split = pc.utf8_split_whitespace(pc.utf8_trim_whitespace(edge))
    flat = split.flatten().dictionary_encode()
    numbers = flat.indices.to_numpy()
    starts = split.offsets.to_numpy()
    n_words = np.diff(starts) - (pc.utf8_length(whole).to_numpy() > WIDTH)  # one may be broken
    n_words[pc.utf8_length(edge).to_numpy() == 0] = 0
    first, step = (starts[1:] - 1, -1) if ends else (starts[:-1], 1)
    codes = np.full((len(lines), N_WORDS), -1)
    for column in range(N_WORDS):
        there = n_words > column
        codes[there, column] = numbers[first[there] + step * column]
    return codes, flat.dictionary.to_pylist()


def _last_bracket(line: str) -> str:
    """Take the bracket with which a line ends, if it is no sentence."""
    at = line.rfind("(") if line.endswith(")") else -1
    return line[at:] if at > 0 and not ends_as_prose(line[:-1]) else ""


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


def ends_as_prose(line: str) -> bool:
    """Tell whether a line ends as a sentence does.

    Parameters
    ----------
    line
        Without white space behind it.
    """
    return line.endswith(SENTENCE_ENDS)


def are_prose(lines: pa.Array) -> Mask:
    """Tell of many lines at once whether each ends as a sentence does.

    Parameters
    ----------
    lines
        Strings without white space behind them.
    """
    return have(lines, f"(?:{'|'.join(map(re.escape, SENTENCE_ENDS))})$")


def have(lines: pa.Array, pattern: str) -> Mask:
    """Tell which strings have what a pattern asks for.

    Parameters
    ----------
    lines
        An Arrow array of strings.
    pattern
        RE2 syntax.
    """
    found: Mask = pc.match_substring_regex(lines, pattern).to_numpy(zero_copy_only=False)
    return found


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
