"""The tagger's usual slips, settled by the words around."""

from collections.abc import Sequence

from analysis.measures.clauses.tagged_words import NOUNS, Word
from analysis.measures.clauses.word_lists import (
    ACTS_IN_ING,
    ADJECTIVES,
    ALIKE,
    AS_WHAT,
    NOMINATIVE,
    OBJECTIVE,
    PLACED,
    PLURAL_MODIFIERS,
    SAY,
    THINGS_IN_ING,
)

_PAST = ("VVD", "VVN", "AJ0")
_DETERMINERS = ("AT0", "DPS", "DT0")
_OPENS_PHRASE = ("NP0", "AT0", "DPS", "PNP")
# Behind *that* the demonstrative none of these stands.
_NOT_AFTER_THAT = (*_OPENS_PHRASE, "NN2", "DT0", "EX0")
_BOUNDS = ("more", "less", "fewer")
_OPENS_CLAUSE = ("PUN", "CJC", "CJS", "CJT", "PNQ", "DTQ", "AVQ")


def mend(words: Sequence[Word]) -> None:
    """Correct tags, and with them lemmas, in place.

    Examples
    --------
    >>> words = [Word("They", "PNP", "they", 0, 4), Word("took", "VVD", "take", 5, 9),
    ...          Word("a", "AT0", "a", 10, 11), Word("peek", "VVI", "peek", 12, 16)]
    >>> mend(words)
    >>> words[-1].tag
    'NN1'
    """
    in_title = sum(w.text[:1].isupper() for w in words) > len(words) / 2
    asks = bool(words) and words[0].tag in ("VM0", "VDD", "VDZ", "VDB", "AV0")
    for i, word in enumerate(words):
        word.tag = _plain_tag(word)
        if not in_title and _is_name(words, i):
            word.tag = "NP0"
        elif word.tag == "NP0" and word.text.islower():
            word.tag = "VVI" if asks else "NN1"
        elif word.tag == "VBZ" and word.text[:1] in "'’" and _owns(words, i):
            word.tag = "POS"
        elif word.tag[:2] == "NN":
            _mend_noun(words, i, in_title=in_title)
        elif word.tag[:2] == "VV" or word.tag == "AJ0":
            word.tag = _noun_for_verb(words, i) or _verb_tag(words, i)
        else:
            word.tag = _small_word(words, i) or word.tag


def _plain_tag(word: Word) -> str:
    """The tag by the word alone: *a non-citizen*, *far-reaching*, *unexciting*."""
    if word.tag == "NN":
        return "NN1"
    negated = word.tag == "VVG" and word.low.startswith("un") and not word.low.startswith("und")
    return "AJ0" if negated or (word.tag[:2] == "VV" and "-" in word.text) else word.tag


def _mend_noun(words: Sequence[Word], i: int, *, in_title: bool) -> None:
    """A verb that is taken for a noun."""
    word, before, after = words[i], _at(words, i - 1), _at(words, i + 1)
    if word.tag == "NN2" and _is_only_verb(words, i):
        word.tag, word.lemma = "VVZ", word.lemma.removesuffix("s")
    elif word.tag == "NN1" and not in_title and _is_only_present(words, i):
        word.tag = "VVB"
    elif word.low.endswith("ed") and after.low == "by" and before.tag in NOUNS:
        word.tag, word.lemma = "VVN", word.low.removesuffix("ed")
    elif word.low.endswith("ing") and before.tag in NOUNS and after.tag == "NP0":
        word.tag = word.tag if word.low in THINGS_IN_ING else "VVG"
    elif before.lemma.lower() == "help" and before.tag[:2] == "VV" and after.tag in _DETERMINERS:
        word.tag = "VVI"


def _noun_for_verb(words: Sequence[Word], i: int) -> str:
    """The tag of a noun, or of an adjective behind one, that is taken for a verb; else empty."""
    word, before, after = words[i], _at(words, i - 1), _at(words, i + 1)
    if word.tag in ("VVB", "VVI") and before.tag == "AT0":
        return "NN1"
    if word.tag == "VVB" and before.tag == "NN1" and _has_verb_before(words, i):
        return "NN1"
    if word.tag == "VVZ" and before.tag in ("NN1", "POS") and _has_owner(words, i):
        return "NN2" if _has_verb_before(words, i) else ""
    if word.tag == "VVG" and word.low in ACTS_IN_ING and before.tag[:2] == "VV":
        return "NN1" if after.tag not in (*_OPENS_PHRASE, "CRD", "DT0") else ""
    if word.low == "likely" and after.tag in ("VVN", "VVG"):
        return "AV0"
    if word.low.endswith("ed") and before.tag == "PUN" and _precedes_subject(words, i):
        return "VVD" if word.lemma.lower() in SAY else "AJ0"
    if word.tag == "AJ0" and before.tag == "NN1" and after.tag in ("VM0", "VBZ", "VBD"):
        return "NN1"
    return "NP0" if word.tag == "AJ0" and after.tag == "POS" and word.text[:1].isupper() else ""


def _precedes_subject(words: Sequence[Word], i: int) -> bool:
    """Whether a noun phrase and its verb follow the first word that could be one of the clause."""
    if any(_is_finite(word.tag) for word in words[:i]):
        return False
    j = i + 1
    while _at(words, j).tag in (*NOUNS, "AJ0"):
        j += 1
    return j > i + 1 and _at(words, j).tag[:2] in ("VM", "VB", "VH")


