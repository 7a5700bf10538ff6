"""Who a reporting verb belongs to: its own subject, or that of the verb that governs it."""

from analysis.measures import reporting as words
from analysis.measures.speech.act import Act
from analysis.measures.speech.reading import (
    ADVERB,
    AUX,
    BE,
    CAPITAL,
    DET,
    LINK,
    PRONOUN,
    Range,
    Reading,
)
from analysis.measures.speech.subjects import Speaker, main_subject, subject_before
from analysis.text import gaps

_UNCERTAIN = frozenset(
    "will would can could shall should may might must to not never cannot neither nor".split()
)
_NOT_SAID = frozenset("for of without from on at about against up to stop avoid".split())
_ASPECT = frozenset("keep keeps kept start starts started begin begins began continued".split())
_GOES_ON = frozenset("continued continues proceeded began appeared appears seemed seems".split())
_WENT = ("went", "goes", "go", "gone")


def speaker_of(
    r: Reading, at: int, sentence: Range, before: Act | None
) -> tuple[Speaker | None, bool]:
    """Who speaks, and whether it is said that they did."""
    low, _ = sentence
    form = r.form(at)
    skipped, start = set(), at
    while start > low and not r.breaks(start) and _before_verb(r, start - 1):
        start -= 1
        skipped.add(r.norm(start))
    previous = r.norm(start - 1) if start > low else ""
    firm = not (skipped | {previous}) & _UNCERTAIN and not any(w.endswith("n't") for w in skipped)
    governed = previous in ("and", "but", "or", "then", "by", "while", "in")
    governor = _governor(form, previous, start)
    if governor > low:
        return subject_before(r, governor, low), firm
    if form == "ing" and not skipped & BE:
        bracket = r.breaks(start) and ")" in r.before(start)
        if bracket or not (governed or start == low or r.breaks(start)):
            near = subject_before(r, at, low)
            return (near, firm) if previous not in _NOT_SAID else (None, firm)
        return _controller(r, at, sentence, before), firm
    if previous == "to":
        return _went_on(r, at, start - 1, sentence, before)
    if previous in ("and", "but", "or", "then") or _is_aside(r, start, low):
        return _controller(r, at, sentence, before), firm
    return subject_before(r, at, low), firm


def _governor(form: str, previous: str, start: int) -> int:
    """The verb before *was quoted as saying* and *they keep saying*, -1 where there is none."""
    if form != "ing":
        return -1
    if previous == "as":
        return start - 2
    return start - 1 if previous in _ASPECT else -1


def _went_on(
    r: Reading, at: int, to: int, sentence: Range, before: Act | None
) -> tuple[Speaker | None, bool]:
    """Who speaks in an infinitive that tells what was said: *went on to say*."""
    low, _ = sentence
    governor = r.norm(to - 1) if to > low else ""
    if governor in _GOES_ON:
        return subject_before(r, to - 1, low), True
    went = next((i for i in range(to - 1, max(to - 6, low), -1) if r.norm(i) in _WENT), None)
    if went is not None and governor in ("on", "as"):
        return _controller(r, went, sentence, before), True
    demands = r.base(at) == "demand" and governor not in ("and", "need", "want", "right")
    return (_controller(r, at, sentence, before) if demands else None), demands


def _before_verb(r: Reading, at: int) -> bool:
    return r.is_a(at, AUX | ADVERB) or (r.norm(at) == "most" and r.is_a(at + 1, ADVERB))


def _is_aside(r: Reading, verb: int, low: int) -> bool:
    """Whether an aside stands before the verb, as in *and in part states*."""
    first = verb - 1
    if first - 2 < low or not r.is_a(first - 1, LINK) or r.is_a(first, CAPITAL | PRONOUN):
        return False
    return r.norm(first - 2) in ("and", "but")


def _controller(r: Reading, at: int, sentence: Range, before: Act | None) -> Speaker | None:
    """Who governs a verb without a subject of its own: the last who spoke, or the main subject."""
    clause = _own_clause(r, at, sentence[0])
    if clause is not None:
        return clause
    if before is not None and before.verb != words.ACCORDING:
        participle = r.form(before.first) == "ing"
        if not participle or before.words[1] > before.words[0]:
            return before.speaker
    low, high = sentence
    if r.norm(at - 1) in ("and", "but", "then") and at - 1 == low:
        return main_subject(r, at, (r.sentence(at)[0], high))
    return main_subject(r, at, sentence)


def _own_clause(r: Reading, at: int, low: int) -> Speaker | None:
    """The subject of the coordinated clause that a verb behind *and* ends."""
    if r.norm(at - 1) not in ("and", "but", "then"):
        return None
    for start in range(at - 3, low, -1):
        if r.norm(start) in ("and", "but", "while") or r.gap[start] & gaps.CLAUSE:
            first = start + (r.norm(start) in ("and", "but", "while"))
            while first < at and r.is_a(first, ADVERB):
                first += 1
            if not r.is_a(first, DET | PRONOUN | CAPITAL):
                return None
            subject = main_subject(r, at, (first, at))
            return subject if subject is not None and subject.last < at - 1 else None
    return None
