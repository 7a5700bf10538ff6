"""The subject of a verb group, whatever its form."""

from analysis.measures.clauses.search import (
    COMMAS,
    antecedent,
    before_apposition,
    behind_places,
    find_place,
)
from analysis.measures.clauses.sentence import (
    Part,
    Sentence,
    begins_clause,
    host,
    is_time,
    owner,
    part,
)
from analysis.measures.clauses.voice import is_passive, joined_to, split_from
from analysis.measures.clauses.word_lists import (
    BLAMES,
    COPULAR,
    INVERTED,
    INVERTED_BEFORE_NAMES,
    OBJECT_CONTROL,
    OPEN_NOUNS,
    OUTCOMES,
    WANTS,
)


def find_subject(s: Sentence, k: int) -> Part | None:
    """The doer of an active verb group, what is acted upon of a passive; None where unexpressed."""
    if k not in s.subjects:
        s.subjects[k] = None  # a verb that leads back to itself has none
        s.subjects[k] = _SUBJECTS[s.chunks[k].form](s, k)
    return s.subjects[k]


def _finite(s: Sentence, k: int) -> Part | None:
    helper = split_from(s, k)
    if helper is not None:
        return find_subject(s, helper)
    joined = joined_to(s, k)
    if joined is not None:
        return find_subject(s, joined)
    if is_inverted(s, k):
        return part(s, s.right(k), "noun", right=True)
    at = find_place(s, s.left(k))
    if at is None:
        return None
    if s.kind(at) != "N":
        return antecedent(s, at, k)
    if s.tag(k) in ("VVD", "VVN") and is_passive(s, k) and not s.chunks[k].passive:
        return part(s, at, "relative", left=True)
    return part(s, before_apposition(s, at), "noun", left=True)


def is_inverted(s: Sentence, k: int) -> bool:
    """Whether the speaker follows the verb: *… , said Rubio*."""
    after, before = s.right(k), s.left(k)
    if s.kind(after) != "N" or is_time(s, after):
        return False
    named = s.tag(after) == "NP0" and s.lemma(k) in INVERTED_BEFORE_NAMES
    if not named and s.lemma(k) not in INVERTED:
        return False
    return s.kind(before) in ("", ",", ".", "?", "!", "—") and not begins_clause(s, after)


def _infinitive(s: Sentence, k: int) -> Part | None:
    joined = joined_to(s, k)
    if joined is not None:
        return find_subject(s, joined)
    j = s.left(k)
    if s.kind(j) == "N":
        return _behind_noun(s, j, k)
    if s.kind(j) == "V":
        return find_subject(s, j)
    if s.kind(j) in ("J", "S", "W", *COMMAS):
        return _matrix(s, j, k)
    return _following(s, k)


def _behind_noun(s: Sentence, j: int, k: int) -> Part | None:
    """The doer of an infinitive behind a noun phrase."""
    if s.low(j - 1) == "for" and s.lemma(j - 2) != "":
        return part(s, j, "noun")
    controlled = _controlled(s, j)
    if controlled is not None:
        return part(s, controlled, "noun", left=True)
    if s.chunks[j].owner:
        return owner(s, j)
    if s.lemma(s.left(j)) == "be" and s.lemma(j) in OPEN_NOUNS:
        return None
    if s.kind(j - 1) in COMMAS and s.tag(j) != "NP0":
        return None
    return _matrix(s, j, k)


def _controlled(s: Sentence, j: int) -> int | None:
    """The noun phrase that a verb before makes do something: *urged X*, *called on X*."""
    for place in (j, host(s, j)):
        verb = s.left(place)
        if s.kind(verb) == "P" and s.kind(verb - 1) == "V" and s.low(verb) in ("on", "upon"):
            verb -= 1
        if s.kind(verb) == "V" and s.lemma(verb) in OBJECT_CONTROL | WANTS:
            return place
    return None


def _matrix(s: Sentence, j: int, k: int) -> Part | None:
    """Subject of the nearest verb before, else of the clause that follows."""
    for i in range(j, -1, -1):
        if s.kind(i) in (";", ".", "!", "?"):
            break
        if s.kind(i) == "N" and s.chunks[i].owner and s.kind(i + 1) == "P" and i >= k - 3:
            return owner(s, i)
        if s.kind(i) == "V" and s.chunks[i].form != "aux":
            return find_subject(s, i)
    return _following(s, k)


def _following(s: Sentence, k: int) -> Part | None:
    """Subject of the next finite verb, behind a comma: *Having missed, the …*."""
    comma = False
    for i in range(k + 1, len(s.chunks)):
        comma = comma or s.kind(i) == ","
        if comma and s.kind(i) == "V" and s.chunks[i].form == "fin" and not _in_relative(s, i):
            return find_subject(s, i)
    return None


