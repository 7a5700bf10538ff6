"""Acts of speaking: a reporting verb, who speaks, and the words it brings in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analysis.measures import reporting as words
from analysis.measures.speech.content import NO_WORDS, clause_end, words_of
from analysis.measures.speech.reading import (
    ADVERB,
    AUX,
    BE,
    CAPITAL,
    DET,
    FUNCTION,
    LINK,
    PRONOUN,
    Range,
    Reading,
)
from analysis.measures.speech.subjects import (
    Speaker,
    main_subject,
    subject_after,
    subject_before,
)
from analysis.measures.speech.verbs import EVIDENCE, can_mean, is_verb
from analysis.text import gaps

_UNCERTAIN = frozenset(
    "will would can could shall should may might must to not never cannot neither nor".split()
)
_NOT_SAID = frozenset("for of without from on at about against up to stop avoid".split())
_ASPECT = frozenset("keep keeps kept start starts started begin begins began continued".split())
_GOES_ON = frozenset("continued continues proceeded began appeared appears seemed seems".split())
_WENT = ("went", "goes", "go", "gone")


@dataclass(frozen=True)
class Act:
    """An act of speaking.

    ``words`` are the tokens it brings in (empty where it only stands beside quotation marks);
    ``firm`` tells whether it says that somebody did speak, and not that he might or did not.
    """

    first: int
    last: int
    verb: str
    verb_class: str
    speaker: Speaker | None
    words: Range = NO_WORDS
    firm: bool = True


def acts(r: Reading, inside: NDArray[np.int64]) -> Iterator[Act]:
    """Acts of speaking in the order of the text.

    Parameters
    ----------
    r : Reading
    inside : int array, one a token
        Number of the quotation a token is in, -1 outside; verbs inside are somebody else's.
    """
    according = np.isin(r.norms, ["according", "per"])[r.tokens.type_id]
    last: Act | None = None
    for at in np.flatnonzero(((r.verb >= 0) | according) & (inside < 0)).tolist():
        low, high = r.sentence(at)
        before = last if last is not None and last.first >= low else None
        floor = _floor(inside, at, low)
        if according[at]:
            act = _according(r, at, low, high)
        elif at > low and r.norm(at - 1) == "as" and r.norm(min(at + 1, high - 1)) == "by":
            act = _as_told_by(r, at, low, high)
        elif floor == low and (end := _closing(r, at, low, high)) is not None:
            act = replace(end, words=(low, at))
        elif at > low and inside[at - 1] >= 0 and not _is_ing(r, at):
            act = _inverted(r, at, high)
        else:
            act = _act(r, at, (floor, high), before)
        if act is not None:
            if act.words[1] > act.words[0] or _touches(inside, act):
                last = act
            yield _run_on(act, inside)


def _touches(inside: NDArray[np.int64], act: Act) -> bool:
    """Whether an act stands right beside words in marks."""
    return bool((inside[max(act.first - 4, 0) : act.last + 4] >= 0).any())


def _floor(inside: NDArray[np.int64], at: int, low: int) -> int:
    """Where the speaker's phrase may begin: behind the last quotation of several words."""
    for token in range(at - 1, low - 1, -1):
        if inside[token] >= 0 and inside[token] == inside[max(token - 4, low)]:
            return token + 1
    return low


def _closing(r: Reading, at: int, low: int, high: int) -> Act | None:
    """The act that closes a sentence without marks: *The roof leaks, said the mayor.*."""
    if at == low or not r.gap[at] & gaps.CLAUSE or r.verb[at] < 0 or r.form(at) == "ing":
        return None
    if any(_in_clause(r, i, high) for i in range(at + 1, high)):
        return None
    act = _inverted(r, at, high)
    if act is None or act.speaker is None or r.base(at) not in words.BARE:
        return None
    return act if max(act.speaker.last, act.speaker.beside[1]) == high else None


def _in_clause(r: Reading, i: int, high: int) -> bool:
    """Whether a word shows that a clause stands here: *that*, an auxiliary, *creates a*."""
    if r.is_a(i, AUX | PRONOUN) or r.norm(i) == "that":
        return True
    lower = not r.is_a(i, CAPITAL | FUNCTION) and r.norm(i).endswith(("s", "ed"))
    return lower and i + 1 < high and r.is_a(i + 1, DET) and not r.breaks(i + 1)


