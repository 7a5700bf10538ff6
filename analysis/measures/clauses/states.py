"""Clauses that tell a state or an experience, and events whose doer another verb names.

References
----------
Levin, B. (1993). English verb classes and alternations: classes 13.5.2, 30.1, 31.2, 31.3, 32, 47,
48.1, 48.3, 54 and 55.1. Dowty, D. (1991). Thematic proto-roles and argument selection. Language
67(3): whose subject neither wants nor causes what the verb tells is a bad doer.
"""

from collections.abc import Sequence

from analysis.measures.clauses.sentence import Event, Part, Sentence
from analysis.measures.clauses.word_lists import CLAUSE_PREPOSITIONS, STATES

# Nobody does anything, whatever the object: perceives, feels, has, needs, is like something.
STATIVE = frozenset(
    """
    see hear feel notice know believe think understand remember forget doubt regard consider view
    recognise recognize
    want need desire wish hope expect like love hate fear dread enjoy admire respect trust distrust
    mistrust regret envy pity prefer resent appreciate deserve merit lack require
    suffer bear endure undergo experience face withstand sustain tolerate
    own possess belong owe contain comprise constitute consist include involve represent
    reflect resemble equal cost weigh mean signify exemplify underscore embody
    receive inherit lose remain stay exist persist depend rely
    """.split()
)
# The same, but only without an object: *the country sinks*, and not *sinks the ship*.
UNACCUSATIVE = frozenset(
    """
    sink collapse fall crumble deteriorate decline worsen die perish starve drown disappear vanish
    emerge arise appear happen occur erupt begin start end continue last fail falter languish
    decrease grow rise improve recover survive increase shrink
    """.split()
)
# Behind them an infinitive tells what does not succeed.
VAIN = frozenset("struggle fail".split())
# Participles of a state, where no doer follows; those of the other list stand in clauses, too.
ADJECTIVAL = STATES | frozenset(
    """
    isolated united based overwhelmed exhausted situated rooted entrenched known deserted crowded
    poised resigned surrounded stranded impoverished trusted experienced related accustomed
    """.split()
)
STUCK = frozenset("caught stuck trapped torn".split())
# Event nouns that their possessor undergoes.
HAPPENS = frozenset(
    "collapse death disappearance emergence failure fall recovery rise survival decline".split()
)
_COMES = frozenset("come go rush run hurry fly leap spring race".split())
_AID = frozenset("aid rescue help defence defense support assistance".split())
_APART = CLAUSE_PREPOSITIONS | frozenset("during upon amid despite without on".split())


def is_state(
    s: Sentence, k: int, *, passive: bool, agent: Part | None, patient: Part | None
) -> bool:
    """Whether the subject of a verb group does nothing and nothing is done to it.

    Examples
    --------
    >>> sorted({"suffer", "bear", "attack"} & STATIVE)
    ['bear', 'suffer']
    """
    lemma, after = s.lemma(k), s.right(k)
    if lemma in STATIVE:
        return True
    if passive:
        low = s.main(k).low
        stuck = low in STUCK and s.low(after) in ("in", "between", "up")
        return agent is None and (low in ADJECTIVAL or stuck)
    vain = lemma in VAIN and s.kind(after) == "V" and s.chunks[after].form == "inf"
    return vain or (lemma in UNACCUSATIVE and patient is None)


def is_governed(s: Sentence, event: Event, events: Sequence[Event]) -> bool:
    """Whether an event noun stands in what a named doer does: *she ordered the arrest of …*."""
    k = next(k for k, chunk in enumerate(s.chunks) if chunk.first <= event.verb <= chunk.last)
    if s.low(k - 1) == "to" and s.lemma(k) in _AID and s.lemma(s.left(k - 1)) in _COMES:
        return True
    chain = [s.chunks[k].head]
    while s.kind(k - 1) == "P" and s.kind(k - 2) == "N" and s.low(k - 1) not in _APART:
        k -= 2
        chain.append(s.chunks[k].head)
    inside = [
        other.patient
        for other in events
        if other.agent and other.patient and other.verb not in chain[:1]
    ]
    return any(part.first <= head <= part.last for part in inside for head in chain)
