"""Verb groups among each other: finite or participle, active or passive, joined to which."""

from analysis.measures.clauses.sentence import Sentence, host, is_time
from analysis.measures.clauses.word_lists import CLAUSE_PREPOSITIONS, HARMS, NAMES, NEVER_FINITE


def settle(s: Sentence) -> None:
    """Decide which past forms are finite and which are participles, by the verbs around them."""
    for k, chunk in enumerate(s.chunks):
        if chunk.kind != "V" or chunk.first != chunk.head or s.tag(k) not in ("VVN", "VVD"):
            continue
        if s.kind(s.left(k)) in (",", "—"):
            _settle_behind_comma(s, k)
        if s.kind(s.left(k)) != "N" or has_doer(s, k):
            continue
        if chunk.form == "part" and _must_be_finite(s, k):
            chunk.form, chunk.passive = "fin", False
        elif chunk.form == "fin" and _may_be_participle(s, k) and claimed_later(s, k, surely=True):
            chunk.form, chunk.passive = "part", True


def _settle_behind_comma(s: Sentence, k: int) -> None:
    """The same behind a comma, where an aside ends or begins."""
    chunk, comma = s.chunks[k], s.left(k)
    named = s.lemma(k) in NAMES and s.kind(s.right(k)) == "N" and s.kind(comma - 1) == "N"
    if named and s.kind(s.right(k) + 1) in (",", "—"):
        chunk.form, chunk.passive = "part", True
    elif chunk.form == "part" and _ends_aside(s, k) and not claimed_later(s, k):
        chunk.form, chunk.passive = "fin", False


def _ends_aside(s: Sentence, k: int) -> bool:
    """Whether the comma before closes an aside: *the court, which met Monday, refused*."""
    comma = s.left(k)
    if s.kind(_before_aside(s, comma)) == "C":
        return True
    opening = max((i for i in range(comma) if s.kind(i) == ","), default=0)
    if s.kind(opening - 1) != "N" or s.lemma(k) in HARMS:
        return False
    first = max((i for i in range(opening) if s.kind(i) in ("S", ";", ":", ".")), default=0)
    verbs = [i for i in range(first, opening) if s.kind(i) == "V" and s.chunks[i].form == "fin"]
    return s.kind(opening + 1) == "W" or (s.kind(opening + 1) == "N" and not verbs)


def _must_be_finite(s: Sentence, k: int) -> bool:
    """Whether a participle behind a noun phrase is the only verb that the phrase could have."""
    if s.low(k) in NEVER_FINITE:
        return False
    j = host(s, s.left(k))
    before = s.kind(j - 1)
    if before in ("W", "N"):
        return True
    if before == "S":  # *the men that rebels robbed wept*, but *that men robbed by night wept*
        return s.kind(s.right(k)) == "V" or not claimed_later(s, k)
    free = before in ("", "C", ".", ":", ";") or (before == "," and s.kind(s.left(j - 1)) != "V")
    if not free or claimed_later(s, k):
        return False
    return s.kind(s.right(k)) == "N" or s.lemma(k) not in HARMS


def _may_be_participle(s: Sentence, k: int) -> bool:
    after, low = s.right(k), s.low(k)
    regular = low.endswith("ed") or low in ("led", "held", "made", "found", "sent", "brought")
    if s.kind(s.left(k) - 1) == "N":  # *the tools the army shared with us*
        return False
    return regular and s.kind(after) == "P" and s.low(after) not in CLAUSE_PREPOSITIONS


def claimed_later(s: Sentence, k: int, *, surely: bool = False) -> bool:
    """Whether a later finite verb has no other subject than that of this one.

    With ``surely`` a present tense does not count, which may be a plural noun: *media reports*.
    """
    for i in range(k + 1, len(s.chunks)):
        if s.kind(i) in ("C", "W", "S", ";", ":", ".", "?"):
            return False
        if s.kind(i) == "V" and s.chunks[i].form == "fin":
            if surely and s.words[s.chunks[i].first].tag in ("VVZ", "VVB"):
                return False
            j = s.left(i)
            while s.kind(j) == "N" and s.kind(j - 1) == "P":
                known_as = j - 1 == s.right(k) and s.low(j - 1) == "as"
                if s.low(j - 1) in CLAUSE_PREPOSITIONS and not known_as:
                    return False
                j = s.left(j - 1)
            singular = s.words[s.chunks[i].first].tag[-1:] == "Z"
            return j == k and not (singular and s.tag(s.left(k)) == "NN2")
    return False


