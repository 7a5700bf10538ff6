"""Which words of its sentence a reporting verb brings in."""

from analysis.measures import reporting as words
from analysis.measures.speech.extent import (
    adds,
    before_clause,
    clause_end,
    has_finite,
    is_finite,
    within_opening,
)
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
from analysis.measures.speech.subjects import Speaker
from analysis.text import gaps

NO_WORDS: Range = (0, 0)

_ASKED = ("whether", "if", "how", "why", "what", "where", "who", "when", "which")
_REACH = 14  # tokens from a verb within which *that* or *to* belongs to it
_NAMING_REACH = 18  # … and *as* or *for*, behind whoever is named
_ASIDES = ("however", "though", "too")
_NO_SUBJECT = ("ahead", "amid", "following", "outside", "earlier", "later", "regarding")
_SUMMONS = ("to", "back", "in", "on", "and", "from", "at", "out")


def words_of(r: Reading, at: int, verb: str, sentence: Range, speaker: Speaker) -> Range:
    """The tokens that an act brings in."""
    low, high = sentence
    if at + 1 >= high or r.breaks(at + 1):
        return _around(r, at, speaker)
    if r.norm(speaker.first - 1) == "as" and speaker.first - 1 >= low:
        return NO_WORDS
    start = _start(r, at, verb, high)
    if start is None and _trails(r, at, speaker, high):
        return _around(r, at, speaker)
    if start is None or start >= high:
        return NO_WORDS
    who = r.norm(speaker.last) == "who"
    aside = any(r.gap[i] & gaps.CLAUSE for i in range(speaker.last + 1, at + 1))
    end = clause_end(r, start, high, relative=who and not aside)
    if verb not in words.MATTER and _lacks_verb(r, at, start, end):
        return NO_WORDS
    if verb in words.NAMING:
        end = before_clause(r, start, end)
    end = within_opening(r, start, end, speaker)
    if r.form(at) == "ing" and r.breaks(at):
        # The main clause goes on behind the comma: *the union, noting the delay, is waiting*.
        comma = [i for i in range(start + 1, end) if r.is_a(i, AUX) and "," in r.before(i)]
        end = comma[0] if comma else end
    return (start, end) if end > start else NO_WORDS


def _lacks_verb(r: Reading, at: int, start: int, end: int) -> bool:
    """Whether what follows the verb at once is a thing: *wrote the report, has left*."""
    bare = r.base(at) in words.BARE and start == at + 1
    if not bare or (r.is_a(start, PRONOUN) and end - start > 1):
        return False
    return not any(is_finite(r, i) for i in range(start + 1, end))


def _trails(r: Reading, at: int, speaker: Speaker, high: int) -> bool:
    """Whether only a place or a time follows: *…, she said in a letter on Monday*."""
    if not r.is_a(at + 1, LINK | DAY) or not r.gap[speaker.first] & gaps.CLAUSE:
        return False
    return not any(r.is_a(i, AUX | PRONOUN | CONJ) for i in range(at + 1, high))


def _around(r: Reading, at: int, speaker: Speaker) -> Range:
    """The sentence around an inserted *, he said*: the longer side."""
    low, high = r.sentence(at)
    first = speaker.first - (r.norm(speaker.first - 1) == "as")
    inserted = r.norm(speaker.first - 1) == "as"
    if r.base(at) not in words.CLAUSE or (inserted and r.base(at) in words.TO_DO):
        return NO_WORDS
    after = high if r.is_a(min(at + 1, high - 1), LINK | DAY) else at + 1
    if after + 1 < high and r.norm(after) in _ASIDES and r.norm(after + 1) == "that":
        return (after + 2, clause_end(r, after + 2, high))
    if first <= low or not r.gap[first] & gaps.CLAUSE:
        if first <= low + 1 and after < high and r.norm(low) == "as":
            return (after, high)
        return NO_WORDS
    if after < high and r.gap[after] & gaps.OPENS:
        return NO_WORDS
    left, right = (low, first), (after, high)
    if after < high and r.gap[after] & gaps.CLAUSE and right[1] - right[0] >= 4:
        aside = r.is_a(low, LINK | CONJ) or r.norm(low) in ("given", "despite", "during")
        return right if aside or not has_finite(r, left) else left
    return left if left[1] - left[0] >= 3 and r.norm(low) != "according" else NO_WORDS


