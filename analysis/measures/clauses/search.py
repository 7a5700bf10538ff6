"""The subject of a finite verb, found by reading back to the noun phrase that nothing governs."""

from analysis.measures.clauses.sentence import Part, Sentence, host, is_time, part
from analysis.measures.clauses.word_lists import CLAUSE_PREPOSITIONS, NOMINATIVE, OBJECTIVE

COMMAS = (",", "—", "(", ")")
_MOST_STEPS = 60


def find_place(s: Sentence, j: int) -> int | None:
    """The subject to the left: a noun phrase no preposition governs, or a relative pronoun."""
    found = _search(s, j)
    if found is None and s.kind(j) == s.kind(j - 2) == "," and s.kind(j - 1) == "N":
        first = host(s, j - 3)
        if s.kind(first - 1) == "P" and s.kind(first - 2) in ("", "S", ";", ":"):
            return j - 1  # a comma too many: *In May, the mayor, left*
    return found


def _search(s: Sentence, j: int) -> int | None:
    for _ in range(_MOST_STEPS):
        if _is_relative(s, j):
            return j
        if s.kind(j) == "N":
            onward = s.left(j) if _says_when(s, j) else _onward(s, j)
            if onward is None:
                return j
            j = onward
        elif s.kind(j) in COMMAS:
            j = _before_insertion(s, j)
        elif s.kind(j) == "J" or (s.kind(j) == "V" and s.chunks[j].form in ("ger", "part", "inf")):
            j = s.left(j)
        elif s.kind(j) == "V":
            j = _before_clause_of(s, j)
        else:
            return None
    return None


def _says_when(s: Sentence, j: int) -> bool:
    """Whether a time stands between subject and verb: *the court late Friday refused*."""
    return is_time(s, j) and s.kind(s.left(j)) == "N"


def _before_clause_of(s: Sentence, verb: int) -> int:
    """The noun phrase whose relative clause a finite verb ends; -1 where it ends none."""
    j = s.left(verb)
    if _is_relative(s, j):
        return _before_relative(s, j)
    if s.kind(j) != "N":
        return -1
    if _is_relative(s, j - 1):
        return _before_relative(s, j - 1)
    return j - 1 if s.kind(j - 1) == "N" and s.chunks[j].pronoun else -1


def before_apposition(s: Sentence, j: int) -> int:
    """The name before an apposition that no comma closes: *Ann Lee, the deputy said*."""
    name = j - 2
    opens = s.kind(name - 1) in ("", "S", "C")
    if s.kind(j - 1) == "," and s.kind(name) == "N" and opens and s.low(j) in ("the", "a", "an"):
        return name if s.words[s.chunks[name].first].tag == "NP0" else j
    return j


def _is_relative(s: Sentence, j: int) -> bool:
    """Whether a word begins a relative clause."""
    if s.kind(j) == "W" and s.low(j) in ("who", "which", "whom"):
        return s.kind(j - 1) in ("N", *COMMAS)
    return s.low(j) == "that" and s.kind(j) in ("S", "N", "W") and s.kind(j - 1) == "N"


def _onward(s: Sentence, j: int) -> int | None:
    """Where to look on if a noun phrase is no subject: governed, or object of a verb inside."""
    i = j
    if s.low(j) in NOMINATIVE:
        return None
    if s.kind(j - 1) == "C":
        joined = _run(s, j)
        i = joined if s.kind(joined - 1) == "P" else j
    if s.kind(i - 1) == "P":
        opens = s.low(i - 1) in CLAUSE_PREPOSITIONS and s.kind(s.right(j)) == "V"
        return None if opens and s.low(j) not in OBJECTIVE else s.left(i - 1)
    verb = s.left(i)
    if s.kind(verb) == "V" and s.chunks[verb].form in ("inf", "ger", "part", "bare"):
        return s.left(verb) if s.left(verb) >= 0 else None
    if s.kind(verb) == "V" and s.chunks[verb].form == "fin" and _is_relative(s, s.left(verb)):
        return _before_relative(s, s.left(verb))
    return None


def _run(s: Sentence, j: int) -> int:
    """First noun phrase of a coordination that ends at ``j``."""
    start, i = j, j - 1
    if s.low(i) == "but":
        return start
    serial = s.kind(i - 1) == ","
    i -= serial
    n_before = 0
    while s.kind(i - 1) == "N":
        j, i = i - 1, i - 2
        n_before += 1
        if not (serial and s.kind(i) == ","):
            break
    # Behind one phrase only, a comma before *and* begins a clause: *in the city, and police …*.
    return start if serial and n_before < 2 else j


def behind_places(s: Sentence, j: int) -> int:
    """The noun phrase that joined names tell the place of: *people from A and B arriving*."""
    first = _run(s, j) if s.kind(j - 1) == "C" and s.tag(j) == "NP0" else j
    told = first < j and s.low(first - 1) in ("from", "in") and s.kind(first - 2) == "N"
    return first - 2 if told else j


def _before_relative(s: Sentence, j: int) -> int:
    return j - 2 if s.kind(j - 1) in COMMAS else j - 1


def _before_insertion(s: Sentence, j: int) -> int:
    """The chunk before an insertion that a comma closes at ``j``; -1 where none opens it."""
    nearest = -1
    for i in range(j - 1, 0, -1):
        if s.kind(i) in (";", ":", ".", "!", "?"):
            break
        if s.kind(i) not in COMMAS or s.kind(s.left(i)) not in ("N", "V"):
            continue
        nearest = max(nearest, s.left(i))
        after = s.right(i)
        if s.kind(after) in ("W", "P", "S", "J") or (
            s.kind(after) == "V" and s.chunks[after].form in ("ger", "part")
        ):
            return s.left(i)
    return nearest


def antecedent(s: Sentence, j: int, k: int) -> Part | None:
    """What a relative pronoun at ``j`` stands for, agreeing in number with the verb ``k``."""
    i = j - 1
    while s.kind(i) in COMMAS:
        i -= 1
    if s.kind(i) != "N":
        return None
    singular = s.words[s.chunks[k].first].tag[-1:] == "Z"
    plural = s.words[s.chunks[k].first].tag in ("VVB", "VBB", "VHB", "VDB")
    while s.kind(i - 1) == "P" and s.kind(i - 2) == "N":
        wrong = {"NN2"} if singular else {"NN1", "NP0"} if plural else set()
        bare_name = s.tag(i) == "NP0" and i == j - 1 and s.low(j) in ("that", "which")
        if s.tag(i) not in wrong and not bare_name:
            break
        i -= 2
    first = host(s, i)
    if s.lemma(first - 1) == "be" and s.low(first - 2) == "it":  # *it was the fear of war that …*
        i = first
    return part(s, i, "relative", left=plural)
