"""CSV, TSV, JSON Lines and Parquet files -> chunks of rows, and the rows that cannot be read."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus.sources.csv_records import TOO_LONG, Lines, csv_records
from analysis.corpus.sources.gdelt import gkg_records, is_gkg
from analysis.corpus.sources.lines import check_is_text, text_lines
from analysis.corpus.sources.parquet import parquet_chunks, parquet_columns
from analysis.corpus.sources.plain import Chunk, as_plain_text, no_text
from analysis.errors import InputError

CHUNK = 500  # rows
LARGEST = 200_000_000  # bytes of a JSON file that is read as a whole
N_KEYS = 1_000  # rows of JSON Lines whose keys make the columns


def table_columns(path: Path) -> list[str]:
    """Return the names of a table's columns.

    Parameters
    ----------
    path
        A .csv, .tsv, .jsonl or .parquet file.

    Raises
    ------
    InputError
        If the file is empty, is something else than its name says, or has no columns or two of
        one name.
    """
    if path.suffix.lower() == ".parquet":
        names = parquet_columns(path)
    else:
        check_is_text(path)
        names = _json_keys(path) if _is_json(path) else _csv_header(path)
    twice = [name for name, n in Counter(names).items() if n > 1]
    if twice or not any(names):
        what = f"two columns are named '{twice[0]}'" if any(names) else "there are no columns"
        raise InputError(f"{path.name}: {what}")
    return names


def table_chunks(
    path: Path, *, columns: list[str], encodings: Counter[str], size: int = CHUNK
) -> Iterator[Chunk]:
    """Yield the rows of a table, some at a time, and with them those that cannot be read.

    Parameters
    ----------
    path
        A .csv, .tsv, .jsonl or .parquet file.
    columns
        Those wanted, by their names in the file.
    encodings
        Counts lines that are not UTF-8, by what they were read as.
    size
        Rows of a chunk.

    Yields
    ------
    rows : pandas.DataFrame
        Text in every column, empty where there is no value. The index is the row: the header of a
        CSV file is row 1, the first record of another file is.
    refused : list of (row, reason)
    """
    if path.suffix.lower() == ".parquet":
        yield from parquet_chunks(path, columns=columns, size=size)
        return
    lines = text_lines(path, encodings=encodings)
    if _is_json(path):
        records = _json_records(_json_lines(path, lines), columns)
    else:
        records = _wanted(_csv_records(path, lines), columns)
    while some := list(islice(records, size)):
        good = {row: fields for row, fields in some if not isinstance(fields, str)}
        refused = [(row, fields) for row, fields in some if isinstance(fields, str)]
        rows = pd.DataFrame(list(good.values()), columns=columns, index=list(good), dtype="str")
        yield rows, refused


def delimiter_of(path: Path) -> str:
    """Return the sign that stands between the columns of a file.

    Parameters
    ----------
    path
        A .tsv file has tabs; another has commas, unless its first line has none and has
        semicolons, tabs or bars.
    """
    if path.suffix.lower() in (".tsv", ".tab"):
        return "\t"
    header = next(text_lines(path, encodings=Counter()), "") or ""
    found = [sign for sign in ";\t|" if sign in header]
    return found[0] if found and "," not in header else ","


def _is_json(path: Path) -> bool:
    return path.suffix.lower() in (".jsonl", ".ndjson", ".json")


def _csv_header(path: Path) -> list[str]:
    lines = text_lines(path, encodings=Counter())
    _, header = next(_csv_records(path, lines), (1, ""))
    if isinstance(header, str):
        raise InputError(f"{path.name}: the line of column names cannot be read: {header}")
    return [name.strip() for name in header]


def _csv_records(path: Path, lines: Lines) -> Iterator[tuple[int, list[str] | str]]:
    """Read the records of a CSV file, or of one of GDELT's that have no header and no quotes."""
    if is_gkg(next(text_lines(path, encodings=Counter()), "") or ""):
        return gkg_records(lines)
    return csv_records(lines, delimiter=delimiter_of(path))


def _wanted(
    records: Iterable[tuple[int, list[str] | str]], columns: list[str]
) -> Iterator[tuple[int, list[str] | str]]:
    """Pick columns of CSV records by the header, and refuse what is no text."""
    records = iter(records)
    _, header = next(records)
    names = [name.strip() for name in header]
    places = [names.index(name) for name in columns]
    for row, fields in records:
        if isinstance(fields, str):
            yield row, fields
        else:
            picked = [fields[place] for place in places]
            yield row, no_text(picked) or picked


def _json_keys(path: Path) -> list[str]:
    """Name the keys of the first records, in the order in which they come."""
    keys: dict[str, None] = {}
    n_bad = 0
    for line in islice(_json_lines(path, text_lines(path, encodings=Counter())), N_KEYS):
        record = _json_object(line or "")
        if isinstance(record, str):
            n_bad += bool(line and line.strip())
        else:
            keys |= dict.fromkeys(record)
    if not keys:
        hint = "; JSON Lines has one object in each line" if n_bad else ""
        raise InputError(f"{path.name}: no line can be read as a JSON object{hint}")
    return list(keys)


def _json_records(
    lines: Iterable[str | None], columns: list[str]
) -> Iterator[tuple[int, list[str] | str]]:
    for row, line in enumerate(lines, start=1):
        if line is None:
            yield row, TOO_LONG
        elif line.strip():
            record = _json_object(line)
            if isinstance(record, str):
                yield row, record
            else:
                picked = [as_plain_text(record.get(name)) for name in columns]
                yield row, no_text(picked) or picked


def _json_lines(path: Path, lines: Lines) -> Lines:
    """Hand out the objects of a JSON file as lines; one that has lines of objects is left as it is.

    Some exports are one list, or one object with a list in it, as GDELT's are.
    """
    if path.suffix.lower() != ".json" or path.stat().st_size > LARGEST:
        return lines
    try:
        whole = json.loads("".join(line or "" for line in text_lines(path, encodings=Counter())))
    except (ValueError, RecursionError):
        return lines
    inner = whole.values() if isinstance(whole, dict) else [whole]
    lists = [value for value in inner if isinstance(value, list)]
    return iter([json.dumps(item) for item in lists[0]]) if len(lists) == 1 else lines


def _json_object(line: str) -> dict[str, Any] | str:
    """Parse one line, or say why it cannot be."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"is not valid JSON: {' '.join(str(error).split())}"
    return record if isinstance(record, dict) else "is not a JSON object"
