"""What keeps a corpus folder from being loaded: all of it at once, in words for a newcomer."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pandas as pd

from analysis.corpus.dates import date_range
from analysis.corpus.listing import DATES, read_cells, read_table, with_our_names, without_listing
from analysis.corpus.listing import NAME as LISTING
from analysis.corpus.load import first_few, load_corpus, one_table, read_article
from analysis.corpus.manifest import read_manifest
from analysis.corpus.rules import check_outlets, read_rules
from analysis.corpus.sources import open_source
from analysis.errors import InputError

MEANINGS = {
    "article_id": "a short name of your own for the article, another in each row",
    "file": "the name of the file that holds the article's text",
    "text": "the article's text",
    "group": "the group of sources that the article belongs to, for example business or union; "
    "groups are what is compared",
}
SOURCES = ("file", "text")
SPREADSHEET = "if a spreadsheet changes them, give the column the format “text” first"
Finder = Callable[[pd.DataFrame, Path], Iterator[str]]


def what_is_missing(folder: Path, *, group_by: str = "group") -> list[str]:
    """Return what must be mended before a corpus can be loaded, first things first.

    Parameters
    ----------
    folder
        The corpus folder, or a file that holds all articles.
    group_by
        The column that is compared.

    Returns
    -------
    list of str
        A sentence or two for each thing, with the rows or files it is about; empty if nothing is
        missing.

    Raises
    ------
    InputError
        If there is no such folder or file.
    """
    try:
        load_corpus(folder, group_by=group_by)
    except InputError as error:
        if not folder.exists():
            raise
        # What the search below does not know, loading has named: nothing goes untold.
        return [*_missing(folder, group_by)] or [f"{error}."]
    return []


def _missing(folder: Path, group_by: str) -> Iterator[str]:
    try:
        one = one_table(folder)
    except InputError as error:
        yield f"{error}."
        return
    if not one and not (folder / LISTING).exists():
        yield (
            f"{without_listing(folder)}. {LISTING} lists the articles, one in each row; "
            "`framing new` makes it from a folder of texts, `framing import` from a table."
        )
        return
    columns = {}
    try:
        columns = read_manifest(folder).columns
    except InputError as error:
        yield f"{error}."
    group_by = {theirs: ours for ours, theirs in columns.items()}.get(group_by, group_by)
    if one:
        yield from _in_one_table(one, columns, group_by, folder)
        return
    try:
        table = with_our_names(read_cells(folder), columns)
    except InputError as error:
        yield f"{error}."
        return
    if table.empty:
        yield f"{LISTING} lists no article: write one row for each."
        return
    needed = dict.fromkeys(["article_id", "text" if "text" in table else "file", group_by])
    yield from _columns(table, needed)
    for finder in (_same_ids, _texts, _dates):
        yield from finder(table, folder)
    yield from _rules(table, folder)


def _in_one_table(
    path: Path, columns: dict[str, str], group_by: str, folder: Path
) -> Iterator[str]:
    """Tell what keeps a file with all articles from being read; single rows are only rejected."""
    try:
        names = open_source(path, columns=columns).columns
        if group_by not in names.values():
            yield _no_column(path.name, group_by, names)
            group_by = "text"  # which is there; what else is missing does not hang on groups
        articles, _ = read_table(path, columns=columns, group_by=group_by)
    except InputError as error:
        yield f"{error}."
    else:
        yield from _rules(articles, folder)


def _no_column(where: str, name: str, columns: Iterable[str]) -> str:
    return (
        f"{where}: there is no column '{name}'. It holds, for each article, {_meaning(name)}. "
        f"There are: {', '.join(columns)}."
    )


def _meaning(name: str) -> str:
    return MEANINGS.get(name, MEANINGS["group"])


def _columns(table: pd.DataFrame, needed: Iterable[str]) -> Iterator[str]:
    """Tell of columns that are not there, and of empty cells in those that are."""
    for name in needed:
        if name not in table:
            yield _no_column(LISTING, name, table.columns)
        elif name not in SOURCES:  # of those a row needs only one
            empty = table.index[table[name].str.strip() == ""]
            if len(empty):
                yield (
                    f"{LISTING}: the column '{name}' is empty in {_rows(empty)}. Write in each "
                    f"row {_meaning(name)}."
                )


def _same_ids(table: pd.DataFrame, _: Path) -> Iterator[str]:
    ids = table.get("article_id", pd.Series(dtype="str")).str.strip()
    again = ids[(ids != "") & ids.duplicated(keep=False)]
    if len(again):
        names = first_few([f"'{name}'" for name in dict.fromkeys(again)])
        yield (
            f"{LISTING}: the same article_id stands in several rows ({names} in "
            f"{_rows(again.index)}). Give each row one of its own."
        )


def _texts(table: pd.DataFrame, folder: Path) -> Iterator[str]:
    """Tell of rows without a text, and of files that cannot be read or are empty."""
    nothing = pd.Series("", index=table.index)
    files, texts = (table.get(name, nothing).str.strip() for name in ("file", "text"))
    none, both = (files == "") & (texts == ""), (files != "") & (texts != "")
    if none.any() and ("file" in table or "text" in table):
        yield (
            f"{LISTING}: neither a file nor a text in {_rows(table.index[none])}. Write into the "
            f"column 'file' {MEANINGS['file']}."
        )
    if both.any():
        yield f"{LISTING}: both a file and a text in {_rows(table.index[both])}. Keep one of them."
    empty = []
    for row, file in files[files != ""].items():
        try:
            if not read_article(folder, file).strip("\ufeff").strip():
                empty.append(f"{file} (row {row})")
        except InputError as error:
            yield f"{error} ({LISTING} row {row})."
    if empty:
        yield f"These texts are empty: {first_few(empty)}. Delete their rows, or put the texts in."


def _dates(table: pd.DataFrame, _: Path) -> Iterator[str]:
    wrong = [
        f"row {row} {name} '{cell.strip()}'"
        for name in DATES
        for row, cell in table.get(name, pd.Series(dtype="str")).items()
        if cell.strip() and not _is_date(cell.strip())
    ]
    if wrong:
        yield (
            f"{LISTING}: dates in another form than the suite reads: {first_few(wrong)}. Write "
            "2024-03-05, 2024-03 or 2024, or nothing where the day is not known; "
            f"{SPREADSHEET}."
        )
    bounds = [
        table.get(f"published_{end}", pd.Series(dtype="str")) for end in ("earliest", "latest")
    ]
    crossed = [
        row
        for (row, earliest), latest in zip(bounds[0].items(), bounds[1], strict=False)
        if _crossed(earliest.strip(), latest.strip())
    ]
    if crossed:
        yield f"{LISTING}: published_latest is before published_earliest in {_rows(crossed)}."


def _rules(table: pd.DataFrame, folder: Path) -> Iterator[str]:
    try:
        outlets = table.get("outlet", pd.Series(dtype="str")).str.strip()
        check_outlets(read_rules(folder).rules, outlets)
    except InputError as error:
        yield f"{error}."


def _is_date(text: str) -> bool:
    try:
        date_range(text)
    except ValueError:
        return False
    return True


def _crossed(earliest: str, latest: str) -> bool:
    return (
        _is_date(earliest) and _is_date(latest) and date_range(latest)[1] < date_range(earliest)[0]
    )


def _rows(index: Iterable[object]) -> str:
    """Name rows as a spreadsheet counts them, runs of rows by their ends."""
    numbers = pd.Series(sorted({int(str(row)) for row in index}))
    runs = numbers.groupby((numbers.diff() != 1).cumsum()).agg(["min", "max"])
    named = [f"{a}" if a == b else f"{a} to {b}" for a, b in runs.itertuples(index=False)]
    return f"{len(numbers)} rows ({first_few(named)})" if len(numbers) > 1 else f"row {named[0]}"
