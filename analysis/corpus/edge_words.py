"""Words at the edges of lines, and lines that end as sentences do."""

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]

N_WORDS = 8  # words at the edge of a line that are looked at
WIDTH = 64  # characters in which they must stand
SENTENCE_ENDS = tuple(sign + mark for sign in ".!?…" for mark in ("", '"', "”", "'", "’", "’”"))
NUMBER = r"[0-9](?:[0-9.,:]*[0-9])?"
APART = ":—–|·/"  # signs that are words of their own
PLAIN = np.array([32 < c < 127 and chr(c) not in f"#0123456789{APART}" for c in range(256)])
# Where a phrase may stand: at the head of a line, at its end, after the bracket that ends with it.
OPENS, ENDS, BRACKET = PLACES = "opens", "ends", "bracket"
LETTERS = re.compile(r"[^\W\d_]{2}")
SAMPLE = 100_000  # characters that tell how many sentences begin a line
# Three letters before the mark are none of those of the match before, so a last word of three
# letters belongs to the match with its mark. The mark comes first, since few signs are one.
NEW_SENTENCE = re.compile(r"[.!?](?<=[^\W\d_]{3}.)[\"”’)]* +[\"“‘(]?[A-Z](?:[^\W\d_]{2}[.!?])?")


def edge_words(lines: pa.Array, place: str) -> tuple[Ints, list[str]]:
    """Return the words at one place of lines, from the edge inwards; numbers as "#".

    Parameters
    ----------
    lines
        An Arrow array of strings without white space around them.
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
    ...     codes, names = edge_words(pa.array([line]), place)
    ...     return [names[code] for code in codes[0] if code >= 0]
    >>> words("Update at 4:06 p.m. ET: Rain fell.", "opens")[:6]
    ['Update', 'at', '#', 'p.m.', 'ET', ':']
    >>> words("Rain fell. Hide Caption 1 of 30", "ends")[:3]
    ['#', 'of', '#']
    >>> words("Rain falls. (Photo: Ann Lee)", "bracket")
    ['(Photo', ':', 'Ann', 'Lee)']
    """
    whole = lines
    if place == BRACKET:
        brackets = [_last_bracket(line) for line in lines.to_pylist()]
        whole = pa.array(brackets, lines.type)
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


def frequent_edges(lines: pa.Array, outlets: Ints, n_least: Floats, *, place: str) -> Mask:
    """Tell, and fast, which lines may begin or end with a word that their outlet repeats.

    Parameters
    ----------
    lines
        An Arrow array of large strings without white space around them.
    outlets
        The number of each line's outlet, from 0.
    n_least
        How many lines of each outlet must have the word.
    place
        One of `PLACES`; a line that ends with a bracket may always have one.
    """
    if place == BRACKET:
        return have(lines, r"\)$")
    letters = pd.factorize(_outermost_letters(lines, place))[0]
    group = pd.factorize(letters * len(n_least) + outlets)[0]
    frequent: Mask = np.bincount(group)[group] >= n_least[outlets]
    return frequent


def _outermost_letters(lines: pa.Array, place: str) -> NDArray[np.uint64]:
    """Give lines with the same outermost word the same number: eight letters of it at most.

    What a word may share with no other line is left out, with all behind it: digits, signs that
    are words of their own, and whatever is not ASCII.
    """
    _, offsets, data = lines.buffers()
    bounds = np.frombuffer(offsets, np.int64)[lines.offset :][: len(lines) + 1]
    signs = np.frombuffer(data or b"\0", np.uint8)
    if place == ENDS:
        at = bounds[1:, None] - np.arange(1, 9)
        inside = at >= bounds[:-1, None]
    else:
        at = bounds[:-1, None] + np.arange(8)
        inside = at < bounds[1:, None]
    found = signs[at.clip(0, len(signs) - 1)]
    letters: NDArray[np.uint8] = found * np.logical_and.accumulate(inside & PLAIN[found], axis=1)
    return letters.view(np.uint64)[:, 0]


def _last_bracket(line: str) -> str:
    """Take the bracket with which a line ends, if it is no sentence."""
    at = line.rfind("(") if line.endswith(")") else -1
    return line[at:] if at > 0 and not ends_as_prose(line[:-1]) else ""


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


def share_at_edge(text: str) -> float:
    """Return which share of a text's sentences begin a line, as far as its first characters tell.

    Parameters
    ----------
    text
        With a line break before it.
    """
    sample = text[:SAMPLE]
    n_lines = sample.count("\n")
    return n_lines / (n_lines + len(NEW_SENTENCE.findall(sample)))
