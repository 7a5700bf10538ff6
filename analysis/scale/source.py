"""Where articles come from, cut into partitions that anybody can read by number.

A partition is a range of rows of a Parquet file. Other sources are written to Parquet once, batch
by batch; after that a worker needs a path and two numbers, never the articles themselves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
from numpy.typing import NDArray

from analysis.errors import InputError

PARTITION_BYTES = 12_000_000  # of text; what a worker holds in memory grows with it
BLOCK_BYTES = 16_000_000  # of a file of lines; no article may be longer
BATCH_ROWS = 1_000  # rows that are written at a time where a source is not Parquet
KEPT = ("title", "outlet", "published")  # beside the needed ones and the group
FORMATS = {".csv": "csv", ".tsv": "csv", ".jsonl": "json", ".ndjson": "json"}


@dataclass(frozen=True)
class Partition:
    """Rows ``first`` to ``first + n`` of a Parquet file."""

    number: int
    file: str
    first: int
    n: int


@dataclass(frozen=True)
class Layout:
    """Which column of the source is which of ours.

    Attributes
    ----------
    columns : dict
        Our name of a column, such as ``raw`` or ``outlet``, and its name in the source.
    group_by : str
        The column of the source that is compared.
    """

    columns: dict[str, str]
    group_by: str


def batches(source: Path) -> Iterator[pd.DataFrame]:
    """Articles of a source that is no Parquet, some at a time, under the source's own names.

    Parameters
    ----------
    source : Path
        A CSV, TSV or JSON Lines file, or a corpus folder.

    Raises
    ------
    InputError
        If the source cannot be read.
    """
    if source.is_dir():
        from analysis.corpus.given import without_given

        articles = without_given(source)
        for first in range(0, len(articles), BATCH_ROWS):
            yield articles.iloc[first : first + BATCH_ROWS]
        return
    kind = FORMATS.get(source.suffix.lower())
    if kind is None:
        raise InputError(f"{source.name}: not Parquet, CSV, TSV, JSON Lines or a corpus folder")
    try:
        dataset = _csv(source) if kind == "csv" else _json_lines(source)
        for batch in dataset.to_batches(batch_size=BATCH_ROWS, fragment_readahead=0):
            if batch.num_rows:
                yield batch.to_pandas()
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(f"{source.name}: cannot be read: {_one_line(error)}") from None


def _csv(source: Path) -> ds.Dataset:
    """Every cell as text: a column of numbers may hold a word further down."""
    from pyarrow import csv

    options = {
        "parse_options": csv.ParseOptions(
            delimiter="\t" if source.suffix.lower() == ".tsv" else ",", newlines_in_values=True
        ),
        "read_options": csv.ReadOptions(block_size=BLOCK_BYTES),
    }
    names = ds.dataset(source, format=ds.CsvFileFormat(**options)).schema.names
    as_text = csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True
    )
    return ds.dataset(source, format=ds.CsvFileFormat(convert_options=as_text, **options))


def _json_lines(source: Path) -> ds.Dataset:
    from pyarrow import json

    read = json.ReadOptions(block_size=BLOCK_BYTES)
    return ds.dataset(source, format=ds.JsonFileFormat(read_options=read))


def parquet_files(source: Path) -> list[Path]:
    """The Parquet files of a source, in order of name; none where it is something else.

    Raises
    ------
    InputError
        If there is no such file or folder.
    """
    if not source.exists():
        raise InputError(f"there is no source '{source.name}'")
    if source.is_file():
        return [source] if source.suffix.lower() == ".parquet" else []
    return sorted(source.glob("*.parquet"))


def spool(source: Path, folder: Path) -> list[Path]:
    """Write a source as Parquet files, one a batch; they are what partitions are cut from."""
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    for table in batches(source):
        path = folder / f"{len(files):05}.parquet"
        texts = pd.DataFrame({name: _as_text(table[name]) for name in table})
        pq.write_table(pa.Table.from_pandas(texts, preserve_index=False), path, compression="zstd")
        files.append(path)
    return files


def cut_partitions(
    files: list[Path], layout: Layout, *, partition_bytes: int = PARTITION_BYTES
) -> list[Partition]:
    """Partitions of Parquet files, each of about so much text, within its row group.

    Raises
    ------
    InputError
        If a file is no Parquet, lacks a column, or all are empty.
    """
    partitions: list[Partition] = []
    for path in files:
        text = layout.columns["raw"]
        with _opened(path) as file:
            _check_columns(file, layout, path.name)
            for first, n, size in _row_groups(file, text):
                n_parts = max(1, round(size / partition_bytes))
                bounds = np.linspace(0, n, n_parts + 1).astype(int)
                for a, b in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
                    if b > a:
                        place = (len(partitions), str(path), first + a, b - a)
                        partitions.append(Partition(*place))
    if not partitions:
        raise InputError("the source has no articles")
    return partitions


def read_partition(partition: Partition, layout: Layout) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles of a partition, and rows that cannot be articles, with the reason.

    Returns
    -------
    articles : DataFrame
        ``row`` (of its file), ``article_id``, ``raw``, ``title``, ``outlet``, ``published``,
        ``group``; all text but ``row``, missing where the source has nothing.
    rejected : DataFrame
        ``file``, ``row``, ``article_id``, ``reason``.
    """
    names = {**layout.columns, "group": layout.group_by}
    wanted = list(dict.fromkeys(names.values()))
    with _opened(Path(partition.file)) as file:
        present = [name for name in wanted if name in file.schema_arrow.names]
        table = _read_rows(file, partition, present).to_pandas()
    articles = pd.DataFrame({"row": np.arange(len(table)) + partition.first})
    for ours, theirs in names.items():
        missing = pd.Series(None, index=table.index, dtype="str")
        articles[ours] = _as_text(table[theirs]) if theirs in table else missing
    reason = pd.Series("", index=articles.index)
    for name, told in (
        ("group", f"no '{layout.group_by}'"),
        ("raw", "the text is empty"),
        ("article_id", "no article_id"),
    ):
        trimmed = articles[name].fillna("").str.strip("\ufeff").str.strip()
        reason = reason.mask(trimmed == "", told)
    bad = reason != ""
    rejected = articles.loc[bad, ["row", "article_id"]].assign(
        file=Path(partition.file).name, reason=reason[bad]
    )
    columns = ["file", "row", "article_id", "reason"]
    return articles[~bad].reset_index(drop=True), rejected[columns].reset_index(drop=True)


