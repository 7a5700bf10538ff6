"""Lists of addresses (Media Cloud, GDELT) joined to the pages that were saved from them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from analysis.corpus.sources.batches import NO_TEXT, Batch, make_batch, rows_to_batch
from analysis.corpus.sources.folders import folder_batches
from analysis.corpus.sources.loose_dates import Order
from analysis.corpus.sources.plain import Chunk

TRACKING = re.compile(r"(?:^|&)(?:utm_\w+|fbclid|gclid|cmpid|ref|CMP)=[^&]*")
HOST = re.compile(r"^(?:www|m|mobile|amp)\.")
FILLED = ("title", "outlet", "published", "author", "language")


def plain_address(url: str) -> str:
    """Return what two addresses of one page have in common.

    Parameters
    ----------
    url
        With or without scheme.

    Examples
    --------
    >>> plain_address("https://www.courier.example/port/?utm_source=x#top")
    'courier.example/port'
    """
    url = url.strip()
    parts = urlsplit(url if "//" in url else f"//{url}")
    query = TRACKING.sub("", parts.query).strip("&")
    path = f"{HOST.sub('', parts.netloc.casefold())}{parts.path.rstrip('/')}"
    return f"{path}?{query}" if query else path


def join_pages(
    chunks: Iterator[Chunk], pages: Path, *, encodings: Counter[str], file: str, order: Order
) -> Iterator[Batch]:
    """Yield the rows of a list of addresses as articles, their texts from saved pages.

    Parameters
    ----------
    chunks
        Rows of the list, in columns that have our names: url, and what else is known.
    pages
        A folder of saved pages.
    encodings
        Counts pages that are not UTF-8, by what they were read as.
    file
        The name of the list.
    order
        What the first number of a date such as 3/2/24 is.

    Yields
    ------
    Batch
        A page belongs to the row that has its address, or else to the one that has its file's name
        as article_id. What a row does not tell its page may. Rows without a page are rejected, and
        so are pages without a row.
    """
    saved = [*folder_batches(pages, encodings=encodings)]
    found = pd.concat([batch.articles for batch in saved], ignore_index=True)
    cuts = pd.concat([batch.cuts for batch in saved], ignore_index=True)
    yield make_batch(found.head(0), _rows(saved))
    by_address = {plain_address(url): at for at, url in enumerate(found["url"]) if url}
    by_name = {key: at for at, key in enumerate(found["article_id"])}
    used: set[int] = set()
    for rows, refused in chunks:
        keys = rows.get("article_id", pd.Series("", index=rows.index, dtype="str"))
        at = [
            by_address.get(plain_address(url), by_name.get(key.strip(), -1))
            for url, key in zip(rows["url"], keys, strict=True)
        ]
        used.update(at)
        batch = rows_to_batch(_with_pages(rows, found, at), refused, file=file, order=order)
        pages_of = dict(zip(map(str, rows.index), at, strict=True))
        yield _with_cuts(batch, found["article_id"], cuts, pages_of)
    left = found.drop(index=[*(used - {-1})])
    reason = f"no row of {file} has the address of this page"
    ends = zip(left["source_file"], left["article_id"], strict=True)
    yield make_batch(found.head(0), [(name, None, key, reason) for name, key in ends])


def _rows(batches: list[Batch]) -> Iterator[tuple[str, int | None, str, str]]:
    """Hand out the rows that have been rejected."""
    for batch in batches:
        for file, row, key, reason in batch.rejected.itertuples(index=False, name=None):
            yield file, None if pd.isna(row) else row, key, reason


def _with_pages(rows: pd.DataFrame, found: pd.DataFrame, at: list[int]) -> pd.DataFrame:
    """Give rows the texts of their pages, and what they do not know themselves."""
    pages = found.reindex(at).fillna("").set_axis(rows.index).astype("str")
    told = {"text": pages["text"], "page": pages["source_file"]}
    for name in FILLED:
        own = rows.get(name, pages[name])
        told[name] = own.mask(own.str.strip() == "", pages[name])
    return rows.assign(**told)


def _with_cuts(
    batch: Batch, keys: pd.Series, cuts: pd.DataFrame, pages_of: dict[str, int]
) -> Batch:
    """Give the articles of rows the cuts of their pages; say of the others what is missing."""
    pages = [keys[pages_of[row]] for row in batch.articles["source_row"]]
    renamed = pd.DataFrame({"page": pages, "own": batch.articles["article_id"].to_numpy()})
    own = cuts.merge(renamed, left_on="article_id", right_on="page")
    rejected = batch.rejected.assign(
        reason=batch.rejected["reason"].replace(NO_TEXT, "no saved page has this address")
    )
    spans = own[["own", "raw_start", "raw_end", "kind", "rule"]].itertuples(index=False, name=None)
    return replace(make_batch(batch.articles, (), spans), rejected=rejected)
