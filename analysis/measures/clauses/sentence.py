"""A sentence in chunks, and the participants that its noun phrases name."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.measures.clauses.chunks import Chunk
from analysis.measures.clauses.tagged_words import Word
from analysis.measures.clauses.word_lists import CLAUSE_PREPOSITIONS, PARTITIVES, TIMES


@dataclass(frozen=True, slots=True)
class Part:
    """A participant: its words, the heads of its noun phrases, and how it is expressed."""

    first: int
    last: int
    heads: tuple[int, ...]
    kind: str


@dataclass(slots=True)
class Sentence:
    """Words and chunks of a sentence, with the subjects found so far."""

    words: Sequence[Word]
    chunks: Sequence[Chunk]
    subjects: dict[int, Part | None] = field(default_factory=dict)

    def kind(self, i: int) -> str:
        """Kind of a chunk, empty outside the sentence."""
        return self.chunks[i].kind if 0 <= i < len(self.chunks) else ""

    def lemma(self, i: int) -> str:
        """Lemma of the head of a chunk, in lower case."""
        return self.words[self.chunks[i].head].lemma.lower() if self.kind(i) else ""

    def low(self, i: int) -> str:
        """First word of a chunk, in lower case."""
        return self.words[self.chunks[i].first].low if self.kind(i) else ""

    def tag(self, i: int) -> str:
        """Tag of the head of a chunk."""
        return self.words[self.chunks[i].head].tag if self.kind(i) else ""

    def left(self, k: int) -> int:
        """The chunk before, adverbs passed over; -1 at the beginning."""
        k -= 1
        while self.kind(k) == "A":
            k -= 1
        return max(k, -1)

    def right(self, k: int) -> int:
        """The chunk behind, adverbs passed over."""
        k += 1
        while self.kind(k) == "A":
            k += 1
        return k

    def main(self, k: int) -> Word:
        """Main noun or verb of a chunk."""
        return self.words[self.chunks[k].head]


@dataclass(frozen=True, slots=True)
class Event:
    """A verb or event noun with its participants, in words of the sentence."""

    verb: int
    voice: str
    agent: Part | None
    patient: Part | None
    negated: bool = False
    modal: str = ""
    stative: bool = False


def part(s: Sentence, i: int, kind: str, *, left: bool = False, right: bool = False) -> Part:
    """A noun phrase as participant, with the phrases that *and* joins to it."""
    places = [i]
    if left:
        places = [*_joined_left(s, i), i]
    if right:
        places = [i, *_joined_right(s, i)]
    heads = [head for place in places for head in _heads(s, place)]
    alone = s.chunks[i].pronoun and len(places) == 1 and len(heads) == 1
    first, last = s.chunks[places[0]].first, max(s.chunks[places[-1]].last, *heads)
    return Part(first, last, tuple(heads), "pronoun" if alone and kind == "noun" else kind)


def _heads(s: Sentence, i: int) -> list[int]:
    """The head, and behind *one of* and its like the head that is meant."""
    heads = [s.chunks[i].head]
    short = heads[0] - s.chunks[i].first <= 2  # and not *the reading scores of pupils*
    part_of = short and (s.words[heads[0]].low in PARTITIVES or s.tag(i) == "CRD")
    if part_of and s.low(i + 1) == "of" and s.kind(i + 2) == "N":
        heads.append(s.chunks[i + 2].head)
    return heads


def _joined_left(s: Sentence, i: int) -> list[int]:
    """Noun phrases before this one in a coordination of subjects."""
    places: list[int] = []
    j = i - 1
    if s.kind(j) != "C" or s.low(j) == "but":
        return places
    serial = s.kind(j - 1) == ","
    j -= serial
    while s.kind(j - 1) == "N" and not (_governs(s, j - 2, serial=serial) or s.kind(j - 2) == "V"):
        places.insert(0, j - 1)
        j -= 2
        if not (s.kind(j) == "," and (serial or _is_name_list(s, j))):
            break
    return places


def _governs(s: Sentence, i: int, *, serial: bool) -> bool:
    """Whether a preposition takes what follows, and does not open a clause: *as A, B, and C go*."""
    return s.kind(i) == "P" and not (serial and s.low(i) in CLAUSE_PREPOSITIONS)


def _is_name_list(s: Sentence, comma: int) -> bool:
    """Whether two names that a comma parts begin a clause: *Ann, Bob and Eve left*."""
    names = s.tag(comma - 1) == s.tag(comma + 1) == "NP0"
    return names and s.kind(comma - 2) in ("", "S", "C")


def _joined_right(s: Sentence, i: int) -> list[int]:
    """Noun phrases behind this one in a coordination of objects."""
    places: list[int] = []
    j = i
    while s.kind(j + 1) in ("C", ","):
        following = j + 2 + (s.kind(j + 1) == "," and s.kind(j + 2) == "C")
        joined = s.kind(following) == "N" and s.low(following - 1) != "but"
        if not joined or begins_clause(s, following):
            break
        places.append(following)
        j = following
    closed = any(s.kind(place - 1) == "C" for place in places)
    return places if closed else []


def begins_clause(s: Sentence, i: int) -> bool:
    """Whether a noun phrase is the subject of a clause that follows."""
    j = i + 1
    while s.kind(j) in ("P", "N", "A", "C"):
        j += 1
    closing = _closing(s, j) if s.kind(j) == "," and s.kind(j + 1) in ("N", "W") else -1
    if closing > 0:
        j = closing + 1  # behind an apposition or a relative clause
        return s.kind(j) == "V" and s.chunks[j].form == "fin"
    return s.kind(j) == "V" and s.chunks[j].form in ("fin", "aux") and s.kind(j - 1) in ("N", "A")


def _closing(s: Sentence, comma: int) -> int:
    """The comma that closes an insertion, -1 where none does."""
    apposition = s.kind(comma + 1) == "N"
    for i in range(comma + 1, len(s.chunks)):
        if s.kind(i) == ",":
            return i
        if s.kind(i) in (";", ":", ".", "C") or (apposition and s.kind(i) == "V"):
            break
    return -1


def is_time(s: Sentence, i: int) -> bool:
    """Whether a noun phrase says when: *Tuesday*, *last week*."""
    if s.lemma(i) not in TIMES or s.chunks[i].owner:
        return False
    return s.main(i).low != "times" or s.main(i).text.islower()  # and not the newspaper


def owner(s: Sentence, j: int) -> Part | None:
    """The possessor of a noun phrase."""
    possessor = s.chunks[j].owner
    if possessor is None:
        return None
    first, last = possessor
    pronoun = s.words[last].tag == "DPS"
    return Part(first, last, (last,), "pronoun" if pronoun else "noun")


def host(s: Sentence, j: int) -> int:
    """The noun phrase that a chain of prepositional phrases hangs on."""
    while s.kind(j - 1) == "P" and s.kind(j - 2) == "N":
        j -= 2
    return j
