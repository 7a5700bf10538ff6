"""A source to the folder of its summary: plan, read every partition, add up."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from analysis.codebooks import codebook_names, load_codebook
from analysis.codebooks.codebook import codebook_file
from analysis.corpus.claims import find_furniture
from analysis.corpus.cleaning import apply_cuts, find_cuts
from analysis.corpus.manifest import read_manifest
from analysis.corpus.repetition import find_repeats
from analysis.errors import InputError
from analysis.scale import furniture, lines
from analysis.scale.engines import Engine, in_turn
from analysis.scale.partials import summarise
from analysis.scale.source import (
    KEPT,
    PARTITION_BYTES,
    Layout,
    check_ids,
    cut_partitions,
    parquet_files,
    read_partition,
    spool,
)
from analysis.scale.store import (
    PARTS,
    PLAN,
    claim_folder,
    is_done,
    partition_rows,
    read_task,
    to_json,
    write_part,
    write_text,
)
from analysis.scale.totals import write_totals

TAIL_BYTES = 1_000_000
BESIDE = ("cleaning.toml", "corpus.toml")  # settings that stand beside a source


@dataclass(frozen=True)
class Asked:
    """What a summary is to hold.

    Attributes
    ----------
    source : Path
        A Parquet, CSV, TSV or JSON Lines file, a folder of Parquet files, or a corpus folder.
    group_by : str
        The column that is compared.
    columns : mapping
        Our name of a column (article_id, text, title, outlet, published) and the source's own,
        where they differ.
    codebooks : list of str
        Names or files; those of frames, of the library and of the source's folder, if none.
    nodes : list of str
        Words or phrases whose company is counted.
    clean, headline : bool
        As in ``load_corpus``.
    partition_bytes : int
        Text of a partition; what a worker holds in memory grows with it.
    """

    source: Path
    group_by: str = "group"
    columns: Mapping[str, str] = field(default_factory=dict)
    codebooks: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    clean: bool = True
    headline: bool = True
    partition_bytes: int = PARTITION_BYTES


def summarise_source(
    asked: Asked,
    folder: Path,
    *,
    engine: Engine = in_turn,
    report: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Write the summary of a source, going on where an earlier run was ended.

    Parameters
    ----------
    asked : Asked
    folder : Path
        Of the summary; made if missing.
    engine : callable
        Who does the partitions; see ``analysis.scale.engines``.
    report : callable
        Told each step, for a person.

    Returns
    -------
    dict
        The totals, as ``summary.json`` has them.

    Raises
    ------
    InputError
        If anything in the input cannot be used.
    """
    folder = folder.resolve()
    plan(asked, folder)
    task = read_task(str(folder))
    n = len(task.partitions)
    known = (folder / lines.REPEATS).exists() and (folder / lines.SOME).exists()
    if task.settings.by_repetition and not known:
        _do(folder, lines.STAGE, make_lines, n, engine, report, "reading lines")
        n_bundles = lines.write_bundles(task, lines.STAGE, "lines")
        _do(folder, lines.JUDGED, judge_lines, n_bundles, engine, report, "judging lines")
        lines.write_repeats(task, n_bundles)
    if task.settings.repeated_phrases and not (folder / furniture.FURNITURE).exists():
        _do(folder, furniture.STAGE, make_pages, n, engine, report, "reading pages")
        n_bundles = lines.write_bundles(task, furniture.STAGE, "pages")
        _do(folder, furniture.LEARNT, learn_pages, n_bundles, engine, report, "learning pages")
        furniture.write_furniture(task, n_bundles)
    _do(folder, PARTS, make_part, n, engine, report, "summarising")
    for stage in (lines.STAGE, lines.JUDGED, furniture.STAGE, furniture.LEARNT):
        shutil.rmtree(folder / stage, ignore_errors=True)
    report("adding up")
    return write_totals(task)


def _do(
    folder: Path,
    stage: str,
    work: Callable[[str, int], None],
    n: int,
    engine: Engine,
    report: Callable[[str], None],
    told: str,
) -> None:
    """Do the partitions, or bundles of outlets, of a stage that are not done yet."""
    missing = [number for number in range(n) if not is_done(folder, stage, number)]
    done = n - len(missing)
    for _ in engine(work, str(folder), missing):
        done += 1
        report(f"{told}: {done} of {n}")


def make_lines(folder: str, number: int) -> None:
    """List the lines of one partition."""
    task = read_task(folder)
    articles, _ = read_partition(task.partition(number), task.layout)
    write_part(task.folder, lines.STAGE, number, {"lines": lines.list_lines(articles)})


def judge_lines(folder: str, number: int) -> None:
    """Judge the lines of one bundle of outlets."""
    task = read_task(folder)
    write_part(task.folder, lines.JUDGED, number, lines.judge_bundle(task, number))


def learn_pages(folder: str, number: int) -> None:
    """Learn the pages of one bundle of outlets."""
    task = read_task(folder)
    write_part(task.folder, furniture.LEARNT, number, furniture.learn_bundle(task, number))


