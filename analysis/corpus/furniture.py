"""Words that open or end lines across an outlet's articles: buttons, credits, captions, datelines.

Page furniture stands in an element of its own, so its fixed words stand at the edge of a line: a
caption always opens with “Enlarge this image”, and no sentence has these words in its middle.
Prose has no such words: what begins a sentence at the head of a paragraph also begins sentences
inside paragraphs, about as often as sentences do.
"""

import math
import re
from collections.abc import Iterator
from textwrap import shorten
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.corpus.edge_words import (
    BRACKET,
    ENDS,
    LETTERS,
    OPENS,
    PLACES,
    Floats,
    Ints,
    Mask,
    are_prose,
    edge_words,
    frequent_edges,
    share_at_edge,
)
from analysis.corpus.edges import Phrase, count_uses, line_texts
from analysis.corpus.repetition import find_repeats, is_repeated, line_table
from analysis.corpus.spans import line_view

N_ARTICLES = 5  # articles that must have a phrase
CHANCE = 0.01  # phrases of an outlet that may be found by chance, on average
PURE = {OPENS: 0.9, ENDS: 0.9, BRACKET: 0.5}  # share of a phrase's uses that stand at its place
ONE_WAY_ON = 0.9  # a phrase that so often goes on with one word is taken with that word
N_LAST, LAST_PART = 4, 0.2  # lines at an article's end where credits stand, at most
AT_END = 0.8  # share of its lines that must stand there
NO_PROSE = 0.5  # share, of that in all lines, of lines that end as sentences do
COVERED = 0.5  # share of its lines' characters that a phrase must be to stand for all of them
N_SHOWN = 80  # characters of an example
MOST = 1_000  # articles of an outlet from which its phrases are learnt
PROOF, N_BY_CHANCE = 300_000, 3  # characters that show what is prose, but for a few uses
LABEL = re.compile(r"[:—–)\]|>·-]$")
CUT = {
    (OPENS, True): "line",
    (ENDS, True): "line",
    (OPENS, False): "phrase",
    (BRACKET, True): "bracket",
}
COLUMNS = {
    **dict.fromkeys(["outlet", "phrase", "place", "cut"], "str"),
    **dict.fromkeys(["n_articles", "n_lines"], "int64"),
    "example": "str",
}


class _Lines(NamedTuple):
    """Different lines of all outlets, in columns."""

    text: pa.Array
    outlet: Ints
    article: Ints
    length: Ints
    is_prose: Mask
    is_last: Mask


class _Outlet(NamedTuple):
    """What is usual in an outlet."""

    name: str
    whole_text: str  # all lines, with a line break before and after
    base: float  # share of sentences that stand at the edge of a line
    least: float  # how surprising a phrase must be
    prose: float  # share of lines that end as sentences do


class _Node(NamedTuple):
    """Words at the edge of lines, and the lines that have them."""

    parent: int
    words: tuple[int, ...]
    lines: Ints


