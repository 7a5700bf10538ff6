"""The folder of a summary: what was asked, which partitions are done, and their tables."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.codebooks import Codebook, load_codebook
from analysis.corpus.rules import Settings, read_rules
from analysis.errors import InputError
from analysis.scale.source import Layout, Partition

ASKED, PLAN = "asked.json", "plan.json"
SUMMARY = "summary.json"
PARTS = "parts"  # where the partials are
FORMAT = 2  # changes when partials of before cannot be gone on with


@dataclass(frozen=True)
class Task:
    """What to summarise, as every worker reads it from the folder.

    Attributes
    ----------
    folder : Path
        Of the summary.
    layout : Layout
    partitions : list of Partition
    codebooks : list of Codebook
    settings : Settings
        Cleaning rules of the source's folder, and whether repeated lines are cut.
    headline : bool
    nodes : list of str
        Words whose company is counted.
    """

    folder: Path
    layout: Layout
    partitions: list[Partition]
    codebooks: list[Codebook]
    settings: Settings
    headline: bool
    nodes: list[str]

    def partition(self, number: int) -> Partition:
        """A partition, its file found from anywhere."""
        partition = self.partitions[number]
        return replace(partition, file=str(self.folder / partition.file))


def claim_folder(folder: Path, asked: dict[str, Any]) -> None:
    """Make the folder of a summary, or take up one that was begun with the same inputs.

    Parameters
    ----------
    folder : Path
    asked : dict
        Source and options, as ``asked.json`` keeps them.

    Raises
    ------
    InputError
        If the folder was begun with another source or other options, or cannot be written.
    """
    path, text = folder / ASKED, to_json({**asked, "format": FORMAT})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.read_text(encoding="utf-8") != text:
            raise InputError(f"{folder.name} holds a summary of other inputs; choose another --out")
        if not path.exists() and any(folder.iterdir()):
            raise InputError(f"{folder.name} is not empty and holds no summary; choose another")
        write_text(path, text)
    except OSError as error:
        raise InputError(f"{folder}: cannot be written ({error.strerror})") from None


def check_format(folder: Path) -> None:
    """Raise where a summary was made by a version whose sums are others.

    Raises
    ------
    InputError
        Saying what to do.
    """
    asked = json.loads((folder / ASKED).read_text(encoding="utf-8"))
    if asked.get("format") != FORMAT:
        raise InputError(f"{folder.name}: made by another version; summarise the source again")


def read_task(folder: str) -> Task:
    """The task of a summary's folder, read once for each version of its plan.

    Raises
    ------
    InputError
        If the folder holds none.
    """
    plan = Path(folder) / PLAN
    if not plan.is_file():
        raise InputError(f"{Path(folder).name} holds no summary")
    return _read_task(folder, plan.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read_task(folder: str, _version: int) -> Task:
    place = Path(folder)
    plan = read_plan(place)
    names = plan["codebooks"]
    return Task(
        folder=place,
        layout=Layout(plan["columns"], plan["group_by"]),
        partitions=[Partition(*row) for row in plan["partitions"]],
        codebooks=[load_codebook(place / "codebooks" / f"{name}.toml") for name in names],
        settings=read_rules(place) if plan["clean"] else Settings((), False, False),
        headline=plan["headline"],
        nodes=plan["nodes"],
    )


def read_plan(folder: Path) -> dict[str, Any]:
    """What a summary's folder was begun with.

    Raises
    ------
    InputError
        If it cannot be read.
    """
    try:
        plan: dict[str, Any] = json.loads((folder / PLAN).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{folder.name}/{PLAN} cannot be read: {error}") from None
    return plan


def partition_rows(partitions: list[Partition], folder: Path) -> list[list[Any]]:
    """Partitions as the plan lists them; files within the folder by their place in it."""
    rows = []
    for partition in partitions:
        path = Path(partition.file)
        inside = path.is_relative_to(folder)
        file = str(path.relative_to(folder) if inside else path.resolve())
        rows.append([*asdict(replace(partition, file=file)).values()])
    return rows


def write_part(folder: Path, stage: str, number: int, tables: dict[str, pa.Table]) -> None:
    """Write the tables of a partition, each whole, and then the mark that it is done."""
    place = folder / stage
    place.mkdir(exist_ok=True)
    for name, table in tables.items():
        write_table(place / f"{number:05}.{name}.parquet", table)
    rows = {name: table.num_rows for name, table in sorted(tables.items())}
    write_text(place / f"{number:05}.json", to_json(rows))


def is_done(folder: Path, stage: str, number: int) -> bool:
    """Whether a partition has all its tables."""
    return (folder / stage / f"{number:05}.json").exists()


def part_files(folder: Path, stage: str, name: str, n: int) -> list[Path]:
    """The files of one table, of every partition in order."""
    return [folder / stage / f"{number:05}.{name}.parquet" for number in range(n)]


def write_table(path: Path, table: pa.Table) -> None:
    """Write a table so that its file is there whole or not at all, the same bytes each time."""
    part = _partial(path)
    pq.write_table(table, part, compression="zstd", write_statistics=False)
    part.replace(path)


def write_text(path: Path, text: str) -> None:
    """Write a text so that its file is there whole or not at all."""
    part = _partial(path)
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(path)


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _partial(path: Path) -> Path:
    """A name that no other worker takes: a partition may be read twice where a worker is lost."""
    import os

    return path.with_name(f".{path.name}.{os.getpid()}")


def to_json(content: Any) -> str:
    """JSON as every file of a summary has it."""
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