def read_texts(file: str, rows: list[int], layout: Layout) -> dict[int, str]:
    """Raw texts of some rows of a Parquet file, without reading the row groups between."""
    found: dict[int, str] = {}
    with _opened(Path(file)) as opened:
        for first, n, _ in _row_groups(opened, layout.columns["raw"]):
            inside = [row for row in rows if first <= row < first + n]
            if inside:
                low, high = min(inside), max(inside) + 1
                part = _read_rows(
                    opened, Partition(0, file, low, high - low), [layout.columns["raw"]]
                )
                found |= {row: str(part.column(0)[row - low].as_py()) for row in inside}
    return found


def check_ids(files: list[Path], column: str) -> None:
    """Raise if two rows have one ``article_id``; eight bytes an article are held at once.

    Raises
    ------
    InputError
        Naming one that is there twice.
    """
    hashes = [_id_hashes(path, column) for path in files]
    distinct, n = np.unique(np.concatenate(hashes), return_counts=True)
    if len(distinct) == sum(map(len, hashes)):
        return
    twice = distinct[n > 1][0]
    for path, found in zip(files, hashes, strict=True):
        for row in np.flatnonzero(found == twice)[:1]:
            value = pq.read_table(path, columns=[column]).column(0).drop_null()[int(row)]
            raise InputError(f"{path.name}: {column} '{value}' is there twice")


def _id_hashes(path: Path, column: str) -> NDArray[np.uint64]:
    with _opened(path) as file:
        parts = [batch.column(0) for batch in file.iter_batches(65_536, columns=[column])]
    known = [part.drop_null().cast(pa.string()).to_numpy(zero_copy_only=False) for part in parts]
    found = [pd.util.hash_array(ids, categorize=False) for ids in known if len(ids)]
    return np.concatenate(found) if found else np.empty(0, dtype=np.uint64)


def _opened(path: Path) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(path, memory_map=True)
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(f"{path.name}: not a readable Parquet file: {_one_line(error)}") from None


def _row_groups(file: pq.ParquetFile, text: str) -> Iterator[tuple[int, int, int]]:
    """First row, rows and bytes of text of every row group."""
    first = 0
    for i in range(file.metadata.num_row_groups):
        group = file.metadata.row_group(i)
        columns = [group.column(k) for k in range(group.num_columns)]
        size = sum(c.total_uncompressed_size for c in columns if c.path_in_schema == text)
        yield first, group.num_rows, size
        first += group.num_rows


def _read_rows(file: pq.ParquetFile, partition: Partition, columns: list[str]) -> pa.Table:
    """The rows of a partition, decoding of its row groups no more than one batch at a time."""
    first, last, begin = partition.first, partition.first + partition.n, 0
    groups: list[int] = []
    skip = 0
    for i in range(file.metadata.num_row_groups):
        end = begin + file.metadata.row_group(i).num_rows
        if begin < last and end > first:
            skip = skip if groups else first - begin
            groups.append(i)
        begin = end
    kept, at = [], -skip
    for batch in file.iter_batches(BATCH_ROWS, row_groups=groups, columns=columns):
        a, b = max(0, -at), min(batch.num_rows, partition.n - at)
        if b > a:
            kept.append(batch.slice(a, b - a))
        at += batch.num_rows
        if at >= partition.n:
            break
    return pa.Table.from_batches(kept, kept[0].schema)


def _check_columns(file: pq.ParquetFile, layout: Layout, name: str) -> None:
    known = file.schema_arrow.names
    for theirs in (layout.columns["article_id"], layout.columns["raw"], layout.group_by):
        if theirs not in known:
            raise InputError(f"{name}: there is no column '{theirs}'; it has {', '.join(known)}")
    kind = file.schema_arrow.field(layout.columns["raw"]).type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        raise InputError(f"{name}: the column '{layout.columns['raw']}' holds {kind}, not text")


def _as_text(column: "pd.Series[Any]") -> "pd.Series[str]":
    """A column as text; what is missing stays so."""
    return column.astype("str").where(column.notna()).astype("str")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
