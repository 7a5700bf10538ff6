"""Partials to totals: sums over all partitions, and what needs the sums first."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analysis.measures.dispersion import Spread
from analysis.scale.partials import KEYS, add
from analysis.scale.store import (
    PARTS,
    SUMMARY,
    Task,
    file_hash,
    part_files,
    to_json,
    write_table,
    write_text,
)

EMPTY = {"k_filled": 0, "size": 0, "smallest": 0}
WHOLE = ""  # the group of rows that are about all articles together


def write_totals(task: Task) -> dict[str, Any]:
    """Add up the partials of all partitions and write the totals; ``summary.json`` comes last."""
    n = len(task.partitions)
    for name, keys in KEYS.items():
        files = [file for file in part_files(task.folder, PARTS, name, n) if file.exists()]
        if files:
            write_table(task.folder / f"{name}.parquet", add(map(pq.read_table, files), keys))
    write_table(task.folder / "spread.parquet", spread_of_terms(task))
    n_rejected = _write_rejected(task)
    groups = pq.read_table(task.folder / "groups.parquet")
    columns = ("k_articles", "n_tokens", "n_sentences")
    totals = {name: pc.sum(groups.column(name)).as_py() for name in columns}
    frames = task.folder / "frames.parquet"
    hits = pq.read_table(frames).column("n_hits") if frames.exists() else pa.array([0])
    tables = sorted(path for path in task.folder.glob("*.parquet"))
    content = {
        **totals,
        "n_hits": pc.sum(hits).as_py() or 0,
        "n_rejected": n_rejected,
        "groups": sorted(set(groups.column("group").to_pylist())),
        "files": {path.name: file_hash(path) for path in tables},
    }
    write_text(task.folder / SUMMARY, to_json(content))
    return content


def spread_of_terms(task: Task) -> pa.Table:
    """Dispersion of every term over the articles of each group, and of all.

    A second pass, over the partials only: how far an article's use of a term is from what is to be
    expected is known when all uses have been counted.
    """
    terms = pq.read_table(task.folder / "terms.parquet")
    words, group_names = _distinct(terms, "term"), _distinct(terms, "group")
    shape = (len(group_names), len(words))
    n = np.zeros(shape, dtype=np.int64)
    n[_places(terms, "group", group_names), _places(terms, "term", words)] = terms.column("n")
    sides = [*(group_names.to_pylist()), WHOLE]
    sizes = _sizes(task)
    totals = [*n, n.sum(axis=0)]
    spreads = [Spread(t, **sizes.get(s, EMPTY)) for t, s in zip(totals, sides, strict=True)]
    for counts, n_tokens, group in article_counts(task, words):
        for side, spread in zip(sides, spreads, strict=True):
            rows = np.flatnonzero((group == side) | (side == WHOLE))
            spread.add(counts[rows], n_tokens[rows])
    parts = [
        pd.DataFrame(
            {
                "term": words.to_pandas(),
                "group": side,
                "dp": spread.dp(),
                "dp_norm": spread.dp_norm(),
                "juilland_d": spread.juilland_d(),
            }
        )
        for side, spread in zip(sides, spreads, strict=True)
    ]
    return pa.Table.from_pandas(pd.concat(parts, ignore_index=True), preserve_index=False)


def article_counts(
    task: Task, words: pa.Array
) -> Iterator[tuple[csr_array, NDArray[np.int64], NDArray[np.object_]]]:
    """For every partition: articles × terms of the whole, tokens and group of the articles."""
    n = len(task.partitions)
    kinds = (part_files(task.folder, PARTS, name, n) for name in ("counts", "terms", "articles"))
    for counts_file, terms_file, articles_file in zip(*kinds, strict=True):
        cells = pq.read_table(counts_file).combine_chunks()
        own = pc.unique(pq.read_table(terms_file, columns=["term"]).column(0))
        place = pc.index_in(own, value_set=words).to_numpy()
        articles = pq.read_table(articles_file, columns=["n_tokens", "group"])
        ptr = np.append(0, np.cumsum(pc.list_value_length(cells.column("term")).to_numpy()))
        term, uses = (pc.list_flatten(cells.column(name)).to_numpy() for name in ("term", "n"))
        shape = (len(cells), len(words))
        matrix = csr_array((uses.astype(np.int64), place[term], ptr), shape=shape)
        n_tokens = articles.column("n_tokens").to_numpy().astype(np.int64)
        yield matrix, n_tokens, articles.column("group").to_numpy().astype(object)


def _sizes(task: Task) -> dict[str, dict[str, int]]:
    """Of the articles of each side that have any token: how many, their tokens, the smallest."""
    sizes: dict[str, dict[str, int]] = {}
    for file in part_files(task.folder, PARTS, "articles", len(task.partitions)):
        table = pq.read_table(file, columns=["group", "n_tokens"]).to_pandas()
        filled = table[table["n_tokens"] > 0]
        for side, rows in [*filled.groupby("group"), *([(WHOLE, filled)] if len(filled) else [])]:
            known, own = sizes.get(str(side), EMPTY), rows["n_tokens"]
            least = min(known["smallest"] or int(own.min()), int(own.min()))
            sizes[str(side)] = {
                "k_filled": known["k_filled"] + len(own),
                "size": known["size"] + int(own.sum()),
                "smallest": least,
            }
    return sizes


def _distinct(table: pa.Table, name: str) -> pa.Array:
    """Values of a column, in code point order."""
    return pc.unique(table.column(name)).sort()


def _places(table: pa.Table, name: str, values: pa.Array) -> NDArray[np.int64]:
    places: NDArray[np.int64] = pc.index_in(table.column(name), value_set=values).to_numpy()
    return places


def _write_rejected(task: Task) -> int:
    """List every row that is no article, with its reason."""
    files = part_files(task.folder, PARTS, "rejected", len(task.partitions))
    found = [pq.read_table(file).to_pandas() for file in files if file.exists()]
    columns = ["file", "row", "article_id", "reason"]
    table = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=columns)
    text = table.to_csv(index=False, lineterminator="\n")
    write_text(task.folder / "rejected.csv", text)
    return len(table)