def is_passive(s: Sentence, k: int) -> bool:
    """Whether a verb group is passive, by its auxiliary or by that of a verb it joins."""
    chunk = s.chunks[k]
    if s.tag(k) not in ("VVN", "VVD"):
        return False
    helper = split_from(s, k)
    if helper is not None:
        return s.tag(helper).startswith("VB")
    joined = joined_to(s, k)
    if joined is not None and chunk.first == chunk.head:
        same = s.tag(joined) == "VVN" and is_passive(s, joined)
        if chunk.form == "part" or s.tag(k) == "VVN":
            return same or s.tag(joined) not in ("VVN", "VVD")
    behind_noun = s.kind(k - 1) == "N" and chunk.first == chunk.head
    return chunk.passive or (behind_noun and has_doer(s, k))


def has_doer(s: Sentence, k: int) -> bool:
    """Whether *by* and a noun phrase follow, and not how much or when: *by two votes*."""
    by = s.right(k)
    doer = s.low(by) == "by" and s.kind(by + 1) == "N"
    return doer and s.words[s.chunks[by + 1].first].tag != "CRD" and not is_time(s, by + 1)


def split_from(s: Sentence, k: int) -> int | None:
    """The auxiliary that an insertion parts from its participle: *has, in the end, managed*."""
    j = s.left(k)
    if s.kind(j) != "," or s.tag(k) not in ("VVN", "VVD"):
        return None
    opened = [i for i in range(j - 1, 0, -1) if s.kind(i) == ","]
    helper = opened[0] - 1 if opened else -1
    return helper if s.kind(helper) == "V" and s.tag(helper)[:2] in ("VH", "VB") else None


def joined_to(s: Sentence, k: int) -> int | None:
    """The verb group before, to which *and* or a list joins this one."""
    j = _before_aside(s, s.left(k))
    if s.kind(j) == "," and _listed(s, k):
        j += 1
    elif s.kind(j) != "C":
        return None
    elif s.kind(j - 1) == ",":
        j -= 1
    return _similar(s, k, j)


def _before_aside(s: Sentence, j: int) -> int:
    """The *and* before an aside that a comma closes at ``j``: *fled and, by night, came back*."""
    i = j - 1
    while s.kind(j) == "," and s.kind(i) in ("P", "N", "A"):
        i -= 1
    return i - 1 if i < j - 1 and s.kind(i) == "," and s.kind(i - 1) == "C" else j


def _listed(s: Sentence, k: int) -> bool:
    """Whether a later verb of the same form, behind *and*, closes a list that this one is in."""
    plain = {"VVI": "VVB"}
    tag = plain.get(s.tag(k), s.tag(k))
    later = [i for i in range(k + 1, len(s.chunks)) if s.kind(i) == "V"]
    return any(
        plain.get(s.tag(i), s.tag(i)) == tag and s.low(s.left(i)) in ("and", "or") for i in later
    )


def _similar(s: Sentence, k: int, until: int) -> int | None:
    """The nearest verb group before whose form is that of this one, else the nearest finite."""
    before = [i for i in range(until) if s.kind(i) == "V" and s.chunks[i].form != "aux"]
    chunk, tag = s.chunks[k], s.tag(k)
    bare = chunk.first == chunk.head or chunk.form == "inf"
    tags = {tag, "VVI", "VVB"} if tag in ("VVI", "VVB") else {tag}
    if tag in ("VVD", "VVN") and bare:
        tags = {"VVD", "VVN"}
    same = [i for i in before if s.tag(i) in tags] if bare else []
    if tag in ("VVD", "VVN") and s.kind(s.right(k)) == "N":  # with an object it is no passive
        same = [i for i in same if not s.chunks[i].passive]
    if chunk.form == "inf":
        same = [i for i in before if s.chunks[i].form == "inf"]
    if same:
        return same[-1]
    finite = [i for i in before if s.chunks[i].form == "fin"]
    return finite[-1] if finite and chunk.form in ("fin", "bare") else None
