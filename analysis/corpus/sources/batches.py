"""Rows of any source -> batches of articles, and the rows that are none with their reasons."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from analysis.corpus.sources.loose_dates import Order, loose_date
from analysis.corpus.sources.plain import Refused

LONGEST_TEXT = 10_000_000  # characters; a novel of 1,000 pages has two million
NO_TEXT = "there is no text"
REJECTED = {"file": "str", "row": "Int64", "article_id": "str", "reason": "str"}
CUTS = {"article_id": "str", "raw_start": "int64", "raw_end": "int64", "kind": "str", "rule": "str"}


@dataclass(frozen=True)
class Batch:
    """Some rows of a source.

    Attributes
    ----------
    articles
        Text in every column, empty where nothing is known: article_id, text, source_file and
        source_row, whatever the source has of title, outlet, published (ISO 8601),
        published_original (where that is not what the source says), author, url, language,
        country, and columns of its own.
    rejected
        file, row (missing where a file is one article), article_id, reason.
    cuts
        article_id, raw_start, raw_end, kind, rule: parts of the texts that are not the article, as
        the source itself tells (a page's header, say).
    """

    articles: pd.DataFrame
    rejected: pd.DataFrame
    cuts: pd.DataFrame


def make_batch(
    articles: pd.DataFrame,
    rejected: Iterable[tuple[str, int | None, str, str]] = (),
    cuts: Iterable[tuple[str, int, int, str, str]] = (),
) -> Batch:
    """Return a batch with the columns that it should have.

    Parameters
    ----------
    articles
        With article_id and text at least.
    rejected
        file, row, article_id and reason of each.
    cuts
        article_id, raw_start, raw_end, kind and rule of each.
    """
    return Batch(
        articles.astype("str"),
        pd.DataFrame(list(rejected), columns=[*REJECTED]).astype(REJECTED),
        pd.DataFrame(list(cuts), columns=[*CUTS]).astype(CUTS),
    )


def rows_to_batch(
    rows: pd.DataFrame,
    refused: Iterable[Refused],
    *,
    file: str,
    order: Order = "",
) -> Batch:
    """Return the rows of a table as a batch: those that are articles, and the others.

    Parameters
    ----------
    rows
        Text in columns that have our names already; the index is the row in the file.
    refused
        Rows that could not be read, with reasons.
    file
        The name of the file.
    order
        What the first number of a date such as 3/2/24 is.

    Notes
    -----
    An article without an id is called by its row.
    """
    table = rows.copy()
    for name in table.columns.drop("text"):
        table[name] = table[name].str.strip()
    numbers = pd.Series([f"row-{row}" for row in table.index], index=table.index, dtype="str")
    ids = table.get("article_id", pd.Series("", index=table.index, dtype="str"))
    table["article_id"] = ids.where(ids != "", numbers)
    if "source_file" not in table.columns:  # else this is what an import has written
        table = table.assign(source_file=file, source_row=table.index.astype("str"))
    rejected = [(file, row, "", reason) for row, reason in refused]
    batch = make_batch(with_dates(table, order=order), rejected)
    for reason, bad in _faults(table):
        batch = reject(batch, bad.loc[batch.articles.index], reason)
    return replace(batch, rejected=batch.rejected.sort_values("row", ignore_index=True))


def _faults(table: pd.DataFrame) -> Iterator[tuple[str, pd.Series]]:
    """Say why rows are no articles, and which."""
    texts, millions = table["text"], LONGEST_TEXT // 1_000_000
    yield NO_TEXT, texts.str.strip() == ""
    yield f"the text has more than {millions} million characters", texts.str.len() > LONGEST_TEXT


def with_dates(table: pd.DataFrame, *, order: Order = "") -> pd.DataFrame:
    """Return a table whose dates of publication are ISO 8601, and what they were if they differ.

    Parameters
    ----------
    table
        With `published`, if anything is known of dates.
    order
        What the first number of a date such as 3/2/24 is.

    Returns
    -------
    pandas.DataFrame
        `published` is empty where it cannot be understood; `published_original` holds what stood
        there, wherever that is another text.
    """
    if "published" not in table.columns:
        return table
    given = table["published"]
    known = {text: loose_date(text, order=order) for text in given.unique()}
    dates = given.map(known).astype("str")
    original = given.mask(given == dates, "")
    if "published_original" in table.columns:
        original = original.mask(original == "", table["published_original"])
    return table.assign(published=dates, published_original=original)


def with_unique_ids(batches: Iterable[Batch]) -> Iterator[Batch]:
    """Yield batches in which no article has the id of an earlier one: such articles are rejected.

    Parameters
    ----------
    batches
        In the order of the source.
    """
    seen: set[str] = set()
    for batch in batches:
        ids = batch.articles["article_id"]
        earlier = [key in seen for key in ids]
        again = ids.duplicated() | pd.Series(earlier, index=ids.index, dtype="bool")
        seen.update(ids)
        yield reject(batch, again, "an earlier row has the same article_id")


def reject(batch: Batch, which: pd.Series, reason: str) -> Batch:
    """Return a batch some of whose articles are rejected.

    Parameters
    ----------
    batch
        Articles and what has been rejected already.
    which
        True for the articles to be rejected.
    reason
        Why.
    """
    if not which.any():
        return batch
    out = batch.articles[which].rename(columns={"source_file": "file", "source_row": "row"})
    out = out.reindex(columns=[*REJECTED]).assign(reason=reason)
    out["row"] = pd.to_numeric(out["row"])
    rejected = pd.concat([batch.rejected, out.astype(REJECTED)], ignore_index=True)
    kept = batch.articles[~which]
    cuts = batch.cuts[batch.cuts["article_id"].isin(kept["article_id"])]
    return Batch(kept, rejected, cuts.reset_index(drop=True))