def _as_told_by(r: Reading, at: int, low: int, high: int) -> Act | None:
    """*…, as stipulated by the resolution*: the words before, from the last comma on."""
    speaker = subject_after(r, at + 1, high)
    first = at - 1
    while first > low and not r.gap[first] & gaps.CLAUSE:
        first -= 1
    verb, verb_class, form = r.forms[r.verb[at]]
    if speaker is None or form not in ("past", "participle"):
        return None
    return Act(at, at + 1, verb, verb_class, speaker, (first, at - 1))


def _is_ing(r: Reading, at: int) -> bool:
    return r.form(at) == "ing"


def _inverted(r: Reading, at: int, high: int) -> Act | None:
    """The act right behind a quotation: *“…,” said the mayor*."""
    speaker = subject_after(r, at, high)
    if speaker is None:
        return None
    verb, verb_class, _ = r.forms[int(r.verb[at])]
    return Act(at, at + 1, verb, verb_class, speaker)


def _run_on(act: Act, inside: NDArray[np.int64]) -> Act:
    """The act with a quotation that its words end in taken in to its end."""
    first, last = act.words
    if last == first or inside[last - 1] < 0:
        return act
    end = last
    while end < len(inside) and inside[end] == inside[last - 1]:
        end += 1
    return replace(act, words=(first, end))


def _according(r: Reading, at: int, low: int, high: int) -> Act | None:
    last = at + 1
    if r.norm(at) == "according":
        if last >= high or r.norm(last) != "to":
            return None
        last += 1
    elif (at > low and not r.breaks(at)) or last >= high or not r.is_a(last, CAPITAL | DET):
        return None
    speaker = subject_after(r, last - 1, high)
    if speaker is None:
        return None
    if at - low <= 1:
        if speaker.beside[1] >= high:  # no second comma: the main clause, not an apposition
            speaker = Speaker(speaker.first, speaker.last)
        start = max(speaker.last, speaker.beside[1])
        content = (start, clause_end(r, start, high)) if start < high else NO_WORDS
    else:
        content = (low, at)
    return Act(at, last, words.ACCORDING, "neutral", speaker, content)


def _act(r: Reading, at: int, sentence: Range, before: Act | None) -> Act | None:
    low, high = sentence
    verb, verb_class, form = r.forms[r.verb[at]]
    passive = form == "past" and verb not in words.TO_DO and r.norm(min(at + 1, high - 1)) == "to"
    if passive or not is_verb(r, at, low, form):
        return None
    speaker, firm = _speaker(r, at, sentence, before)
    if speaker is None or r.norm(speaker.first) in ("this", "that", "these"):
        return None
    if verb in EVIDENCE and not can_mean(r, speaker):
        return None
    firm = firm and r.norm(speaker.first - 1) not in ("if", "whether", "unless")
    content = words_of(r, at, verb, sentence, speaker) if firm else NO_WORDS
    return Act(at, at + 1, verb, verb_class, speaker, content, firm)


def _speaker(
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
    if form == "ing" and previous == "as" and start - 2 > low:
        return subject_before(r, start - 2, low), firm  # *was quoted as saying*
    if form == "ing" and previous in _ASPECT and start - 2 >= low:
        return subject_before(r, start - 1, low), firm  # *they keep saying*
    if form == "ing" and not skipped & BE:
        bracket = r.breaks(start) and ")" in r.before(start)
        if bracket or not (governed or start == low or r.breaks(start)):
            near = subject_before(r, at, low)
            return (
                (near, firm) if previous not in _NOT_SAID else (None, firm)
            )
        return _controller(r, at, sentence, before), firm
    if previous == "to":
        return _went_on(r, at, start - 1, sentence, before)
    if governed and previous in ("and", "but", "or", "then"):
        return _controller(r, at, sentence, before), firm
    near = subject_before(r, at, low)
    if near is not None and _is_aside(r, near, low):
        return _controller(r, at, sentence, before), firm
    return near, firm


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


def _is_aside(r: Reading, near: Speaker, low: int) -> bool:
    """Whether the phrase belongs to an aside, as in *and in part states*."""
    first = near.first
    if first - 2 < low or not r.is_a(first - 1, LINK) or near.last - first > 1:
        return False
    return r.norm(first - 2) in ("and", "but") and not r.is_a(first, CAPITAL | PRONOUN)


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


def only_beside_marks(verb: str) -> bool:
    """Whether a verb reports nothing by itself, and can still bring in quoted words."""
    known = (words.CLAUSE, words.MATTER, words.TO_DO, words.NAMING, words.STANCE, words.WHETHER)
    return not any(verb in verbs for verbs in known)
