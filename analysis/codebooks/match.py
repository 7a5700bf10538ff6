"""Find a codebook's terms in tokens.

Terms are phrases that ``analysis.text.phrases`` finds; here overlaps are settled, and negation,
quotation and forbidden neighbours looked up.
"""

import warnings
from collections.abc import Collection, Sequence
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.codebooks.codebook import Codebook, Term
from analysis.text import gaps
from analysis.text.phrases import Bools, Ints, Matches, contains, match_phrases
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

_NOT_ONLY = ("only", "just", "merely", "simply")  # *not only* adds, it does not deny


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
    measures say which they count. Where articles are known to be in another language than the
    codebook, a warning says so, once for all codebooks of a language: nothing is found in them.
    """
    _warn_of_languages(tokens, codebook)
    terms = [term for frame in codebook.frames for term in frame.terms]
    frame = np.repeat(np.arange(len(codebook.frames)), [len(f.terms) for f in codebook.frames])
    found = match_phrases(tokens, [term.words for term in terms])
    found = found[~_vetoed(found, tokens, terms)]
    found = found[_longest(frame[found.phrase], found)]
    found = found[np.lexsort((frame[found.phrase], found.last, found.first))]
    table = _locate(tokens, found)
    table["frame"] = pd.array([f.name for f in codebook.frames], dtype="str")[frame[found.phrase]]
    table["term"] = pd.array([term.text for term in terms], dtype="str")[found.phrase]
    table["negated"] = _negated(tokens, found.first)
    table["quoted"] = tokens.quoted[found.first]
    return table.astype({"surface": "str"})[list(HIT_COLUMNS)]


def _warn_of_languages(tokens: Tokens, codebook: Codebook) -> None:
    """Warn of articles that are in another language than a codebook."""
    if not codebook.language or "written_in" not in tokens.articles:
        return
    languages = tokens.articles["written_in"]
    other = languages[(languages != "") & (languages != codebook.language[:2].casefold())]
    if len(other):
        told = ", ".join(f"{code} {n:,}" for code, n in other.value_counts().items())
        _warn_once(
            f"codebooks are in another language ({codebook.language}) than {len(other):,} of "
            f"{len(languages):,} articles ({told}); no hit there means nothing"
        )


@cache
def _warn_once(message: str) -> None:
    """Warn, but not again for every codebook: Python's own memory is lost with every filter."""
    warnings.warn(message, stacklevel=4)


def find_all_hits(tokens: Tokens, codebooks: Sequence[Codebook]) -> pd.DataFrame:
    """Hits of several codebooks that are used as one.

    Parameters
    ----------
    tokens : Tokens
    codebooks : sequence of Codebook
        With frames of the same names; what two of them find in one place counts once.

    Returns
    -------
    DataFrame
        As from ``find_hits``, one codebook below the other.
    """
    found = pd.concat([find_hits(tokens, codebook) for codebook in codebooks])
    return found.drop_duplicates(["article_id", "start", "end", "frame"])


def _vetoed(found: Matches, tokens: Tokens, terms: Sequence[Term]) -> Bools:
    """Matches next to a phrase that their term must not stand next to."""
    vetoed = np.zeros(len(found.first), dtype=bool)
    size = len(tokens) + 1
    for side in ("not_after", "not_before"):
        phrases = [(i, phrase) for i, t in enumerate(terms) for phrase in getattr(t, side)]
        owner = np.array([i for i, _ in phrases], dtype=np.int64)
        here = found.first if side == "not_after" else found.last
        rows = np.flatnonzero(contains(np.unique(owner), found.phrase) & (here < len(tokens)))
        rows = rows[tokens.joined[here[rows]]]
        lengths = {len(phrase) for _, phrase in phrases} if side == "not_after" else {0}
        near = np.zeros(len(tokens), dtype=bool)
        for length in lengths:
            near[here[rows][here[rows] >= length] - length] = True
        at = np.flatnonzero(near)
        veto = match_phrases(tokens, [phrase for _, phrase in phrases], at=at)
        there = veto.last if side == "not_after" else veto.first
        blocked = np.sort(owner[veto.phrase] * size + there)
        vetoed[rows] |= contains(blocked, found.phrase[rows] * size + here[rows])
    return vetoed


