"""Tables and passages as lines of equally wide signs: lists to click on, with nothing to run."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.errors import visible

UNDEFINED = "–"
TEXTS, WIDEST = 36, 28  # signs of all cells of a row that are text, and of one of them
WHERE = 14  # signs of a group's label
BEFORE, AFTER = 26, 60  # signs of the words around a hit
ISOLATE, RELEASE = "\u2068", "\u2069"  # around text that may run from right to left


def table_lines(table: pd.DataFrame, columns: Mapping[str, str]) -> tuple[str, list[str]]:
    """Heading and one line a row, columns aligned.

    Parameters
    ----------
    table : DataFrame
    columns : mapping of str to str
        Column and its heading, of those that are listed; ``a/b`` is told as *a of b*.

    Examples
    --------
    >>> table = pd.DataFrame({"term": ["port", "dock"], "n": [1200, 3], "k": [4, 4]})
    >>> head, lines = table_lines(table, {"term": "Term", "n": "Uses", "n/k": "in"})
    >>> [head, *(line.replace(ISOLATE, "").replace(RELEASE, "") for line in lines)]
    ['Term   Uses  in', 'port  1,200  1,200 of 4', 'dock      3  3 of 4']
    """
    texts = [c for c in columns if c in table and table[c].dtype == "str" and c != "group"]
    most = min(WIDEST, TEXTS // max(len(texts), 1))
    parts = [
        _column(table, column, head, WHERE if column == "group" else most)
        for column, head in columns.items()
    ]
    head, *lines = ("  ".join(cells).rstrip() for cells in zip(*parts, strict=True))
    return head, lines


def _column(table: pd.DataFrame, column: str, head: str, most: int) -> list[str]:
    """Heading and cells of a column, all of one width: numbers to the right, text to the left."""
    first, _, second = column.partition("/")
    cells = _cells(table[first], most)
    if second:
        cells = [f"{a} of {b}" for a, b in zip(cells, _cells(table[second], most), strict=True)]
    width = max(map(len, [head, *cells]))
    if second or not pd.api.types.is_numeric_dtype(table[first]):
        rests = [" " * (width - len(cell)) for cell in cells]
        padded = [f"{ISOLATE}{c}{RELEASE}{rest}" for c, rest in zip(cells, rests, strict=True)]
        return [head.ljust(width), *padded]
    return [cell.rjust(width) for cell in (head, *cells)]


def passage_lines(passages: pd.DataFrame, groups: Mapping[str, str]) -> list[str]:
    """One line a passage, the hits below one another: key word in context.

    Parameters
    ----------
    passages : DataFrame
        From ``in_context``, with ``group``; ``sign``, where there is one, goes first.
    groups : mapping of str to str
        Key and label of every group.
    """
    signs = passages["sign"] if "sign" in passages else [""] * len(passages)
    labels = [_shortened(groups.get(group, group), WHERE) for group in passages["group"]]
    where = max(map(len, labels), default=0)
    return [
        f"{sign}{label:<{where}}  {_kwic(before, hit, after)}".rstrip()
        for sign, label, before, hit, after in zip(
            signs, labels, passages["before"], passages["surface"], passages["after"], strict=True
        )
    ]


def _kwic(before: str, hit: str, after: str) -> str:
    """Words around a hit, cut at both sides to what is seen at a glance."""
    left = _one_line(before)
    left = left if len(left) <= BEFORE else "…" + left[1 - BEFORE :]
    right = _shortened(after, AFTER, keep_blank=True)
    return f"{left:>{BEFORE}}{ISOLATE}‹{_one_line(hit)}›{RELEASE}{right}"


def _cells(column: "pd.Series[Any]", most: int) -> list[str]:
    """Values as text, numbers of one column with as many decimals as its largest needs."""
    if pd.api.types.is_float_dtype(column):
        largest = column.abs().max()
        decimals = min(4, max(1, 1 - math.floor(math.log10(largest)))) if largest > 0 else 1
        return [
            UNDEFINED if pd.isna(value) else f"{value:,.{decimals}f}".replace("-", "−")
            for value in column
        ]
    if pd.api.types.is_numeric_dtype(column):
        return [UNDEFINED if pd.isna(value) else f"{value:,}" for value in column]
    return [UNDEFINED if pd.isna(value) else _shortened(value, most) for value in column]


def _shortened(text: str, most: int, *, keep_blank: bool = False) -> str:
    line = _one_line(text) if keep_blank else _one_line(text).strip()
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _one_line(text: str) -> str:
    """Text on one line, with signs spelt out that nobody can see."""
    joined = " ".join(str(text).split()) if text.strip() else ""
    lead = " " if text[:1].isspace() and joined else ""
    tail = " " if text[-1:].isspace() and joined else ""
    return visible(f"{lead}{joined}{tail}")
