"""Lines of printed pages -> running text, with running heads and hyphens as cuts."""

import re
from collections import Counter
from collections.abc import Iterator

from analysis.corpus.sources.found import HYPHEN, RUNNING_HEAD, Cut

N_EDGE = 3  # lines at the head and foot of a page where running heads stand
SHARE, LEAST = 0.3, 2  # of the pages, and how many, that must have a running head
USUAL, FULL = 0.8, 0.75  # a line of three quarters of the length that four in five stay below
NUMBER = re.compile(r"\d+")
SENTENCE_END = re.compile(r"[.!?:…][\"”’)\]]*$")
ITEM = re.compile(r"(?:[•·▪■●–*-]|\(?\d{1,2}[.)]|[a-z]\))\s")
BROKEN = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
)
BROKEN_WORD = "broken word"
Piece = tuple[str, str, str]  # text, and kind and rule of the cut that it is, if it is one


def set_text(pages: list[list[str]]) -> tuple[str, tuple[Cut, ...]]:
    r"""Return the text of printed pages, paragraph by paragraph, and what of it is no text.

    Parameters
    ----------
    pages
        The lines of each page.

    Returns
    -------
    text
        Lines that belong together are one; a line break stands where a paragraph ends.
    cuts
        Running heads and page numbers; hyphens at the ends of lines, with the line break.

    Notes
    -----
    A line at the head or foot of a page is a running head if, but for its numbers, it stands
    there on three pages in ten, and two at least. A word that is broken at the end of a line is
    put together, unless the text has it elsewhere with a hyphen and nowhere without.

    Examples
    --------
    >>> text, cuts = set_text([["The exam-", "ple goes on and", "ends."], ["Then it rains."]])
    >>> text
    'The exam-\nple goes on and ends.\nThen it rains.'
    >>> [text[cut.start:cut.end] for cut in cuts]
    ['-\n']
    """
    pages = [[" ".join(line.translate(LIGATURES).split()) for line in page] for page in pages]
    lines = _marked([[line for line in page if line] for page in pages])
    text, cuts, at = [], [], 0
    for piece, kind, rule in _pieces(lines):
        text.append(piece)
        if kind:
            cuts.append(Cut(at, at + len(piece), kind, rule))
        at += len(piece)
    return "".join(text), tuple(cuts)


def _marked(pages: list[list[str]]) -> list[tuple[str, bool]]:
    """Tell of every line whether it is a running head."""
    edges = [
        {(NUMBER.sub("#", line), "head") for line in page[:N_EDGE]}
        | {(NUMBER.sub("#", line), "foot") for line in page[-N_EDGE:]}
        for page in pages
    ]
    n_pages = Counter(edge for own in edges for edge in own)
    least = max(LEAST, SHARE * len(pages))
    marked: list[tuple[str, bool]] = []
    for page in pages:
        for number, line in enumerate(page):
            key = NUMBER.sub("#", line)
            head = number < N_EDGE and n_pages[key, "head"] >= least
            foot = number >= len(page) - N_EDGE and n_pages[key, "foot"] >= least
            marked.append((line, head or foot))
    return marked


def _pieces(lines: list[tuple[str, bool]]) -> Iterator[Piece]:
    """Put lines together, with what stands between them."""
    body = [line for line, is_head in lines if not is_head]
    lengths = sorted(map(len, body))
    full = FULL * lengths[int(USUAL * len(lengths))] if lengths else 0
    words = Counter(word.casefold() for line in body for word in WORD.findall(line))
    before, heads = "", ""
    for line, is_head in lines:
        if is_head:
            heads += f"{line}\n"
            continue
        yield from _joint(before, line, heads, full, words)
        yield (line if not BROKEN.search(line) else line[:-1]), "", ""
        before, heads = line, ""
    yield from _joint(before, "", heads, full, words)


def _joint(before: str, line: str, heads: str, full: float, words: Counter[str]) -> Iterator[Piece]:
    """Say what stands between two lines, and cut the running heads among it."""
    link = _link(before, line, full, words)
    if link == BROKEN_WORD:
        yield before[-1] + ("" if heads else "\n"), HYPHEN, "line-end"
    elif link:
        yield link, "", ""
    if heads:
        yield heads if link == "\n" or not before else f"\n{heads}", RUNNING_HEAD, "page-edge"


def _link(before: str, line: str, full: float, words: Counter[str]) -> str:
    """Name what joins two lines: a line break, a space, a hyphen, or a hyphen to be cut."""
    broken = BROKEN.search(before)
    if not before or not line:
        return before[-1] if broken else ""
    if broken:
        together = line[0].islower() and not _has_hyphen(broken[1], line, words)
        return BROKEN_WORD if together else before[-1]
    return "\n" if _ends_paragraph(before, line, full) else " "


def _has_hyphen(start: str, line: str, words: Counter[str]) -> bool:
    """Tell whether a word of the text has its hyphen wherever it stands."""
    match = WORD.match(line)
    end = match[0] if match else ""
    with_hyphen, without = f"{start}-{end}".casefold(), f"{start}{end}".casefold()
    return words[with_hyphen] > 0 and not words[without]


def _ends_paragraph(before: str, line: str, full: float) -> bool:
    """Tell whether a paragraph ends between two lines."""
    if ITEM.match(line):
        return True
    if len(before) >= full:
        return False
    return SENTENCE_END.search(before) is not None or not line[0].islower()