def repeated_phrases(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the phrases that open or end lines across an outlet's articles.

    Parameters
    ----------
    articles
        With outlet, and raw (or text).

    Returns
    -------
    pandas.DataFrame
        outlet, phrase (a number is "#"), place ("opens" or "ends" lines, or begins a "bracket"),
        cut ("line", "phrase" or "bracket"), n_articles, n_lines (different ones), example (the
        first words of a line); the most frequent first.

    Notes
    -----
    See `find_phrases` for what makes a phrase one of the page's. Lines that repeat as a whole are
    not among these; see `repeated_lines`.
    """
    texts = articles["raw" if "raw" in articles.columns else "text"]
    lines = line_table([line_view(text) for text in texts], articles["outlet"])
    others = lines[~is_repeated(lines, find_repeats(lines))]
    found = find_phrases(others[others["number"].isin(some_articles(lines))])
    rows = [(p.outlet, " ".join(p.words), p.place, CUT[p.place, p.whole], *p[4:]) for p in found]
    table = pd.DataFrame(rows, columns=[*COLUMNS]).astype(COLUMNS)
    table["example"] = [shorten(line, N_SHOWN, placeholder=" …") for line in table["example"]]
    order = ["n_articles", "outlet", "place", "phrase"]
    return table.sort_values(order, ascending=[False, True, True, True], ignore_index=True)


def find_phrases(lines: pd.DataFrame) -> list[Phrase]:
    """Return the phrases that open or end lines of an outlet and stand hardly anywhere else.

    Parameters
    ----------
    lines
        number (of the article), outlet, line: the lines of every article in order, without those
        that repeat as a whole.

    Notes
    -----
    With p the share of an outlet's sentences that begin a line, n uses of some words of prose all
    begin a line with a probability of p to the n; where some of them do not, Hoeffding's bound is
    taken. A phrase is found where so few would be by chance. Its whole line is cut if such lines
    do not end as sentences do, if the phrase is most of them, or if they stand at the ends of
    articles; else the phrase alone, and that only if it is a label: capital letters, or a sign
    such as a colon at its end. All other phrases are left as they are.

    References
    ----------
    Hoeffding, W. (1963). Probability inequalities for sums of bounded random variables. Journal of
    the American Statistical Association, 58(301), 13–30.
    """
    by_article = lines.groupby("number")["line"]
    n_last = np.ceil(by_article.transform("size") * LAST_PART).clip(upper=N_LAST)
    last = by_article.cumcount(ascending=False) < n_last
    different = lines.assign(last=last).drop_duplicates(["outlet", "line"])
    texts = line_texts(different)
    columns = _Lines(
        texts,
        different["outlet"].cat.codes.to_numpy().astype(np.int64),
        different["number"].to_numpy(),
        pc.utf8_length(texts).to_numpy(),
        are_prose(texts),
        different["last"].to_numpy(),
    )
    outlets = _outlets(columns, different["outlet"].cat.categories)
    return [phrase for place in PLACES for phrase in _phrases_at(place, columns, outlets)]


def some_articles(lines: pd.DataFrame) -> pd.Series:
    """Return the numbers of the articles from which an outlet's phrases are learnt.

    All of an outlet with no more than 1,000, or so many evenly spread over them.

    Parameters
    ----------
    lines
        number (of the article, ascending) and outlet, as `line_table` gives them.
    """
    articles = lines.drop_duplicates("number")[["number", "outlet"]].dropna()
    by_outlet = articles.groupby("outlet", observed=True)["number"]
    place, n_all = by_outlet.cumcount(), by_outlet.transform("size")
    step = (n_all / MOST).clip(lower=1)
    first_of_step = (place / step).astype("int64") != ((place - 1) / step).astype("int64")
    return articles["number"][first_of_step | (place == 0)]


def _outlets(lines: _Lines, names: pd.Index) -> dict[int, _Outlet]:
    """Measure how sentences and lines go together in each outlet with articles enough."""
    outlets = {}
    for code in np.unique(lines.outlet[lines.outlet >= 0]).tolist():
        own = np.flatnonzero(lines.outlet == code)
        if len(np.unique(lines.article[own])) >= N_ARTICLES:
            whole = "\n".join(["", *lines.text.take(pa.array(own)).to_pylist(), ""])
            outlets[code] = _Outlet(
                str(names[code]),
                whole,
                min(share_at_edge(whole), 0.99),
                math.log(len(own) / CHANCE),
                float(lines.is_prose[own].mean()),
            )
    return outlets


def _phrases_at(place: str, lines: _Lines, outlets: dict[int, _Outlet]) -> Iterator[Phrase]:
    """Find the phrases at one place, from the edge inwards."""
    n_least = np.full(int(lines.outlet.max(initial=0)) + 1, np.inf)
    for code, outlet in outlets.items():
        n_least[code] = max(N_ARTICLES, outlet.least / -math.log(outlet.base))
    at = np.flatnonzero(np.isfinite(n_least)[lines.outlet] & (lines.outlet >= 0))
    texts = lines.text.take(pa.array(at))
    at = at[frequent_edges(texts, lines.outlet[at], n_least, place=place)]
    codes, words = edge_words(lines.text.take(pa.array(at)), place)
    nodes = _grow(codes, at, lines, n_least)
    longest = np.zeros(len(nodes), dtype=np.int64)  # lines of the commonest word that follows
    for node in nodes:
        if node.parent >= 0:
            longest[node.parent] = max(longest[node.parent], len(node.lines))
    done: set[int] = set()  # a whole line is claimed once
    for number, node in enumerate(nodes):
        if node.parent in done:
            done.add(number)
        elif longest[number] < ONE_WAY_ON * len(node.lines):
            outlet = outlets[int(lines.outlet[node.lines[0]])]
            phrase = _judge(place, tuple(words[code] for code in node.words), node, lines, outlet)
            if phrase:
                yield phrase
                done |= {number} if phrase.whole else set()


def _grow(codes: Ints, at: Ints, lines: _Lines, n_least: Floats) -> list[_Node]:
    """Group lines by the words at their edge, one word after another; parents come first."""
    nodes: list[_Node] = []
    n_words = codes.max(initial=0) + 1
    parent = -1 - lines.outlet[at]  # no node is the parent of a first word, but an outlet
    for column in range(codes.shape[1]):
        there = codes[:, column] >= 0
        at, parent, codes = at[there], parent[there], codes[there]
        keys = parent * n_words + codes[:, column]
        order = np.argsort(keys, kind="stable")
        starts = np.flatnonzero(np.diff(keys[order], prepend=-np.inf))
        size = np.diff(starts, append=len(order))
        enough = size >= n_least[lines.outlet[at[order[starts]]]]
        number = np.full(len(at), -1)
        for start, n in zip(starts[enough].tolist(), size[enough].tolist(), strict=True):
            members = order[start : start + n]
            if len(np.unique(lines.article[at[members]])) >= N_ARTICLES:
                number[members] = len(nodes)
                up = int(parent[members[0]])
                before = nodes[up].words if up >= 0 else ()
                word = int(codes[members[0], column])
                nodes.append(_Node(up, (*before, word), at[members]))
        kept = number >= 0
        at, parent, codes = at[kept], number[kept], codes[kept]
    return nodes


def _judge(
    place: str, words: tuple[str, ...], node: _Node, lines: _Lines, outlet: _Outlet
) -> Phrase | None:
    """Tell whether words at the edge of lines belong to the page, and if so what is to be cut."""
    n, in_order = len(node.lines), words[::-1] if place == ENDS else words
    if "#" in in_order[0] or not LETTERS.search(" ".join(words)):  # the numbers of a list
        return None
    whole = place == BRACKET or _stands_for_all(place, words, node, lines, outlet)
    label = LABEL.search(words[-1]) or " ".join(words).isupper() or words[0][0].islower()
    if not whole and not (place == OPENS and label):
        return None
    if _seems_prose(place, " ".join(in_order), outlet.whole_text[:PROOF]):
        return None
    most = int(n / PURE[place])
    n_uses = count_uses(outlet.whole_text, in_order, most=most)
    if n_uses > most or _surprise(n, max(n, n_uses), outlet.base) < outlet.least:
        return None
    n_articles = len(np.unique(lines.article[node.lines]))
    example = lines.text[int(node.lines[0])].as_py()
    return Phrase(outlet.name, in_order, place, whole, n_articles, n, example)


def _stands_for_all(
    place: str, words: tuple[str, ...], node: _Node, lines: _Lines, outlet: _Outlet
) -> bool:
    """Tell whether lines with a phrase at their edge belong to the page from end to end."""
    if lines.is_last[node.lines].mean() >= AT_END:
        return True
    if lines.is_prose[node.lines].mean() <= NO_PROSE * outlet.prose:
        return place != ENDS or "#" not in words[0]  # it may be a quotation with its date
    covered = np.minimum(1, len(" ".join(words)) / lines.length[node.lines]).mean()
    return bool(place == OPENS and covered >= COVERED)


def _seems_prose(place: str, phrase: str, first: str) -> bool:
    """Tell from the first lines, and fast, whether words stand inside lines too often."""
    if place == BRACKET:
        return False
    at_edge = first.count(f"\n{phrase}" if place == OPENS else f"{phrase}\n")
    return first.count(f" {phrase} ") > at_edge * (1 - PURE[place]) + N_BY_CHANCE


def _surprise(n: int, n_all: int, base: float) -> float:
    """Bound from below how unlikely n of n_all are, as the negative logarithm of a chance."""
    share = n / n_all
    if share <= base:
        return 0
    rest = (1 - share) * math.log((1 - share) / (1 - base)) if share < 1 else 0
    return n_all * (share * math.log(share / base) + rest)
