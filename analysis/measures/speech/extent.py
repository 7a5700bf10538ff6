"""Where the words that are reported end, and whether a stretch of words is a clause."""

from analysis.measures.reporting import NOUNLIKE
from analysis.measures.speech.reading import (
    ADVERB,
    AUX,
    CAPITAL,
    CONJ,
    DET,
    FUNCTION,
    LINK,
    PRONOUN,
    Range,
    Reading,
)
from analysis.measures.speech.subjects import Speaker
from analysis.text import gaps

_CUTS = ("who", "which", "according", "per")
_OPENINGS = ("when", "after", "while", "since", "once", "before", "although", "though", "because")
# *…, a move that*: the author sums up what was said.
_SUMMARIES = frozenset("move step decision claim charge sign plan proposal reference".split())


def clause_end(r: Reading, start: int, high: int, *, relative: bool = False) -> int:
    """Where the words that begin at ``start`` end: with the sentence, or before a new act."""
    for at in range(start + 1, high):
        comma = bool(r.gap[at] & gaps.CLAUSE)
        if relative and comma:
            return at
        if comma and _leaves(r, at, high):
            return at
        if r.norm(at) == "according":
            return at
        if r.norm(at) in ("and", "but") and at + 1 < high and _adds_finite(r, at + 1, high):
            return at
    return high


def _leaves(r: Reading, at: int, high: int) -> bool:
    """Whether the words that are reported end at a comma or colon before a token."""
    if ":" in r.before(at) and r.gap[at] & gaps.OPENS and r.verb[at - 1] < 0:
        return True
    if r.norm(at) in ("who", "which") and any(
        ":" in r.before(i) and r.gap[i] & gaps.OPENS for i in range(at, min(at + 6, high))
    ):
        return False
    if r.norm(at) in _CUTS or adds(r, at) or _new_clause(r, at, high):
        return True
    if at + 1 >= high:
        return False
    thing = not r.is_a(at, FUNCTION | CONJ | LINK | DET) and r.norm(at + 1) in ("which", "that")
    return thing or (r.norm(at) in ("while", "and", "but", "then", "before") and adds(r, at + 1))


def _new_clause(r: Reading, at: int, high: int) -> bool:
    """Whether *, and the law lapsed* or *, a move that* leaves the words that are reported."""
    if any(r.gap[i] & gaps.OPENS for i in range(at, high)):
        return False
    if r.norm(at) in ("and", "but") and at + 1 < high:
        return r.is_a(at + 1, DET | PRONOUN | CAPITAL) and r.norm(at + 1) != "that"
    return r.norm(at) in ("a", "an") and at + 2 < high and r.norm(at + 1) in _SUMMARIES


def adds(r: Reading, at: int) -> bool:
    """Whether a participle adds a further act: *…, noting that*."""
    return r.verb[at] >= 0 and r.form(at) == "ing"


def _adds_finite(r: Reading, at: int, high: int) -> bool:
    if at + 1 < high and r.is_a(at, ADVERB):
        at += 1
    return r.verb[at] >= 0 and r.form(at) in ("past", "s") and r.norm(at) not in NOUNLIKE


def before_clause(r: Reading, start: int, end: int) -> int:
    """End of a thing before a clause of its own: *it as a trick and the mayor has resigned*."""
    for at in range(start + 2, end - 2):
        if r.norm(at) in ("and", "but") and r.is_a(at + 1, DET | CAPITAL | PRONOUN):
            noun = next((i for i in range(at + 2, min(at + 5, end)) if r.is_a(i, AUX)), None)
            if noun is not None:
                return at
    return end


def within_opening(r: Reading, start: int, end: int, speaker: Speaker) -> int:
    """End of the words where their clause opens a sentence: *When she said it leaks, he left*."""
    if r.norm(speaker.first - 1) not in _OPENINGS or speaker.first - 1 != r.sentence(start)[0]:
        return end
    commas = (i for i in range(start + 1, end) if r.gap[i] & gaps.CLAUSE)
    return next((i for i in commas if r.is_a(i, DET | PRONOUN | CAPITAL)), end)


def has_finite(r: Reading, span: Range) -> bool:
    """Whether a stretch has a word that can be a finite verb."""
    return any(is_finite(r, i) for i in range(*span))


def is_finite(r: Reading, at: int) -> bool:
    """Whether a word can be a finite verb, as far as its form tells."""
    word = r.norm(at)
    surface = r.surfaces[r.tokens.type_id[at]]
    return (
        r.is_a(at, AUX)
        or word.endswith(("ed", "n't", "'re", "'ll", "'d", "'ve"))
        or (surface.endswith(("’s", "'s")) and r.is_a(at, PRONOUN))
        or (r.verb[at] >= 0 and r.form(at) in ("past", "s"))
        or (word.endswith("s") and not r.is_a(at, CAPITAL | FUNCTION))
    )
