"""Events told as nouns: *the deployment of the mission*, *their arrival*."""

from collections.abc import Iterator

from analysis.measures.clauses.chunks import Chunk
from analysis.measures.clauses.sentence import Event, Part, Sentence, owner, part
from analysis.measures.clauses.states import HAPPENS
from analysis.measures.clauses.word_lists import (
    AGAINST,
    DONE,
    OF_ONLY,
    OWNED_BY_DOER,
    TIMES,
    UNDERGONE,
)


def noun_events(s: Sentence) -> Iterator[Event]:
    """Yield an event for every event noun with a possessor or a phrase with *of* or *by*."""
    for k, chunk in enumerate(s.chunks):
        if chunk.kind != "N" or chunk.pronoun:
            continue
        lemma = s.lemma(k)
        if lemma in UNDERGONE or lemma in DONE:
            agent, patient = _participants(s, k, chunk, undergone=lemma in UNDERGONE)
            if agent or patient:
                state = lemma in HAPPENS and patient is None
                yield Event(chunk.head, "nominal", agent, patient, stative=state)


def _participants(
    s: Sentence, k: int, chunk: Chunk, *, undergone: bool
) -> tuple[Part | None, Part | None]:
    """Doer and undergoer of an event noun."""
    lemma, owned = s.lemma(k), None if _owned_by_time(s, chunk) else owner(s, k)
    of, by = _phrase(s, k, ("of",), reach=1), _phrase(s, k, ("by",), reach=6)
    target = _phrase(s, k, ("on", "against"), reach=3) if lemma in AGAINST else None
    if owned and (of or by):
        return (by, owned) if by else (owned, of)
    if owned and lemma in OF_ONLY:
        return None, None
    if by:
        return by, of
    if undergone and not target and not (owned and lemma in OWNED_BY_DOER):
        return None, owned or of
    return owned or of, target


def _owned_by_time(s: Sentence, chunk: Chunk) -> bool:
    """Whether a possessor only says when: *Monday’s decision*."""
    return chunk.owner is not None and s.words[chunk.owner[1]].lemma.lower() in TIMES


def _phrase(s: Sentence, k: int, prepositions: tuple[str, ...], *, reach: int) -> Part | None:
    """The noun phrase behind the first of these prepositions that follows the noun."""
    i = k + 1
    while s.kind(i) == "P" and s.kind(i + 1) == "N" and i <= k + reach:
        if s.low(i) in prepositions:
            return part(s, i + 1, "noun", right=True)
        i += 2
    return None
