"""Who speaks: the noun phrase beside a verb, found by rules on tokens, without tagging.

Type-level word classes and the gaps between tokens are all these rules know. They find the phrase
next to a reporting verb; they do not parse the sentence.
"""

from dataclasses import dataclass

from analysis.measures.reporting import NOUNLIKE
from analysis.measures.speech.reading import (
    ADVERB,
    AUX,
    CAPITAL,
    CONJ,
    DAY,
    DET,
    FUNCTION,
    LINK,
    PRONOUN,
    Range,
    Reading,
)
from analysis.text import gaps

_OPENINGS = ("despite", "during", "without", "against", "amid", "following")
_QUANTIFIERS = ("some", "many", "most", "several", "few", "both", "all", "others")
PLURALS = ("people", "men", "women", "police", "children", "critics", "staff", "management")
_IRREGULAR = frozenset(
    """
    became began bought broke brought built came caught chose cut dealt drew drove fell flew fought
    gave got grew held hit kept knew laid led left lost made met paid ran rose sat sent set shot
    sold spent stood struck swept took threw understood went withdrew woke won wore
    """.split()
)
_LONGEST = 14  # tokens of a noun phrase


@dataclass(frozen=True)
class Speaker:
    """Tokens of the phrase that names who speaks, and those of its apposition (may be empty)."""

    first: int
    last: int
    beside: Range = (0, 0)


def subject_before(r: Reading, verb: int, low: int) -> Speaker | None:
    """The noun phrase before a verb, not beginning before token ``low``."""
    end = verb
    while end > low and not r.breaks(end) and r.is_a(end - 1, AUX | ADVERB):
        end -= 1
    if end <= low:
        return None
    if r.breaks(end):
        return _past_apposition(r, end, low)
    if r.norm(end - 1) in ("who", "which", "that") and end - 1 > low:
        return _plain(r, end - 1, low)
    return _plain(r, end, low)


def subject_after(r: Reading, verb: int, high: int) -> Speaker | None:
    """The noun phrase behind a verb (*said the mayor*), ending by token ``high``."""
    first = verb + 1
    while first < high and r.is_a(first, ADVERB) and not r.breaks(first):
        first += 1
    if first >= high or r.breaks(first):
        return None
    if r.is_a(first, PRONOUN):
        return Speaker(first, first + 1)
    last = first
    while last < min(high, first + _LONGEST) and not _ends_phrase(r, last, first):
        last += 1
    if last == first or not _names(r, first, last):
        return None
    return Speaker(first, last, _apposition_after(r, last, high))


def _ends_phrase(r: Reading, at: int, first: int) -> bool:
    if at == first:
        return r.is_a(at, CONJ | AUX) and not r.is_a(at, DET)
    if r.breaks(at) and not _initial(r, at):
        return True
    if r.is_a(at, LINK):
        return r.norm(at) not in ("of", "for", "at", "from", "with") or r.is_a(at - 1, DAY)
    if r.norm(at) == "and":
        return not (at + 1 < len(r.bits) and r.is_a(at + 1, CAPITAL) and not r.breaks(at + 1))
    if r.is_a(at, DAY) and r.surfaces[r.tokens.type_id[at - 1]].endswith(("’s", "'s")):
        return False
    return r.is_a(at, CONJ | AUX | PRONOUN | DAY)


def _initial(r: Reading, at: int) -> bool:
    """Whether the full stop before a token is that of an initial or a title (J. Smith)."""
    return r.sentence_of[at] == r.sentence_of[at - 1] and not r.gap[at] & (gaps.CLAUSE | gaps.LINE)


def _apposition_after(r: Reading, last: int, high: int) -> Range:
    if (
        last >= high
        or not r.gap[last] & gaps.CLAUSE
        or r.sentence_of[last] != r.sentence_of[last - 1]
    ):
        return (0, 0)
    end = last + 1
    while end < high and not r.gap[end] & (gaps.CLAUSE | gaps.LINE):
        end += 1
    return (last, end)


