"""Tagged words to chunks: noun phrases, verb groups, and what stands between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.measures.clauses.tagged_words import NOUNS, Word

_ADJECTIVES = frozenset(("AJ0", "AJC", "AJS", "ORD", "CRD"))
_DETERMINERS = frozenset(("AT0", "DPS", "DT0"))
_MODIFIERS = _ADJECTIVES | _DETERMINERS
_PARTICIPLES = frozenset(("VVN", "VVG"))
_KINDS = {
    **dict.fromkeys(("PRP", "PRF", "TO0"), "P"),
    **dict.fromkeys(("CJS", "CJT"), "S"),
    **dict.fromkeys(("PNQ", "DTQ", "AVQ"), "W"),
    **dict.fromkeys(("AV0", "AVP", "XX0", "ITJ"), "A"),
    **dict.fromkeys(("AJ0", "AJC", "AJS", "ORD"), "J"),
    "CJC": "C",
    "EX0": "E",
}
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow".split()
)
_EMPHATIC = frozenset("itself himself herself themselves".split())  # *the mayor himself*
_PERIODS = frozenset("day week month year time moment morning night".split())
# What may follow a word of a verb group: the first letters of a tag.
_FOLLOWS = {
    "VM": ("VVI", "VVB", "VBI", "VBB", "VHI", "VHB", "VDI", "VDB"),
    "VB": ("VVN", "VVG", "VBN", "VBG", "VDN", "VHG", "TO0"),
    "VH": ("VVN", "VBN", "VHN", "VDN", "TO0"),
    "VD": ("VVI", "VVB", "VHI", "VHB", "VBI"),
    "TO": ("VVI", "VVB", "VBI", "VBB", "VHI", "VHB", "VDI", "VDB"),
}


@dataclass(slots=True)
class Chunk:
    """Words that go together.

    Attributes
    ----------
    kind : str
        N noun phrase, V verb group, P preposition, C and, S subordinator, W wh-word, A adverb, J
        adjective, E *there*; a punctuation mark stands for itself.
    first, last, head : int
        Words; the head is the main noun or the main verb.
    pronoun : bool
    owner : (int, int) or None
        Words of the possessor of a noun phrase.
    form : {"fin", "inf", "bare", "ger", "part", "aux"}
        Of a verb group: finite, with *to*, without, -ing, participle alone, auxiliary alone.
    passive, negated : bool
    modal : str
    """

    kind: str
    first: int
    last: int
    head: int
    pronoun: bool = False
    owner: tuple[int, int] | None = None
    form: str = ""
    passive: bool = False
    negated: bool = False
    modal: str = ""


def chunk(words: Sequence[Word]) -> list[Chunk]:
    """Chunks of a sentence, every word in one of them.

    Examples
    --------
    >>> words = [Word("The", "AT0", "the", 0, 3), Word("men", "NN2", "man", 4, 7),
    ...          Word("left", "VVD", "leave", 8, 12)]
    >>> [(c.kind, c.first, c.last) for c in chunk(words)]
    [('N', 0, 1), ('V', 2, 2)]
    """
    return list(_chunks(words))


def _chunks(words: Sequence[Word]) -> Iterator[Chunk]:
    i = 0
    while i < len(words):
        found = _noun_phrase(words, i) or _verb_group(words, i)
        if found is None:
            tag = words[i].tag
            kind = words[i].text if tag == "PUN" else _KINDS.get(tag, "X")
            found = Chunk(kind, i, i, i)
        yield found
        i = found.last + 1


def _noun_phrase(words: Sequence[Word], i: int) -> Chunk | None:
    if words[i].tag in ("PNP", "PNI"):
        return Chunk("N", i, i, i, pronoun=True)
    head, owner, segment, j = -1, None, i, i
    while j < len(words):
        step = _step(words, i, j, head)
        if step == 0:
            break
        if words[j].tag == "POS":
            owner, segment, head = (segment, j - 1), j + 1, -1
        elif words[j].tag in NOUNS:
            head = j
        j += step
    if head < 0:
        return _headless(words, i, j, owner)
    first = words[i]
    if owner is None and first.tag == "DPS":
        owner = (i, i)
    last = j - 1
    return Chunk("N", i, last, head, owner=owner)


def _step(words: Sequence[Word], i: int, j: int, head: int) -> int:
    """Words to go on by inside a noun phrase, 0 where it ends; ``head`` is negative before one."""
    tag = words[j].tag
    after = words[j + 1].tag if j + 1 < len(words) else ""
    if tag in NOUNS:
        return int(head < 0 or not _opens_another(words, i, head, j))
    if head >= 0:
        return _step_behind(words, i, j, head)
    if tag in _MODIFIERS:
        return 1
    if tag in _PARTICIPLES:
        return int(after in NOUNS | _ADJECTIVES and (i < j or _opens_phrase(words, i)))
    if tag == "AV0":
        return int(after in _ADJECTIVES | {"VVN"} and (i < j or after == "CRD"))
    if tag == "CJC" or words[j].text == ",":
        return int(j > i and _between_modifiers(words, j))
    return 0


def _opens_phrase(words: Sequence[Word], i: int) -> bool:
    """Whether a participle before a noun belongs to it: *armed men*, but not *he also hit men*."""
    before = i - 1
    while before >= 0 and words[before].tag == "AV0":
        before -= 1
    passed = before < i - 1 and words[i - 1].low in ("also", "then", "later", "never", "already")
    behind_noun = before >= 0 and words[before].tag in NOUNS
    return words[i].tag == "VVN" and not (behind_noun or passed)


def _opens_another(words: Sequence[Word], i: int, head: int, j: int) -> bool:
    """Whether a noun behind a noun begins a phrase: *the house Monday*, *the month Ann left*."""
    time = words[head].low in _PERIODS and words[head].tag == "NN1" and words[j].tag == "NP0"
    after = words[j + 1].tag if j + 1 < len(words) else ""
    plural = words[j].tag == "NN2" and after not in NOUNS | {"POS"}
    one = words[i].low in ("a", "an", "every", "each") and words[head].tag == "NN1"
    return time or (one and plural) or words[j].low in _DAYS


def _step_behind(words: Sequence[Word], i: int, j: int, head: int) -> int:
    """The same behind a noun: a possessive, a number, an acronym in brackets."""
    tag = words[j].tag
    if tag == "POS":
        return int(head == j - 1)
    if tag == "CRD" or words[j].low in _EMPHATIC:
        return 1
    if tag == "AJ0" and words[i].tag == "AT0" and words[head].tag == "NP0":
        return int(words[j + 1].tag in NOUNS if j + 1 < len(words) else False)
    short = words[j].text == "(" and j + 2 < len(words) and words[j + 2].text == ")"
    return 3 if short and words[j + 1].tag in NOUNS else 0


def _between_modifiers(words: Sequence[Word], j: int) -> bool:
    """Whether *and* or a comma joins two modifiers of one noun."""
    kinds = (_ADJECTIVES | {"VVN"}) - {"CRD"}
    if j + 2 >= len(words) or words[j - 1].tag not in kinds or words[j + 1].tag not in kinds:
        return False
    rest = j + 2
    while rest < len(words) and words[rest].tag in _ADJECTIVES:
        rest += 1
    return rest < len(words) and words[rest].tag in NOUNS | {"CJC"}


def _headless(words: Sequence[Word], i: int, j: int, owner: tuple[int, int] | None) -> Chunk | None:
    """A phrase without a noun: *these*, *two*, *the wealthy*."""
    tags = [word.tag for word in words[i:j]]
    if not tags:
        return None
    if tags[0] in ("DT0", "CRD"):
        last = i + sum(tag in ("DT0", "CRD") for tag in tags) - 1
        told = tags[0] == "DT0" or words[last].low == "one"
        return Chunk("N", i, last, last, pronoun=told, owner=owner)
    if tags[0] in _DETERMINERS and len(tags) > 1 and tags[-1] in _ADJECTIVES:
        return Chunk("N", i, j - 1, j - 1, owner=owner)
    return None


def _verb_group(words: Sequence[Word], i: int) -> Chunk | None:
    if words[i].tag == "TO0" and _next_verb(words, i, "TO") is None:
        return None
    if words[i].tag[:2] not in ("VM", "VB", "VH", "VD", "VV", "TO"):
        return None
    group = [i]
    while words[group[-1]].tag[:2] in _FOLLOWS:
        following = _next_verb(words, group[-1], words[group[-1]].tag[:2])
        if following is None:
            break
        group.append(following)
    main = group[-1]
    words_in = words[i : main + 1]
    return Chunk(
        "V",
        i,
        main,
        main,
        form=_form(words[i].tag, words[main].tag),
        passive=_is_passive([words[g].tag for g in group]),
        negated=any(w.tag == "XX0" or w.low in ("never", "cannot") for w in words_in),
        modal=next((w.low for w in words_in if w.tag == "VM0"), ""),
    )


def _next_verb(words: Sequence[Word], i: int, kind: str) -> int | None:
    """The next word of a verb group, behind adverbs and *not*."""
    j = i + 1
    while j < len(words) and words[j].tag in ("AV0", "XX0"):
        j += 1
    return j if j < len(words) and words[j].tag in _FOLLOWS[kind] else None


def _form(first: str, main: str) -> str:
    if first == "TO0":
        return "inf"
    if first == main and main in ("VM0", "VDD", "VDZ", "VDB"):
        return "aux"
    if first in ("VVI", "VBI", "VHI", "VDI"):
        return "bare"
    if first in ("VVG", "VBG", "VHG", "VDG"):
        return "ger"
    return "part" if first == "VVN" else "fin"


def _is_passive(tags: Sequence[str]) -> bool:
    if tags[-1] != "VVN":
        return False
    return len(tags) == 1 or tags[-2].startswith("VB")
