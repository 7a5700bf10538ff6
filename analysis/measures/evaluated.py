"""Whom a word of praise or blame judges, read from the words of one sentence; nothing is tagged.

A cue judges the actor whose name holds it or owns it, whom it is addressed to, or who is the
subject of the clause that is told by it. Whoever stands in another place is not judged.
"""

from analysis.measures import doers
from analysis.measures.doers import Mention, Run, Sentence

_CONDITION = "only on a condition"
_POSSIBLE = "only possible, or demanded"
PRONOUN = "a pronoun, not resolved"
_PHRASE = "inside a phrase or an aim"
_NOBODY = "no actor is the subject"
# Whom *of* governs suffers these, but does the lies, failures and crimes that are *of* somebody.
_DONE_TO = ("abandon", "betray", "exploit", "criticism", "massacre", "accus", "perpetuat")
_DIRECTED = (
    "prais", "applaud", "hail", "commend", "thank", "gratitude", "critici", "condemn", "denounc",
    "blam", "accus", "question",
)  # fmt: skip
_BE = frozenset("was were been be being is are".split())
_STANDS_FOR = doers.PRONOUNS | doers.POSSESSIVES | {"this", "that"}
_JOINS = frozenset("and but or yet".split())
_CONDITIONS = frozenset("if unless without lest should were had".split())
_INVERTED = frozenset("should were had without".split())  # they make a condition only in front
_MODALS = frozenset("would could may might should must shall can ought".split())
# Verbs whose object is told of their subject; one condemns or stops a crime without doing it.
_TELLS = (
    "commit", "perpetrat", "carr", "inflict", "achiev", "mak", "made", "show", "display", "fac",
    "mark", "represent", "becom", "became", "remain", "prov", "play", "produc", "deliver", "scor",
    "tak", "took", "has", "have", "had", "bring", "brought", "giv", "gave", "creat", "spread",
)  # fmt: skip
# Cues that are the verb of their clause, apart from those in -ed.
_VERBS = ("perpetrat", "fail", "fac", "struggl", "succeed", "betray", "condemn", "denounc")
_BESIDE = frozenset("while although though a an the".split())  # what opens an insertion
_DID = frozenset("committed perpetrated inflicted".split())


def judged_actor(s: Sentence, i: int, j: int, frame: str) -> tuple[Mention | None, str | None]:
    """Who a cue (tokens i to j) judges, or why nobody is known to be.

    >>> words = "the bank of the town has failed".split()
    >>> s = Sentence(words, words, [""] * 7, [(1, 2, "bank"), (4, 5, "town")])
    >>> judged_actor(s, 6, 7, "failure")
    ((1, 2, 'bank'), None)
    """
    if _is_conditional(s, i):
        return None, _CONDITION
    cue = s.words[i:j]
    if cue[0].startswith(_DIRECTED):
        passive = set(s.words[max(i - 2, 0) : i]) & _BE or cue[0] == "accused"
        passive = passive or s.words[j : j + 1] == ["by"]
        if not passive or cue[0].endswith("ing"):
            aimed = _aimed(s, j)
            return (aimed, None) if aimed else (None, "nobody named to whom it is addressed")
        return _subject(s, i, j)
    named = _attached(s, i, j) or _of_whom(s, i, j) or _by_whom(s, j, frame)
    return (named, None) if named else _subject(s, i, j)


def _is_conditional(s: Sentence, i: int) -> bool:
    """Whether a cue stands in, or after, a condition (*if X fails*; *should X fail, Y will*)."""
    for k in range(i):
        word = s.words[k]
        fronted = k == 0 or (s.words[0] == "but" and k == 1)
        if word in _CONDITIONS and (fronted or word not in _INVERTED):
            between = range(k + 1, i + 1)
            as_well = k > 0 and s.words[k - 1] in {"even", "as"}
            if not as_well and (fronted or not any(s.opens(at) for at in between)):
                return True
    return any(s.words[k : k + 2] == ["in", "case"] for k in range(i))


