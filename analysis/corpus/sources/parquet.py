"""Parquet files -> chunks of rows, and the rows that cannot be read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus.sources.plain import Chunk, as_plain_text, no_text
from analysis.errors import InputError


def parquet_columns(path: Path) -> list[str]:
    """Return the names of a Parquet file's columns.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    InputError
        If it is empty, cut short, or something else.
    """
    return list(_open(path).schema_arrow.names)


def parquet_chunks(path: Path, *, columns: list[str], size: int) -> Iterator[Chunk]:
    """Yield the rows of a Parquet file, some at a time; see `table_chunks`.

    Parameters
    ----------
    path
        The file.
    columns
        Those wanted.
    size
        Rows of a chunk.

    Notes
    -----
    Where a part of the file is damaged, its remaining rows are refused and the next part is read.
    """
    file, row = _open(path), 1
    for group in range(file.num_row_groups):
        end = row + file.metadata.row_group(group).num_rows
        try:
            for batch in file.iter_batches(size, row_groups=[group], columns=columns):
                yield _rows(batch.select(columns), row)
                row += batch.num_rows
        except (OSError, ValueError) as error:  # pyarrow's own errors are of these kinds
            reason = f"cannot be read: {' '.join(str(error).split())[:100]}"
            yield pd.DataFrame(columns=columns, dtype="str"), [(n, reason) for n in range(row, end)]
        row = end


def _open(path: Path) -> Any:
    import pyarrow.parquet as pq

    if not path.stat().st_size:
        raise InputError(f"{path.name} is empty")
    try:
        return pq.ParquetFile(path)
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split()).partition(". ")[0]
        raise InputError(f"{path.name} cannot be read as Parquet: {reason}") from None


def _rows(batch: Any, first: int) -> Chunk:
    """Turn a record batch into text, and set aside the rows that are none."""
    rows = range(first, first + batch.num_rows)
    texts: dict[str, Any] = {}
    refused: dict[int, str] = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        texts[name], bad = _texts(column)
        refused |= {rows[place]: reason for place, reason in bad}
    table = pd.DataFrame(texts, dtype="str").set_axis(rows)
    return table.drop(index=list(refused)), sorted(refused.items())


def _texts(column: Any) -> tuple[Any, list[tuple[int, str]]]:
    """Turn one column into text; the places of values that are none are told apart."""
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        texts = column.cast(pa.large_string())
        texts.validate(full=True)
        texts = pc.fill_null(texts, "")
        if not pc.any(pc.match_substring(texts, "\0")).as_py():
            return texts.to_pandas(), []
    # Lists and tables, or bytes that are not UTF-8.
    except (pa.ArrowNotImplementedError, ValueError):
        is_text = pa.types.is_string(column.type) or pa.types.is_large_string(column.type)
        texts = column.cast(pa.large_binary()) if is_text else column
    values = [as_plain_text(value) for value in texts.to_pylist()]
    reasons = [no_text([value]) for value in values]
    bad = [(place, reason) for place, reason in enumerate(reasons) if reason]
    good = ["" if reason else value for value, reason in zip(values, reasons, strict=True)]
    return pd.Series(good, dtype="str"), bad
