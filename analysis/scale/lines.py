"""Lines that repeat across an outlet's articles, where the articles stand in many partitions.

Each partition lists the lines of its articles by a hash of their keys; outlets are then judged one
after the other, by the rule that serves a corpus read whole.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from analysis.corpus.furniture import some_articles
from analysis.corpus.repetition import N_ANYWHERE, find_repeats, line_table
from analysis.corpus.spans import line_view
from analysis.scale.store import Task, part_files, to_json, write_table, write_text

Hashes = NDArray[np.uint64]

STAGE, JUDGED = "lines", "judged"
BUNDLES = "bundles.json"
REPEATS = "repeated_lines.parquet"
SOME = "some_articles.parquet"
_ODD = np.uint64(0x9E3779B97F4A7C15)  # spreads small numbers over all bits
LINES_AT_ONCE = 300_000  # of one or several outlets, held in memory together


def list_lines(articles: pd.DataFrame) -> pa.Table:
    """Every line of a partition's articles: outlet, hash, article (from 0), length."""
    views = [line_view(raw) for raw in articles["raw"].to_numpy(dtype=object)]
    lines = line_table(views, articles["outlet"])
    lines = lines[lines["outlet"].notna()]
    return pa.table(
        {
            "outlet": pa.array(lines["outlet"].astype("str"), pa.string()).dictionary_encode(),
            "key": pa.array(key_hashes(lines), pa.uint64()),
            "number": pa.array(lines["number"].to_numpy(), pa.int32()),
            "length": pa.array((lines["end"] - lines["start"]).to_numpy(), pa.int32()),
        }
    )


def key_hashes(lines: pd.DataFrame) -> Hashes:
    """Hash of the key of every line of a line table."""
    key = lines["key"].cat
    names = key.categories.to_numpy(dtype=object)
    hashes: Hashes = pd.util.hash_array(names, categorize=False)
    return hashes[key.codes.to_numpy()] if len(hashes) else np.empty(0, dtype=np.uint64)


def write_bundles(task: Task, stage: str, name: str) -> int:
    """Put outlets together that can be judged at once, by their rows in a table; say how many."""
    files = part_files(task.folder, stage, name, len(task.partitions))
    found = _bundles(_lines_by_outlet(files))
    write_text(task.folder / stage / BUNDLES, to_json(found))
    return len(found)


def read_bundles(task: Task, stage: str) -> list[list[str]]:
    """Names of the outlets of every bundle of a stage."""
    found: list[list[str]] = json.loads((task.folder / stage / BUNDLES).read_text("utf-8"))
    return found


def judge_bundle(task: Task, number: int) -> dict[str, pa.Table]:
    """Judge the lines of all partitions, of a bundle of outlets.

    Returns
    -------
    dict of str to Table
        ``repeats`` (outlet, key, n_articles, share) and ``some`` (place in the whole source of the
        articles from which phrases are to be learnt).
    """
    files = part_files(task.folder, STAGE, "lines", len(task.partitions))
    repeats, some = _judge(files, _first_articles(task), read_bundles(task, STAGE)[number])
    return {"repeats": repeats, "some": pa.table({"place": some})}


def write_repeats(task: Task, n_bundles: int) -> None:
    """Write the lines that repeat of all bundles: outlet, key, counts.

    Beside them, the articles of each outlet from which its phrases are to be learnt: partition,
    number in it, place in the whole source.
    """
    names = ("repeats", "some")
    tables, places = (
        [pq.read_table(file) for file in part_files(task.folder, JUDGED, name, n_bundles)]
        for name in names
    )
    empty = pa.table(
        {
            "outlet": pa.array([], pa.string()),
            "key": pa.array([], pa.uint64()),
            "n_articles": pa.array([], pa.int64()),
            "share": pa.array([], pa.float64()),
        }
    )
    found = pa.concat_tables([empty, *tables])
    some = [table["place"].to_numpy() for table in places]
    place = np.sort(np.concatenate([np.empty(0, dtype=np.int64), *some]))
    firsts = _first_articles(task)
    partition = np.searchsorted(firsts, place, side="right") - 1
    columns = {"partition": partition, "number": place - firsts[partition], "place": place}
    write_table(task.folder / SOME, pa.table(columns))
    write_table(
        task.folder / REPEATS, found.sort_by([("outlet", "ascending"), ("key", "ascending")])
    )


