"""Stretches between quotation marks, read from the text itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARK = re.compile(r"[“”„«»\"]|\n")
_SENTENCE_END = re.compile(r"[.!?](?=\s)")
_OPENS, _CLOSES = "“„«", "”»"
# ‘single’ marks only where nothing but a quotation is likely: opened after a blank and before a
# letter or figure, closed behind a letter, figure or stop and not inside a word.
_SINGLE = re.compile(
    r"(?<![^\s(\[—–:])[‘'](?!(?:em|til|cause|twas|tis|cuz|bout|round|n)\b|\d0s)"
    r"(?=\w)((?:[^‘\n“”\"’']|(?<=\w)[’'](?=\w)){2,400}?)[’'](?!\w)"
)


@dataclass(frozen=True)
class Stretch:
    """What stands between two marks: ``start`` and ``end`` without them; whether it is closed."""

    start: int
    end: int
    closed: bool
    single: bool = False


def stretches(text: str) -> list[Stretch]:
    """Stretches between quotation marks, in the order of the text.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of Stretch
        Double marks, curly or straight, and ‘single’ ones, also inside of them. A quotation that
        is never closed ends with its line, so one that runs over paragraphs is a stretch in each;
        where another one opens before, it ends with its sentence.

    Notes
    -----
    A straight mark opens after white space, a bracket or a dash, and closes otherwise; behind a
    figure, without anything open, it is a unit (inches) and no mark.

    Examples
    --------
    >>> text = "He called it “thin”. “We can,” she said, ‘if we must.’"
    >>> [text[s.start : s.end] for s in stretches(text)]
    ['thin', 'We can,', 'if we must.']
    """
    single = [
        Stretch(m.start(1), m.end(1), closed=True, single=True) for m in _SINGLE.finditer(text)
    ]
    return sorted([*_double(text), *single], key=lambda s: (s.start, -s.end))


def _double(text: str) -> Iterator[Stretch]:
    start: int | None = None
    for mark in _MARK.finditer(text):
        at = mark.start()
        what = _reads_as(text, at, is_open=start is not None)
        if what == "open":
            if start is not None and (stop := _SENTENCE_END.search(text, start, at)):
                yield Stretch(start, stop.start() + 1, closed=False)
            start = at + 1
        elif start is not None and what in ("close", "line"):
            yield Stretch(start, at, closed=what == "close")
            start = None
    if start is not None:
        yield Stretch(start, len(text.rstrip()), closed=False)


def _reads_as(text: str, at: int, *, is_open: bool) -> str:
    """What the mark at a place does: "open", "close", "line" or nothing ("")."""
    mark = text[at]
    if mark == "\n":
        return "line"
    if mark in _OPENS:
        return "open"
    if mark in _CLOSES:
        return "close"
    return _straight(text, at, is_open=is_open)


def _straight(text: str, at: int, *, is_open: bool) -> str:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if (not before or before.isspace() or before in "([—–-") and after and not after.isspace():
        return "close" if is_open and before and before in "—–-" else "open"
    if is_open:
        return "close"
    return "open" if before == ":" else ""