def _longest(frame: Ints, found: Matches) -> Ints:
    """Rows to keep so that matches of one frame do not overlap: the longest first."""
    order = np.lexsort((found.phrase, found.first - found.last, found.first, frame))
    first, last, group = found.first[order], found.last[order], frame[order]
    alone, crowded = _clusters(group, first, last)
    kept = [row for cluster in crowded for row in _greedy(cluster, first, last)]
    return order[np.concatenate((alone, np.array(kept, dtype=np.int64)))]


def _clusters(group: Ints, first: Ints, last: Ints) -> tuple[Ints, list[range]]:
    """Rows (sorted by group and first token) that touch no other, and runs of those that do."""
    offset = group * (last.max(initial=0) + 1)
    reach = np.maximum.accumulate(last + offset) if len(last) else last
    begins = np.append(True, (first + offset)[1:] >= reach[:-1])[: len(first)]
    edges = np.append(np.flatnonzero(begins), len(first))
    size = np.diff(edges)
    crowded = np.flatnonzero(size > 1)
    runs = zip(edges[crowded].tolist(), edges[crowded + 1].tolist(), strict=True)
    return edges[:-1][size == 1], [range(a, b) for a, b in runs]


def _greedy(cluster: range, first: Ints, last: Ints) -> list[int]:
    kept: list[int] = []
    for row in sorted(cluster, key=lambda r: (first[r] - last[r], first[r], r)):
        if all(last[row] <= first[k] or first[row] >= last[k] for k in kept):
            kept.append(row)
    return kept


def _negated(tokens: Tokens, first: Ints) -> Bools:
    """Whether a negation stands up to three words before, in the same clause and sentence."""
    denies, adds = (_of_norms(tokens, words) for words in (NEGATIONS, _NOT_ONLY))
    negated = np.zeros(len(first), dtype=bool)
    near = np.arange(len(first))
    for k in range(NEGATION_REACH):
        at = first[near] - k
        near = near[~_opens_clause(tokens, at)]
        before = first[near] - k - 1
        negated[near] |= denies[tokens.type_id[before]] & ~adds[tokens.type_id[before + 1]]
    return negated


def _of_norms(tokens: Tokens, words: Collection[str]) -> Bools:
    """Whether the norm of each type is one of ``words``."""
    found: Bools = tokens.types["norm"].isin(words).to_numpy(dtype=bool)
    return found


def _opens_clause(tokens: Tokens, at: Ints) -> Bools:
    opens: Bools = tokens.opens_sentence[at]
    return opens | ((tokens.gap[at] & (gaps.CLAUSE | gaps.STOP | gaps.LINE)) > 0)


def _locate(tokens: Tokens, found: Matches) -> pd.DataFrame:
    start = tokens.start[found.first].astype(np.int64)
    end = tokens.end[found.last - 1].astype(np.int64)
    article = np.searchsorted(tokens.article_ptr, found.first, "right") - 1
    sentence = np.searchsorted(tokens.sentence_ptr, found.first, "right")
    surface = tokens.surfaces.take(pa.array(tokens.type_id[found.first]))
    several = found.last - found.first > 1
    places = zip(tokens.texts[article[several]], start[several], end[several], strict=True)
    phrases = pa.array([text[a:b] for text, a, b in places], surface.type)
    return pd.DataFrame(
        {
            "article_id": tokens.articles["article_id"].astype("str").array[article],
            "sentence": sentence - tokens.first_sentence[article],
            "start": start,
            "end": end,
            "surface": pc.replace_with_mask(surface, pa.array(several), phrases).to_pandas(),
        }
    )
