"""An act of speaking, as the rules find it."""

from dataclasses import dataclass

from analysis.measures.speech.content import NO_WORDS
from analysis.measures.speech.reading import Range
from analysis.measures.speech.subjects import Speaker


@dataclass(frozen=True)
class Act:
    """An act of speaking.

    ``words`` are the tokens it brings in (empty where it only stands beside quotation marks);
    ``firm`` tells whether it says that somebody did speak, and not that he might or did not.
    """

    first: int
    last: int
    verb: str
    verb_class: str
    speaker: Speaker | None
    words: Range = NO_WORDS
    firm: bool = True