def _small_word(words: Sequence[Word], i: int) -> str:
    """The tag of a determiner, conjunction or particle that is taken for another; else empty."""
    word, after = words[i], _at(words, i + 1)
    if word.low == "that" and word.tag == "DT0" and after.tag in _NOT_AFTER_THAT:
        return "CJT"
    if word.tag in ("AV0", "DT0") and word.low in ADJECTIVES:
        return "AJ0"
    if word.tag == "PRP" and word.low in ("about", "around") and after.tag == "CRD":
        return "AV0" if _at(words, i - 1).tag in ("VVD", "VVN", "VBD", "VBZ", "VBB") else ""
    if word.low in (*_BOUNDS, "than") and _bounds_number(words, i):
        return "AT0"
    if word.tag == "CJS" and word.low == "like" and after.low in OBJECTIVE:
        return "PRP"
    if word.tag == "CJS" and word.low == "as" and _at(words, i - 1).low in AS_WHAT:
        return "PRP" if after.tag != "PNP" else ""
    if word.tag == "AVP" and word.low in PLACED and after.tag in (*_DETERMINERS, "NP0"):
        return "PRP"
    return ""


def _bounds_number(words: Sequence[Word], i: int) -> bool:
    """Whether a word is part of *more than twenty*."""
    than = i if words[i].low == "than" else i + 1
    number = _at(words, than + 1)
    told = number.tag == "CRD" or number.text.startswith(("$", "€", "£"))
    return told and _at(words, than).low == "than" and _at(words, than - 1).low in _BOUNDS


def _verb_tag(words: Sequence[Word], i: int) -> str:
    """Past tense or participle, present or infinitive."""
    word, before = words[i], _verb_before(words, i)
    if word.tag in _PAST and before[:2] in ("VH", "VB") and _is_past(word):
        return "VVN"
    if word.tag == "VVD" and _at(words, i - 1).lemma.lower() == "get":
        return "VVN"
    if word.tag == "AJ0" and word.low.endswith("ed") and _is_reduced(words, i):
        return "VVN"
    if word.tag == "VVN" and word.low in ALIKE:
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
    singular = _at(words, i - 1).tag in ("NP0", "NN1", "NN0")
    after = _at(words, i + 1).tag
    says = words[i].lemma.lower().removesuffix("s") in SAY and after in ("PUN", "CJT")
    return singular and (says or after in _OPENS_PHRASE) and not _stretch_has_verb(words, i)


def _is_only_present(words: Sequence[Word], i: int) -> bool:
    """The same of a singular noun: *the seekers report to a judge*."""
    before, after = _at(words, i - 1), _at(words, i + 1)
    if before.low in NOMINATIVE - {"he", "she"}:
        return True
    plural = before.tag == "NN2" and before.low not in PLURAL_MODIFIERS
    return plural and after.tag in (*_OPENS_PHRASE, "PRP") and not _stretch_has_verb(words, i)


def _stretch_has_verb(words: Sequence[Word], i: int) -> bool:
    """Whether a finite verb stands between the same two punctuation marks."""
    first = max((j + 1 for j in range(i) if words[j].tag == "PUN"), default=0)
    last = next((j for j in range(i, len(words)) if words[j].tag == "PUN"), len(words))
    return any(_is_finite(word.tag) for word in words[first:last])


def _has_verb_before(words: Sequence[Word], i: int) -> bool:
    """Whether the clause has its finite verb already, and one that tells of no other clause."""
    for j in range(i - 1, -1, -1):
        if words[j].tag in _OPENS_CLAUSE:
            return False
        if _is_finite(words[j].tag):
            return words[j].lemma.lower() not in SAY
    return False


def _has_owner(words: Sequence[Word], i: int) -> bool:
    """Whether only modifiers stand between a possessive and a word."""
    i -= 1
    while i >= 0 and words[i].tag in ("NN1", "AJ0"):
        i -= 1
    return i >= 0 and words[i].tag in ("POS", "DPS")


def _is_finite(tag: str) -> bool:
    return tag[:2] in ("VM", "VB", "VH", "VD") or tag in ("VVD", "VVZ", "VVB")


def _at(words: Sequence[Word], i: int) -> Word:
    """A word, one without tag outside the sentence."""
    return words[i] if 0 <= i < len(words) else _NONE


def _is_past(word: Word) -> bool:
    return word.tag != "AJ0" or word.low.endswith("ed")


def _is_reduced(words: Sequence[Word], i: int) -> bool:
    """Whether an adjective stands where a participle does: *the gangs, united under …*."""
    before = _at(words, i - 1)
    return _at(words, i + 1).tag == "PRP" and (before.tag in NOUNS or before.text == ",")


def _is_name(words: Sequence[Word], i: int) -> bool:
    """Whether a capital continues a name or is one, whatever the tagger takes the word for."""
    word, before = words[i], _at(words, i - 1)
    if i == 0 or not word.text[:1].isupper():
        return False
    if word.tag == "AV0" and before.tag in NOUNS and before.text[:1].islower():
        return not word.low.endswith("ly")
    other = word.tag[:2] in ("VV", "AV", "IT", "AJ", "PR")
    return other and before.tag in NOUNS and before.text[:1].isupper()


def _owns(words: Sequence[Word], i: int) -> bool:
    return i > 0 and words[i - 1].tag in NOUNS and _at(words, i + 1).tag in NOUNS


_NONE = Word("", "", "", -1, -1)
