"""Whether a word that can report is a verb here, and whether its subject can speak."""

from analysis.measures import reporting as words
from analysis.measures.speech.reading import (
    ADVERB,
    AUX,
    BE,
    CAPITAL,
    CONJ,
    DET,
    HAVE,
    LINK,
    PRONOUN,
    Reading,
)
from analysis.measures.speech.subjects import PLURALS, Speaker
from analysis.text import gaps

# How words for persons end.
_MANY = (*PLURALS, "some", "many", "most", "others", "few", "both", "all")
_PERSONS = ("man", "woman", "person", "er", "or", "ist", "ian", "ant")
_BODIES = frozenset(
    """
    agency administration association bank board bureau campaign coalition commission committee
    company corporation council court department firm government group judiciary league ministry
    office organisation organization panel party police team tribunal union
    """.split()
)
_POSSESSIVE = ("’s", "'s", "s’", "s'")
# Verbs of evidence: facts do these too, so only a person or a named body reports with them.
EVIDENCE = frozenset(
    """
    suggest imply underscore underline signal hint challenge question raise reference begin
    """.split()
)


def can_mean(r: Reading, speaker: Speaker) -> bool:
    """Whether a phrase can be a person or a named body, and not a fact."""
    span = range(speaker.first, speaker.last)
    if r.is_a(speaker.first, PRONOUN):
        return r.norm(speaker.first) != "it"
    head = [i for i in span if i == speaker.first or not r.is_a(i, LINK)]
    head = head[: next((k for k, i in enumerate(span) if r.is_a(i, LINK) and k), len(head))]
    if r.norm(head[-1]).endswith(_PERSONS) or r.norm(head[-1]) in _BODIES:
        return True
    plural = r.norm(head[-1]).endswith("s") and not r.is_a(speaker.first, DET)
    return plural or any(r.is_a(i, CAPITAL) and not r.is_a(i, DET) for i in head)


def is_verb(r: Reading, at: int, low: int, form: str) -> bool:
    """Whether a form that may be a noun or a participle can be a verb here."""
    before = at - 1
    while before > low and r.is_a(before, ADVERB) and not r.breaks(before + 1):
        before -= 1
    if before < low or r.is_a(at, CAPITAL):
        return form == "ing" and before < low
    if r.norm(before) in BE:
        return form == "ing"
    if form == "past" and r.surfaces[r.tokens.type_id[at - 1]].endswith(_POSSESSIVE):
        return False
    if _is_passive(r, at, before, low, form):
        return False
    if form in ("past", "participle", "ing") and r.norm(at) not in words.NOUNLIKE:
        return form == "ing" or r.breaks(at) or not r.is_a(before, LINK)
    if r.breaks(at):
        return r.norm(at) not in words.NOUNLIKE or _clause_follows(r, at)
    return _after_subject(r, at, before, form)


def _is_passive(r: Reading, at: int, before: int, low: int, form: str) -> bool:
    """Whether a participle has no *have* before it, or its doer behind it: *said by him*."""
    if form not in ("past", "participle"):
        return False
    if r.norm(min(at + 1, len(r.bits) - 1)) == "by" and not r.breaks(at + 1):
        return True
    has = any(r.norm(i).endswith(("'ve", "'d")) or r.norm(i) in HAVE for i in range(before, at))
    return form == "participle" and not has


def _after_subject(r: Reading, at: int, before: int, form: str) -> bool:
    """Whether the word before can be the subject of a verb in the present tense."""
    if r.is_a(before, PRONOUN | AUX) or r.norm(before) in ("who", "which", "and", "but", "to"):
        return True
    nounlike = r.norm(at) in words.NOUNLIKE
    surface = r.surfaces[r.tokens.type_id[before]]
    if r.is_a(before, DET | LINK | CONJ) or (nounlike and surface.endswith(_POSSESSIVE)):
        return False
    if nounlike and not _clause_follows(r, at):
        low = r.sentence(at)[0]
        named = before > low and r.is_a(before, CAPITAL)
        while before > low and r.is_a(before - 1, CAPITAL | DET) and not r.breaks(before):
            if r.norm(before) == "as":
                break
            before -= 1
        aside = r.gap[before] & gaps.CLAUSE or r.norm(before) == "as" or not r.breaks(at + 1)
        return form == "s" and named and bool(aside)
    if form == "s":
        return not nounlike or r.is_a(before, CAPITAL) or _is_determined(r, before, at)
    return r.norm(before).endswith("s") or r.is_a(before, CAPITAL) or r.norm(before) in _MANY


def _is_determined(r: Reading, noun: int, verb: int) -> bool:
    """Whether a noun has a determiner, or its verb words behind it: *the company claims that*."""
    if r.gap[verb + 1] & gaps.OPENS:
        return True
    for at in range(noun - 1, max(noun - 4, -1), -1):
        if r.breaks(at + 1):
            return False
        if r.is_a(at, DET):
            return True
    return False


def _clause_follows(r: Reading, at: int) -> bool:
    after = at + 1
    if after >= len(r.bits):
        return False
    if r.gap[after] & gaps.OPENS or ":" in r.before(after):
        return True
    return not r.breaks(after) and (r.norm(after) == "that" or r.is_a(after, DET | PRONOUN))
