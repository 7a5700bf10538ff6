"""Acts of speaking: a reporting verb, who speaks, and the words it brings in."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analysis.measures import reporting as words
from analysis.measures.speech.act import Act
from analysis.measures.speech.content import NO_WORDS, words_of
from analysis.measures.speech.extent import clause_end, has_finite
from analysis.measures.speech.reading import (
    AUX,
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
    subject_after,
)
from analysis.measures.speech.verbs import EVIDENCE, can_mean, is_verb
from analysis.measures.speech.whose import speaker_of
from analysis.text import gaps


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
            if _can_go_on(r, act, last, inside):
                last = act
            yield _run_on(act, inside)


def _can_go_on(r: Reading, act: Act, last: Act | None, inside: NDArray[np.int64]) -> bool:
    """Whether a further verb (*and said*) can have the speaker of an act."""
    if act.words[1] > act.words[0] or (inside[act.last : act.last + 4] >= 0).any():
        return True
    within = last is not None and last.words[0] <= act.first < last.words[1]
    return not within and not r.breaks(act.first)


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
        start = speaker.last
        inserted = start < high and bool(r.gap[start] & gaps.CLAUSE)
        if inserted and not has_finite(r, content):
            content = (start, clause_end(r, start, high))
    return Act(at, last, words.ACCORDING, "neutral", speaker, content)


def _act(r: Reading, at: int, sentence: Range, before: Act | None) -> Act | None:
    low, high = sentence
    verb, verb_class, form = r.forms[r.verb[at]]
    passive = form == "past" and verb not in words.TO_DO and r.norm(min(at + 1, high - 1)) == "to"
    closes = low > r.sentence(at)[0] and at + 1 < len(r.bits) and r.breaks(at + 1)
    closes = closes and form == "s" and not r.is_a(at - 1, LINK | DET) and at > low
    if passive or not (closes or is_verb(r, at, low, form)):
        return None
    speaker, firm = speaker_of(r, at, sentence, before)
    if speaker is None or r.norm(speaker.first) in ("this", "that", "these"):
        return None
    if verb in EVIDENCE and not can_mean(r, speaker):
        return None
    firm = firm and r.norm(speaker.first - 1) not in ("if", "whether", "unless")
    content = words_of(r, at, verb, sentence, speaker) if firm else NO_WORDS
    return Act(at, at + 1, verb, verb_class, speaker, content, firm)


def only_beside_marks(verb: str) -> bool:
    """Whether a verb reports nothing by itself, and can still bring in quoted words."""
    known = (words.CLAUSE, words.MATTER, words.TO_DO, words.NAMING, words.STANCE, words.WHETHER)
    return not any(verb in verbs for verbs in known)