def _in_relative(s: Sentence, i: int) -> bool:
    """Whether a wh-word opens the clause of a verb group."""
    i -= 1
    while i >= 0 and s.kind(i) not in (",", "V", ";", ":"):
        if s.kind(i) == "W":
            return True
        i -= 1
    return False


def _bare(s: Sentence, k: int) -> Part | None:
    joined = joined_to(s, k)
    if joined is not None:
        return find_subject(s, joined)
    j = s.left(k)
    if s.kind(j) == "V" and s.chunks[j].form != "aux":
        return find_subject(s, j)
    if s.kind(j) == "," and s.low(k - 1) == "not":  # *to help people, not hurt them*
        return _matrix(s, j, k)
    at = find_place(s, j)
    return None if at is None or s.kind(at) != "N" else part(s, at, "noun", left=True)


def _gerund(s: Sentence, k: int) -> Part | None:
    joined = joined_to(s, k)
    if joined is not None:
        return find_subject(s, joined)
    j = s.left(k)
    blamed = _blamed(s, j)
    if blamed is not None:
        return part(s, blamed, "noun")
    if s.kind(j) == "N":
        absolute = s.kind(j - 1) == "P" and s.low(j - 1) in ("with", "of", "to", "by", "without")
        if is_time(s, j):
            return _matrix(s, j - 1, k)
        j = behind_places(s, j)
        return part(s, j, "noun" if absolute else "relative")
    if s.kind(j) == "V":
        return find_subject(s, j)
    if _is_unsaid(s, j, k):
        return None
    return _gerund_behind_clause(s, j, k)


def _gerund_behind_clause(s: Sentence, j: int, k: int) -> Part | None:
    """The doer of a gerund that no noun phrase and no verb directly precedes."""
    closed = _behind_aside(s, j)
    if closed is not None:
        return find_subject(s, closed)
    if s.kind(j) in COMMAS and s.kind(s.left(j)) == "N" and not _verb_before(s, j):
        return part(s, host(s, s.left(j)), "noun", left=True)
    return _matrix(s, j, k)


def _behind_aside(s: Sentence, j: int) -> int | None:
    """The finite verb behind an aside that a preposition opens: *men, despite winning, left*."""
    if s.kind(j) != "P" or s.kind(s.left(j)) not in COMMAS or s.kind(s.left(s.left(j))) != "N":
        return None
    closing = next((i for i in range(j, len(s.chunks)) if s.kind(i) in COMMAS), len(s.chunks))
    verb = s.right(closing)
    return verb if s.kind(verb) == "V" and s.chunks[verb].form == "fin" else None


def _is_unsaid(s: Sentence, j: int, k: int) -> bool:
    """Whether a whole clause does it, or nobody who is told: *the plan is about winning*."""
    if s.kind(j) == ",":
        return s.lemma(k) in OUTCOMES and _verb_before(s, j)
    return s.kind(j) == "P" and s.kind(j - 1) == "V" and s.lemma(j - 1) in COPULAR


def _blamed(s: Sentence, j: int) -> int | None:
    """The object that does what *of* introduces: *accused him of*, *found him guilty of*."""
    if s.kind(j) != "P" or s.low(j) not in ("of", "for", "from"):
        return None
    noun = s.left(j)
    judged = s.kind(noun) == "J"
    noun = s.left(noun) if judged else noun
    verb = s.left(noun)
    if s.kind(noun) != "N" or s.kind(verb) != "V" or s.chunks[verb].passive:
        return None
    return noun if s.lemma(verb) in BLAMES or (judged and s.lemma(verb) not in COPULAR) else None


def _verb_before(s: Sentence, j: int) -> bool:
    return any(s.kind(i) == "V" for i in range(j))


def _participle(s: Sentence, k: int) -> Part | None:
    helper = split_from(s, k)
    if helper is not None:
        return find_subject(s, helper)
    joined = joined_to(s, k)
    if joined is not None:
        return find_subject(s, joined)
    j = s.left(k)
    if s.kind(j) == "N":
        return part(s, j, "relative", left=True)
    if s.kind(j) in COMMAS and s.kind(s.left(j)) == "N":
        return part(s, host(s, s.left(j)), "relative", left=True)
    if s.kind(j) == "V" and s.lemma(j) in COPULAR | {"get"}:
        return find_subject(s, j)
    return _following(s, k) if j < 0 or s.kind(j) in COMMAS else None


_SUBJECTS = {
    "fin": _finite,
    "inf": _infinitive,
    "bare": _bare,
    "ger": _gerund,
    "part": _participle,
    "aux": _finite,
}