def _past_apposition(r: Reading, end: int, low: int) -> Speaker | None:
    """The phrase before a stretch between commas: *Ruth Aldane, who leads it, said*."""
    outer, nearest = end, None
    for _ in range(5):
        start = end - 1
        while start > low and not r.breaks(start):
            start -= 1
        if start <= low or not r.gap[start] & gaps.CLAUSE:
            break
        head = _plain(r, start, low)
        end = start
        if head is None or not _can_head(r, head):
            continue
        found = Speaker(head.first, head.last, (start, outer))
        if _is_full_name(r, head):
            return found
        lone = head.last - head.first == 1 and not r.is_a(head.first, PRONOUN)
        if nearest is None or (lone is False and nearest.last - nearest.first == 1):
            nearest = found
    return nearest


def _in_name(r: Reading, at: int) -> bool:
    return r.is_a(at, CAPITAL) and not r.is_a(at, CONJ | DET | LINK | DAY)


def _is_full_name(r: Reading, head: Speaker) -> bool:
    """Whether a phrase is two capitalised words or more and nothing else."""
    span = range(head.first, head.last)
    return len(span) >= 2 and all(_in_name(r, i) for i in span)


def _can_head(r: Reading, head: Speaker) -> bool:
    """Whether a phrase before a comma can be who speaks: a name, a pronoun, a determined noun."""
    if r.is_a(head.first, PRONOUN):
        return True
    named = any(r.is_a(i, CAPITAL) for i in range(head.first, head.last))
    return named or r.is_a(head.first, DET)


def _plain(r: Reading, end: int, low: int) -> Speaker | None:
    """The noun phrase that ends before token ``end``."""
    if r.is_a(end - 1, PRONOUN):
        return Speaker(end - 1, end)
    first = end
    while first > max(low, end - _LONGEST) and not _stops_walk(r, first, end):
        first -= 1
    if first - 2 >= low and r.norm(first - 1) == "who" and not r.breaks(first):
        head = _plain(r, first - 1, low)
        return head and Speaker(head.first, head.last, (first, end))
    first = _trim(r, first, end)
    if first >= end or _is_no_phrase(r, first, end) or not _names(r, first, end):
        return None
    return _named_before(r, first, end, low) or Speaker(first, end)


def _is_no_phrase(r: Reading, first: int, end: int) -> bool:
    """Whether a stretch cannot name who speaks: a lone noun, a clause of its own."""
    last = end - 1
    if _is_lone_verb(r, first, end) or (r.is_a(last, LINK | CONJ | AUX) and not r.is_a(last, DET)):
        return True
    if (
        r.norm(last) in ("latest", "own", "new", "newly", "remaining", "existing")
        or r.norm(last).isdigit()
    ):
        return True
    if end - first == 1:
        plural = r.norm(first).endswith("s") or r.norm(first) in PLURALS + _QUANTIFIERS
        return not (plural or r.is_a(first, CAPITAL | PRONOUN | DET) or r.norm(first - 1) == "and")
    return r.norm(first).endswith("ing") and not r.is_a(first, CAPITAL | DET)


def _is_lone_verb(r: Reading, first: int, end: int) -> bool:
    """Whether a phrase is one word that is no name: *speaking*, *alternated*."""
    if end - first != 1:
        return False
    participle = r.verb[first] >= 0 and r.form(first) == "ing"
    return participle or (r.norm(first).endswith("ed") and not r.is_a(first, CAPITAL))


def _named_before(r: Reading, first: int, end: int, low: int) -> Speaker | None:
    """The name before an apposition that no second comma closes: *Ruth Aldane, the mayor said*."""
    name = first
    if not r.is_a(first, DET) or not r.gap[first] & gaps.CLAUSE:
        return None
    while name > low and _in_name(r, name - 1) and (name == first or not r.breaks(name)):
        name -= 1
    if name > low and r.is_a(name - 1, LINK | DET) and not r.breaks(name):
        return None
    head = Speaker(name, first, (first, end))
    return head if _is_full_name(r, head) else None