def _start(r: Reading, at: int, verb: str, high: int) -> int | None:
    """First token of what a verb brings in, None where it brings in nothing."""
    after = at + 1
    if verb == "call":
        return _start_of_call(r, after, high)
    if verb in words.NAMING and _is_naming(r, after, high, words.NAMING[verb]):
        if r.norm(after) not in words.NAMING[verb]:
            return after
        return after + 1 if _headless(r, at) else None
    if verb in words.STANCE:
        nouns = words.STANCE[verb]
        near = {r.norm(i) for i in range(after, min(after + 4, high))}
        return after if not nouns or near & set(nouns) else None
    if _headless(r, at) and verb in words.CLAUSE:
        return after + r.is_a(after, AUX)
    for rule in (_that_or_to, _asked, _bare, _to_do, _matter):
        start = rule(r, at, verb, high)
        if start is not None:
            return start
    return None


def _that_or_to(r: Reading, at: int, verb: str, high: int) -> int | None:
    """The first of *that* and *to*: *urged him to say that it leaks*."""
    that = _after_that(r, at, verb, high)
    if that is None and verb in (words.BARE | words.WHETHER):
        return None
    to_do = _to_do(r, at, verb, high)
    return min((start for start in (that, to_do) if start is not None), default=None)


def _is_naming(r: Reading, after: int, high: int, particles: tuple[str, ...]) -> bool:
    found = _find(r, after, high, particles, reach=_NAMING_REACH)
    return found is not None and found < clause_end(r, after, high)


def _headless(r: Reading, at: int) -> bool:
    """Whether the verb ends a clause with *what*: *what it describes as war*."""
    return any(r.norm(i) == "what" for i in range(max(at - 4, 0), at - 1))


def _start_of_call(r: Reading, after: int, high: int) -> int | None:
    follows = r.norm(after)
    if follows == "for":
        return after + 1
    if follows in ("on", "upon"):
        return _find(r, after + 1, high, ("to", "for")) or after + 1
    if follows in ("it", "him", "her", "them", "this", "me", "us"):
        goes_on = after + 1 < high and not r.breaks(after + 1)
        return after if goes_on and r.norm(after + 1) not in _SUMMONS else None
    near = range(after + 1, min(after + 9, high))
    marked = any(r.gap[i] & gaps.OPENS for i in near)
    named = any(r.norm(i) in ("a", "an") for i in near) and r.norm(after) not in ("a", "an")
    return after if (marked or named) and not r.is_a(after, LINK) else None


def _after_that(r: Reading, at: int, verb: str, high: int) -> int | None:
    """*said (on Monday) that*, *told them that*."""
    if verb not in words.CLAUSE:
        return None
    after = r.past_time(at + 1)
    if r.norm(after) == "that" and not _is_pronoun_that(r, after, high):
        return after + 1
    aside = r.is_a(after, LINK | DAY | ADVERB) or r.norm(after) in ("during", "through", "via")
    if not aside and verb not in words.TO_SOMEONE:
        return None
    found = _find(r, after, high, ("that",))
    if found is None or (found > after and r.norm(found - 1) in words.NOUNLIKE):
        return None
    return found + 1


def _is_pronoun_that(r: Reading, that: int, high: int) -> bool:
    return that + 1 >= high or r.is_a(that + 1, AUX)


def _asked(r: Reading, at: int, verb: str, high: int) -> int | None:
    """*asked (them) whether*."""
    if verb not in words.WHETHER:
        return None
    after = at + 1
    if verb == "ask":
        found = _find(r, after, high, ("for", "to", *_ASKED))
        if found is None or r.norm(min(found + 1, high - 1)) in ("last", "next"):
            return None
        return found + (r.norm(found) == "for")
    found = _find(r, after, high, _ASKED)
    return found if found is not None and found - after <= 5 else None


