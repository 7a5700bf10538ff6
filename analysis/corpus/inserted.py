"""What stands in the middle of lines: headlines glued to names, and pictures that are counted."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from analysis.corpus.patterns import compile_pattern

Place = tuple[int, int, int]  # number of the article, start, end
Glued = tuple[int, Any]  # number of the article, and a match of GLUE

# A name and what follows without a space between: “GrahamGOP senators balk at”. Not an address.
GLUE = r"([\pL’'-]*\p{Ll})(\p{Lu}[\pL\d’'.-]*(?: \S+){3})"
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


def glued_inserts(views: list[str], outlets: Iterable[object]) -> list[Place]:
    """Return where headlines of other articles have been run together with the text.

    Parameters
    ----------
    views
        The texts, as `line_view` gives them.
    outlets
        Of each text.

    Notes
    -----
    Some pages set links behind names, and what is left of them is glued: “Sen. Lindsey Graham
    Lindsey Olin GrahamGOP senators balk at lengthy impeachment trial MORE (R-S.C.) said”. No
    language glues the same words to five different names. From such a place on, words are cut as
    long as the outlet repeats them, in five articles at least. Where most such inserts end in the
    same word, that word ends every other, too, that follows a name said twice.
    """
    pattern = compile_pattern(GLUE, where="inserts")
    by_outlet: dict[object, list[Glued]] = defaultdict(list)
    for number, (view, outlet) in enumerate(zip(views, outlets, strict=True)):
        by_outlet[outlet] += [
            (number, match)
            for match in pattern.finditer(view)
            if view[match.start() - 1 : match.start()] not in ADDRESS or not match.start()
        ]
    places: list[Place] = []
    for glued in by_outlet.values():
        names, articles = defaultdict(set), defaultdict(set)
        for number, match in glued:
            names[match[2]].add(match[1])
            articles[match[2]].add(number)
        proven = {
            words
            for words in names
            if len(names[words]) >= N_NAMES and len(articles[words]) >= N_ARTICLES
        }
        if proven:
            places += _inserts(views, glued, proven)
    return sorted(places)


def _inserts(views: list[str], glued: list[Glued], proven: set[str]) -> Iterator[Place]:
    """Place the inserts of one outlet."""
    ends = _ends(views, [(number, match) for number, match in glued if match[2] in proven])
    last = Counter(views[number][:end].rsplit(None, 1)[-1] for (number, _), end in ends.items())
    word, n_times = last.most_common(1)[0]
    closing = re.compile(rf"\b{re.escape(word)}\b") if n_times >= MOSTLY * len(ends) else None
    for number, match in glued:
        view, begin = views[number], match.start(2)
        end = ends.get((number, begin))
        name = view.find(match[1], max(0, match.start() - N_BEFORE), match.start())
        if name >= 0 and closing:
            following = _following(view, begin)
            found = closing.search(view, begin, following[-1].end())
            end = found.end() if found else end
        if end:
            yield number, begin if name < 0 else name + len(match[1]), end


def _following(view: str, begin: int) -> list["re.Match[str]"]:
    """Take the words from a place to the end of its line, up to as many as an insert has."""
    line_end = view.find("\n", begin)
    line_end = len(view) if line_end < 0 else line_end
    words = re.compile(r"\S+").finditer(view, begin, line_end)
    return [word for word, _ in zip(words, range(N_FOLLOWING), strict=False)]


def _ends(views: list[str], proven: list[Glued]) -> dict[tuple[int, int], int]:
    """Find where each insert ends: where its outlet does not repeat what follows."""
    windows = {
        (number, match.start(2)): _following(views[number], match.start(2))
        for number, match in proven
    }
    articles: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for (number, _), words in windows.items():
        texts = [word[0] for word in words]
        for size in (3, 4):
            for at in range(len(texts) - size + 1):
                articles[tuple(texts[at : at + size])].add(number)
    ends = {}
    for place, words in windows.items():
        texts, n = [word[0] for word in words], 4
        while n < len(texts) and _goes_on(tuple(texts[n - 3 : n + 1]), articles):
            n += 1
        ends[place] = words[n - 1].end()
    return ends


def _goes_on(words: tuple[str, ...], articles: dict[tuple[str, ...], set[int]]) -> bool:
    """Tell whether the last of four words belongs to those before, or begins a new headline."""
    n = len(articles[words])
    follows = n >= MOSTLY * len(articles[words[:3]])
    return n >= N_ARTICLES and (follows or not (words[3][0].islower() or words[3][0] == "("))


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
    counts = compile_pattern(THIRD, where="series").search
    places: list[Place] = []
    for number, view in enumerate(views):
        if counts(view):
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