def _aimed(s: Sentence, j: int) -> Mention | None:
    """The name that a verb of praise or blame has as its object (*thanks X, criticism of X*)."""
    for mention in s.mentions:
        between = s.words[j : mention[0]]
        near = mention[0] >= j and len(between) < 4
        if near and not any(s.opens(k) for k in range(j, mention[0] + 1)):
            inside = set(between[1:]) & doers.PREPOSITIONS or _is_part(s, mention)
            return None if inside else mention
    return None


def _is_part(s: Sentence, mention: Mention) -> bool:
    """Whether a name that owns nothing is but the first part of another (*the X inquiry*)."""
    k = mention[1]
    if k == len(s.words) or s.opens(k) or _owns(s, mention) or s.surfaces[k][:1].isupper():
        return False
    follows = doers.PREPOSITIONS | doers.OPENERS | doers.ADVERBS | doers.AUXILIARIES
    return s.words[k] not in follows and not s.words[k].endswith("ly")


def _attached(s: Sentence, i: int, j: int) -> Mention | None:
    """The name that holds a cue, owns it, or has it as its attribute."""
    before = s.words[i - 1] if i else ""
    opens = s.opens(i) or before in doers.DETERMINERS | doers.PREPOSITIONS
    attribute = opens or not (s.words[j - 1].endswith(("ed", "s")) or before in _STANDS_FOR)
    attribute &= s.words[j - 1] not in doers.PREPOSITIONS and s.words[i] not in doers.AUXILIARIES
    for m in s.mentions:
        holds = m[0] <= i < m[1] or (m[1] == i and _owns(s, m))
        if holds or (m[0] == j and attribute and not s.opens(j)):
            return m
    return None


def _owns(s: Sentence, mention: Mention) -> bool:
    return s.surfaces[mention[1] - 1].endswith(("’s", "'s"))


def _of_whom(s: Sentence, i: int, j: int) -> Mention | None:
    """The name that a cue is *of*, by itself or with others (*the denials and the lies of X*)."""
    ofs = [k for k in range(j, min(j + 5, len(s.words))) if s.words[k] == "of"]
    if not ofs or any(w.startswith(_DONE_TO) for w in s.words[i : ofs[0]]):
        return None
    k, between = ofs[0], s.words[j : ofs[0]]
    joined = not between or between[0] in _JOINS or between == ["on", "the", "part"]
    k += 1 + (s.words[k + 1 : k + 2] != [] and s.words[k + 1] in doers.DETERMINERS)
    return next((m for m in s.mentions if m[0] == k), None) if joined else None


def _by_whom(s: Sentence, j: int, frame: str) -> Mention | None:
    """Who is named with *by* as the doer of a wrong."""
    agent = doers.by_whom(s, j - 1) if frame == "blame" else None
    if agent is None:
        return None
    between = s.words[j : agent[0]]
    between = between[: between.index("by")] if "by" in between else between
    told = not between or between[-1] in _DID or not between[-1].endswith("ed")
    return agent if told and len(between) < 4 else None


def _subject(s: Sentence, i: int, j: int) -> tuple[Mention | None, str | None]:
    """The actor who heads the subject of the clause that a cue tells, or why there is none."""
    beside = _beside(s, i) or _fronted(s, i, j)
    if beside:
        return beside, None
    verbal = _is_verbal(s.words[i:j])
    verb, joined = _verb(s, i, verbal)
    if verb < 0 or (i and s.words[i - 1] in doers.PREPOSITIONS | {"to"}):
        return None, _PHRASE
    told = s.words[max(verb, joined + 1) : i]
    alone = s.opens(verb) and set(told) <= doers.DETERMINERS and not verbal
    if alone or not _tells(told):
        return None, _NOBODY
    run = _stripped(s, doers.subject_run(s, verb)) if joined < 0 else _joined_run(s, joined)
    if set(s.words[run[1] : i]) & _MODALS:
        return None, _POSSIBLE
    mention = _head(s, run) or _opening(s, verb)
    if mention:
        return mention, None
    return None, PRONOUN if set(s.words[run[0] : run[1]]) & _STANDS_FOR else _NOBODY


def _is_verbal(cue: list[str]) -> bool:
    first = cue[0]
    return first in doers.AUXILIARIES or first.startswith(_VERBS) or first.endswith("ed")