def _to_do(r: Reading, at: int, verb: str, high: int) -> int | None:
    """*urged them to*, *vowed to*."""
    if verb not in words.TO_DO:
        return None
    after = at + 1
    if r.norm(after) == "to":
        passive = verb in words.TO_SOMEONE and verb not in ("promise", "ask", "beg")
        return None if passive and r.form(at) == "past" else after
    if verb in words.TO_SOMEONE:
        found = None if r.is_a(after, LINK) else _find(r, after, high, ("to", "during"))
        found = found if found is not None and r.norm(found) == "to" else None
        if found is None or any("," in r.before(i) for i in range(after, found + 1)):
            return None
        return found - (r.norm(found - 1) == "not")
    return None


def _bare(r: Reading, at: int, verb: str, high: int) -> int | None:
    """*said the roof leaks*, *said Monday it leaks*, *told them it leaks*."""
    if verb not in words.BARE:
        return None
    start = r.past_time(at + 1)
    while start < high and r.is_a(start, DAY | ADVERB) and r.norm(start) not in ("only", "all"):
        start += 1
    if verb in ("tell", "assure", "inform", "remind", "warn", "promise") and start < high:
        start = _past_listener(r, start, high, verb)
    if start >= high or r.breaks(start) or not _opens_clause(r, start):
        return None
    if verb in ("add", "report", "project", "estimate", "deny") and not r.is_a(
        start, PRONOUN | DET | CAPITAL
    ):
        return None
    return start if any(is_finite(r, i) for i in range(start + 1, high)) else None


def _past_listener(r: Reading, start: int, high: int, verb: str) -> int:
    if verb in ("warn", "promise") and not r.is_a(start, PRONOUN | CAPITAL):
        return start
    first, end = start, start
    while end < min(high, first + 6):
        topic = r.is_a(end, LINK) or r.norm(end) == "about"
        if end > first and (r.breaks(end) or topic or r.is_a(end, DET | PRONOUN)):
            break
        if (
            end > first
            and not r.is_a(end - 1, DET)
            and r.is_a(end - 1, CAPITAL) != r.is_a(end, CAPITAL)
            and not r.is_a(end, DAY)
        ):
            break
        end += 1
        if r.norm(end - 1) in ("him", "her", "them", "me", "us", "you", "it", "reporters"):
            break
    while end < high and r.is_a(end, DAY):
        end += 1
    return end


def _opens_clause(r: Reading, at: int) -> bool:
    if r.is_a(at, DET | PRONOUN | CAPITAL) or r.norm(at) in ("there", "if", "what", "whoever"):
        return True
    return not r.is_a(at, LINK | CONJ | AUX | FUNCTION) and r.norm(at) not in _NO_SUBJECT


def _matter(r: Reading, at: int, verb: str, high: int) -> int | None:
    """*denied any wrongdoing*, *warned of delays*."""
    if verb not in words.MATTER:
        return None
    after = at + 1
    needed = words.PARTICLES.get(verb)
    if needed:
        return after + 1 if r.norm(after) in needed and after + 1 < high else None
    if verb == "question" and r.is_a(after, CAPITAL | PRONOUN):
        return None
    if verb == "advocate" and r.norm(after) == "for":
        return after + 1
    if r.is_a(after, CONJ | AUX | LINK | DAY) and not r.is_a(after, DET):
        return None
    return after


def _find(
    r: Reading, first: int, high: int, wanted: tuple[str, ...], *, reach: int = _REACH
) -> int | None:
    """The first of these words within reach, with no other act of speaking before it."""
    for at in range(first, min(first + reach, high)):
        if r.norm(at) in wanted:
            return at
        if r.norm(at) in ("because", "when", "while", "although", "since"):
            return None
        if at > first and r.gap[at] & gaps.CLAUSE and adds(r, at):
            return None
        finite = r.verb[at] >= 0 and r.form(at) in ("past", "s") and not r.is_a(at, CAPITAL)
        if at > first and finite:
            return None
    return None
