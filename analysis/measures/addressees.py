"""Whether a cue demands anything, and the noun phrase that names whom it addresses."""

from analysis.measures import doers
from analysis.measures.doers import Run, Sentence
from analysis.text.tags import lexicon_tag

_TURNS = ("turn", "ask", "appeal", "beg", "look", "plead", "implor")  # to X, for help
_TRAILING = frozenset("and or but going to likely probably maybe perhaps then also alike".split())
_MODALS = frozenset("should must shall ought need needs cannot".split())
_NO_NOUN = frozenset("the a an much whether either day something anything that".split())
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow".split()
)


def subject(s: Sentence, cue: int) -> Run:
    """The subject before a cue; of *women who accuse men must* it is *women*.

    >>> words = "he said that women who accuse men must wait".split()
    >>> subject(Sentence(words, words, [""] * 9, []), 7)
    (3, 4)
    """
    begin, end = doers.subject_run(s, cue)
    if begin < end and begin > 1 and s.words[begin - 1] == "who" and _is_verb(s.surfaces[begin]):
        antecedent = doers.subject_run(s, begin - 1)
        return antecedent if antecedent[0] < antecedent[1] else (begin, begin)
    return begin, end


def noun_phrase(s: Sentence, run: Run) -> Run:
    """A run without what trails behind its noun phrase; empty where it holds a clause or no noun.

    >>> words = "the old bank on sunday".split()
    >>> noun_phrase(Sentence(words, words, [""] * 5, []), (0, 5))
    (0, 3)
    """
    begin, end = run
    while begin < end and _trails(s, begin, end):
        end -= 1 + (end - begin > 1 and s.words[end - 2] == "on" and s.words[end - 1] in _DAYS)
    words = [word.replace("’", "'") for word in s.words[begin:end]]
    if not words or (len(words) == 1 and _contracted(words[0])):
        return begin, end
    first, verbs = words[0], doers.AUXILIARIES | _MODALS
    clause = bool(verbs & set(words)) or any("'" in w and _contracted(w) for w in words)
    no_noun = len(words) == 1 and first in _NO_NOUN | doers.OPENERS
    if (
        clause
        or no_noun
        or first in doers.PREPOSITIONS | doers.OPENERS
        or _is_verb(s.surfaces[begin])
    ):
        return begin, begin
    return begin, end


def is_no_demand(s: Sentence, cue: int) -> bool:
    """Whether a cue only asks, supposes, or denies: *what needs to be done*, *if X should*."""
    if s.words[cue] in {"have", "has", "need"} and s.words[cue - 1] in {"not", "don't", "doesn't"}:
        return True
    if s.words[cue] == "for" and not turned_to(s, cue):
        return True
    begin, end = subject(s, cue)
    if s.words[max(end - 1, 0)] in {"what", "why", "how"} and begin >= end - 1:
        return True
    if s.words[cue] != "should":
        return False
    inverted = cue == 0 and s.surfaces[1:2] != [] and s.surfaces[1][:1].isupper()
    return inverted or (begin > 0 and s.words[begin - 1] in {"if", "whether"})


def turned_to(s: Sentence, cue: int) -> tuple[int, int, int] | None:
    """The verb of *turned to X for help*, and from where to where it is said to whom."""
    for k in range(cue - 1, max(cue - 8, -1), -1):
        if s.opens(k + 1):
            return None
        if s.words[k].startswith(_TURNS):
            begin = k + 1 + (s.words[k + 1] in {"to", "on"})
            return (k, begin, cue) if begin < cue else None
    return None


def _trails(s: Sentence, begin: int, end: int) -> bool:
    """Whether the last word of a run is none of its noun phrase."""
    word = s.words[end - 1]
    if word in _TRAILING or (word.endswith("ly") and lexicon_tag(word) == "AV0"):
        return True
    if word in _DAYS and end - begin > 1:
        return True
    pronoun = end - begin > 1 and s.words[end - 2] in doers.PRONOUNS
    return word in doers.AUXILIARIES and (pronoun or end - begin > 1)


def _contracted(word: str) -> bool:
    """Whether a word is a pronoun with its verb: *they'll*, *I'm*."""
    return word.partition("'")[0] in doers.PRONOUNS


def _is_verb(word: str) -> bool:
    return lexicon_tag(word).startswith("VV")
