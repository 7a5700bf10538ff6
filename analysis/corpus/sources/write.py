"""A source -> a corpus folder: articles, rejected rows with their reasons, and a corpus.toml."""

import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pandas as pd

from analysis.corpus.settings import quoted
from analysis.corpus.sources.batches import Batch, with_unique_ids
from analysis.corpus.sources.lines import encodings_told
from analysis.corpus.sources.loose_dates import Order
from analysis.corpus.sources.read import Source, is_table, open_source, read_source
from analysis.errors import InputError

FEW = 200  # articles up to which each gets a file of its own, to be read and edited by hand
STAGING = ".importing"
OWN = ("articles.csv", "articles.parquet", "corpus.toml", "cuts.csv", "rejected.csv", "texts")
ISO, OTHER, MISSING, UNKNOWN = "as ISO 8601", "in another form", "missing", "not understood"


@dataclass(frozen=True)
class Imported:
    """What became of a source.

    Attributes
    ----------
    folder
        The corpus folder.
    source
        What was known of the source.
    n_articles
        Rows that became articles.
    rejected
        Number of rows by the reason for which they are none, most first.
    dates
        Number of articles whose date is "as ISO 8601", "in another form", "missing" or "not
        understood".
    encodings
        How lines that are not UTF-8 were read.
    """

    folder: Path
    source: Source
    n_articles: int
    rejected: dict[str, int]
    dates: dict[str, int]
    encodings: list[str]


def import_source(
    path: str | Path,
    folder: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    group_by: str | None = None,
    order: Order = "",
    pages: str | Path | None = None,
    title: str | None = None,
) -> Imported:
    """Make a corpus folder of a source, in which every row is an article or a rejected row.

    Parameters
    ----------
    path, columns, group_by, order, pages
        As `open_source` takes them.
    folder
        Made if missing; must not hold a corpus yet.
    title
        Of the corpus; by default the name of the source.

    Returns
    -------
    Imported
        Numbers to be told.

    Raises
    ------
    InputError
        If the source cannot be read, if it has no article, or if the folder cannot be used. Then
        nothing is written.

    Notes
    -----
    Up to 200 articles become articles.csv and a text file each, more become articles.parquet.
    rejected.csv has the rows that are no articles. Of rows with one article_id the first is taken.
    """
    path, folder = Path(path), Path(folder)
    source = open_source(path, columns=columns, group_by=group_by, order=order, pages=pages)
    _check_folder(folder)
    encodings, dates = Counter[str](), Counter[str]()
    rejected: list[pd.DataFrame] = []
    cuts: list[pd.DataFrame] = []
    with _staging(folder) as staging:
        batches = with_unique_ids(read_source(source, encodings=encodings))
        tables = _noted(batches, rejected, cuts, dates)
        n_articles = _write_articles(tables, staging, has_group=source.group_by is not None)
        reasons = Counter(chain.from_iterable(table["reason"] for table in rejected))
        if not n_articles:
            told = ", ".join(f"{reason} ({n:,})" for reason, n in reasons.most_common(3))
            raise InputError(f"{path.name}: no row is an article: {told or 'there is none'}")
        _write_tables(staging, {"rejected.csv": rejected, "cuts.csv": cuts})
        _write_manifest(staging, title or path.stem, source.group_by)
    return Imported(
        folder,
        source,
        n_articles,
        dict(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        {kind: dates[kind] for kind in (ISO, OTHER, MISSING, UNKNOWN) if dates[kind]},
        encodings_told(encodings, unit="line" if is_table(path) else "file"),
    )


def _check_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder.name} is a file; the corpus needs a folder")
    taken = [name for name in OWN if (folder / name).exists()]
    if taken:
        raise InputError(f"{folder.name} has a {taken[0]} already; name another folder")


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """Lend a place to write in, whose files are put into the folder only if all went well."""
    new = [path for path in (folder, *folder.parents) if not path.exists()]
    staging = folder / STAGING
    try:
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
        yield staging
        for path in sorted(staging.iterdir()):
            path.rename(folder / path.name)
        new = []
    except OSError as error:
        raise InputError(f"{folder.name} cannot be written: {error.strerror}") from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        for path in new:
            if path.exists():
                path.rmdir()


