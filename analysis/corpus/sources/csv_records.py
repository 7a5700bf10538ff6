"""Records of a CSV file, and those whose quotation marks or columns do not come out right."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from analysis.corpus.sources.lines import LONGEST

Lines = Iterator[str | None]
TOO_LONG = f"a line is longer than {LONGEST // 1_000_000} million bytes"
OPEN = "a quotation mark opens a field and none closes it"


def csv_records(
    lines: Iterable[str | None], *, delimiter: str
) -> Iterator[tuple[int, list[str] | str]]:
    r"""Yield every record with its row: its fields, or the reason why it cannot be read.

    Parameters
    ----------
    lines
        With their line breaks; None for one that is too long.
    delimiter
        The sign between fields.

    Notes
    -----
    The first record names the columns, and every other must have as many fields. Where a quotation
    mark is left open, a reader goes on to the next one, and all between them would be one field.
    So a record whose marks do not come out right costs its first line only: reading begins anew
    with the next. What follows may be the rest of its text, though; if records have quoted fields,
    the next that is taken for a record must have one. Empty lines are no records.

    Examples
    --------
    >>> list(csv_records(["a,b\n", '1,"2\n', "3,4\n"], delimiter=","))[1:]
    [(2, 'a quotation mark opens a field and none closes it'), (3, ['3', '4'])]
    """
    csv.field_size_limit(LONGEST)
    source, waiting = iter(lines), deque[str | None]()
    row, width, quoted, broken = 1, 0, False, False
    while True:
        taken: list[str | None] = []
        fields = _record(_feed(source, waiting, taken), taken, delimiter)
        if not taken:
            return
        if isinstance(fields, list) and not fields:
            continue
        has_quotes = _has_quoted_field(taken, delimiter)
        if isinstance(fields, str):
            waiting.extendleft(reversed(taken[1:]))
            broken = True
        elif width and len(fields) != width:
            fields = f"{len(fields)} fields where the header names {width}"
        elif broken and quoted and not has_quotes:
            fields = "seems to belong to the record before, which cannot be read"
        else:
            quoted, broken = has_quotes, False
        yield row, fields
        row, width = row + 1, width or len(fields)


def _has_quoted_field(lines: list[str | None], delimiter: str) -> bool:
    return any(line and (line[0] == '"' or f'{delimiter}"' in line) for line in lines)


def _feed(source: Lines, waiting: deque[str | None], taken: list[str | None]) -> Iterator[str]:
    """Hand out lines one by one, first those put back, and note which were taken."""
    size = 0
    while True:
        line = waiting.popleft() if waiting else next(source, "")
        if line == "":
            return
        taken.append(line)
        size += len(line or "")
        if line is None or size > LONGEST:
            raise csv.Error(OPEN if len(taken) > 1 else TOO_LONG)
        yield line


def _record(feed: Iterator[str], taken: list[str | None], delimiter: str) -> list[str] | str:
    """Read one record, or say why it cannot be read."""
    try:
        return next(csv.reader(feed, delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        reason = str(error)
    if "unexpected end" in reason or reason == OPEN:
        return OPEN
    return reason if reason == TOO_LONG else f"cannot be read as CSV: {reason}"
