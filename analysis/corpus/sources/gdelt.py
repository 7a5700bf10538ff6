"""GDELT's Global Knowledge Graph -> the columns of a list of addresses."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

# Those of its 27 fields that say which page is meant; the others are what GDELT has found in it.
COLUMNS = ["gkgrecordid", "seendate", "sourcecommonname", "documentidentifier", "title"]
N_FIELDS = 27
RECORD = re.compile(r"\d{14}-T?\d+\t")
TITLE = re.compile(r"<PAGE_TITLE>(.*?)</PAGE_TITLE>", re.DOTALL)


def is_gkg(line: str) -> bool:
    """Tell whether the first line of a file is a record of the Global Knowledge Graph 2.1.

    Parameters
    ----------
    line
        It has no names of columns, but 27 fields, the first of which is the record's time.
    """
    return RECORD.match(line) is not None and line.count("\t") == N_FIELDS - 1


def gkg_records(lines: Iterable[str | None]) -> Iterator[tuple[int, list[str] | str]]:
    """Yield the records of the Global Knowledge Graph, with names of columns before them.

    Parameters
    ----------
    lines
        Of the file; fields are set apart by tabs and never quoted.

    Notes
    -----
    `seendate` is when GDELT has seen the page, which is not when it was published.
    """
    yield 0, COLUMNS
    for row, line in enumerate(lines, start=1):
        fields = (line or "").rstrip("\r\n").split("\t")
        if len(fields) != N_FIELDS:
            yield row, f"{len(fields)} fields where GDELT has {N_FIELDS}"
            continue
        title = TITLE.search(fields[26])
        yield row, [fields[0], fields[1], fields[3], fields[4], unescape(title[1]) if title else ""]