def _beside(s: Sentence, i: int) -> Mention | None:
    """The name right before an insertion that a cue opens (*X, a brave crew; X, while brave*)."""
    begin = i
    while not s.opens(begin):
        begin -= 1
    names = [m for m in s.mentions if m[1] == begin]
    short = i - begin < 4 and set(s.words[begin : i - (i > begin + 1)]) <= _BESIDE
    return names[0] if names and short and set(s.words[begin:i]) & _BESIDE else None


def _opening(s: Sentence, verb: int) -> Mention | None:
    """The name that opens a sentence, where only insertions stand between it and the verb."""
    if verb == 0 or not s.opens(verb) or s.words[verb] not in doers.AUXILIARIES:
        return None
    end = next(k for k in range(1, verb + 1) if s.opens(k))
    mention = _head(s, (0, end))
    return mention if mention and mention[1] == end else None


def _verb(s: Sentence, i: int, verbal: bool) -> tuple[int, int]:
    """The word with which the verb before a cue begins (−1: a phrase), and the last join or −1."""
    stops = {m[1] for m in s.mentions}
    stops |= {k + 1 for k, word in enumerate(s.words) if word in doers.PRONOUNS}
    k, joined = i, -1
    while k > 0 and not s.opens(k) and k not in stops:
        word = s.words[k - 1]
        if word in _JOINS:
            if k < i and s.words[k] in doers.DETERMINERS:
                return k, -1
            joined = k - 1 if joined < 0 and (verbal or k < i) else joined
        elif joined < 0 and word in doers.PREPOSITIONS | {"to"}:
            return -1, -1
        elif word in doers.AUXILIARIES:
            return doers.skip_verbs(s, k), joined
        elif word in doers.OPENERS - {"as"}:
            break
        k -= 1
    return k, joined


def _tells(words: list[str]) -> bool:
    """Whether the words between a subject and a cue tell the cue of the subject."""
    plain = doers.ADVERBS | doers.DETERMINERS | doers.AUXILIARIES - _BE | {"not"}
    rest = [w for w in words if w not in plain and not w.endswith("ly")]
    if not rest or any(w.startswith(_TELLS) for w in rest):
        return True
    return rest[0] in _BE and (len(rest) == 1 or not rest[1].endswith(("ing", "ed")))


def _stripped(s: Sentence, run: Run) -> Run:
    """A subject without the auxiliaries and adverbs after it."""
    begin, end = run
    while end > begin and s.words[end - 1] in doers.AUXILIARIES | doers.ADVERBS:
        end -= 1
    return begin, end


def _joined_run(s: Sentence, join: int) -> Run:
    """The clause whose verb another one is joined to, or that which opens the sentence."""
    begin = join
    while begin > 0 and not s.opens(begin):
        begin -= 1
    return (begin, join) if begin < join else (0, join)


def _head(s: Sentence, run: Run) -> Mention | None:
    """The name that heads a run of words, or does the deed that does."""
    for m in s.within(run):
        before, after = s.words[run[0] : m[0]], s.words[m[1] : run[1]]
        if set(before) & (doers.PREPOSITIONS | {"to"}):
            return None
        if _owns(s, m):
            return m if doers.DEEDS & set(after[:2]) else None
        follows = doers.PREPOSITIONS | doers.AUXILIARIES | doers.ADVERBS | {"and"}
        if not after or after[0] in follows or _is_verb(s, run) or s.opens(m[1]):
            return m
    return None


def _is_verb(s: Sentence, run: Run) -> bool:
    """Whether a run is a whole clause, to which another verb is joined."""
    return run[1] < len(s.words) and s.words[run[1]] in _JOINS


def _fronted(s: Sentence, i: int, j: int) -> Mention | None:
    """The subject that follows a few words in front of it (*Brave and poor, X left*)."""
    end = next((k for k in range(j, len(s.words)) if s.opens(k)), -1)
    if i > 3 or end < 0 or set(s.words[:end]) & (doers.PREPOSITIONS | doers.AUXILIARIES):
        return None
    if any(m[0] < end for m in s.mentions):
        return None
    end += s.words[end] in doers.DETERMINERS
    return next((m for m in s.mentions if m[0] == end), None)