def make_pages(folder: str, number: int) -> None:
    """List what one partition has to learn the outlets' pages from."""
    task = read_task(folder)
    articles, _ = read_partition(task.partition(number), task.layout)
    write_part(task.folder, furniture.STAGE, number, furniture.list_pages(task, number, articles))


def make_part(folder: str, number: int) -> None:
    """Write the partial of one partition."""
    task = read_task(folder)
    articles, rejected = read_partition(task.partition(number), task.layout)
    cuts = find_cuts(
        articles,
        task.settings.rules,
        repeated=task.settings.repeated_lines,
        phrases=task.settings.repeated_phrases,
        headline=not task.headline,
        judge=lines.read_judge(task) if task.settings.by_repetition else find_repeats,
        learn=furniture.read_learn(task) if task.settings.repeated_phrases else find_furniture,
    )
    articles = apply_cuts(articles, cuts)
    tables = summarise(articles, task.codebooks, nodes=task.nodes)
    tables["cuts"] = pa.Table.from_pandas(cuts, preserve_index=False)
    if len(rejected):
        tables["rejected"] = pa.Table.from_pandas(rejected, preserve_index=False)
    write_part(task.folder, PARTS, number, tables)


def plan(asked: Asked, folder: Path) -> None:
    """Check the inputs, copy the instruments into the folder, and cut the source into partitions.

    Raises
    ------
    InputError
        If anything in the input cannot be used; nothing has been counted by then.
    """
    source = asked.source
    files = parquet_files(source)
    beside = source if source.is_dir() else source.parent
    names = list(asked.codebooks) or codebook_names(beside, kind="frames")
    paths = [codebook_file(Path(n) if n.endswith(".toml") else n, beside) for n in names]
    for path in paths:
        load_codebook(path)
    books = {path.stem: path for path in paths}
    layout = _layout(asked, beside)
    claim_folder(
        folder,
        {
            "source": source.name,
            "fingerprint": _fingerprint(files or _files_of(source)),
            "columns": layout.columns,
            "group_by": layout.group_by,
            "codebooks": {name: _sha256(path.read_bytes()) for name, path in books.items()},
            "settings": {
                n: _sha256((beside / n).read_bytes()) for n in BESIDE if (beside / n).is_file()
            },
            "nodes": list(asked.nodes),
            "clean": asked.clean,
            "headline": asked.headline,
            "partition_bytes": asked.partition_bytes,
        },
    )
    if (folder / PLAN).exists():
        return
    (folder / "codebooks").mkdir(exist_ok=True)
    for name, path in books.items():
        shutil.copyfile(path, folder / "codebooks" / f"{name}.toml")
    for name in BESIDE:
        if (beside / name).is_file():
            shutil.copyfile(beside / name, folder / name)
    kept = files or spool(source, folder / "articles")
    partitions = cut_partitions(kept, layout, partition_bytes=asked.partition_bytes)
    check_ids(kept, layout.columns["article_id"])
    content = {
        "columns": layout.columns,
        "group_by": layout.group_by,
        "partitions": partition_rows(partitions, folder),
        "codebooks": [*books],
        "nodes": list(asked.nodes),
        "clean": asked.clean,
        "headline": asked.headline,
    }
    write_text(folder / PLAN, to_json(content))


def _layout(asked: Asked, beside: Path) -> Layout:
    """Names of the columns: the usual ones, those of corpus.toml, those that were given."""
    is_corpus = asked.source.is_dir() and (asked.source / "articles.csv").is_file()
    usual = {"article_id": "article_id", "raw": "raw" if is_corpus else "text"}
    given = {"raw" if ours == "text" else ours: theirs for ours, theirs in asked.columns.items()}
    unknown = sorted(set(given) - {*usual, *KEPT})
    if unknown:
        known = ", ".join(["article_id", "text", *KEPT])
        raise InputError(f"--column {unknown[0]}: not a column of ours; known: {known}")
    listed = {} if is_corpus else read_manifest(beside).columns
    listed = {"raw" if ours == "text" else ours: theirs for ours, theirs in listed.items()}
    named = {**dict(zip(KEPT, KEPT, strict=True)), **usual, **listed, **given}
    group_by = listed.get(asked.group_by, asked.group_by)
    return Layout({name: named[name] for name in (*usual, *KEPT)}, group_by)


def _files_of(source: Path) -> list[Path]:
    if source.is_file():
        return [source]
    files = sorted(path for path in source.rglob("*") if path.is_file())
    if not (source / "articles.csv").is_file():
        raise InputError(f"{source.name}: no Parquet files and no articles.csv in this folder")
    return files


def _fingerprint(files: Iterable[Path]) -> str:
    """Changes when a file does: names and bytes; of Parquet the last, where it lists its pages."""
    digest = hashlib.sha256()
    for path in files:
        size = path.stat().st_size
        with path.open("rb") as file:
            digest.update(f"{path.name} {size}\n".encode())
            if path.suffix == ".parquet":
                file.seek(max(0, size - TAIL_BYTES))
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
