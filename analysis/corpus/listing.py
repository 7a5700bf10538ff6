"""articles.csv and its like: one row an article, checked before any text is read."""

import io
from datetime import datetime
from pathlib import Path

import pandas as pd

from analysis.corpus.dates import NOT_ISO, PARTIAL, date_precision, date_range
from analysis.corpus.gather import ENDINGS
from analysis.corpus.readers import read_text
from analysis.corpus.sources.batches import with_unique_ids
from analysis.corpus.sources.read import open_source, read_source
from analysis.errors import InputError, did_you_mean

NAME = "articles.csv"
COLUMNS = (
    "article_id file title outlet group country language published published_earliest "
    "published_latest date_basis author url translated_from note"
).split()
DATES = ("published", "published_earliest", "published_latest")
COMPUTED = ("raw", "label", "editor_note", "written_in")


def read_listing(folder: Path, *, columns: dict[str, str], group_by: str) -> pd.DataFrame:
    """Return articles.csv as a table of text, dates as dates, `group` the column compared.

    Parameters
    ----------
    folder
        The corpus folder.
    columns
        Our name of a column -> its name in the file, where the two differ.
    group_by
        The column whose values become `group`.

    Returns
    -------
    pandas.DataFrame
        Every column of the file, and those of `COLUMNS` that it lacks; what is empty is missing.
        The index counts rows as a spreadsheet does: the header is row 1.

    Raises
    ------
    InputError
        For a file that is missing, unreadable, or without rows; a column that is missing or named
        twice; an article_id, file or group that is missing; a duplicate id; dates that are
        malformed or contradict each other.
    """
    table = with_our_names(read_cells(folder), columns)
    table = _add_columns(table, group_by)
    _check_ids(table)
    _check_sources(table)
    table["group"] = _groups(table, group_by)
    return _parse_dates(table)