def _stops_walk(r: Reading, first: int, end: int) -> bool:
    """Whether the phrase that reaches down to ``first`` cannot take in the token before."""
    if first < end and r.breaks(first) and not _initial(r, first):
        return True
    at = first - 1
    if r.norm(at) == "that":
        return True
    if r.norm(at) == "and":
        return first == end or not (r.is_a(first, CAPITAL) and r.is_a(at - 1, CAPITAL))
    if r.is_a(at, CONJ) and not r.is_a(at, DET):
        return True
    return r.is_a(at, AUX | PRONOUN) or (r.verb[at] >= 0 and _is_finite(r, at))


def _is_finite(r: Reading, at: int) -> bool:
    if r.is_a(at, CAPITAL):
        return False
    return r.form(at) == "past" or (r.form(at) == "s" and r.norm(at) not in NOUNLIKE)


def _trim(r: Reading, first: int, end: int) -> int:
    """The phrase without what opens the clause before it: *On Monday the union* is the union."""
    for at in range(end - 1, first, -1):
        if r.is_a(at, DET) and not r.is_a(at - 1, LINK | DET) and r.norm(at - 1) != "and":
            return at
    while first < end and (r.is_a(first, DAY | ADVERB) or r.norm(first) == "that"):
        first += 1
    if first < end and (r.is_a(first, LINK) or r.norm(first) in _OPENINGS):
        inner = [i for i in range(first + 2, end) if r.is_a(i, DET)]
        first = inner[-1] if inner else first + 1
        while first < end and r.is_a(first, DAY | DET) and not r.is_a(end - 1, DET):
            if r.is_a(first, DET):
                break
            first += 1
    return first


def _names(r: Reading, first: int, last: int) -> bool:
    """Whether a stretch has a word that can name somebody."""
    if any(r.norm(i) == "according" for i in range(first, last)):
        return False
    kinds = FUNCTION | AUX | ADVERB | DAY | DET
    if last - first == 1 and r.norm(first) in _QUANTIFIERS:
        return True
    named = (r.is_a(i, CAPITAL) and not r.is_a(i, DET) for i in range(first, last))
    return any(named) or any(not r.is_a(i, kinds) for i in range(first, last))


def main_subject(r: Reading, verb: int, sentence: Range) -> Speaker | None:
    """The phrase that opens the main clause of a sentence, before token ``verb``."""
    low, _ = sentence
    first = low
    colon = [i for i in range(low, verb) if r.gap[i] & gaps.CLAUSE and ":" in r.before(i)]
    first = colon[-1] if colon else first
    first = _past_opening(r, first, verb)
    while first < verb and r.is_a(first, CONJ | ADVERB) and not r.is_a(first, DET):
        first += 1
    if first >= verb:
        return None
    if r.is_a(first, PRONOUN):
        return Speaker(first, first + 1)
    last = first
    while last < min(verb, first + _LONGEST) and not _ends_subject(r, last, first):
        last += 1
    if last == first or not _names(r, first, last):
        return None
    return Speaker(first, last, _apposition_after(r, last, verb))


def _past_opening(r: Reading, first: int, verb: int) -> int:
    """The token behind what opens a sentence before its comma: *However, on Monday, she*."""
    for _ in range(3):
        opening = r.is_a(first, LINK | CONJ | ADVERB | DAY) and not r.is_a(first, DET)
        word = r.norm(first)
        opening = opening or (len(word) > 5 and word.endswith("ing"))
        if not opening and word not in ("during", "despite", "according"):
            break
        comma = next((i for i in range(first + 1, verb) if r.gap[i] & gaps.CLAUSE), None)
        if comma is None:
            break
        first = comma
    return first


def _ends_subject(r: Reading, at: int, first: int) -> bool:
    """Whether the verb of the main clause, or a break, stands at a token."""
    if at > first and r.breaks(at) and not _initial(r, at):
        return True
    if r.is_a(at, DET | LINK):
        return False
    named = any(r.is_a(i, CAPITAL) for i in range(first + (first == at), at))
    lower = not r.is_a(at, CAPITAL)
    verb = r.verb[at] >= 0 or r.norm(at) in _IRREGULAR
    if r.is_a(at, AUX | CONJ) or (lower and verb and at > first):
        return True
    verbal = r.norm(at).endswith(("ed", "s")) and at > first and not r.is_a(at - 1, DET | LINK)
    return lower and verbal and named and r.is_a(at - 1, CAPITAL | ADVERB)
