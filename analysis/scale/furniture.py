"""Phrases and inserts of an outlet's pages, where its articles stand in many partitions.

They are learnt from the articles that a corpus read whole would learn them from: all of an outlet,
or some evenly spread. Each partition gives the lines of those that it has, and the names with words
run into them; outlets are then judged one after the other.
"""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.corpus.claims import Furniture, Learn, find_furniture, is_own_title
from analysis.corpus.edges import Phrase
from analysis.corpus.inserted import Glued, Insert, glued_names
from analysis.corpus.repetition import is_repeated, line_table
from analysis.corpus.spans import line_view
from analysis.scale.lines import SOME, read_bundles, read_judge
from analysis.scale.store import Task, part_files, to_json, write_text

STAGE, LEARNT = "pages", "learnt"
FURNITURE = "furniture.json"


def list_pages(task: Task, number: int, articles: pd.DataFrame) -> dict[str, pa.Table]:
    """Lines that do not repeat, and glued names, of the articles to learn from in a partition.

    Parameters
    ----------
    task : Task
        Whose repeated lines are known.
    number : int
        Of the partition.
    articles : DataFrame
        Of the partition, in order.

    Returns
    -------
    dict of str to Table
        ``pages`` (outlet, number, line) and ``glued`` (the fields of ``Glued``); numbers are those
        of articles in the whole source.
    """
    some = pq.read_table(task.folder / SOME).to_pandas().query("partition == @number")
    articles = articles.iloc[some["number"].to_numpy()].reset_index(drop=True)
    views = [line_view(raw) for raw in articles["raw"].to_numpy(dtype=object)]
    lines = line_table(views, articles["outlet"])
    repeat = is_repeated(lines, read_judge(task)(lines))
    lines = lines[~repeat & ~is_own_title(lines, articles)]
    glued = glued_names(views, articles["outlet"])
    whole = some["place"].to_numpy()
    return {
        "pages": pa.table(
            {
                "outlet": pa.array(lines["outlet"].astype("str"), pa.string()),
                "number": pa.array(whole[lines["number"].to_numpy()], pa.int64()),
                "line": pa.array(lines["line"].astype("str"), pa.large_string()),
            }
        ),
        "glued": pa.Table.from_pylist(
            [one._replace(number=int(whole[one.number]))._asdict() for one in glued], _GLUED
        ),
    }


_GLUED = pa.schema(
    [(name, pa.int64() if kind is int else pa.string()) for name, kind in
     Glued.__annotations__.items()]
)  # fmt: skip


def learn_bundle(task: Task, number: int) -> dict[str, pa.Table]:
    """Learn from the lines of all partitions what belongs to the pages of a bundle of outlets."""
    n = len(task.partitions)
    pages, glued = (part_files(task.folder, STAGE, name, n) for name in ("pages", "glued"))
    found = _learn(pages, glued, read_bundles(task, STAGE)[number])
    content = {
        "phrases": [phrase._asdict() for phrase in found.phrases],
        "inserts": [
            {
                **insert._asdict(),
                "words": sorted(insert.words),
                "goes_on": sorted(insert.goes_on),
            }
            for insert in found.inserts
        ],
    }
    return {"learnt": pa.table({"content": [to_json(content)]})}


def write_furniture(task: Task, n_bundles: int) -> None:
    """Write what was learnt of all bundles."""
    files = part_files(task.folder, LEARNT, "learnt", n_bundles)
    learnt = [json.loads(pq.read_table(file)["content"][0].as_py()) for file in files]
    content = {name: [row for one in learnt for row in one[name]] for name in Furniture._fields}
    write_text(task.folder / FURNITURE, to_json(content))


def _learn(pages: list[Path], glued: list[Path], outlets: list[str]) -> Furniture:
    """Learn from the articles of some outlets."""
    lines, names = (_of_outlets(files, outlets) for files in (pages, glued))
    line = lines.column("line").combine_chunks().dictionary_encode()
    table = pd.DataFrame(
        {
            "number": lines.column("number").to_numpy(),
            "outlet": pd.Categorical(lines.column("outlet").to_pandas()),
            "line": pd.Categorical.from_codes(
                line.indices.to_numpy(), pd.Index(line.dictionary.to_pandas(), dtype="str")
            ),
        }
    )
    return find_furniture(table, [Glued(**row) for row in names.to_pylist()])


def _of_outlets(files: list[Path], outlets: list[str]) -> pa.Table:
    wanted = pa.array(outlets, pa.string())
    tables = map(pq.read_table, files)
    return pa.concat_tables(
        [table.filter(pc.is_in(table.column("outlet"), value_set=wanted)) for table in tables]
    )


def read_learn(task: Task) -> Learn:
    """What the pages of a whole source's outlets have, for the lines of one partition."""
    content: dict[str, list[dict[str, Any]]] = json.loads(
        (task.folder / FURNITURE).read_text(encoding="utf-8")
    )
    known = Furniture(
        [Phrase(**{**row, "words": tuple(row["words"])}) for row in content["phrases"]],
        [
            Insert(
                row["outlet"],
                frozenset(row["words"]),
                frozenset(map(tuple, row["goes_on"])),
                row["closing"],
            )
            for row in content["inserts"]
        ],
    )
    return lambda lines, glued: known
