"""The command ``framing summarise``: options to a summary, with progress on the terminal."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import InputError

if TYPE_CHECKING:
    from analysis.scale.engines import Engine


def add_summarise(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> argparse.ArgumentParser:
    """Parser of the command; what reads articles is loaded when it is called."""
    summarise = commands.add_parser(
        "summarise", help="add up a source of any size, for measures that need no texts"
    )
    summarise.add_argument(
        "source", type=Path, metavar="SOURCE", help="Parquet, CSV, JSON Lines, or a corpus folder"
    )
    summarise.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder of the summary"
    )
    summarise.add_argument("--group-by", metavar="COLUMN", default="group", help="default: group")
    summarise.add_argument(
        "--codebook", action="append", default=[], metavar="NAME", help="name or file; repeatable"
    )
    summarise.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="OURS=THEIRS",
        help="such as text=body; article_id, text, title, outlet, published; repeatable",
    )
    summarise.add_argument(
        "--node", action="append", default=[], metavar="WORD", help="count its company; repeatable"
    )
    summarise.add_argument("--no-clean", action="store_true", help="cut nothing")
    summarise.add_argument("--no-headline", action="store_true", help="leave headlines out")
    summarise.add_argument(
        "--workers",
        type=int,
        choices=range(1, 65),
        default=1,
        metavar="N",
        help="processes; default: 1",
    )
    summarise.add_argument(
        "--scheduler", metavar="ADDRESS", help="of a Dask cluster; local: one of N workers here"
    )
    summarise.add_argument(
        "--partition-mb",
        type=float,
        default=12,
        metavar="MB",
        help="text held at once; default: 12",
    )
    return summarise


def summarise(given: argparse.Namespace) -> int:
    """Exit status of the command."""
    from analysis.corpus.sources import columns_given
    from analysis.scale.run import Asked, summarise_source

    if not given.partition_mb > 0:
        raise InputError("--partition-mb: a number above 0")
    columns = columns_given(given.column)
    asked = Asked(
        source=given.source,
        group_by=given.group_by,
        columns=columns,
        codebooks=tuple(given.codebook),
        nodes=tuple(given.node),
        clean=not given.no_clean,
        headline=not given.no_headline,
        partition_bytes=int(given.partition_mb * 1_000_000),
    )
    began, report = time.monotonic(), _reporter()
    with _engine(given) as engine:
        totals = summarise_source(asked, given.out, engine=engine, report=report)
    report("")
    rejected = f", {totals['n_rejected']:,} rows rejected" if totals["n_rejected"] else ""
    print(given.out / "summary.json")
    print(
        f"{totals['k_articles']:,} articles in {len(totals['groups'])} groups, "
        f"{totals['n_tokens']:,} tokens, {totals['n_hits']:,} hits{rejected}, "
        f"in {time.monotonic() - began:.1f} s"
    )
    return 0


def sample_of(given: argparse.Namespace) -> tuple[Path, dict[str, object]]:
    """Folder of a sample of a summary's articles, and the parameters that its sums ask for.

    Outlets are the units where the source knows any, nodes those that were counted.
    """
    from analysis.scale.summary import open_summary
    from analysis.scale.texts import write_sample

    if given.group_by:
        raise InputError("--group-by: the groups of a summary are those that were counted")
    summary = open_summary(given.summary)
    folder, has_outlets = write_sample(summary, n=given.sample)
    asked: dict[str, object] = {"nodes": summary.task.nodes} if summary.task.nodes else {}
    return folder, asked | ({"unit": "outlet"} if has_outlets else {})


@contextmanager
def _engine(given: argparse.Namespace) -> "Iterator[Engine]":
    from analysis.scale.engines import processes

    if given.scheduler is None:
        yield processes(given.workers)
        return
    from analysis.scale.cluster import dask_engine

    with dask_engine(given.scheduler, workers=given.workers) as (engine, dashboard):
        print(f"dashboard: {dashboard}", file=sys.stderr)
        yield engine


def _reporter() -> Callable[[str], None]:
    """On a terminal one line that changes; in a file a line whenever a tenth is done."""
    last = ""

    def report(line: str) -> None:
        nonlocal last
        if sys.stderr.isatty():
            print(f"\r{line:<60}", end="\n" if not line else "", file=sys.stderr, flush=True)
        elif line and _tenth(line) != _tenth(last):
            print(line, file=sys.stderr, flush=True)
        last = line

    return report


def _tenth(line: str) -> tuple[str, int]:
    told, _, numbers = line.partition(": ")
    done, _, n = numbers.partition(" of ")
    return told, int(done) * 10 // int(n.split()[0]) if n else 0
