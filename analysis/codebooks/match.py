"""Find a codebook's terms in tokens.

A pattern of one word is looked up among the types, once; in the tokens only numbers are compared.
A term of several words is sought where its first word stands and followed word by word, so the
cost grows with the tokens that can begin a term, not with terms times tokens.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.codebooks.codebook import Codebook, Term
from analysis.text import gaps
from analysis.text.tokens import Tokens
from analysis.text.words import NEGATIONS

NEGATION_REACH = 3  # words before a hit in which a negation counts, within its clause
HIT_COLUMNS = (
    "article_id",
    "sentence",
    "start",
    "end",
    "frame",
    "term",
    "surface",
    "negated",
    "quoted",
)

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_NOT_ONLY = ("only", "just", "merely", "simply")  # *not only* adds, it does not deny


@dataclass(frozen=True)
class Matches:
    """Places where phrases occur: row of the phrase, first token, token after the last."""

    phrase: Ints
    first: Ints
    last: Ints

    def __getitem__(self, rows: Bools | Ints) -> "Matches":
        return Matches(self.phrase[rows], self.first[rows], self.last[rows])


def find_hits(tokens: Tokens, codebook: Codebook) -> pd.DataFrame:
    """Find every term of a codebook in the text.

    Parameters
    ----------
    tokens : Tokens
    codebook : Codebook

    Returns
    -------
    DataFrame
        One row a hit, in the order of the text: ``article_id``, ``sentence`` (from 1), ``start``,
        ``end`` (characters of the article's text), ``frame``, ``term`` (as the codebook writes
        it), ``surface`` (as the text does), ``negated`` (a negation stands in the three words
        before, within the clause; *not only* is none), ``quoted`` (between quotation marks).

    Notes
    -----
    Within a frame overlapping terms count once and the longest wins; of two equally long ones the
    first in the text. Different frames may claim the same words. Negated and quoted hits are kept;
    measures say which they count.
    """
    terms = [term for frame in codebook.frames for term in frame.terms]
    frame = np.repeat(np.arange(len(codebook.frames)), [len(f.terms) for f in codebook.frames])
    found = match_phrases(tokens, [term.words for term in terms])
    found = found[~_vetoed(found, tokens, terms)]
    found = found[_longest(frame[found.phrase], found)]
    found = found[np.lexsort((frame[found.phrase], found.last, found.first))]
    names = np.array([f.name for f in codebook.frames], dtype=object)
    table = _locate(tokens, found)
    table["frame"] = names[frame[found.phrase]]
    table["term"] = np.array([term.text for term in terms], dtype=object)[found.phrase]
    table["negated"] = _negated(tokens, found.first)
    table["quoted"] = tokens.quoted[found.first]
    texts = ("article_id", "frame", "term", "surface")
    return table.astype(dict.fromkeys(texts, "str"))[list(HIT_COLUMNS)]


def match_phrases(tokens: Tokens, phrases: Sequence[tuple[str, ...]]) -> Matches:
    """Find phrases (tuples of word patterns) in consecutive tokens of one sentence.

    Between the words of a phrase nothing may stand but blanks, or one hyphen, dash or slash.
    """
    patterns = sorted({pattern for phrase in phrases for pattern in phrase})
    number = {pattern: i for i, pattern in enumerate(patterns)}
    types = types_matching(tokens, patterns)
    firsts = [types[number[phrase[0]]] for phrase in phrases]
    at, phrase = _candidates(tokens, firsts)
    length = np.array([len(p) for p in phrases], dtype=np.int64)
    joined = _joined_to_previous(tokens)
    n_types = max(len(tokens.surfaces), 1)
    pairs = np.concatenate([np.sort(rows) + i * n_types for i, rows in enumerate(types)] or [at])
    for k in range(1, length.max(initial=0)):
        longer = length[phrase] > k
        next_pattern = np.array(
            [number[p[k]] if len(p) > k else 0 for p in phrases], dtype=np.int64
        )
        fits = ~longer
        here = np.flatnonzero(longer & (at + k < len(tokens)))
        here = here[joined[at[here] + k]]
        wanted = next_pattern[phrase[here]] * n_types + tokens.type_id[at[here] + k]
        fits[here] = _contains(pairs, wanted)
        at, phrase = at[fits], phrase[fits]
    return Matches(phrase, at, at + length[phrase])


def types_matching(tokens: Tokens, patterns: Sequence[str]) -> list[Ints]:
    """Rows of the types whose norm each glob matches; ``*`` is any run of characters."""
    norms, codes = tokens.form("norm")
    words = norms.tolist()
    by_norm = np.argsort(codes, kind="stable")
    begin = np.searchsorted(codes[by_norm], np.arange(len(words) + 1))
    result = []
    for pattern in patterns:
        found = [by_norm[begin[n] : begin[n + 1]] for n in _norms_matching(words, pattern)]
        result.append(np.concatenate(found) if found else np.empty(0, dtype=np.int64))
    return result


def _norms_matching(words: list[str], pattern: str) -> Sequence[int]:
    """Positions in a sorted list of words that a glob matches."""
    prefix, star, rest = pattern.partition("*")
    low = bisect_left(words, prefix)
    if not star:
        return range(low, low + (low < len(words) and words[low] == pattern))
    high = bisect_left(words, prefix + "\U0010ffff", lo=low) if prefix else len(words)
    if not rest:
        return range(low, high)
    ending = re.compile(".*".join(map(re.escape, rest.split("*"))) + r"\Z", re.DOTALL)
    tail = re.compile(".*" + ending.pattern, re.DOTALL)
    return [n for n in range(low, high) if tail.match(words[n], len(prefix))]


def _candidates(tokens: Tokens, firsts: Sequence[Ints]) -> tuple[Ints, Ints]:
    """Tokens at which a phrase can begin, with the phrase: one row for each such pair."""
    phrase_of = np.repeat(np.arange(len(firsts)), [len(rows) for rows in firsts])
    type_of = np.concatenate(firsts).astype(np.int64) if len(firsts) else np.empty(0, np.int64)
    order = np.argsort(type_of, kind="stable")
    n_phrases = np.bincount(type_of, minlength=len(tokens.surfaces))
    begin = np.cumsum(n_phrases) - n_phrases
    at = np.flatnonzero(n_phrases[tokens.type_id] > 0)
    n = n_phrases[tokens.type_id[at]]
    within = np.arange(n.sum()) - np.repeat(np.cumsum(n) - n, n)
    phrase = phrase_of[order][np.repeat(begin[tokens.type_id[at]], n) + within]
    return np.repeat(at, n), phrase


def _joined_to_previous(tokens: Tokens) -> Bools:
    joined = (tokens.gap & gaps.JOINED) > 0
    joined[tokens.sentence_ptr[:-1]] = False
    return joined


def _contains(ascending: Ints, wanted: Ints) -> Bools:
    place = np.minimum(np.searchsorted(ascending, wanted), max(len(ascending) - 1, 0))
    found: Bools = ascending[place] == wanted if len(ascending) else np.zeros(len(wanted), bool)
    return found


def _vetoed(found: Matches, tokens: Tokens, terms: Sequence[Term]) -> Bools:
    """Matches next to a phrase that their term must not stand next to."""
    vetoed = np.zeros(len(found.first), dtype=bool)
    joined = np.append(_joined_to_previous(tokens), False)
    size = len(tokens) + 1
    for side in ("not_after", "not_before"):
        phrases = [(i, phrase) for i, t in enumerate(terms) for phrase in getattr(t, side)]
        if not phrases:
            continue
        owner = np.array([i for i, _ in phrases])
        veto = match_phrases(tokens, [phrase for _, phrase in phrases])
        here, there = (found.first, veto.last) if side == "not_after" else (found.last, veto.first)
        blocked = np.sort(owner[veto.phrase] * size + there)
        vetoed |= _contains(blocked, found.phrase * size + here) & joined[here]
    return vetoed


def _longest(frame: Ints, found: Matches) -> Ints:
    """Rows to keep so that matches of one frame do not overlap: the longest first."""
    order = np.lexsort((found.phrase, found.first - found.last, found.first, frame))
    first, last, group = found.first[order], found.last[order], frame[order]
    kept: list[int] = []
    for cluster in _clusters(group, first, last):
        kept.extend(cluster if len(cluster) == 1 else _greedy(cluster, first, last))
    return order[np.array(kept, dtype=np.int64)]


def _clusters(group: Ints, first: Ints, last: Ints) -> list[range]:
    """Runs of rows (sorted by group and first token) that touch one another."""
    offset = group * (last.max(initial=0) + 1)
    reach = np.maximum.accumulate(last + offset) if len(last) else last
    begins = np.flatnonzero(np.append(True, (first + offset)[1:] >= reach[:-1]))
    return [range(a, b) for a, b in pairwise([*begins.tolist(), len(first)]) if b > a]


def _greedy(cluster: range, first: Ints, last: Ints) -> list[int]:
    kept: list[int] = []
    for row in sorted(cluster, key=lambda r: (first[r] - last[r], first[r], r)):
        if all(last[row] <= first[k] or first[row] >= last[k] for k in kept):
            kept.append(row)
    return kept


def _negated(tokens: Tokens, first: Ints) -> Bools:
    """Whether a negation stands up to three words before, in the same clause and sentence."""
    norms = tokens.types["norm"]
    denies = norms.isin(NEGATIONS).to_numpy()[tokens.type_id]
    adds = norms.isin(_NOT_ONLY).to_numpy()[tokens.type_id]
    denies[:-1] &= ~adds[1:]
    opens_clause = (tokens.gap & (gaps.CLAUSE | gaps.STOP | gaps.LINE)) > 0
    opens_clause[tokens.sentence_ptr[:-1]] = True
    negated = np.zeros(len(first), dtype=bool)
    reachable = np.ones(len(first), dtype=bool)
    for k in range(NEGATION_REACH):
        at = np.maximum(first - k, 0)
        reachable &= ~opens_clause[at]
        negated |= reachable & denies[np.maximum(at - 1, 0)]
    return negated


def _locate(tokens: Tokens, found: Matches) -> pd.DataFrame:
    start = tokens.start[found.first].astype(np.int64)
    end = tokens.end[found.last - 1].astype(np.int64)
    article = tokens.article[found.first]
    texts = tokens.articles["text"].to_numpy(dtype=object)[article]
    return pd.DataFrame(
        {
            "article_id": tokens.articles["article_id"].to_numpy(dtype=object)[article],
            "sentence": tokens.sentence[found.first],
            "start": start,
            "end": end,
            "surface": [text[a:b] for text, a, b in zip(texts, start, end, strict=True)],
        }
    )