def read_table(
    path: Path, *, columns: dict[str, str], group_by: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a file that holds all articles with their texts, and its rows that are none.

    Such a file comes from a machine, and nobody mends thousands of rows by hand. So a row that
    cannot be used does not stop the others, and a date that cannot be understood is missing.

    Parameters
    ----------
    path
        A Parquet, CSV, TSV or JSON Lines file.
    columns, group_by
        As in `read_listing`.

    Returns
    -------
    articles
        As `read_listing` returns them, with text, source_file, source_row, and
        published_original where that is not what `published` says.
    rejected
        file, row, article_id, reason.

    Raises
    ------
    InputError
        If the file cannot be read, has no column of texts or groups, or has no article.
    """
    source = open_source(path, columns=columns, group_by=group_by)
    batches = list(with_unique_ids(read_source(source)))
    rejected = pd.concat([batch.rejected for batch in batches], ignore_index=True)
    table = pd.concat([batch.articles for batch in batches])
    if table.empty:
        reason = f": {rejected['reason'].mode()[0]}" if len(rejected) else ""
        raise InputError(f"{path.name}: no row is an article{reason}")
    names = [*table.columns, *(name for name in COLUMNS if name not in table.columns)]
    table = table.mask(table == "").reindex(columns=names).astype("str")
    table["group"] = table[source.group_by]
    return _parse_dates(table), rejected


def read_cells(folder: Path) -> pd.DataFrame:
    """Return the cells of articles.csv as text, empty ones as empty texts.

    Parameters
    ----------
    folder
        The corpus folder.

    Returns
    -------
    pandas.DataFrame
        The columns of the file; the index counts rows as a spreadsheet does. Empty rows are left
        out.

    Raises
    ------
    InputError
        If the file is missing, empty, or not a CSV file in UTF-8.
    """
    if folder.is_dir() and not (folder / NAME).exists():
        raise InputError(without_listing(folder))
    text = read_text(folder / NAME, name=NAME).removeprefix("\ufeff")
    try:
        cells = pd.read_csv(
            io.StringIO(text, newline=""),
            header=None,
            dtype=str,
            na_filter=False,
            skip_blank_lines=False,
        )
    except pd.errors.EmptyDataError:
        raise InputError(f"{NAME} is empty") from None
    except pd.errors.ParserError as error:
        reason = " ".join(str(error).partition("C error: ")[2].split())
        raise InputError(f"{NAME} cannot be read as CSV: {reason}") from None
    table = cells.iloc[1:].set_axis([name.strip() for name in cells.iloc[0]], axis=1)
    table.index += 1
    return table[(table != "").any(axis=1)]


def with_our_names(table: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """Return a table whose columns have the names that the suite uses.

    Parameters
    ----------
    table
        As `read_cells` gives it.
    columns
        Our name of a column -> its name in the file.

    Raises
    ------
    InputError
        If a column is missing, named twice, or has a name that is computed.
    """
    for ours, theirs in columns.items():
        if theirs not in table.columns:
            raise InputError(f"corpus.toml [columns]: {NAME} has no column '{theirs}'")
        if ours in table.columns and ours != theirs:
            raise InputError(f"corpus.toml [columns]: {NAME} has a column '{ours}' of its own")
    table = table.rename(columns={theirs: ours for ours, theirs in columns.items()})
    twice = table.columns[table.columns.duplicated()]
    if len(twice):
        raise InputError(f"{NAME}: two columns are named '{twice[0]}'")
    taken = [name for name in COMPUTED if name in table.columns]
    if taken:
        raise InputError(f"{NAME}: '{taken[0]}' is a column that is computed; rename yours")
    return table


def without_listing(folder: Path) -> str:
    """Say what a folder without a table of articles is, and what to type.

    Parameters
    ----------
    folder
        That was meant to be a corpus folder.
    """
    name = folder.resolve().name
    if not any(folder.iterdir()):
        return f"{name} is empty"
    if any(next(folder.rglob(f"*{ending}"), None) for ending in ENDINGS):
        return (
            f"{name} has no {NAME}; if it is a folder of texts, make a corpus of it with: "
            f"framing new my-corpus --from {name}"
        )
    return f"{NAME} does not exist"


def _add_columns(table: pd.DataFrame, group_by: str) -> pd.DataFrame:
    """Check that required columns and rows are there, add the optional ones, trim the cells."""
    needed = dict.fromkeys(["article_id", "text" if "text" in table.columns else "file", group_by])
    missing = [f"'{name}'" for name in needed if name not in table.columns]
    if missing:
        there = "there is no column" if len(missing) == 1 else "there are no columns"
        hint = _separator_hint(table) or did_you_mean(missing[0].strip("'"), table.columns)
        raise InputError(f"{NAME}: {there} {', '.join(missing)}{hint}")
    if table.empty:
        raise InputError(f"{NAME} lists no article")
    for name in table.columns.drop("text", errors="ignore"):
        table[name] = table[name].str.strip()
    names = [*table.columns, *(name for name in COLUMNS if name not in table.columns)]
    return table.mask(table == "").reindex(columns=names).astype("str")


def _separator_hint(table: pd.DataFrame) -> str:
    """Say which sign seems to stand between the columns instead of a comma."""
    header = table.columns[0]
    found = [sign for sign in ";\t|" if len(table.columns) == 1 and sign in header]
    return f" (its columns seem to be separated by {found[0]!r}, not a comma)" if found else ""


def _check_ids(table: pd.DataFrame) -> None:
    """Raise for an article without an id, or with another's."""
    missing = table.index[table["article_id"].isna()]
    if len(missing):
        raise InputError(f"{NAME} row {missing[0]}: article_id is missing")
    again = table.index[table["article_id"].duplicated()]
    if len(again):
        raise InputError(
            f"{_place(table, again[0])} is a duplicate: an earlier row has the same article_id"
        )


def _place(table: pd.DataFrame, row: int) -> str:
    """Name a row and its article."""
    return f"{NAME} row {row}: article '{table['article_id'][row]}'"


def _check_sources(table: pd.DataFrame) -> None:
    """Raise for an article that has neither a file nor a text, or both."""
    has_text = table["text"].notna() if "text" in table.columns else table["file"].isna() & False
    has_file = table["file"].notna()
    for wrong, reason in (
        (~has_text & ~has_file, "has neither a file nor a text"),
        (has_text & has_file, "has both a file and a text"),
    ):
        if wrong.any():
            raise InputError(f"{_place(table, table.index[wrong][0])} {reason}")


def _groups(table: pd.DataFrame, group_by: str) -> pd.Series:
    """Take the compared column as text; no article may be without."""
    missing = table.index[table[group_by].isna()]
    if len(missing):
        raise InputError(f"{_place(table, missing[0])} has no '{group_by}'")
    return table[group_by]


def _parse_dates(table: pd.DataFrame) -> pd.DataFrame:
    """Turn the three date columns into datetimes and check that bounds are in order."""
    table = _partial_as_bounds(table)
    for name in DATES:
        known = table[name].dropna()
        days = [_day(text, name, row) for row, text in known.items()]
        exact = pd.Series([date_precision(text) for text in known], index=known.index, dtype="str")
        dates = pd.Series(days, index=known.index, dtype="datetime64[us]")
        table[name] = dates.reindex(table.index)
        table[f"{name}_precision"] = exact.reindex(table.index)
    wrong = table["published_latest"] < table["published_earliest"]
    if wrong.any():
        row = wrong.idxmax()
        raise InputError(f"{NAME} row {row}: published_latest is before published_earliest")
    return table


def _partial_as_bounds(table: pd.DataFrame) -> pd.DataFrame:
    """Take a date of publication that is only a month or a year as bounds, where none are given."""
    partial = table["published"].str.fullmatch(PARTIAL.pattern).fillna(False).astype(bool)
    for name in ("published_earliest", "published_latest"):
        fill = partial & table[name].isna()
        table[name] = table[name].where(~fill, table["published"])
    table["published"] = table["published"].mask(partial)
    return table


def _day(text: str, name: str, row: object) -> datetime:
    """Parse one date; of a month or a year the day that the column is about."""
    try:
        first, last = date_range(text)
    except ValueError:
        raise InputError(f"{NAME} row {row}: {name} '{text}' {NOT_ISO}") from None
    return last if name == "published_latest" else first