def _lines_by_outlet(files: list[Path]) -> dict[str, int]:
    """Lines of every outlet, by name."""
    total: dict[str, int] = {}
    for file in files:
        counted = pq.read_table(file, columns=["outlet"]).column(0).cast(pa.string()).value_counts()
        for row in counted.to_pylist():
            total[row["values"]] = total.get(row["values"], 0) + row["counts"]
    return dict(sorted(total.items()))


def _bundles(n_lines: dict[str, int]) -> list[list[str]]:
    """Outlets that can be judged together; one with very many lines is judged alone."""
    bundles: list[list[str]] = []
    room = 0
    for outlet, n in n_lines.items():
        if n > room or not bundles:
            bundles.append([])
            room = LINES_AT_ONCE
        bundles[-1].append(outlet)
        room -= n
    return bundles


def _first_articles(task: Task) -> NDArray[np.int64]:
    """Place in the whole source of the first row of each partition."""
    return np.cumsum([0, *(partition.n for partition in task.partitions)])[:-1]


def _judge(
    files: list[Path], firsts: NDArray[np.int64], outlets: list[str]
) -> tuple[pa.Table, NDArray[np.int64]]:
    """Repeated lines of some outlets, and articles to learn from, from all partitions."""
    wanted = pa.array(outlets, pa.string())
    parts = []
    for file, first in zip(files, firsts.tolist(), strict=True):
        table = pq.read_table(file)
        chosen = table.filter(pc.is_in(table.column("outlet").cast(pa.string()), value_set=wanted))
        number = pc.add(chosen.column("number").cast(pa.int64()), first)
        parts.append(chosen.set_column(2, "number", number))
    table = pa.concat_tables(parts).unify_dictionaries()
    codes, hashes = pd.factorize(table.column("key").to_numpy())
    keys = pd.Categorical.from_codes(codes, categories=pd.Index(hashes, dtype="uint64"))
    lines = pd.DataFrame(
        {
            "number": table.column("number").to_numpy(),
            "outlet": pd.Categorical(table.column("outlet").cast(pa.string()).to_pandas()),
            "key": keys,
            "line": keys,
            "start": 0,
            "end": table.column("length").to_numpy().astype(np.int64),
        }
    )
    found = find_repeats(lines)
    repeats = pa.table(
        {
            "outlet": pa.array(found["outlet"].astype("str"), pa.string()),
            "key": pa.array(found["key"].astype("uint64"), pa.uint64()),
            "n_articles": pa.array(found["n_articles"], pa.int64()),
            "share": pa.array(found["share"], pa.float64()),
        }
    )
    return repeats, some_articles(lines).to_numpy(dtype=np.int64)


def read_judge(task: Task) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """The judge of a whole source's lines, for the line table of one partition.

    What repeats in an outlet of which the partition has no article is told without an outlet.
    """
    found = pq.read_table(task.folder / REPEATS)
    outlets = pa.array(sorted(set(found.column("outlet").to_pylist())), pa.string())
    known = _pairs(pc.index_in(found.column("outlet"), value_set=outlets), found.column("key"))
    often = found.filter(pc.greater_equal(found.column("n_articles"), N_ANYWHERE))
    anywhere = often.column("key").to_numpy()

    def judge(lines: pd.DataFrame) -> pd.DataFrame:
        outlet = pc.index_in(
            pa.array(lines["outlet"].astype("str"), pa.string()), value_set=outlets
        ).fill_null(len(outlets))
        hashes = key_hashes(lines)
        here = lines[np.isin(_pairs(outlet, hashes), known)][["outlet", "key"]]
        there = lines[np.isin(hashes, anywhere)][["outlet", "key"]]
        there["outlet"] = there["outlet"].where(np.zeros(len(there), dtype=bool))
        rows = pd.concat([here.assign(n_articles=0), there.assign(n_articles=N_ANYWHERE)])
        return rows.drop_duplicates(["outlet", "key"]).reset_index(drop=True)

    return judge


def _pairs(outlet: Any, key: Any) -> Hashes:
    """An outlet's number and a key's hash as one number."""
    numbers, hashes = (np.asarray(values, dtype=np.uint64) for values in (outlet, key))
    pairs: Hashes = (numbers + np.uint64(1)) * _ODD ^ hashes
    return pairs