def _noted(
    batches: Iterable[Batch],
    rejected: list[pd.DataFrame],
    cuts: list[pd.DataFrame],
    dates: Counter[str],
) -> Iterator[pd.DataFrame]:
    """Hand on the articles of batches, and keep what else they have."""
    for batch in batches:
        rejected.append(batch.rejected)
        cuts.append(_with_text(batch))
        dates.update(_date_kinds(batch.articles))
        yield batch.articles


def _with_text(batch: Batch) -> pd.DataFrame:
    """Add the text of each cut, by which it is known again."""
    texts = dict(zip(batch.articles["article_id"], batch.articles["text"], strict=True))
    spans = batch.cuts[["article_id", "raw_start", "raw_end"]].itertuples(index=False)
    return batch.cuts.assign(text=[texts[key][start:end] for key, start, end in spans])


def _date_kinds(articles: pd.DataFrame) -> "pd.Series[str]":
    """Say of each article what its date is like."""
    if "published" not in articles.columns:
        return pd.Series(MISSING, index=articles.index)
    known, other = articles["published"] != "", articles["published_original"] != ""
    kinds = pd.Series(ISO, index=articles.index, dtype="str").mask(other, OTHER)
    return kinds.mask(~known, MISSING).mask(~known & other, UNKNOWN)


def _write_articles(tables: Iterator[pd.DataFrame], folder: Path, *, has_group: bool) -> int:
    """Write the articles, few as files and many as one; return how many there are."""
    first: list[pd.DataFrame] = []
    for table in tables:
        first.append(table)
        if sum(map(len, first)) > FEW:
            return _write_many(chain(first, tables), folder / "articles.parquet")
    articles = pd.concat(first, ignore_index=True) if first else pd.DataFrame()
    if len(articles):
        _write_few(articles, folder, has_group=has_group)
    return len(articles)


def _write_few(articles: pd.DataFrame, folder: Path, *, has_group: bool) -> None:
    (folder / "texts").mkdir()
    files = _file_names(articles["article_id"])
    for file, text in zip(files, articles["text"], strict=True):
        (folder / file).write_text(text, encoding="utf-8", newline="")
    table = articles.drop(columns="text")
    table.insert(1, "file", files)
    if not has_group and "group" not in table.columns:
        table.insert(2, "group", "")  # to be filled in
    table.to_csv(folder / "articles.csv", index=False, lineterminator="\n", encoding="utf-8")


def _file_names(ids: Iterable[str]) -> list[str]:
    """Make a file name of each id, no two of which a file system would take for one."""
    names: dict[str, None] = {}
    for key in ids:
        stem = name = re.sub(r"[^\w-]+", "-", key).strip("-").casefold()[:60] or "article"
        number = 1
        while name in names:
            number += 1
            name = f"{stem}-{number}"
        names[name] = None
    return [f"texts/{name}.txt" for name in names]


def _write_many(tables: Iterable[pd.DataFrame], path: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    writer, n_rows = None, 0
    try:
        for table in tables:
            data = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata()
            writer = writer or pq.ParquetWriter(path, data.schema, compression="zstd")
            writer.write_table(data)
            n_rows += len(table)
    finally:
        if writer:
            writer.close()
    return n_rows


def _write_tables(folder: Path, tables: Mapping[str, list[pd.DataFrame]]) -> None:
    for name, parts in tables.items():
        table = pd.concat(parts, ignore_index=True)
        if len(table):
            table.to_csv(folder / name, index=False, lineterminator="\n", encoding="utf-8")


def _write_manifest(folder: Path, title: str, group_by: str | None) -> None:
    lines = [f"title = {quoted(title)}"]
    if group_by and group_by != "group":
        lines += ["", "[columns]", f"group = {quoted(group_by)}  # the column compared"]
    (folder / "corpus.toml").write_text("\n".join([*lines, ""]), encoding="utf-8")
