"""What a reader of files finds in one of them: articles, and what in them is not the article."""

import re
from collections.abc import Iterable
from importlib.util import find_spec
from typing import NamedTuple

from analysis.errors import InputError

FURNITURE, RUNNING_HEAD, HYPHEN, NOTES = (
    "page furniture",
    "running head",
    "hyphenation",
    "footnotes",
)
LARGEST = 200_000_000  # bytes of a file, also of one that is packed
BY = re.compile(r"(?:By|BY|Von|Par|Por) (?=\w)")
EXTRA = 'pip install "comparative-framing[documents]"'


class Cut(NamedTuple):
    """A part of a text that is not the article: where it is, and what."""

    start: int
    end: int
    kind: str
    rule: str


class Found(NamedTuple):
    """An article in a file.

    Attributes
    ----------
    text
        All of it, cuts included.
    facts
        title, outlet, published, author, url, language, note: what is known.
    cuts
        In order, without overlaps.
    """

    text: str
    facts: dict[str, str]
    cuts: tuple[Cut, ...] = ()


def need_library(module: str, *, what: str) -> None:
    """Return nothing; raise if a library is missing that one kind of file needs.

    Parameters
    ----------
    module
        Its name when imported.
    what
        The kind of file.

    Raises
    ------
    InputError
        Saying how to get it.
    """
    if find_spec(module) is None:
        raise InputError(f"{what} files need the library {module}, which is missing: {EXTRA}")


def assemble(parts: Iterable[tuple[str, bool]], facts: dict[str, str]) -> Found:
    r"""Return an article put together from lines, of which some are not its text.

    Parameters
    ----------
    parts
        Lines, and whether each belongs to the text; the others are cut.
    facts
        What is known of the article; empty values are left out. If its title is all the text that
        there is, there is none.

    Examples
    --------
    >>> found = assemble([("Port sold", True), ("453 words", False), ("Rain.", True)], {})
    >>> found.text, found.cuts[0].start, found.cuts[0].end
    ('Port sold\n453 words\nRain.\n', 10, 20)
    """
    parts, title = [*parts], facts.get("title", "")
    text, cuts = "", list[Cut]()
    for line, belongs in parts:
        if line.strip():
            start, text = len(text), f"{text}{line.strip()}\n"
            if not belongs and cuts and cuts[-1].end == start:
                cuts[-1] = cuts[-1]._replace(end=len(text))
            elif not belongs:
                cuts.append(Cut(start, len(text), FURNITURE, "export"))
    facts = {**facts, "author": BY.sub("", facts.get("author", ""))}
    known = {name: value.strip() for name, value in facts.items() if value.strip()}
    own = text if any(line.strip() and belongs and line != title for line, belongs in parts) else ""
    return Found(own, known, tuple(cuts))
