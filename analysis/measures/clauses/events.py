"""Verbs with who does them and who undergoes them."""

from collections.abc import Iterator

from analysis.measures.clauses.search import antecedent
from analysis.measures.clauses.sentence import Event, Part, Sentence, begins_clause, is_time, part
from analysis.measures.clauses.states import is_state
from analysis.measures.clauses.subjects import find_subject, is_inverted
from analysis.measures.clauses.voice import is_passive, joined_to, settle
from analysis.measures.clauses.word_lists import (
    CLAUSE_PREPOSITIONS,
    CONTENT_NOUNS,
    COPULAR,
    FEELINGS,
    GIVES,
    MOVES,
    NO_EVENTS,
    PARTICLES,
    PATIENT_PREPOSITIONS,
    SAY,
    SEEMS,
    SEMI,
    SEMI_BE,
    SPENDS,
    STATES,
    TELLS,
    WANTS,
)


def verb_events(s: Sentence) -> Iterator[Event]:
    """Yield an event for every verb group that is no copula and no mere auxiliary."""
    settle(s)
    for k, chunk in enumerate(s.chunks):
        if chunk.kind != "V" or chunk.form == "aux" or _is_empty(s, k):
            continue
        subject = find_subject(s, k)
        if subject is None and chunk.form in ("inf", "ger", "bare"):
            continue
        passive = is_passive(s, k)
        agent, patient = (by_phrase(s, k), subject) if passive else (subject, find_object(s, k))
        state = is_state(s, k, passive=passive, agent=agent, patient=patient)
        voice = "passive" if passive else "active"
        yield Event(chunk.head, voice, agent, patient, chunk.negated, chunk.modal, state)


def _is_empty(s: Sentence, k: int) -> bool:
    """Whether a verb group only links, only describes, or only helps the verb that follows."""
    lemma, after, main = s.lemma(k), s.right(k), s.words[s.chunks[k].head]
    if lemma in COPULAR or main.tag[:2] in ("VB", "VH", "VM") or main.low in NO_EVENTS:
        return True
    if is_passive(s, k) and _is_state(s, k):
        return True
    if lemma == "let" and s.low(k + 1) in ("'s", "’s"):
        return True
    form = s.chunks[after].form if s.kind(after) == "V" else ""
    if form in ("inf", "ger") and (lemma in SEMI or (form == "inf" and main.low in SEMI_BE)):
        return True
    return lemma in SEEMS and (s.kind(after) == "J" or form == "part")


def _is_state(s: Sentence, k: int) -> bool:
    """Whether a participle is an adjective, as are those with *un-*: but not *undermined*."""
    chunk, low = s.chunks[k], s.main(k).low
    if low in STATES:  # without *be* they are participles: *the people involved*
        joined = joined_to(s, k)
        alone = s.kind(k - 1) == "N" or (joined is not None and is_passive(s, joined))
        return chunk.first < chunk.head or low in FEELINGS or not alone
    return low.startswith("un") and not low.startswith(("under", "unit", "unv", "unl", "unc"))


def by_phrase(s: Sentence, k: int) -> Part | None:
    """The doer of a passive."""
    i = s.right(k)
    while s.kind(i) in ("P", "N", "A") and i < k + 8:
        if s.low(i) in CLAUSE_PREPOSITIONS and s.kind(i + 1) == "N" and not is_time(s, i + 1):
            return None  # *was fired after a report by the court*
        if s.low(i) == "by" and s.kind(i + 1) == "N":
            return None if is_time(s, i + 1) else part(s, i + 1, "noun", right=True)
        i += 1
    return None


def find_object(s: Sentence, k: int) -> Part | None:
    """What is acted upon in the active: object, lexicalised preposition, or gap of a relative."""
    if is_inverted(s, k):
        return None
    i = s.right(k)
    if s.kind(i) == "P" and s.kind(i + 1) == "N":
        taken = _takes_object(s.lemma(k), s.low(i))
        return part(s, i + 1, "noun", right=True) if taken else _gap(s, k)
    if s.kind(i) == "C" and s.low(i) == "or" and _shares(s, k, i + 1):
        return find_object(s, i + 1)
    if s.kind(i) != "N" or (is_time(s, i) and s.lemma(k) not in SPENDS):
        return _gap(s, k)
    if _opens_content(s, k, i):
        return None
    second = s.kind(i + 1) == "N" and s.lemma(k) in GIVES and not is_time(s, i + 1)
    return part(s, i + second, "noun", right=True)


def _shares(s: Sentence, k: int, other: int) -> bool:
    """Whether a verb that *or* joins has the object of both: *build or buy a house*."""
    return s.kind(other) == "V" and s.tag(other)[:3] == s.tag(k)[:3]


def _takes_object(lemma: str, word: str) -> bool:
    """Whether a preposition belongs to its verb, as in *rely on*, or is a particle."""
    if word in PATIENT_PREPOSITIONS.get(lemma, ()):
        return True
    return word in PARTICLES and lemma not in MOVES


def _opens_content(s: Sentence, k: int, i: int) -> bool:
    """Whether a noun phrase begins what is said, thought or wanted: *they want him to go*."""
    lemma, after = s.lemma(k), s.right(i)
    if lemma in WANTS and s.kind(after) == "V" and s.chunks[after].form in ("inf", "ger"):
        return True
    return lemma == "say" or (lemma in SAY and begins_clause(s, i))


def _begins_zero_relative(s: Sentence, before: int, i: int) -> bool:
    plural = s.tag(i) == "NN2" and s.low(before) in ("a", "an")  # *a price voters pay*
    return plural or s.chunks[i].pronoun or s.tag(i) == "NP0" or s.low(i) == "the"


def _gap(s: Sentence, k: int) -> Part | None:
    """The antecedent of a relative clause whose verb has a subject but no object."""
    after, i = s.right(k), s.left(k)
    if s.kind(after) == "V" and s.chunks[after].form == "inf":
        return None  # the gap is that of the infinitive: *which they want to buy*
    if s.kind(i) == "V" and s.chunks[k].form == "inf" and s.chunks[i].form == "fin":
        k, i = i, s.left(i)
    if s.kind(i) != "N" or s.chunks[k].form != "fin":
        return None
    before = i - 1
    pronoun = s.kind(before) == "W" and s.low(before) in ("which", "who", "whom")
    if pronoun or s.low(before) == "that":
        told = s.lemma(s.left(before - 1)) in SAY | TELLS or s.lemma(before - 1) in CONTENT_NOUNS
        return antecedent(s, before, k) if s.kind(before - 1) == "N" and not told else None
    zero = s.kind(before) == "N" and _begins_zero_relative(s, before, i)
    return part(s, before, "relative") if zero and not is_time(s, before) else None
