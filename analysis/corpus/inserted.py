"""What stands in the middle of lines: headlines glued to names, and pictures that are counted."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from analysis.corpus.edge_words import have
from analysis.corpus.patterns import compile_pattern

Place = tuple[int, int, int]  # number of the article, start, end

# A name and what follows without a space between: “GrahamGOP senators balk at”. Not an address.
GLUE = r"([\pL’'-]*\p{Ll})(\p{Lu}[\pL\d’'.-]*(?: \S+){3})"
WORD = re.compile(r"\S+")
ADDRESS = "@./#_-0123456789"  # signs before an address or a tag
N_NAMES = N_ARTICLES = 5  # names to which the same words must be glued, in so many articles
N_FOLLOWING = 60  # words that an insert may have
MOSTLY = 0.5  # share of uses in which a word must follow to belong to what goes before
N_BEFORE = 60  # characters before an insert in which its name may stand already
# “12 of 30”, “12/30”: whatever stands between the numbers, as long as it is the same.
THIRD = r"\b3 ?[^\s\d]{1,4} ?\d"
COUNTED = re.compile(r"(?<![\d.,])(\d{1,3})( ?[^\s\d]{1,4} ?)(\d{1,3})(?![\d.,]\d)")
SHORT = 30  # characters of a word before a number, at most
N_PICTURES = 3  # pictures counted one after another
MOST_OF_IT = 0.9  # a line that is so much of its article is not cut whole


class Glued(NamedTuple):
    """A name with words run into it.

    Attributes
    ----------
    number
        Of the article.
    outlet
        Of the article.
    start, begin
        Where the name starts, and the words.
    name, words
        The name, and the first four words.
    rest
        The line from the words on.
    """

    number: int
    outlet: object
    start: int
    begin: int
    name: str
    words: str
    rest: str


class Insert(NamedTuple):
    """What an outlet runs into names.

    Attributes
    ----------
    outlet
        Whose pages these are.
    words
        First words that are glued to many names.
    goes_on
        Four words of which the last belongs to what goes before.
    closing
        The word in which inserts end; empty if they end in several.
    """

    outlet: object
    words: frozenset[str]
    goes_on: frozenset[tuple[str, ...]]
    closing: str


def glued_names(views: list[str], outlets: Iterable[object]) -> list[Glued]:
    """Return every name with words run into it, in order.

    Parameters
    ----------
    views
        The texts, as `line_view` gives them.
    outlets
        Of each text.
    """
    pattern, of = compile_pattern(GLUE, where="inserts"), [*outlets]
    return [
        Glued(number, of[number], match.start(), begin, match[1], match[2], _rest(view, begin))
        for number in _that_match(views, GLUE)
        for view in (views[number],)
        for match in pattern.finditer(view)
        if view[match.start() - 1 : match.start()] not in ADDRESS or not match.start()
        for begin in (match.start(2),)
    ]


def _that_match(views: list[str], pattern: str) -> list[int]:
    """Tell in which texts a pattern is found; Arrow asks the same engine of all at once."""
    return np.flatnonzero(have(pa.array(views, pa.large_string()), pattern)).tolist()


def _rest(view: str, begin: int) -> str:
    """Take the line from a place on."""
    end = view.find("\n", begin)
    return view[begin:] if end < 0 else view[begin:end]


def find_inserts(glued: Iterable[Glued]) -> list[Insert]:
    """Return what outlets run into names: headlines of other articles, from links behind them.

    Parameters
    ----------
    glued
        As `glued_names` gives them.

    Notes
    -----
    Some pages set links behind names, and what is left of them is glued: “Sen. Lindsey Graham
    Lindsey Olin GrahamGOP senators balk at lengthy impeachment trial MORE (R-S.C.) said”. No
    language glues the same words to five different names. From such a place on, words are cut as
    long as the outlet repeats them, in five articles at least. Where most such inserts end in the
    same word, that word ends every other, too, that follows a name said twice.
    """
    by_outlet: dict[object, list[Glued]] = defaultdict(list)
    for one in glued:
        by_outlet[one.outlet].append(one)
    inserts = []
    for outlet, found in by_outlet.items():
        names, articles = defaultdict(set), defaultdict(set)
        for one in found:
            names[one.words].add(one.name)
            articles[one.words].add(one.number)
        words = frozenset(
            key for key in names if len(names[key]) >= N_NAMES and len(articles[key]) >= N_ARTICLES
        )
        if words:
            inserts.append(_insert(outlet, words, [one for one in found if one.words in words]))
    return inserts


def _insert(outlet: object, words: frozenset[str], proven: list[Glued]) -> Insert:
    """Learn from proven inserts of one outlet how they go on and end."""
    articles: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for one in proven:
        texts = _first_words(one.rest)
        for size in (3, 4):
            for at in range(len(texts) - size + 1):
                articles[tuple(texts[at : at + size])].add(one.number)
    goes_on = frozenset(four for four in articles if len(four) == 4 and _goes_on(four, articles))
    last = Counter(_inserted(one.rest, goes_on).rsplit(None, 1)[-1] for one in proven)
    word, n_times = last.most_common(1)[0]
    return Insert(outlet, words, goes_on, word if n_times >= MOSTLY * len(proven) else "")


def _goes_on(words: tuple[str, ...], articles: Mapping[tuple[str, ...], set[int]]) -> bool:
    """Tell whether the last of four words belongs to those before, or begins a new headline."""
    n = len(articles[words])
    follows = n >= MOSTLY * len(articles[words[:3]])
    return n >= N_ARTICLES and (follows or not (words[3][0].islower() or words[3][0] == "("))


def _first_words(rest: str) -> list[str]:
    """Take as many words as an insert may have."""
    return rest.split(None, N_FOLLOWING)[:N_FOLLOWING]


def _inserted(rest: str, goes_on: frozenset[tuple[str, ...]]) -> str:
    """Take the words that an outlet repeats, from the first four on."""
    words, n = _first_words(rest), 4
    while n < len(words) and tuple(words[n - 3 : n + 1]) in goes_on:
        n += 1
    return rest[: [*islice(WORD.finditer(rest), n)][-1].end()]


def insert_spans(
    views: list[str], glued: Iterable[Glued], inserts: Iterable[Insert]
) -> list[Place]:
    """Return where headlines of other articles have been run together with the text.

    Parameters
    ----------
    views
        The texts, as `line_view` gives them.
    glued
        As `glued_names` gives them.
    inserts
        As `find_inserts` gives them.
    """
    of_outlet = {insert.outlet: insert for insert in inserts}
    places = []
    for one in glued:
        if insert := of_outlet.get(one.outlet):
            proven = one.words in insert.words
            length = len(_inserted(one.rest, insert.goes_on)) if proven else 0
            name = views[one.number].find(one.name, max(0, one.start - N_BEFORE), one.start)
            if name >= 0 and insert.closing:
                within = [*islice(WORD.finditer(one.rest), N_FOLLOWING)][-1].end()
                closing = re.compile(rf"\b{re.escape(insert.closing)}\b")
                found = closing.search(one.rest, 0, within)
                length = found.end() if found else length
            if length:
                begin = one.begin if name < 0 else name + len(one.name)
                places.append((one.number, begin, one.begin + length))
    return sorted(places)


def picture_series(views: list[str]) -> list[Place]:
    r"""Return where pictures are shown one after another, each with its number of all.

    Parameters
    ----------
    views
        The texts, as `line_view` gives them.

    Notes
    -----
    A series is “1 of 30 … 2 of 30 … 3 of 30”, in one line or, with the same word before each, in
    several: captions from end to end. Its lines are cut, or, of a line that is nearly all of the
    article, what stands from the first number to the last.

    Examples
    --------
    >>> text = "Rain fell.\nA roof 1/3 A street 2/3 A boat 3/3"
    >>> [text[start:end] for _, start, end in picture_series([text])]
    ['A roof 1/3 A street 2/3 A boat 3/3']
    """
    places: list[Place] = []
    for number in _that_match(views, THIRD):
        view = views[number]
        spans = {span for run in _series(view) for span in _lines_of(view, run)}
        places += [(number, start, end) for start, end in sorted(spans)]
    return places


def _series(view: str) -> list[list["re.Match[str]"]]:
    """Find the numbers of every series in an article, one list a series."""
    runs: list[list[re.Match[str]]] = []
    latest: dict[tuple[str, str], list[re.Match[str]]] = {}
    for match in COUNTED.finditer(view):
        key = match[2].strip(), match[3]
        if int(match[1]) == 1:
            latest[key] = [match]
            runs.append(latest[key])
        elif key in latest and int(match[1]) == int(latest[key][-1][1]) + 1:
            latest[key].append(match)
    return [run for run in runs if len(run) >= N_PICTURES and _is_series(view, run)]


def _is_series(view: str, run: list["re.Match[str]"]) -> bool:
    pairs = zip(run, run[N_PICTURES - 1 :], strict=False)
    in_one_line = any("\n" not in view[first.start() : last.end()] for first, last in pairs)
    words = {_word_before(view, match) for match in run}
    return in_one_line or (len(words) == 1 and None not in words)


def _word_before(view: str, match: "re.Match[str]") -> str | None:
    words = view[max(0, match.start() - SHORT) : match.start()].rpartition("\n")[2].split()
    return words[-1] if words else None


def _lines_of(view: str, run: list["re.Match[str]"]) -> Iterator[tuple[int, int]]:
    """Give the lines of a series, or what of them it is sure to have."""
    most = MOST_OF_IT * len(view.strip())
    for start, matches in groupby(run, lambda match: view.rfind("\n", 0, match.start()) + 1):
        numbers, end = [*matches], view.find("\n", start)
        end = len(view) if end < 0 else end
        yield (start, end) if end - start < most else (numbers[0].start(), numbers[-1].end())
