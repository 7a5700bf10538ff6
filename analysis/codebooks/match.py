"""Find a codebook's terms in tokens.

Terms are phrases that ``analysis.text.phrases`` finds; here overlaps are settled, and negation,
quotation and forbidden neighbours looked up.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.codebooks.codebook import Codebook, Term
from analysis.text import gaps
from analysis.text.phrases import Bools, Ints, Matches, contains, joined_to_previous, match_phrases
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
    joined = np.append(joined_to_previous(tokens), False)
    size = len(tokens) + 1
    for side in ("not_after", "not_before"):
        phrases = [(i, phrase) for i, t in enumerate(terms) for phrase in getattr(t, side)]
        if not phrases:
            continue
        owner = np.array([i for i, _ in phrases])
        veto = match_phrases(tokens, [phrase for _, phrase in phrases])
        here, there = (found.first, veto.last) if side == "not_after" else (found.last, veto.first)
        blocked = np.sort(owner[veto.phrase] * size + there)
        vetoed |= contains(blocked, found.phrase * size + here) & joined[here]
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
