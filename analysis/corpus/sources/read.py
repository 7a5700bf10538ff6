"""Any source -> batches of articles, read as they are asked for."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.corpus.sources.addresses import join_pages
from analysis.corpus.sources.batches import Batch, reject, rows_to_batch
from analysis.corpus.sources.fields import match_columns
from analysis.corpus.sources.folders import COLUMNS, READERS, folder_batches, folder_files
from analysis.corpus.sources.loose_dates import Order, date_order
from analysis.corpus.sources.tables import CHUNK, table_chunks, table_columns
from analysis.errors import InputError

FOLDER_HINT = "--column is for tables; what a folder's files tell has our names already"
TABLES = (".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".json", ".parquet")


@dataclass(frozen=True)
class Source:
    """What is known of a source before its articles are read.

    Attributes
    ----------
    path
        A table, a folder of pages and documents, or one document.
    columns
        The name of each column in the source -> ours.
    order
        What the first number of a date such as 3/2/24 is.
    group_by
        The column compared, by our name, if it is known.
    pages
        A folder of saved pages, if the source is a list of their addresses.
    """

    path: Path
    columns: dict[str, str]
    order: Order
    group_by: str | None
    pages: Path | None = None


def open_source(
    path: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    group_by: str | None = None,
    order: Order = "",
    pages: str | Path | None = None,
) -> Source:
    """Return what is known of a source: its columns, and how its dates are written.

    Parameters
    ----------
    path
        A CSV, TSV, JSON Lines or Parquet file; a folder of saved pages, PDF, Word and text files;
        or one such file.
    columns
        Our name of a column -> its name in the table, where the usual names do not tell.
    group_by
        The column that will be compared, by its name in the table or ours.
    order
        What the first number of a date such as 3/2/24 is. If it is not given, all dates are read
        once to see whether any of them tells.
    pages
        A folder of saved pages, for a table that has their addresses and no texts.

    Raises
    ------
    InputError
        If the source cannot be read as what its name says, or lacks a column that is needed.
    """
    path, pages = Path(path), Path(pages) if pages is not None else None
    _check_exists(path)
    names = table_columns(path) if is_table(path) else _folder_columns(path, columns)
    try:
        matched = match_columns(names, given=columns or {})
    except InputError as error:
        raise InputError(f"{path.name}: {error}") from None
    _check_texts(path, names, matched, pages)
    group_by = matched.get(group_by, group_by) if group_by else None
    if group_by and group_by not in matched.values():
        listed = ", ".join(names)
        raise InputError(f"{path.name}: there is no column '{group_by}' (columns: {listed})")
    published = [theirs for theirs, ours in matched.items() if ours == "published"]
    if is_table(path) and published and not order:
        order = date_order(_values(path, published[0]))
    return Source(path, matched, order, group_by, pages)


def read_source(
    source: Source, *, encodings: Counter[str] | None = None, size: int = CHUNK
) -> Iterator[Batch]:
    """Yield the articles of a source in batches, and the rows that are none.

    Parameters
    ----------
    source
        As `open_source` returns it.
    encodings
        Counts what is not UTF-8, by what it was read as.
    size
        Rows of a batch; memory depends on it, not on the length of a table.
    """
    counter = Counter[str]() if encodings is None else encodings
    for batch in _batches(source, counter, size):
        if source.group_by is None:
            yield batch
        else:
            missing = batch.articles[source.group_by] == ""
            yield reject(batch, missing, f"there is no value of '{source.group_by}'")


def _batches(source: Source, encodings: Counter[str], size: int) -> Iterator[Batch]:
    """Choose the reader for a source."""
    path, order = source.path, source.order
    if not is_table(path):
        yield from folder_batches(path, encodings=encodings)
        return
    chunks = (
        (rows.rename(columns=source.columns), refused)
        for rows, refused in table_chunks(
            path, columns=[*source.columns], encodings=encodings, size=size
        )
    )
    if source.pages is not None:
        yield from join_pages(
            chunks, source.pages, encodings=encodings, file=path.name, order=order
        )
    else:
        for rows, refused in chunks:
            yield rows_to_batch(rows, refused, file=path.name, order=order)


def is_table(path: Path) -> bool:
    """Tell whether a source is a table, and not a folder or a document.

    Parameters
    ----------
    path
        Of the source.
    """
    return path.is_file() and path.suffix.lower() in TABLES


def _check_exists(path: Path) -> None:
    if not path.exists():
        raise InputError(f"there is no file '{path.name}'")
    if not (path.is_file() or path.is_dir()):
        raise InputError(f"{path.name} is neither a file nor a folder")
    if path.is_file() and path.suffix.lower() not in (*TABLES, *READERS):
        known = ", ".join([*TABLES, *READERS])
        raise InputError(f"{path.name}: no reader for '{path.suffix}' files (known: {known})")


def _folder_columns(path: Path, columns: Mapping[str, str] | None) -> list[str]:
    if columns:
        raise InputError(f"{path.name}: {FOLDER_HINT}")
    folder_files(path)
    return [*COLUMNS]


def _check_texts(path: Path, names: list[str], matched: dict[str, str], pages: Path | None) -> None:
    """Raise if nothing in a table leads to the texts."""
    has_text, has_address = "text" in matched.values(), "url" in matched.values()
    listed = ", ".join(names)
    if pages is not None and not pages.is_dir():
        raise InputError(f"there is no folder '{pages.name}' of saved pages")
    if pages is not None and not has_address:
        raise InputError(f"{path.name}: no column is known to hold addresses (columns: {listed})")
    if pages is not None or has_text:
        return
    hint = "tell `framing import` which: --column text=NAME"
    if has_address:
        hint = f"{hint}; or save the pages of its addresses, and name their folder: --pages FOLDER"
    raise InputError(
        f"{path.name}: no column is known to hold the texts (columns: {listed}); {hint}"
    )


def _values(path: Path, column: str) -> Iterator[str]:
    """Read one column."""
    for rows, _ in table_chunks(path, columns=[column], encodings=Counter(), size=10_000):
        yield from rows[column]
