"""The words of a sentence as the rules read them, and names as one noun phrase."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

NOUNS = frozenset(("NN0", "NN1", "NN2", "NP0", "UNC", "ZZ0"))


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
