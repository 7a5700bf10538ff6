"""Spans of one text: which of them hold, how far they reach, where they lie in the file."""

from itertools import pairwise

import numpy as np

Span = tuple[int, int, int]  # start, end, rank; where two claim the same text the lower rank has it


def line_view(raw: str) -> str:
    r"""Return a text as patterns and lines see it.

    Every line break is one `\n`, and so is a byte order mark at the start.

    Parameters
    ----------
    raw
        The text as received.

    Examples
    --------
    >>> line_view("\ufeffA\r\nB\rC")
    '\nA\nB\nC'
    """
    view = raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in raw else raw
    if view.startswith("\ufeff"):
        view = "\n" + view[1:]
    return view


def raw_spans(raw: str, spans: list[Span]) -> list[Span]:
    r"""Return spans of a text's line view as spans of the text itself.

    Parameters
    ----------
    raw
        The text as received.
    spans
        Spans of `line_view(raw)`.

    Examples
    --------
    >>> raw_spans("A\r\nB", [(2, 3, 0)])
    [(3, 4, 0)]
    """
    if not spans or "\r" not in raw:
        return spans
    lengths = np.fromiter(map(len, raw.split("\r\n")), dtype=np.int64)
    breaks = np.cumsum(lengths + 1)[:-1] - 1  # where the view has one sign and the text two
    bounds = np.array([span[:2] for span in spans])
    moved = bounds + np.searchsorted(breaks, bounds)
    return [(start, end, span[2]) for (start, end), span in zip(moved.tolist(), spans, strict=True)]


def settle(view: str, spans: list[Span]) -> list[Span]:
    """Return spans that do not overlap, in order.

    Where two claim the same text the lower rank has it, and the other keeps what is left. White
    space between two spans belongs to the first; spans of one rank that touch are one.

    Parameters
    ----------
    view
        The text.
    spans
        In any order.

    Examples
    --------
    >>> settle("abcdef", [(0, 3, 1), (2, 5, 0)])
    [(0, 2, 1), (2, 5, 0)]
    """
    if not spans:
        return []
    edges = sorted({edge for span in spans for edge in span[:2]})
    place = {edge: number for number, edge in enumerate(edges)}
    owners = [-1] * len(edges)
    for start, end, rank in sorted(spans, key=lambda span: -span[2]):
        first, last = place[start], place[end]
        owners[first:last] = [rank] * (last - first)
    stretches = zip(pairwise(edges), owners, strict=False)
    return _close_gaps(view, [(start, end, rank) for (start, end), rank in stretches if rank >= 0])


def _close_gaps(view: str, spans: list[Span]) -> list[Span]:
    """Give white space between two spans to the first, and join those of one rank."""
    closed: list[Span] = []
    for start, end, rank in spans:
        if closed and _is_blank(view[closed[-1][1] : start]):
            before = closed.pop()
            if before[2] == rank:
                start = before[0]
            else:
                closed.append((before[0], start, before[2]))
        closed.append((start, end, rank))
    return closed


def _is_blank(text: str) -> bool:
    return not text or text.isspace()


def widen(view: str, spans: list[Span]) -> list[Span]:
    r"""Return spans that also take the line breaks after them where nothing else is on their lines.

    Parameters
    ----------
    view
        The text.
    spans
        In order, without overlaps, as `settle` gives them.

    Examples
    --------
    >>> widen("A\n\nB\n\nC", [(3, 4, 0)])
    [(3, 6, 0)]
    """
    blocks = _blocks(spans)
    before = 0
    for number, block in enumerate(blocks):
        last_block = number + 1 == len(blocks)
        after = len(view) if last_block else blocks[number + 1][0][0]
        start = _line_start(view, before, block[0][0])
        before = block[-1][1]
        end = _lines_end(view, before, after)
        if start is not None and end is not None:
            block[0] = (start, *block[0][1:])
            block[-1] = (block[-1][0], end, block[-1][2])
    return [span for block in blocks for span in block]


def _blocks(spans: list[Span]) -> list[list[Span]]:
    """Put spans that touch together."""
    blocks: list[list[Span]] = []
    for span in spans:
        if blocks and blocks[-1][-1][1] == span[0]:
            blocks[-1].append(span)
        else:
            blocks.append([span])
    return blocks


def _line_start(view: str, before: int, start: int) -> int | None:
    """Find where the line begins that a span starts, if only white space stands before it."""
    line_start = view.rfind("\n", before, start) + 1
    head = view[max(line_start, before) : start]
    return None if head.strip() else start - len(head)


def _lines_end(view: str, end: int, after: int) -> int | None:
    """Find where the next line with text begins, if nothing follows a span on its own line."""
    gap = view[end:after]
    white = gap[: len(gap) - len(gap.lstrip())]
    if end + len(white) == len(view):
        return len(view)
    if "\n" in white:
        return end + white.rfind("\n") + 1
    return end if view[end - 1] == "\n" else None
