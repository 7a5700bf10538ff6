"""Any source -> batches of articles, read as they are asked for."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.corpus.sources.batches import Batch, rows_to_batch
from analysis.corpus.sources.fields import match_columns
from analysis.corpus.sources.loose_dates import Order, date_order
from analysis.corpus.sources.tables import CHUNK, table_chunks, table_columns
from analysis.errors import InputError

TABLES = (".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".json", ".parquet")


@dataclass(frozen=True)
class Source:
    """What is known of a source before its articles are read.

    Attributes
    ----------
    path
        The file.
    columns
        The name of each column in the file -> ours.
    order
        What the first number of a date such as 3/2/24 is.
    group_by
        The column compared, by our name, if it is known.
    """

    path: Path
    columns: dict[str, str]
    order: Order
    group_by: str | None


def open_source(
    path: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    group_by: str | None = None,
    order: Order = "",
) -> Source:
    """Return what is known of a source: its columns, and how its dates are written.

    Parameters
    ----------
    path
        A CSV, TSV, JSON Lines or Parquet file.
    columns
        Our name of a column -> its name in the file, where the usual names do not tell.
    group_by
        The column that will be compared, by its name in the file or ours.
    order
        What the first number of a date such as 3/2/24 is. If it is not given, all dates are read
        once to see whether any of them tells.

    Raises
    ------
    InputError
        If the file cannot be read as what its name says, or lacks a column that is needed.
    """
    path = Path(path)
    _check_file(path)
    names = table_columns(path)
    try:
        matched = match_columns(names, given=columns or {})
    except InputError as error:
        raise InputError(f"{path.name}: {error}") from None
    if "text" not in matched.values():
        listed = ", ".join(names)
        raise InputError(
            f"{path.name}: no column is known to hold the texts (columns: {listed}); "
            "tell `framing import` which: --column text=NAME"
        )
    group_by = matched.get(group_by, group_by) if group_by else None
    if group_by and group_by not in matched.values():
        listed = ", ".join(names)
        raise InputError(f"{path.name}: there is no column '{group_by}' (columns: {listed})")
    published = [theirs for theirs, ours in matched.items() if ours == "published"]
    if published and not order:
        order = date_order(_values(path, published[0]))
    return Source(path, matched, order, group_by)


def read_source(
    source: Source, *, encodings: Counter[str] | None = None, size: int = CHUNK
) -> Iterator[Batch]:
    """Yield the articles of a source in batches, and the rows that are none.

    Parameters
    ----------
    source
        As `open_source` returns it.
    encodings
        Counts lines that are not UTF-8, by what they were read as.
    size
        Rows of a batch; memory depends on it, not on the length of the file.
    """
    counter = Counter[str]() if encodings is None else encodings
    wanted = list(source.columns)
    for rows, refused in table_chunks(source.path, columns=wanted, encodings=counter, size=size):
        yield rows_to_batch(
            rows.rename(columns=source.columns),
            refused,
            file=source.path.name,
            order=source.order,
            group_by=source.group_by,
        )


def _check_file(path: Path) -> None:
    if not path.exists():
        raise InputError(f"there is no file '{path.name}'")
    if not path.is_file():
        raise InputError(f"{path.name} is not a file")
    if path.suffix.lower() not in TABLES:
        raise InputError(
            f"{path.name}: no reader for '{path.suffix}' files (known: {', '.join(TABLES)})"
        )


def _values(path: Path, column: str) -> Iterator[str]:
    """Read one column."""
    for rows, _ in table_chunks(path, columns=[column], encodings=Counter(), size=10_000):
        yield from rows[column]
