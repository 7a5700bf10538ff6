"""The words of a sentence as the rules read them, with the tagger's usual slips mended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

NOUNS = frozenset(("NN0", "NN1", "NN2", "NP0", "UNC", "ZZ0"))
_PAST = ("VVD", "VVN", "AJ0")
# Behind *that* the demonstrative none of these stands.
_NOT_AFTER_THAT = ("NP0", "PNP", "AT0", "DPS", "NN2", "DT0", "EX0")
# Their past tense, participle and present look alike.
_ALIKE = frozenset("set put cut hit shut quit split spread bid".split())


@dataclass(slots=True)
class Word:
    """A word, clitic or punctuation mark with its tag and its place in the article's text."""

    text: str
    tag: str
    lemma: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """The word in lower case."""
        return self.text.lower()


def read_words(tags: Iterable[tuple[Any, ...]]) -> list[Word]:
    """Words of a sentence: punctuation marks and clitics apart, quotation marks left out.

    Parameters
    ----------
    tags : rows of ``tag_sentences``, as tuples

    Examples
    --------
    >>> row = (0, "Kenya’s", 0, "NP0", "Kenya", "POS", "")
    >>> [(word.text, word.tag, word.start, word.end) for word in read_words([row])]
    [('Kenya', 'NP0', 0, 5), ('’s', 'POS', 5, 7)]
    """
    words: list[Word] = []
    for _, surface, start, tag, lemma, clitic, marks in tags:
        for mark in marks.split():
            if mark != '"' and marks != ".":
                words.append(Word(mark, "POS" if mark == "'" else "PUN", mark, start, start))
        host = surface[: len(surface) - (_clitic_length(surface) if clitic else 0)]
        words.append(Word(host, tag, lemma, start, start + len(host)))
        if clitic:
            place = (start + len(host), start + len(surface))
            words.append(Word(surface[len(host) :], clitic, "", *place))
    _mend(words)
    return words


def join_names(words: Sequence[Word], names: Iterable[tuple[int, int, str]]) -> None:
    """Make one noun phrase of every name: *Organisation of American States*."""
    for start, end, _ in names:
        inside = [w for w in words if start <= w.start < end and w.tag != "PUN"]
        for word in inside[1:-1]:
            if word.tag in ("PRF", "PRP", "CJC", "TO0", "AT0"):
                word.tag = "NN1"
        if inside and inside[-1].tag not in NOUNS and inside[-1].text[:1].isupper():
            inside[-1].tag = "NP0"


def _clitic_length(surface: str) -> int:
    if surface.lower().replace("’", "'").endswith(("n't", "not")):
        return 3
    return len(surface) - max(surface.rfind("'"), surface.rfind("’"))


def _mend(words: Sequence[Word]) -> None:
    """Settle what the tagger confuses by the words around."""
    in_title = sum(w.text[:1].isupper() for w in words) > len(words) / 2
    asks = bool(words) and words[0].tag in ("VM0", "VDD", "VDZ", "VDB", "AV0")
    for i, word in enumerate(words):
        if word.tag[:2] == "VV" and "-" in word.text:
            word.tag = "AJ0"
        if not in_title and _is_name(words, i):
            word.tag = "NP0"
        elif word.tag == "NP0" and word.text.islower():
            word.tag = "VVI" if asks else "NN1"
        elif word.low == "that" and word.tag == "DT0" and _tag_behind(words, i) in _NOT_AFTER_THAT:
            word.tag = "CJT"
        elif word.tag == "VBZ" and word.text[:1] in "'’" and _owns(words, i):
            word.tag = "POS"
        elif word.tag == "NN2" and _is_only_verb(words, i):
            word.tag, word.lemma = "VVZ", word.lemma.removesuffix("s")
        else:
            word.tag = _verb_tag(words, i)


def _verb_tag(words: Sequence[Word], i: int) -> str:
    """Past tense or participle, present or infinitive."""
    word, before = words[i], _verb_before(words, i)
    if word.tag in _PAST and before[:2] in ("VH", "VB") and _is_past(word):
        return "VVN"
    if word.tag == "AJ0" and word.low.endswith("ed") and _is_reduced(words, i):
        return "VVN"
    if word.tag == "VVN" and word.low in _ALIKE:
        return "VVD"
    if word.tag in ("VVB", "VVD") and before in ("TO0", "VM0", "VDD", "VDZ", "VDB"):
        return "VVI"
    return word.tag


def _verb_before(words: Sequence[Word], i: int) -> str:
    """Tag of the word before, adverbs and *not* passed over."""
    i -= 1
    while i >= 0 and words[i].tag in ("AV0", "XX0"):
        i -= 1
    return words[i].tag if i >= 0 else ""


def _is_only_verb(words: Sequence[Word], i: int) -> bool:
    """Whether a plural noun is the verb that its stretch lacks: *the US thanks its friends*."""
    singular = i > 0 and words[i - 1].tag in ("NP0", "NN1", "NN0")
    if not singular or _tag_behind(words, i) not in ("NP0", "AT0", "DPS", "PNP"):
        return False
    first = max((j + 1 for j in range(i) if words[j].tag == "PUN"), default=0)
    last = next((j for j in range(i, len(words)) if words[j].tag == "PUN"), len(words))
    return not any(_is_finite(word.tag) for word in words[first:last])


def _is_finite(tag: str) -> bool:
    return tag[:2] in ("VM", "VB", "VH", "VD") or tag in ("VVD", "VVZ", "VVB")


def _tag_behind(words: Sequence[Word], i: int) -> str:
    return words[i + 1].tag if i + 1 < len(words) else ""


def _is_past(word: Word) -> bool:
    return word.tag != "AJ0" or word.low.endswith("ed")


def _is_reduced(words: Sequence[Word], i: int) -> bool:
    """Whether an adjective stands where a participle does: *the gangs, united under …*."""
    return (
        i > 0
        and _tag_behind(words, i) == "PRP"
        and (words[i - 1].tag in NOUNS or words[i - 1].text == ",")
    )


def _is_name(words: Sequence[Word], i: int) -> bool:
    """Whether a capital behind a name continues it, whatever the tagger takes the word for."""
    if i == 0 or not words[i].text[:1].isupper() or words[i - 1].tag not in NOUNS:
        return False
    other = words[i].tag[:2] in ("VV", "AV", "IT", "AJ", "PR")
    return other and words[i - 1].text[:1].isupper()


def _owns(words: Sequence[Word], i: int) -> bool:
    return i > 0 and words[i - 1].tag in NOUNS and _tag_behind(words, i) in NOUNS
