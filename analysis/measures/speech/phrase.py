"""The phrase of a speaker without what is none of it: days, adverbs, party tags, loose ends."""

import re
from dataclasses import replace

from analysis.measures.speech.reading import ADVERB, CAPITAL, CONJ, DAY, DET, LINK, Reading
from analysis.measures.speech.subjects import Speaker

_PARTY = re.compile(r"[rdi]-[a-z.]+")  # R-Ariz: party and state
_TIMES = ("early", "late", "earlier", "later", "there", "here", "first", "recently", "ago")
_OPENING = {"lady": "first", "least": "at", "most": "at", "gentleman": "first"}
_AT_THE_TIME = (("at", "the", "time"), ("in", "the", "day"), ("at", "one", "point"))


def tidy(r: Reading, speaker: Speaker) -> Speaker:
    """A speaker's phrase cut to its noun phrase; never empty.

    *Comey at the time* is *Comey*, *lady Reed* in *First lady Reed* is all of it, and *R-Ariz*
    behind *Sen. Flake,* is the senator.
    """
    first, last = _named_before_party(r, speaker.first, speaker.last)
    while last - first > 1:
        shorter = _shorter(r, first, last)
        if shorter == last:
            break
        last = shorter
    opening = _OPENING.get(r.norm(first))
    if opening and r.norm(first - 1) == opening and not r.breaks(first):
        first -= 1
    return replace(speaker, first=first, last=last)


def _named_before_party(r: Reading, first: int, last: int) -> tuple[int, int]:
    """The name before a comma or bracket that a party's tag follows."""
    if not _PARTY.fullmatch(r.norm(first)):
        return first, last
    start, low = first, r.sentence(first)[0]
    while start > low and r.is_a(start - 1, CAPITAL) and not r.is_a(start - 1, CONJ | DET | LINK):
        start -= 1
        if r.breaks(start) and r.norm(start - 1) not in ("sen", "rep", "gov"):
            break
    return (start, first) if start < first else (first, last)


def _shorter(r: Reading, first: int, last: int) -> int:
    """The end of a phrase without its last words, if they are none of it."""
    for words in _AT_THE_TIME:
        n = len(words)
        if last - first > n and tuple(r.norm(i) for i in range(last - n, last)) == words:
            return last - n
    word = r.norm(last - 1)
    loose = r.is_a(last - 1, ADVERB | DAY | CONJ) or word in _TIMES
    dangling = word in ("the", "a", "an") or (r.is_a(last - 1, LINK) and word != "on")
    return last - 1 if loose or dangling or word == "on" else last
